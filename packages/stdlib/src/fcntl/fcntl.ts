/** Module fcntl: control of descriptors and file locks. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  big,
  bytes,
  defineModule,
  encodeUtf8,
  index,
  int,
  isInt,
  isStr,
  isTrue,
  method,
  strValue,
  tryBufferOf,
  typeError,
  typeOf,
  valueError,
  writableBufferOf,
  releaseBuffer,
  clearIf,
  E,
} from '@pyston/objects';
import { hostOf, osError, retry } from '../os-error.ts';
import { cInt, cLong, done, fileno, number } from '../posix/args.ts';

/** Longest argument of fcntl and ioctl that is copied. */
const MAX_ARGUMENT = 1024;

/** unsigned int or long whose bits count, as C int. */
function bits(v: Value): number | undefined {
  const n = index(v);
  return n === undefined ? undefined : Number(BigInt.asIntN(32, BigInt(n)));
}

/** A str or bytes-like argument; null when it is neither. */
function dataOf(v: Value): Uint8Array | null | undefined {
  return isStr(v) ? encodeUtf8(strValue(v)) : tryBufferOf(v);
}

function fcntl(fdArg: Value, commandArg: Value, argument?: Value): Result {
  const fd = fileno(fdArg);
  const command = fd === undefined ? undefined : cInt(commandArg);
  if (command === undefined) return undefined;
  const { fd: calls } = hostOf();
  if (argument === undefined || isInt(argument) || typeOf(argument).slots.index !== null) {
    const n = argument === undefined ? 0 : bits(argument);
    return n === undefined ? undefined : number(retry(() => calls.fcntl(fd!, command, n)));
  }
  const data = dataOf(argument);
  if (data === undefined) return undefined;
  if (data === null)
    return typeError(
      `fcntl() argument 3 must be an integer, a bytes-like object, or a string, not ${typeOf(argument).name}`,
    );
  return copied(data, 'fcntl', (buffer) => calls.fcntlBuffer(fd!, command, buffer));
}

/** The argument is copied, the changed copy is the result. */
function copied(data: Uint8Array, fn: string, call: (buffer: Uint8Array) => number): Result {
  if (data.length > MAX_ARGUMENT) return valueError(`${fn} argument 3 is too long`);
  const buffer = data.slice();
  const r = retry(() => call(buffer));
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, null) : bytes(buffer);
}

/** Writable memory of an object that has some. */
function writableOf(v: Value): { data: Uint8Array; release(): void } | null {
  const view = writableBufferOf(v, 'argument');
  if (view === undefined) {
    clearIf(E.TypeError!);
    return null;
  }
  return { data: view.bytes.subarray(view.offset), release: () => releaseBuffer(view) };
}

function ioctl(fdArg: Value, requestArg: Value, argument?: Value, mutateArg?: Value): Result {
  const fd = fileno(fdArg);
  const request = fd === undefined ? undefined : cLong(requestArg);
  const mutate = mutateArg === undefined ? true : isTrue(mutateArg);
  if (request === undefined || mutate === undefined) return undefined;
  const { fd: calls } = hostOf();
  if (argument === undefined || isInt(argument) || typeOf(argument).slots.index !== null) {
    const n = argument === undefined ? 0 : bits(argument);
    return n === undefined ? undefined : number(retry(() => calls.ioctl(fd!, request, n)));
  }
  const own = isStr(argument) || !mutate ? null : writableOf(argument);
  if (own !== null) {
    const r = number(retry(() => calls.ioctlBuffer(fd!, request, own.data)));
    own.release();
    return r;
  }
  const data = dataOf(argument);
  if (data === undefined) return undefined;
  if (data === null)
    return typeError(
      `ioctl() argument 3 must be an integer, a bytes-like object, or a string, not ${typeOf(argument).name}`,
    );
  return copied(data, 'ioctl', (buffer) => calls.ioctlBuffer(fd!, request, buffer));
}

function flock(fdArg: Value, operationArg: Value): Result {
  const fd = fileno(fdArg);
  const operation = fd === undefined ? undefined : cInt(operationArg);
  return operation === undefined ? undefined : done(retry(() => hostOf().fd.flock(fd!, operation)));
}

const LOCK = { SH: 1, EX: 2, NB: 4, UN: 8 } as const;
const F_RDLCK = 0;
const F_WRLCK = 1;
const F_UNLCK = 2;

/** `struct flock` of Linux on 64-bit machines. */
function flockRecord(type: number, whence: number, start: bigint, length: bigint): Uint8Array {
  const record = new Uint8Array(32);
  const view = new DataView(record.buffer);
  view.setInt16(0, type, true);
  view.setInt16(2, whence, true);
  view.setBigInt64(8, start, true);
  view.setBigInt64(16, length, true);
  return record;
}

function lockf(fdArg: Value, commandArg: Value, lengthArg?: Value, startArg?: Value, whenceArg?: Value): Result {
  const fd = fileno(fdArg);
  const code = fd === undefined ? undefined : cInt(commandArg);
  const length = code === undefined ? undefined : lengthArg === undefined ? 0 : index(lengthArg);
  const start = length === undefined ? undefined : startArg === undefined ? 0 : index(startArg);
  const whence = start === undefined ? undefined : whenceArg === undefined ? 0 : cInt(whenceArg);
  if (whence === undefined) return undefined;
  const type = code === LOCK.UN ? F_UNLCK : (code! & LOCK.SH) !== 0 ? F_RDLCK : (code! & LOCK.EX) !== 0 ? F_WRLCK : -1;
  if (type < 0) return valueError('unrecognized lockf argument');
  const { F_SETLK, F_SETLKW } = hostOf().platform.constants;
  const command = (code! & LOCK.NB) !== 0 || type === F_UNLCK ? F_SETLK! : F_SETLKW!;
  const record = flockRecord(type, whence, BigInt(start!), BigInt(length!));
  return done(retry(() => hostOf().fd.fcntlBuffer(fd!, command, record)));
}

const WANTED = /^(F_(?!OK$|LOCK$|TEST$|TLOCK$|ULOCK$)|FD_CLOEXEC|LOCK_|DN_|FASYNC$|FICLONE|RWH_)/;

function attributes(): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const [name, n] of Object.entries(hostOf().platform.constants))
    if (WANTED.test(name)) out[name] = Number.isSafeInteger(n) ? int(n) : big(BigInt(n));
  return out;
}

export const fcntlModule: ModuleSpec = defineModule({
  name: 'fcntl',
  doc: 'File control and I/O control on descriptors.',
  functions: [
    method('fcntl', '(fd, cmd, arg=0, /)', fcntl),
    method('ioctl', '(fd, request, arg=0, mutate_flag=True, /)', ioctl),
    method('flock', '(fd, operation, /)', flock),
    method('lockf', '(fd, cmd, len=0, start=0, whence=0, /)', lockf),
  ],
  attrs: attributes,
});
