/** open(): raw, buffered and text layers for a mode (Library reference, open()). */
import type { Result, Value } from '@pyston/objects';
import {
  asIndex,
  bytes,
  call,
  callKw,
  callMethod,
  E,
  hooks,
  int,
  isStr,
  isTrue,
  jsString,
  None,
  raiseValue,
  setAttr,
  str,
  strValue,
  takeException,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { BufferedRandomType, BufferedReaderType, BufferedWriterType } from './buffered.ts';
import { FileIO, FileIOType } from './fileio.ts';
import { TextIOWrapperType } from './textio.ts';

interface Mode {
  raw: string;
  binary: boolean;
  creating: boolean;
  reading: boolean;
  writing: boolean;
  appending: boolean;
  updating: boolean;
}

function parseMode(mode: string): Mode | undefined {
  const seen = new Set(mode);
  if (seen.size < mode.length || [...seen].some((c) => !'axrwb+t'.includes(c)))
    return valueError(`invalid mode: '${mode}'`);
  const m: Mode = {
    raw: '',
    binary: seen.has('b'),
    creating: seen.has('x'),
    reading: seen.has('r'),
    writing: seen.has('w'),
    appending: seen.has('a'),
    updating: seen.has('+'),
  };
  if (seen.has('t') && m.binary) return valueError("can't have text and binary mode at once");
  const kinds = [m.creating, m.reading, m.writing, m.appending].filter(Boolean).length;
  if (kinds !== 1) return valueError('must have exactly one of create/read/write/append mode');
  m.raw = (m.creating ? 'x' : m.reading ? 'r' : m.writing ? 'w' : 'a') + (m.updating ? '+' : '');
  return m;
}

export function open(
  file: Value,
  modeArg?: Value,
  bufferingArg?: Value,
  encoding?: Value,
  errors?: Value,
  newline?: Value,
  closefd?: Value,
  opener?: Value,
): Result {
  if (modeArg !== undefined && !isStr(modeArg))
    return typeError(`open() argument 'mode' must be str, not ${typeOf(modeArg).name}`);
  const text = modeArg === undefined ? 'r' : jsString(strValue(modeArg));
  const buffering = bufferingArg === undefined ? -1 : asIndex(bufferingArg);
  if (buffering === undefined) return undefined;
  for (const [name, v] of [
    ['encoding', encoding],
    ['errors', errors],
    ['newline', newline],
  ] as const) {
    if (v !== undefined && v !== None && !isStr(v))
      return typeError(`open() argument '${name}' must be str or None, not ${typeOf(v).name}`);
  }
  const mode = parseMode(text);
  if (mode === undefined) return undefined;
  const given = (v: Value | undefined) => v !== undefined && v !== None;
  if (mode.binary && given(encoding)) return valueError("binary mode doesn't take an encoding argument");
  if (mode.binary && given(errors)) return valueError("binary mode doesn't take an errors argument");
  if (mode.binary && given(newline)) return valueError("binary mode doesn't take a newline argument");
  if (
    mode.binary &&
    buffering === 1 &&
    hooks.warn(
      E.RuntimeWarning!,
      "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
      1,
    ) === undefined
  )
    return undefined;
  const path = fspathOf(file);
  const raw = path === undefined ? undefined : call(FileIOType, [path, str(mode.raw), closefd ?? true, opener ?? None]);
  if (raw === undefined) return undefined;
  return layers(raw, mode, buffering, encoding, errors, newline, text);
}

/** os.fspath, except for descriptors. */
function fspathOf(file: Value): Result {
  if (
    isStr(file) ||
    typeof file === 'number' ||
    typeof file === 'boolean' ||
    typeOf(file).slots.index !== null ||
    bytesLike(file)
  )
    return file;
  const os = hooks.importModule('os');
  return os === undefined ? undefined : callMethod(os, 'fspath', file);
}

function bytesLike(v: Value): boolean {
  return typeOf(v) === typeOf(bytes(new Uint8Array(0)));
}

function layers(
  raw: Value,
  mode: Mode,
  buffering: number,
  encoding: Value | undefined,
  errors: Value | undefined,
  newline: Value | undefined,
  text: string,
): Result {
  const r = wrap(raw, mode, buffering, encoding, errors, newline, text);
  if (r !== undefined) return r;
  const exc = takeException();
  if (callMethod(raw, 'close') === undefined) takeException();
  return raiseValue(exc);
}

function wrap(
  raw: Value,
  mode: Mode,
  buffering: number,
  encoding: Value | undefined,
  errors: Value | undefined,
  newline: Value | undefined,
  text: string,
): Result {
  const tty = buffering < 0 || buffering === 1 ? isTerminal(raw) : false;
  if (tty === undefined) return undefined;
  const lineBuffering = buffering === 1 || (buffering < 0 && tty);
  const size = buffering < 0 || buffering === 1 ? 131072 : buffering;
  if (size === 0) return mode.binary ? raw : valueError("can't have unbuffered text I/O");
  if (size < 0) return valueError('invalid buffering size');
  const type = mode.updating ? BufferedRandomType : mode.reading ? BufferedReaderType : BufferedWriterType;
  const buffer = call(type, [raw, int(size)]);
  if (buffer === undefined || mode.binary) return buffer;
  const wrapper = callKw(
    TextIOWrapperType,
    [buffer, encoding ?? None, errors ?? None, newline ?? None, lineBuffering],
    null,
  );
  return wrapper === undefined || setAttr(wrapper, 'mode', str(text)) === undefined ? undefined : wrapper;
}

function isTerminal(raw: Value): boolean | undefined {
  const r = raw instanceof FileIO ? callMethod(raw, '_isatty_open_only') : callMethod(raw, 'isatty');
  return r === undefined ? undefined : isTrue(r);
}

/** io.open_code(path): open(path, 'rb'). */
export function openCode(path: Value): Result {
  if (!isStr(path)) return typeError(`open_code() argument 'path' must be str, not ${typeOf(path).name}`);
  return open(path, str('rb'));
}
