/** Properties that module unicodedata shows (Unicode 16.0 and 3.2); decoded at the first question. */
import { digitValue } from './ctype.ts';
import { INDEX, NUMERIC, OLD_DECIMAL, OLD_INDEX, OLD_NUMERIC, OLD_RECORDS, RECORDS } from './generated/data.ts';
import { OLD_CORRECTIONS } from './generated/decompositions.ts';
import { RunTable } from './runs.ts';

/** [category, bidirectional, combining, east asian width, mirrored] */
export type Properties = readonly [string, string, number, string, number];

let current: RunTable | null = null;
let records: readonly Properties[] = [];
let old: RunTable | null = null;
let oldRecords: readonly Properties[] = [];

export function properties(cp: number): Properties {
  if (current === null) {
    current = new RunTable(INDEX());
    records = RECORDS();
  }
  return records[current.get(cp)];
}

export function oldProperties(cp: number): Properties {
  if (old === null) {
    old = new RunTable(OLD_INDEX());
    oldRecords = OLD_RECORDS();
  }
  return oldRecords[old.get(cp)];
}

export function combiningClass(cp: number): number {
  return cp < 0x300 ? 0 : properties(cp)[2];
}

function pairMap<V>(list: readonly V[]): Map<number, V> {
  const map = new Map<number, V>();
  for (let i = 0; i < list.length; i += 2) map.set(list[i] as number, list[i + 1]);
  return map;
}

let numeric: Map<number, number> | null = null;
let oldNumeric: Map<number, number | null> | null = null;
let oldDecimal: Map<number, number | null> | null = null;

/** Numeric value, or null. */
export function numericValue(cp: number): number | null {
  const digit = digitValue(cp);
  if (digit >= 0) return digit;
  numeric ??= pairMap(NUMERIC());
  return numeric.get(cp) ?? null;
}

/** Numeric value in Unicode 3.2, or null. */
export function oldNumericValue(cp: number): number | null {
  if (oldProperties(cp)[0] === 'Cn') return null;
  oldNumeric ??= pairMap(OLD_NUMERIC());
  const value = oldNumeric.get(cp);
  return value === undefined ? numericValue(cp) : value;
}

/** Decimal value that Unicode 3.2 has instead of the current one; undefined where they agree. */
export function oldDecimalValue(cp: number): number | null | undefined {
  oldDecimal ??= pairMap(OLD_DECIMAL());
  return oldDecimal.get(cp);
}

let corrections: Map<number, number> | null = null;

/** What Unicode 3.2 normalises a code point to where its decomposition was corrected later; else the code point. */
export function oldCorrection(cp: number): number {
  corrections ??= pairMap(OLD_CORRECTIONS());
  return corrections.get(cp) ?? cp;
}
