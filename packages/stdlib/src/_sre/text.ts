/** What a pattern is matched against: text or bytes behind one interface, `charCodeAt` and `length`. */
import type { StrValue, Value } from '@pyston/objects';
import {
  bytes,
  isBytes,
  isStr,
  str,
  strFromLatin1,
  strOrUndefined,
  strSlice,
  strValue,
  tryBufferOf,
  typeError,
  typeOf,
} from '@pyston/objects';

/** Text with astral characters. */
class CpText {
  readonly cps: Uint32Array;
  readonly length: number;
  constructor(cps: Uint32Array) {
    this.cps = cps;
    this.length = cps.length;
  }
  charCodeAt(i: number): number {
    return this.cps[i];
  }
}

export type Units = string | CpText;

export interface Subject {
  /** The object given. */
  readonly value: Value;
  readonly units: Units;
  /** For bytes-like objects their bytes, else null. */
  readonly data: Uint8Array | null;
  readonly text: StrValue;
}

function textUnits(s: StrValue): Units {
  return typeof s === 'string' ? s : new CpText(s.cps);
}

/** Units of the last few bytes objects: scanners match the same object again and again. */
const latin1Of = new WeakMap<object, string>();

function bytesUnits(v: Value, data: Uint8Array): string {
  if (!isBytes(v)) return strFromLatin1(data);
  let units = latin1Of.get(v);
  if (units === undefined) {
    units = strFromLatin1(data);
    latin1Of.set(v, units);
  }
  return units;
}

/** The subject, or TypeError when `v` is no text or does not fit the pattern's kind (`null`: any). */
export function subjectOf(v: Value, patternIsBytes: boolean | null): Subject | undefined {
  if (isStr(v)) {
    if (patternIsBytes === true) return typeError('cannot use a bytes pattern on a string-like object');
    const text = strValue(v);
    return { value: v, units: textUnits(text), data: null, text };
  }
  const data = tryBufferOf(v);
  if (data === undefined) return undefined;
  if (data === null) return typeError(`expected string or bytes-like object, got '${typeOf(v).name}'`);
  if (patternIsBytes === false) return typeError('cannot use a string pattern on a bytes-like object');
  return { value: v, units: bytesUnits(v, data), data, text: str('') };
}

/** Part of a subject as str or bytes; the whole exact object is given back itself. */
export function slice(s: Subject, start: number, end: number): Value {
  if (s.data === null)
    return start === 0 && end === s.units.length && strOrUndefined(s.value) === s.value
      ? s.value
      : strSlice(s.text, start, end);
  if (start === 0 && end === s.data.length && isBytes(s.value)) return s.value;
  return bytes(s.data.slice(start, Math.max(start, end)));
}

export function empty(s: Subject): Value {
  return s.data === null ? str('') : bytes(new Uint8Array(0));
}
