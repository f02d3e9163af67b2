/** What bytes() and bytearray() make of their arguments. */
import { clearIf, raiseWith, typeError, valueError } from '../core/errors.ts';
import { bufferOf, hasBuffer } from '../core/buffer.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { encodeText } from '../codec/api.ts';
import { ByteSink } from '../codec/sink.ts';
import { isInt } from '../int/int.ts';
import { asSsize } from '../ops/arith.ts';
import { tryCallSpecial } from '../ops/call.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { PyList } from '../list/list.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { nameArgument } from '../str/name-argument.ts';
import { strOrUndefined } from '../str/ops.ts';
import { byteValue } from './args.ts';
import type { PyBytes } from './bytes.ts';
import { isBytes } from './bytes.ts';

type Kind = 'bytes' | 'bytearray';

const NAMES = ['source', 'encoding', 'errors'];

/** Positional and keyword arguments in order source, encoding, errors. */
export function constructorArguments(
  kind: Kind,
  args: Value[],
  kwnames: readonly string[] | null,
): (Value | undefined)[] | undefined {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (args.length > 3) return typeError(`${kind}() takes at most 3 arguments (${args.length} given)`);
  const out: (Value | undefined)[] = [undefined, undefined, undefined];
  for (let i = 0; i < npos; i++) out[i] = args[i];
  for (let k = 0; kwnames !== null && k < kwnames.length; k++) {
    const i = NAMES.indexOf(kwnames[k]);
    if (i < 0) return typeError(`${kind}() got an unexpected keyword argument '${kwnames[k]}'`);
    if (out[i] !== undefined)
      return typeError(`argument for ${kind}() given by name ('${kwnames[k]}') and position (${i + 1})`);
    out[i] = args[npos + k];
  }
  return out;
}

/** Contents for `bytes(source, encoding, errors)`: a fresh array. */
export function contents(kind: Kind, bound: readonly (Value | undefined)[]): Uint8Array | undefined {
  const [source, encodingArg, errorsArg] = bound;
  const encoding = nameArgument(encodingArg, kind, 'encoding');
  const errors = encoding === undefined ? undefined : nameArgument(errorsArg, kind, 'errors');
  if (encoding === undefined || errors === undefined) return undefined;
  if (source === undefined) {
    if (encoding === null && errors === null) return new Uint8Array(0);
    return typeError(`${encoding !== null ? 'encoding' : 'errors'} without a string argument`);
  }
  if (kind === 'bytes' && encoding === null && errors === null) {
    const made = bytesMethod(source);
    if (made !== null) return made;
  }
  const text = strOrUndefined(source);
  if (text !== undefined) {
    if (encoding === null) return typeError('string argument without an encoding');
    const made = encodeText(text, encoding, errors ?? 'strict');
    return made === undefined ? undefined : (made as unknown as { bytes: Uint8Array }).bytes.slice();
  }
  if (encoding !== null || errors !== null)
    return typeError(`${encoding !== null ? 'encoding' : 'errors'} without a string argument`);
  return fromObject(kind, source);
}

function fromObject(kind: Kind, source: Value): Uint8Array | undefined {
  if (isInt(source) || typeOf(source).slots.index !== null) {
    const n = asSsize(source, E.OverflowError);
    if (n !== undefined) return zeros(n);
    if (!clearIf(E.TypeError)) return undefined;
  }
  if (hasBuffer(source)) return bufferOf(source)?.slice();
  return fromIterable(kind, source);
}

/** What `__bytes__` gives; null when there is none; `undefined` = raised. */
export function bytesMethod(source: Value): Uint8Array | null | undefined {
  if (typeof source !== 'object') return null;
  const made = bytesObject(source);
  return made === null || made === undefined ? made : made.bytes;
}

/** The object that `__bytes__` gives, an instance of bytes or a subclass. */
export function bytesObject(source: Value): PyBytes | null | undefined {
  const made = tryCallSpecial(source, '__bytes__', []);
  if (made === ABSENT) return null;
  if (made === undefined) return undefined;
  return isBytes(made) ? made : typeError(`__bytes__ returned non-bytes (type ${typeOf(made).name})`);
}

function zeros(n: number): Uint8Array | undefined {
  if (n < 0) return valueError('negative count');
  return n > 2 ** 33 ? raiseWith(E.MemoryError) : new Uint8Array(n);
}

function fromIterable(kind: Kind, source: Value): Uint8Array | undefined {
  const message = kind === 'bytes' ? 'bytes must be in range(0, 256)' : 'byte must be in range(0, 256)';
  if (source instanceof PyList || source instanceof PyTuple) return fromItems(source, message);
  const { slots, name } = typeOf(source);
  if (slots.iter === null && slots.getitem === null) return typeError(`cannot convert '${name}' object to ${kind}`);
  return bytesOfIterable(source, message);
}

/** Conversion may run code that changes the list: its length is looked at anew each time. */
function fromItems(source: PyList | PyTuple, message: string): Uint8Array | undefined {
  const out = new ByteSink(source.items.length);
  for (let i = 0; i < source.items.length; i++) {
    const b = byteValue(source.items[i], message);
    if (b === undefined) return undefined;
    out.push(b);
  }
  return out.finish();
}

/** Integers of any iterable as bytes. */
export function bytesOfIterable(source: Value, message: string): Uint8Array | undefined {
  const it = getIter(source);
  if (it === undefined) return undefined;
  const out = new ByteSink(16);
  for (;;) {
    const item = iterNext(it);
    if (item === undefined) return undefined;
    if (item === DONE) return out.finish();
    const b = byteValue(item, message);
    if (b === undefined) return undefined;
    out.push(b);
  }
}
