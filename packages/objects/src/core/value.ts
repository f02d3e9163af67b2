/**
 * Value representation.
 *
 *   Python        JavaScript
 *   int           number while |n| <= 2**53-1, else bigint (always normalised)
 *   bool          boolean
 *   str           string in which every UTF-16 unit is one code point; else PyAstralStr
 *   everything    an object whose class descends from PyObject (None, float, tuple, ...)
 *
 * Invariants
 *  1. A raw JS number or string is not a Value: only `int()`, `big()` and `str()` make one, and the caller
 *     proves that the number is a safe integer (and not -0), the string free of code points above U+FFFF.
 *  2. `undefined` is never a Value. Returned by an operation it means: a Python exception is pending in the
 *     thread state. Stored in a register or cell it means: unbound.
 *  3. Look-ups that may find nothing return ABSENT, iteration returns DONE; both are JS symbols.
 */
import type { PyObject } from './object.ts';

declare const intBrand: unique symbol;
declare const strBrand: unique symbol;

export type PySmallInt = number & { readonly [intBrand]: true };
export type PyBigInt = bigint & { readonly [intBrand]: true };
export type PyInt = PySmallInt | PyBigInt;
export type PyStr = string & { readonly [strBrand]: true };

/** Any Python object. */
export type Value = PySmallInt | PyBigInt | PyStr | boolean | PyObject;

/** What an operation gives: a Value, or `undefined` = raised. Never ignore one. */
export type Result = Value | undefined;

/** Marks "nothing found" where a look-up can fail without an exception. */
export const ABSENT: unique symbol = Symbol('ABSENT');
export type Absent = typeof ABSENT;

/** Marks "exhausted" from an iterator's `next` slot. */
export const DONE: unique symbol = Symbol('DONE');
export type Done = typeof DONE;

export const MAX_SAFE = 9007199254740991;
export const MIN_SAFE = -9007199254740991;

/** Brands a safe integer (not -0) as an int. */
export function int(n: number): PySmallInt {
  return n as PySmallInt;
}

/** Brands any bigint as an int, normalised to a number where it fits. */
export function big(n: bigint): PyInt {
  return n >= -9007199254740991n && n <= 9007199254740991n ? (Number(n) as PySmallInt) : (n as PyBigInt);
}

/** Brands a JS string without code points above U+FFFF as a str. For text of unknown origin use `strFromJs`. */
export function str(s: string): PyStr {
  return s as PyStr;
}
