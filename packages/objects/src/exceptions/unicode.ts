/** UnicodeError and its three kinds: encoding, object, start, end, reason. */
import { overflowError, typeError } from '../core/errors.ts';
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset } from '../core/define.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { isBytes } from '../bytes/bytes.ts';
import { bufferOf } from '../core/buffer.ts';
import { bytes } from '../bytes/bytes.ts';
import { asSsize } from '../ops/arith.ts';
import { strOf } from '../ops/text.ts';
import { strFromJs, jsString } from '../str/astral.ts';
import { cpAt, isStr, strLen, strOrUndefined } from '../str/ops.ts';
import { hexEscape } from '../str/repr.ts';
import { isInt } from '../int/int.ts';
import { PyBaseException } from './base.ts';

export class PyUnicodeError extends PyBaseException {
  encoding: Value = None;
  object: Value = None;
  start = 0;
  end = 0;
  reason: Value = None;
}

export class PyUnicodeEncodeError extends PyUnicodeError {}
export class PyUnicodeDecodeError extends PyUnicodeError {}
export class PyUnicodeTranslateError extends PyUnicodeError {}

function objectLength(exc: PyUnicodeError): number {
  const text = strOrUndefined(exc.object);
  if (text !== undefined) return strLen(text);
  return isBytes(exc.object) ? exc.object.bytes.length : 0;
}

/** start and end of the range, within the object. */
export function unicodeRange(exc: PyUnicodeError): [number, number] {
  const size = objectLength(exc);
  let start = exc.start < 0 ? 0 : exc.start;
  if (start >= size) start = size === 0 ? 0 : size - 1;
  let end = exc.end < 1 ? 1 : exc.end;
  if (end > size) end = size;
  return [start, end];
}

type Kind = 'encode' | 'decode' | 'translate';

const TEXT = 'str';

function checkText(v: Value, position: number): true | undefined {
  return isStr(v) ? true : typeError(`argument ${position} must be ${TEXT}, not ${v === None ? 'None' : typeOf(v).name}`);
}

function position(v: Value): number | undefined {
  return isInt(v) || typeOf(v).slots.index !== null ? asSsize(v) : typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
}

/** `__init__(encoding, object, start, end, reason)`; the translate error has no encoding. */
function initFields(exc: PyUnicodeError, args: readonly Value[], kind: Kind): Result {
  const count = kind === 'translate' ? 4 : 5;
  if (args.length !== count) return typeError(`function takes exactly ${count} arguments (${args.length} given)`);
  const first = count - 4;
  if (kind !== 'translate' && checkText(args[0], 1) === undefined) return undefined;
  let object = args[first];
  if (kind === 'decode') {
    if (!isBytes(object)) {
      const data = bufferOf(object);
      if (data === undefined) return undefined;
      object = bytes(data.slice());
    }
  } else if (checkText(object, first + 1) === undefined) return undefined;
  const start = position(args[first + 1]);
  if (start === undefined) return undefined;
  const end = position(args[first + 2]);
  if (end === undefined || checkText(args[first + 3], first + 4) === undefined) return undefined;
  if (kind !== 'translate') exc.encoding = args[0];
  exc.object = object;
  exc.start = start;
  exc.end = end;
  exc.reason = args[first + 3];
  return None;
}

function initOf(kind: Kind) {
  return (exc: PyUnicodeError, args: Value[], kwnames: readonly string[] | null): Result => {
    const init = E.ValueError.slots.init;
    if (init !== null && init(exc, args, kwnames) === undefined) return undefined;
    return initFields(exc, args, kind);
  };
}

function message(exc: PyUnicodeError, kind: Kind): Result {
  if (exc.object === None) return str('');
  const reason = strOf(exc.reason);
  const encoding = reason === undefined ? undefined : strOf(exc.encoding);
  if (reason === undefined || encoding === undefined) return undefined;
  const [start, end] = unicodeRange(exc);
  const codec = kind === 'translate' ? '' : `'${jsString(encoding)}' codec `;
  let what: string;
  if (end - start === 1 && start < objectLength(exc)) {
    what = isBytes(exc.object) ? `byte 0x${exc.object.bytes[start].toString(16).padStart(2, '0')}` : `character '${hexEscape(cpAt(strOrUndefined(exc.object)!, start))}'`;
    what += ` in position ${start}`;
  } else what = `${isBytes(exc.object) ? 'bytes' : 'characters'} in position ${start}-${end - 1}`;
  return strFromJs(`${codec}can't ${kind} ${what}: ${jsString(reason)}`);
}

function valueField(name: 'encoding' | 'object' | 'reason', check: (v: Value) => boolean, expected: string): GetSetSpec {
  return getset(
    name,
    (exc: PyUnicodeError) => (exc[name] === None ? typeError(`UnicodeError '${name}' attribute is not set`) : exc[name]),
    (exc: PyUnicodeError, v) => {
      if (!check(v)) return typeError(`${name} attribute must be ${expected}`);
      exc[name] = v;
      return None;
    },
  );
}

function indexField(name: 'start' | 'end'): GetSetSpec {
  return getset(
    name,
    (exc: PyUnicodeError) => int(exc[name]),
    (exc: PyUnicodeError, v) => {
      if (!isInt(v)) return typeError('an integer is required');
      const n = asSsize(v);
      if (n === undefined) return overflowError('Python int too large to convert to C ssize_t');
      exc[name] = n;
      return None;
    },
  );
}

const anything = (): boolean => true;
const COMMON: readonly GetSetSpec[] = [valueField('object', anything, ''), indexField('start'), indexField('end'), valueField('reason', anything, '')];

function define(name: string, kind: Kind, instanceClass: new () => PyUnicodeError): void {
  E[name] = defineType({
    name,
    base: E.UnicodeError,
    instanceClass,
    doc: `Unicode ${kind === 'encode' ? 'encoding' : kind === 'decode' ? 'decoding' : 'translation'} error.`,
    slots: { init: initOf(kind), str: (exc: PyUnicodeError) => message(exc, kind) },
    getset: kind === 'translate' ? COMMON : [valueField('encoding', anything, ''), ...COMMON],
    flags: TypeFlag.Base,
  });
}

export function defineUnicodeErrors(): void {
  E.UnicodeError ??= defineType({ name: 'UnicodeError', base: E.ValueError, instanceClass: class PyUnicodeErrorBase extends PyBaseException {}, doc: 'Unicode related error.', flags: TypeFlag.Base });
  define('UnicodeEncodeError', 'encode', PyUnicodeEncodeError);
  define('UnicodeDecodeError', 'decode', PyUnicodeDecodeError);
  define('UnicodeTranslateError', 'translate', PyUnicodeTranslateError);
}
