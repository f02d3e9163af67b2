/** Normalisation forms (UAX #15) over code points: NFC, NFD, NFKC, NFKD. */
import { combiningClass } from './properties.ts';
import { DECOMPOSITIONS, EXCLUSIONS } from './generated/decompositions.ts';

export type Form = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const S_COUNT = 11172;

let fields: Map<number, string> | null = null;

function loadFields(text: string): Map<number, string> {
  const map = new Map<number, string>();
  if (text === '') return map;
  for (const entry of text.split(',')) {
    const eq = entry.indexOf('=');
    map.set(Number.parseInt(entry.slice(0, eq), 16), entry.slice(eq + 1));
  }
  return map;
}

/** The decomposition field of the character database, '' for none. */
export function decompositionField(cp: number): string {
  fields ??= loadFields(DECOMPOSITIONS());
  return fields.get(cp) ?? '';
}

const canonical = new Map<number, readonly number[] | null>();
const compatible = new Map<number, readonly number[] | null>();

/** Direct decomposition, or null. */
function direct(cp: number, compat: boolean): readonly number[] | null {
  const cache = compat ? compatible : canonical;
  const known = cache.get(cp);
  if (known !== undefined) return known;
  let field = decompositionField(cp);
  let out: readonly number[] | null = null;
  if (field !== '' && (compat || field[0] !== '<')) {
    if (field[0] === '<') field = field.slice(field.indexOf('>') + 2);
    out = field.split(' ').map((h) => Number.parseInt(h, 16));
  }
  cache.set(cp, out);
  return out;
}

/** Differences of an older Unicode version: unassigned characters stay, some decompose otherwise. */
export interface OldVersion {
  assigned(cp: number): boolean;
  corrected(cp: number): number;
}

function pushDecomposed(out: number[], cp: number, compat: boolean, old: OldVersion | null): void {
  if (cp >= S_BASE && cp < S_BASE + S_COUNT) {
    const s = cp - S_BASE;
    out.push(L_BASE + Math.floor(s / 588), V_BASE + Math.floor((s % 588) / 28));
    if (s % 28 !== 0) out.push(T_BASE + (s % 28));
    return;
  }
  if (old !== null) {
    const corrected = old.corrected(cp);
    if (corrected !== cp) {
      out.push(corrected);
      return;
    }
    if (!old.assigned(cp)) {
      out.push(cp);
      return;
    }
  }
  const parts = cp < 0xa0 ? null : direct(cp, compat);
  if (parts === null) out.push(cp);
  else for (const part of parts) pushDecomposed(out, part, compat, old);
}

/** Sorts runs of combining characters by their class, stably. */
function order(cps: number[]): void {
  for (let i = 1; i < cps.length; i++) {
    const cp = cps[i];
    const ccc = combiningClass(cp);
    if (ccc === 0) continue;
    let k = i;
    while (k > 0 && combiningClass(cps[k - 1]) > ccc) {
      cps[k] = cps[k - 1];
      k--;
    }
    cps[k] = cp;
  }
}

let pairs: Map<number, number> | null = null;

/** Compositions by first * 2^21 + second. */
function loadPairs(): Map<number, number> {
  const excluded = new Set(EXCLUSIONS());
  const map = new Map<number, number>();
  fields ??= loadFields(DECOMPOSITIONS());
  for (const [cp, field] of fields) {
    if (field[0] === '<' || excluded.has(cp)) continue;
    const parts = field.split(' ');
    if (parts.length === 2) map.set(Number.parseInt(parts[0], 16) * 0x200000 + Number.parseInt(parts[1], 16), cp);
  }
  return map;
}

function composePair(a: number, b: number): number {
  if (a >= L_BASE && a < L_BASE + 19 && b >= V_BASE && b < V_BASE + 21)
    return S_BASE + ((a - L_BASE) * 21 + (b - V_BASE)) * 28;
  if (a >= S_BASE && a < S_BASE + S_COUNT && (a - S_BASE) % 28 === 0 && b > T_BASE && b < T_BASE + 28)
    return a + b - T_BASE;
  pairs ??= loadPairs();
  return pairs.get(a * 0x200000 + b) ?? -1;
}

function compose(cps: number[], old: OldVersion | null): number[] {
  const out: number[] = [];
  let starter = -1;
  let lastClass = 0;
  for (const cp of cps) {
    const ccc = combiningClass(cp);
    if (starter >= 0 && (lastClass < ccc || lastClass === 0) && (starter === out.length - 1 || lastClass !== 0)) {
      const joined = composePair(out[starter], cp);
      if (joined >= 0 && (old === null || old.assigned(joined))) {
        out[starter] = joined;
        continue;
      }
    }
    if (ccc === 0) starter = out.length;
    lastClass = ccc;
    out.push(cp);
  }
  return out;
}

export function normalizeCps(cps: ArrayLike<number>, form: Form, old: OldVersion | null = null): Uint32Array {
  const out: number[] = [];
  const compat = form.length === 4;
  for (let i = 0; i < cps.length; i++) pushDecomposed(out, cps[i], compat, old);
  order(out);
  return Uint32Array.from(form.endsWith('C') ? compose(out, old) : out);
}
