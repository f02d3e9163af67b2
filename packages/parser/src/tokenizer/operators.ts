/** Operators and delimiters: longest match. (`<>` is two tokens; the parser joins them under barry_as_FLUFL.) */
import { FIRST_KEYWORD, FIRST_OPERATOR, KIND_TEXT, OP } from '../generated/kinds.ts';

/** Kind of each one-character operator, OP for what is none. */
const ONE = new Uint8Array(128).fill(OP);
/** Two-character operators by first·128 + second, three-character ones by their two-character head. */
const TWO = new Uint8Array(128 * 128);
const THREE = new Map<string, number>();
/** Characters that begin some longer operator. */
const LONGER = new Uint8Array(128);

for (let kind = FIRST_OPERATOR; kind < FIRST_KEYWORD; kind++) {
  const text = KIND_TEXT[kind];
  const first = text.charCodeAt(0);
  if (text.length === 1) ONE[first] = kind;
  else LONGER[first] = 1;
  if (text.length === 2) TWO[first * 128 + text.charCodeAt(1)] = kind;
  if (text.length === 3) THREE.set(text, kind);
}

/** Kind and length (in the low two bits) of the operator at `pos`. */
export function operatorAt(source: string, pos: number): number {
  const c = source.charCodeAt(pos);
  if (c >= 128) return (OP << 2) | 1;
  if (LONGER[c] === 0) return (ONE[c] << 2) | 1;
  const c2 = source.charCodeAt(pos + 1);
  if (!(c2 < 128)) return (ONE[c] << 2) | 1;
  const two = TWO[c * 128 + c2];
  if (two === 0) return (ONE[c] << 2) | 1;
  if (c2 === c || c === 45) {
    const three = THREE.get(source.slice(pos, pos + 3));
    if (three !== undefined) return (three << 2) | 3;
  }
  return (two << 2) | 2;
}
