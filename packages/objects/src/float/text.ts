/** float <-> text: repr and the reading of decimal literals. */
import { numericText } from '../int/numeric-text.ts';

/** repr(float): the shortest digits that read back as v, laid out Python's way. */
export function floatRepr(v: number): string {
  const m = v < 0 ? -v : v;
  if (m >= 1e-4 && m < 1e16) {
    const s = '' + v;
    return Number.isInteger(v) ? s + '.0' : s;
  }
  if (v === 0) return Object.is(v, -0) ? '-0.0' : '0.0';
  if (v !== v) return 'nan';
  if (m === Infinity) return v > 0 ? 'inf' : '-inf';
  return padExponent(v.toExponential());
}

/** JS exponents have as few digits as possible, Python's at least two. */
export function padExponent(s: string): string {
  const at = s.length - 2;
  const c = s.charCodeAt(at);
  return c === 43 || c === 45 ? s.slice(0, at + 1) + '0' + s.slice(at + 1) : s;
}

const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** float(text), or null if it is no literal. */
export function floatFromString(text: string): number | null {
  let s = numericText(text);
  if (s.includes('_')) {
    if (!underscoresInPlace(s)) return null;
    s = s.replaceAll('_', '');
  }
  if (DECIMAL.test(s)) return Number(s);
  const special = SPECIAL.exec(s);
  if (special === null) return null;
  if (special[2] === undefined) return NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

/** Every underscore stands between two digits. */
export function underscoresInPlace(s: string): boolean {
  return !/(?:^|[^0-9])_|_(?:[^0-9]|$)/.test(s);
}
