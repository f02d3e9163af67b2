/** Rebuilding pickled arrays from bytes in the form of any machine. */
import type { Result, Value } from '@pyston/objects';
import {
  asSsize,
  big,
  float,
  isBytes,
  isType,
  jsString,
  strFromJs,
  strOrUndefined,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import type { PyType } from '@pyston/objects';
import { addBytes, isUnicode, registry } from './contents.ts';
import { CODES } from './codes.ts';
import { append, newArray } from './storage.ts';

/** Items of each machine format code: kind, size, byte order. */
const FORMATS: readonly (readonly ['u' | 's' | 'f' | 'c', number, boolean])[] = [
  ['u', 1, true],
  ['s', 1, true],
  ['u', 2, true],
  ['u', 2, false],
  ['s', 2, true],
  ['s', 2, false],
  ['u', 4, true],
  ['u', 4, false],
  ['s', 4, true],
  ['s', 4, false],
  ['u', 8, true],
  ['u', 8, false],
  ['s', 8, true],
  ['s', 8, false],
  ['f', 4, true],
  ['f', 4, false],
  ['f', 8, true],
  ['f', 8, false],
  ['c', 2, true],
  ['c', 2, false],
  ['c', 4, true],
  ['c', 4, false],
];

export function arrayReconstructor(cls: Value, typecode: Value, format: Value, items: Value): Result {
  if (!isType(cls)) return typeError(`first argument must be a type object, not ${typeOf(cls).name}`);
  if (!cls.mro.includes(registry.array!)) return typeError(`${cls.name} is not a subtype of ${registry.array!.name}`);
  const s = strOrUndefined(typecode);
  const code = s === undefined ? undefined : CODES.get(jsString(s));
  if (code === undefined) return valueError('second argument must be a valid type code');
  const n = asSsize(format);
  if (n === undefined) return undefined;
  const machine = FORMATS[n];
  if (machine === undefined) return valueError('third argument must be a valid machine format code.');
  if (!isBytes(items)) return typeError(`fourth argument should be bytes, not ${typeOf(items).name}`);
  const a = newArray(cls as PyType, code, 0);
  if (n === code.machine) {
    if (items.bytes.length % code.size !== 0) return valueError('bytes length not a multiple of item size');
    return addBytes(a, items.bytes) ? a : undefined;
  }
  const [kind, size, little] = machine;
  if (items.bytes.length % size !== 0) return valueError('string length not a multiple of item size');
  if ((kind === 'c') !== isUnicode(code)) return typeError('bad argument type for built-in operation');
  for (const v of decoded(items.bytes, kind, size, little)) if (!append(a, v)) return undefined;
  return a;
}

function decoded(data: Uint8Array, kind: string, size: number, little: boolean): Value[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const out: Value[] = [];
  if (kind === 'c' && size === 2) return characters(view, little);
  for (let at = 0; at < data.length; at += size) out.push(item(view, at, kind, size, little));
  return out;
}

/** UTF-16 to characters: surrogate pairs are one. */
function characters(view: DataView, little: boolean): Value[] {
  let s = '';
  for (let at = 0; at < view.byteLength; at += 2) s += String.fromCharCode(view.getUint16(at, little));
  return Array.from(s, (c) => strFromJs(c));
}

function item(view: DataView, at: number, kind: string, size: number, little: boolean): Value {
  if (kind === 'f') return float(size === 4 ? view.getFloat32(at, little) : view.getFloat64(at, little));
  let n = 0n;
  for (let i = 0; i < size; i++) n = n * 256n + BigInt(view.getUint8(little ? at + size - 1 - i : at + i));
  if (kind === 'c') return strFromJs(String.fromCodePoint(Number(n)));
  return big(kind === 's' ? BigInt.asIntN(8 * size, n) : n);
}
