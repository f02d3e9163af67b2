/**
 * Constant folding on constant values. Only what gives the same value as at run time, within CPython's size limits;
 * null where it does not fold (errors included: they happen at run time).
 */
import type { ast } from '@pyston/parser';
import type { ConstantValue } from '../constants.ts';

const MAX_INT_BITS = 128;
const MAX_ITEMS = 256;
const MAX_CHARS = 4096;
const MAX_SAFE = 9007199254740991n;

function intValue(v: bigint): ConstantValue {
  return { t: 'int', v: v <= MAX_SAFE && v >= -MAX_SAFE ? Number(v) : v };
}

function asBigInt(c: ConstantValue): bigint | null {
  if (c.t === 'int') return BigInt(c.v);
  if (c.t === 'bool') return c.v ? 1n : 0n;
  return null;
}

/** Float value of a real number, or null. */
function asFloat(c: ConstantValue): number | null {
  if (c.t === 'float') return c.v;
  const i = asBigInt(c);
  if (i === null) return null;
  const f = Number(i);
  return Number.isFinite(f) ? f : null;
}

function bitLength(v: bigint): number {
  return (v < 0n ? -v : v).toString(2).length - (v === 0n ? 1 : 0);
}

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

function foldInt(op: ast.Operator, a: bigint, b: bigint): ConstantValue | null {
  switch (op) {
    case 'Add':
      return intValue(a + b);
    case 'Sub':
      return intValue(a - b);
    case 'Mult':
      return bitLength(a) + bitLength(b) > MAX_INT_BITS ? null : intValue(a * b);
    case 'FloorDiv':
      return b === 0n ? null : intValue(floorDiv(a, b));
    case 'Mod':
      return b === 0n ? null : intValue(a - floorDiv(a, b) * b);
    case 'Pow':
      return foldPower(a, b);
    case 'LShift':
      return b < 0n || b > MAX_INT_BITS || (a !== 0n && bitLength(a) + Number(b) > MAX_INT_BITS)
        ? null
        : intValue(a << b);
    case 'RShift':
      return b < 0n ? null : intValue(a >> b);
    case 'BitAnd':
      return intValue(a & b);
    case 'BitOr':
      return intValue(a | b);
    case 'BitXor':
      return intValue(a ^ b);
    case 'Div':
      return foldIntDivision(a, b);
    default:
      return null;
  }
}

function foldPower(a: bigint, b: bigint): ConstantValue | null {
  if (b < 0n || (b !== 0n && bitLength(a) > MAX_INT_BITS / Number(b))) return null;
  return intValue(a ** b);
}

function foldIntDivision(a: bigint, b: bigint): ConstantValue | null {
  const exact = (v: bigint): boolean => v <= MAX_SAFE && v >= -MAX_SAFE;
  return b === 0n || !exact(a) || !exact(b) ? null : { t: 'float', v: Number(a) / Number(b) };
}

function foldFloat(op: ast.Operator, a: number, b: number): ConstantValue | null {
  switch (op) {
    case 'Add':
      return { t: 'float', v: a + b };
    case 'Sub':
      return { t: 'float', v: a - b };
    case 'Mult':
      return { t: 'float', v: a * b };
    case 'Div':
      return b === 0 ? null : { t: 'float', v: a / b };
    default:
      return null;
  }
}

function foldComplex(op: ast.Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (op !== 'Add' && op !== 'Sub') return null;
  const sign = op === 'Add' ? 1 : -1;
  if (a.t === 'complex' && b.t === 'complex') return { t: 'complex', re: a.re + sign * b.re, im: a.im + sign * b.im };
  if (b.t === 'complex') {
    const re = asFloat(a);
    return re === null ? null : { t: 'complex', re: re + sign * b.re, im: sign * b.im };
  }
  const re = asFloat(b);
  return a.t !== 'complex' || re === null ? null : { t: 'complex', re: a.re + sign * re, im: a.im };
}

function foldSequence(op: ast.Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (op === 'Add') return concat(a, b);
  if (op !== 'Mult') return null;
  if (a.t === 'int') return repeat(b, a.v);
  return b.t === 'int' ? repeat(a, b.v) : null;
}

function concat(a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (a.t === 'str' && b.t === 'str') {
    // Two lone surrogates must not become one character.
    const joint = a.v.charCodeAt(a.v.length - 1) >> 10 === 0x36 && b.v.charCodeAt(0) >> 10 === 0x37;
    return joint ? null : { t: 'str', v: a.v + b.v };
  }
  if (a.t === 'tuple' && b.t === 'tuple') return { t: 'tuple', v: [...a.v, ...b.v] };
  if (a.t === 'bytes' && b.t === 'bytes') {
    const joined = new Uint8Array(a.v.length + b.v.length);
    joined.set(a.v);
    joined.set(b.v, a.v.length);
    return { t: 'bytes', v: joined };
  }
  return null;
}

function repeat(value: ConstantValue, times: number | bigint): ConstantValue | null {
  if (typeof times === 'bigint' || times < 0) return null;
  if (value.t === 'str') {
    const surrogate = /[\ud800-\udfff]/.test(value.v);
    return surrogate || value.v.length * times > MAX_CHARS ? null : { t: 'str', v: value.v.repeat(times) };
  }
  if (value.t === 'bytes') {
    if (value.v.length * times > MAX_CHARS) return null;
    const out = new Uint8Array(value.v.length * times);
    for (let i = 0; i < times; i++) out.set(value.v, i * value.v.length);
    return { t: 'bytes', v: out };
  }
  if (value.t !== 'tuple' || value.v.length * times > MAX_ITEMS) return null;
  return { t: 'tuple', v: Array.from({ length: times }, () => value.v).flat() };
}

export function foldBinary(op: ast.Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if ((op === 'BitAnd' || op === 'BitOr' || op === 'BitXor') && a.t === 'bool' && b.t === 'bool') {
    return { t: 'bool', v: op === 'BitAnd' ? a.v && b.v : op === 'BitOr' ? a.v || b.v : a.v !== b.v };
  }
  const ia = asBigInt(a);
  const ib = asBigInt(b);
  if (ia !== null && ib !== null) return foldInt(op, ia, ib);
  if (a.t === 'complex' || b.t === 'complex') return foldComplex(op, a, b);
  const fa = asFloat(a);
  const fb = asFloat(b);
  if (fa !== null && fb !== null) return foldFloat(op, fa, fb);
  return foldSequence(op, a, b);
}

export function foldUnary(op: ast.Unaryop, a: ConstantValue): ConstantValue | null {
  if (op === 'Not') return { t: 'bool', v: !truth(a) };
  const i = asBigInt(a);
  if (i !== null) {
    if (op === 'Invert') return a.t === 'bool' ? null : intValue(~i);
    return intValue(op === 'USub' ? -i : i);
  }
  if (op === 'Invert') return null;
  if (a.t === 'float') return { t: 'float', v: op === 'USub' ? -a.v : a.v };
  if (a.t === 'complex') return op === 'USub' ? { t: 'complex', re: -a.re, im: -a.im } : a;
  return null;
}

/** Truth value of a constant. */
export function truth(c: ConstantValue): boolean {
  switch (c.t) {
    case 'none':
      return false;
    case 'bool':
      return c.v;
    case 'int':
      return c.v !== 0;
    case 'float':
      return c.v !== 0;
    case 'complex':
      return c.re !== 0 || c.im !== 0;
    case 'str':
      return c.v !== '';
    case 'ustr':
      return c.cps.length !== 0;
    case 'bytes':
    case 'tuple':
    case 'frozenset':
      return c.v.length !== 0;
    default:
      return true;
  }
}

/** value[index] of constants. */
export function foldSubscript(value: ConstantValue, index: ConstantValue): ConstantValue | null {
  if (index.t !== 'int' || typeof index.v !== 'number') return null;
  const length = value.t === 'str' || value.t === 'tuple' || value.t === 'bytes' ? value.v.length : -1;
  const i = index.v < 0 ? index.v + length : index.v;
  if (i < 0 || i >= length) return null;
  if (value.t === 'str') return { t: 'str', v: value.v[i]! };
  if (value.t === 'bytes') return { t: 'int', v: value.v[i]! };
  return value.t === 'tuple' ? value.v[i]! : null;
}
