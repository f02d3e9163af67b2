/** Module termios: control of terminals. */
import type { HostTermios } from '@pyston/host';
import { HostError } from '@pyston/host';
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  big,
  bytes,
  defineModule,
  defineType,
  E,
  int,
  isBytes,
  isInt,
  isList,
  list,
  method,
  None,
  raiseWith,
  strFromJs,
  toArray,
  tuple,
  TypeFlag,
  typeError,
} from '@pyston/objects';
import { hostOf, retry } from '../os-error.ts';
import { cInt, fileno } from '../posix/args.ts';

const exception = E.Exception!;

const TermiosError: PyType = defineType({
  name: 'error',
  module: 'termios',
  base: exception,
  instanceClass: class extends exception.instanceClass {},
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
});

function failure(errno: number): undefined {
  return raiseWith(TermiosError, int(errno), strFromJs(hostOf().platform.strerror(errno)));
}

function calling<R>(call: () => R): R | undefined {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return failure(error.errno);
  }
}

function finish(r: number | undefined): Result {
  if (r === undefined) return undefined;
  return r < 0 ? failure(-r) : None;
}

const ICANON = 2;

/** Control characters: bytes, but numbers for VMIN and VTIME where they are counts. */
function characters(t: HostTermios): Value {
  const { VMIN, VTIME } = hostOf().platform.constants;
  const raw = (t.lflag & ICANON) === 0;
  const out: Value[] = [];
  for (let i = 0; i < t.cc.length; i++)
    out.push(raw && (i === VMIN || i === VTIME) ? int(t.cc[i]!) : bytes(t.cc.slice(i, i + 1)));
  return list(out);
}

function tcgetattr(fdArg: Value): Result {
  const fd = fileno(fdArg);
  const t = fd === undefined ? undefined : calling(() => hostOf().tty.tcgetattr(fd));
  if (t === undefined) return undefined;
  return list([...[t.iflag, t.oflag, t.cflag, t.lflag, t.ispeed, t.ospeed].map((n) => int(n)), characters(t)]);
}

/** Fills the control characters; false: raised. */
function readCharacters(v: Value, cc: Uint8Array): boolean {
  if (!isList(v) || v.items.length !== cc.length)
    return typeError('tcsetattr: attributes[6] must be list of length 32') !== undefined;
  for (let i = 0; i < cc.length; i++) {
    const item = v.items[i]!;
    if (isBytes(item) && item.bytes.length === 1) cc[i] = item.bytes[0]!;
    else if (isInt(item)) cc[i] = Number(item);
    else return typeError('tcsetattr: elements of attributes must be characters or integers') !== undefined;
  }
  return true;
}

function tcsetattr(fdArg: Value, whenArg: Value, attributes: Value): Result {
  const fd = fileno(fdArg);
  const when = fd === undefined ? undefined : cInt(whenArg);
  if (when === undefined) return undefined;
  if (!isList(attributes) || attributes.items.length !== 7)
    return typeError('tcsetattr, arg 3: must be 7 element list');
  const old = calling(() => hostOf().tty.tcgetattr(fd!));
  if (old === undefined) return undefined;
  const n: number[] = [];
  for (let i = 0; i < 6; i++) {
    const x = asIndex(attributes.items[i]!);
    if (x === undefined) return undefined;
    n.push(x);
  }
  const cc = old.cc.slice();
  if (!readCharacters(attributes.items[6]!, cc)) return undefined;
  const [iflag, oflag, cflag, lflag, ispeed, ospeed] = n as [number, number, number, number, number, number];
  return finish(retry(() => hostOf().tty.tcsetattr(fd!, when, { iflag, oflag, cflag, lflag, ispeed, ospeed, cc })));
}

function withNumber(call: (fd: number, n: number) => number) {
  return (fdArg: Value, nArg: Value): Result => {
    const fd = fileno(fdArg);
    const n = fd === undefined ? undefined : cInt(nArg);
    return n === undefined ? undefined : finish(retry(() => call(fd!, n)));
  };
}

function tcdrain(fdArg: Value): Result {
  const fd = fileno(fdArg);
  return fd === undefined ? undefined : finish(retry(() => hostOf().tty.tcdrain(fd)));
}

function tcgetwinsize(fdArg: Value): Result {
  const fd = fileno(fdArg);
  const size = fd === undefined ? undefined : calling(() => hostOf().tty.getWinSize(fd));
  return size === undefined ? undefined : tuple([int(size.rows), int(size.columns)]);
}

function tcsetwinsize(fdArg: Value, sizeArg: Value): Result {
  const fd = fileno(fdArg);
  const items = fd === undefined ? undefined : toArray(sizeArg);
  if (items === undefined) return undefined;
  if (items.length !== 2) return typeError('tcsetwinsize, arg 2: must be a two-item sequence');
  const rows = cInt(items[0]!);
  const columns = rows === undefined ? undefined : cInt(items[1]!);
  const old = columns === undefined ? undefined : calling(() => hostOf().tty.getWinSize(fd!));
  return old === undefined
    ? undefined
    : finish(hostOf().tty.setWinSize(fd!, { ...old, rows: rows!, columns: columns! }));
}

/** Modes, speeds, control characters, requests; by the prefixes of the C headers. */
const WANTED =
  /^(B\d+|BRKINT|BS[01]|BSDLY|C[A-Z]+\d?|C[RS]\d|ECHO\w*|EXT[AB]|EXTPROC|FF[01]|FFDLY|FIO\w+|FLUSHO|HUPCL|IBSHIFT|I[A-Z]+8?|IOCSIZE_\w+|NCCS|NL[01]|NLDLY|NOFLSH|N_\w+|O[A-Z]+|PAR\w+|PENDIN|TAB[0-3]|TABDLY|TC[A-Z]+|TIOC\w+|TOSTOP|V[A-Z]+\d?|VT[01]|XCASE|XTABS)$/;

const NOT_OURS = /^(CLONE_|CODESET|CRNCYSTR|CLD_|ITIMER_)/;

function constants(): Record<string, Value> {
  const out: Record<string, Value> = { error: TermiosError };
  for (const [name, n] of Object.entries(hostOf().platform.constants))
    if (WANTED.test(name) && !NOT_OURS.test(name)) out[name] = big(BigInt(n));
  return out;
}

export const termiosModule: ModuleSpec = defineModule({
  name: 'termios',
  doc: 'Control of terminals.',
  functions: [
    method('tcgetattr', '(fd, /)', tcgetattr),
    method('tcsetattr', '(fd, when, attributes, /)', tcsetattr),
    method(
      'tcsendbreak',
      '(fd, duration, /)',
      withNumber((fd, n) => hostOf().tty.tcsendbreak(fd, n)),
    ),
    method('tcdrain', '(fd, /)', tcdrain),
    method(
      'tcflush',
      '(fd, queue, /)',
      withNumber((fd, n) => hostOf().tty.tcflush(fd, n)),
    ),
    method(
      'tcflow',
      '(fd, action, /)',
      withNumber((fd, n) => hostOf().tty.tcflow(fd, n)),
    ),
    method('tcgetwinsize', '(fd, /)', tcgetwinsize),
    method('tcsetwinsize', '(fd, winsize, /)', tcsetwinsize),
  ],
  attrs: constants,
});
