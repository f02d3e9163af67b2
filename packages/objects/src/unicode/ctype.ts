/**
 * Character classes and case mappings of Unicode 16.0, as CPython's str methods see them.
 *
 * `flags(cp)` gives the class bits; the tables are decoded at the first question about a character above U+00FF.
 */
import { INDEX, LATIN, RECORDS, SPECIAL } from './generated/types.ts';
import { RunTable } from './runs.ts';

export const Ctype = {
  Alpha: 1,
  Decimal: 2,
  Digit: 4,
  Numeric: 8,
  Lower: 16,
  Upper: 32,
  Title: 64,
  IdStart: 128,
  IdContinue: 256,
  Printable: 512,
  Space: 1024,
  LineBreak: 2048,
  Cased: 4096,
  CaseIgnorable: 8192,
  /** Case mappings are in SPECIAL. */
  Special: 16384,
  /** Differs from its simple lower or upper case. */
  HasCase: 32768,
} as const;

let table: RunTable | null = null;
let records: readonly (readonly number[])[] = [];
/** Records of the first 256 code points; empty until the first question. */
let latin: readonly (readonly number[])[] = [];

function record(cp: number): readonly number[] {
  if (cp < latin.length) return latin[cp];
  if (latin.length === 0) return loadRecords(cp);
  table ??= new RunTable(INDEX());
  return records[table.get(cp)];
}

function loadRecords(cp: number): readonly number[] {
  records = RECORDS();
  latin = LATIN().map((i) => records[i]);
  return record(cp);
}

export function flags(cp: number): number {
  return record(cp)[0];
}

/** Value of a decimal digit, or -1. */
export function decimalValue(cp: number): number {
  return cp < 128 ? (cp >= 48 && cp <= 57 ? cp - 48 : -1) : record(cp)[5];
}

/** Value of a digit (superscripts included), or -1. */
export function digitValue(cp: number): number {
  return record(cp)[6];
}

export function isSpace(cp: number): boolean {
  if (cp < 128) return cp === 32 || (cp >= 9 && cp <= 13) || (cp >= 28 && cp <= 31);
  if (cp < 0x1680) return cp === 0x85 || cp === 0xa0;
  return (
    cp === 0x1680 ||
    (cp >= 0x2000 && cp <= 0x200a) ||
    cp === 0x2028 ||
    cp === 0x2029 ||
    cp === 0x202f ||
    cp === 0x205f ||
    cp === 0x3000
  );
}

export function isLineBreak(cp: number): boolean {
  return (cp >= 10 && cp <= 13) || (cp >= 28 && cp <= 30) || cp === 0x85 || cp === 0x2028 || cp === 0x2029;
}

export function isPrintable(cp: number): boolean {
  return cp < 127 ? cp >= 32 : (record(cp)[0] & Ctype.Printable) !== 0;
}

export function isAlnum(cp: number): boolean {
  return (record(cp)[0] & (Ctype.Alpha | Ctype.Decimal | Ctype.Digit | Ctype.Numeric)) !== 0;
}

/** One-to-one lower case mapping. */
export function simpleLower(cp: number): number {
  if (cp < 128) return cp >= 65 && cp <= 90 ? cp + 32 : cp;
  return cp + record(cp)[1];
}

/** Column of a case mapping in RECORDS (+1) and SPECIAL. */
export const CaseMap = { Lower: 0, Upper: 1, Title: 2, Fold: 3 } as const;

let specials: ReturnType<typeof SPECIAL> | null = null;
const specialCps = new Map<number, readonly (readonly number[])[]>();

function special(cp: number): readonly (readonly number[])[] {
  let maps = specialCps.get(cp);
  if (maps === undefined) {
    specials ??= SPECIAL();
    maps = specials[cp].map((text) => Array.from(text, (c) => c.codePointAt(0)!));
    specialCps.set(cp, maps);
  }
  return maps;
}

/** The one code point that `cp` maps to, or -1 when the mapping is longer (`fullCase`). */
export function mapCase(cp: number, column: number): number {
  const r = record(cp);
  if ((r[0] & Ctype.Special) === 0) return cp + r[column + 1];
  const full = special(cp)[column];
  return full.length === 1 ? full[0] : -1;
}

/** Mapping of a code point for which mapCase gave -1. */
export function fullCase(cp: number, column: number): readonly number[] {
  return special(cp)[column];
}
