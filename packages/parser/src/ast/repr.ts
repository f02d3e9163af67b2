/** Python's repr() of the constants a parser can produce. */
import { isPrintable } from '../unicode/classes.ts';
import { constantCodePoints, type ConstantValue } from './constant.ts';

export function constantRepr(c: ConstantValue): string {
  switch (c.t) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'bool':
      return c.v ? 'True' : 'False';
    case 'int':
      return String(c.v);
    case 'float':
      return floatRepr(c.v, true);
    case 'complex':
      return complexRepr(c.re, c.im);
    case 'str':
      return strRepr(c.v);
    case 'ustr':
      return codePointsRepr(constantCodePoints(c));
    case 'bytes':
      return bytesRepr(c.v);
  }
}

/** `withPoint` adds ".0" to integral values, as repr(float) does and repr(complex) does not. */
export function floatRepr(v: number, withPoint: boolean): string {
  if (Number.isNaN(v)) return 'nan';
  if (!Number.isFinite(v)) return v > 0 ? 'inf' : '-inf';
  if (v === 0) return (Object.is(v, -0) ? '-0' : '0') + (withPoint ? '.0' : '');
  const [mantissa, exponentText] = Math.abs(v).toExponential().split('e');
  const sign = v < 0 ? '-' : '';
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '');
  if (exponent < -4 || exponent >= 16)
    return sign + mantissa + 'e' + (exponent < 0 ? '-' : '+') + String(Math.abs(exponent)).padStart(2, '0');
  if (exponent < 0) return sign + '0.' + '0'.repeat(-exponent - 1) + digits;
  if (digits.length > exponent + 1) return sign + digits.slice(0, exponent + 1) + '.' + digits.slice(exponent + 1);
  return sign + digits.padEnd(exponent + 1, '0') + (withPoint ? '.0' : '');
}

function complexRepr(re: number, im: number): string {
  if (Object.is(re, 0)) return floatRepr(im, false) + 'j';
  const imText = floatRepr(im, false);
  return '(' + floatRepr(re, false) + (imText.startsWith('-') ? '' : '+') + imText + 'j)';
}

function strRepr(s: string): string {
  if (/^[ -&(-[\]-~]*$/.test(s)) return "'" + s + "'";
  const cps: number[] = [];
  for (let i = 0; i < s.length; i++) cps.push(s.charCodeAt(i));
  return codePointsRepr(cps);
}

function codePointsRepr(cps: ArrayLike<number>): string {
  let single = false;
  let double = false;
  for (let i = 0; i < cps.length; i++) {
    if (cps[i] === 39) single = true;
    else if (cps[i] === 34) double = true;
  }
  const quote = single && !double ? 34 : 39;
  let out = '';
  for (let i = 0; i < cps.length; i++) out += codePointRepr(cps[i], quote);
  const q = String.fromCharCode(quote);
  return q + out + q;
}

function codePointRepr(cp: number, quote: number): string {
  if (cp === quote || cp === 92) return '\\' + String.fromCharCode(cp);
  if (cp >= 32 && cp < 127) return String.fromCharCode(cp);
  if (cp === 9) return '\\t';
  if (cp === 10) return '\\n';
  if (cp === 13) return '\\r';
  if (cp > 127 && isPrintable(cp)) return String.fromCodePoint(cp);
  if (cp < 256) return '\\x' + cp.toString(16).padStart(2, '0');
  return cp < 0x10000 ? '\\u' + cp.toString(16).padStart(4, '0') : '\\U' + cp.toString(16).padStart(8, '0');
}

function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? 34 : 39;
  let out = '';
  for (const b of bytes) out += b < 128 ? codePointRepr(b, quote) : '\\x' + b.toString(16);
  const q = String.fromCharCode(quote);
  return 'b' + q + out + q;
}
