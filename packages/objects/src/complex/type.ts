/** Type `complex`. Operations with real operands follow C: the missing part is absent, not +0. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { NativeSpec } from '../core/native.ts';
import { parseSignature } from '../core/native.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { Binary, Ternary } from '../core/slots.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, big, int, str } from '../core/value.ts';
import { asFloat, floatOperand } from '../float/convert.ts';
import { doubleEqualsInt } from '../float/compare.ts';
import { float, isFloat } from '../float/float.ts';
import { formatComplex } from '../format/number.ts';
import { floatHash } from '../int/hash.ts';
import { intOrUndefined } from '../int/int.ts';
import { hypot } from '../libm/libm.ts';
import { bindArguments } from '../ops/call-native.ts';
import { call1, tryCallSpecial } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { strOrUndefined } from '../str/ops.ts';
import { tuple } from '../tuple/tuple.ts';
import { complexDiv, complexMul, complexPow, realDivComplex } from './arith.ts';
import { complex, isComplex, PyComplex } from './complex.ts';
import { complexFromString, complexRepr } from './text.ts';

/** Runs `withComplex` or `withReal` by the type of the other operand. */
function operation(
  withComplex: (a: PyComplex, b: PyComplex) => Result,
  withReal: (a: PyComplex, b: number) => Result,
): Binary {
  return (a: PyComplex, other) => {
    if (isComplex(other)) return withComplex(a, other);
    const b = floatOperand(other);
    return typeof b === 'number' ? withReal(a, b) : b === null ? NotImplemented : undefined;
  };
}

const add = operation(
  (a, b) => complex(a.re + b.re, a.im + b.im),
  (a, b) => complex(a.re + b, a.im),
);
const sub = operation(
  (a, b) => complex(a.re - b.re, a.im - b.im),
  (a, b) => complex(a.re - b, a.im),
);
const rsub = operation(
  (b, a) => complex(a.re - b.re, a.im - b.im),
  (b, a) => complex(a - b.re, -b.im),
);
const mul = operation(
  (a, b) => complexMul(a.re, a.im, b.re, b.im),
  (a, b) => complex(a.re * b, a.im * b),
);
const truediv = operation(
  (a, b) => complexDiv(a.re, a.im, b.re, b.im),
  (a, b) => (b === 0 ? complexDiv(a.re, a.im, 0, 0) : complex(a.re / b, a.im / b)),
);
const rtruediv = operation(
  (b, a) => complexDiv(a.re, a.im, b.re, b.im),
  (b, a) => realDivComplex(a, b.re, b.im),
);

function power(swap: boolean): Ternary {
  return (self: PyComplex, other, modulus) => {
    const o = isComplex(other) ? other : realAsComplex(floatOperand(other));
    if (o === null) return NotImplemented;
    if (o === undefined) return undefined;
    if (modulus !== None) return valueError('complex modulo');
    const [a, b] = swap ? [o, self] : [self, o];
    return complexPow(a.re, a.im, b.re, b.im);
  };
}

function realAsComplex(v: number | null | undefined): PyComplex | null | undefined {
  return typeof v === 'number' ? complex(v, 0) : v;
}

function equals(a: PyComplex, other: Value): boolean | Absent {
  if (isComplex(other)) return a.re === other.re && a.im === other.im;
  if (isFloat(other)) return a.im === 0 && a.re === other.v;
  const n = intOrUndefined(other);
  return n === undefined ? ABSENT : a.im === 0 && doubleEqualsInt(a.re, n);
}

function hash(a: PyComplex): PyInt {
  const h = big(BigInt.asIntN(64, BigInt(floatHash(a.re)) + 1000003n * BigInt(floatHash(a.im))));
  return h === -1 ? int(-2) : h;
}

function abs(a: PyComplex): Result {
  const r = hypot(a.re, a.im);
  return r === Infinity && Number.isFinite(a.re) && Number.isFinite(a.im)
    ? overflowError('absolute value too large')
    : float(r);
}

const NEW: NativeSpec = { name: 'complex', signature: '(real=0, imag=0)', impl: () => undefined };
const NEW_PARAMS = parseSignature(NEW.signature);

function complexNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(NEW, NEW_PARAMS, 'complex', args, 0, kwnames) as (Value | undefined)[] | undefined;
  if (given === undefined) return undefined;
  const [re, im] = given;
  if (re instanceof PyComplex && im === undefined && cls === T.complex) return re;
  const z = im === undefined ? fromOne(re) : fromTwo(re, im);
  return z === undefined ? undefined : instance(cls, z);
}

function instance(cls: PyType, z: PyComplex): PyComplex {
  if (cls === T.complex) return z;
  const made = new cls.instanceClass() as PyComplex;
  made.re = z.re;
  made.im = z.im;
  return made;
}

function fromOne(x: Value | undefined): PyComplex | undefined {
  if (x === undefined) return complex(0, 0);
  const s = strOrUndefined(x);
  if (s !== undefined) return parse(x, jsString(s));
  const z = toComplex(x);
  if (z !== null) return z;
  return typeError(`complex() argument must be a string or a number, not ${typeOf(x).name}`);
}

function parse(x: Value, text: string): PyComplex | undefined {
  const parts = complexFromString(text);
  if (parts === 'underscore') {
    const shown = reprJs(x);
    return shown === undefined ? undefined : valueError(`could not convert string to complex: ${shown}`);
  }
  return parts === null ? valueError('complex() arg is a malformed string') : complex(parts.re, parts.im);
}

/** A number as complex (`__complex__`, then real numbers); null when it is no number. */
function toComplex(x: Value): PyComplex | null | undefined {
  if (x instanceof PyComplex) return x;
  const r = isReal(x) ? ABSENT : tryCallSpecial(x, '__complex__', []);
  if (r === undefined) return undefined;
  if (r !== ABSENT) return checkedComplex(r);
  if (isComplex(x)) return complex(x.re, x.im);
  const { slots } = typeOf(x);
  if (slots.float === null && slots.index === null) return null;
  const v = asFloat(x);
  return v === undefined ? undefined : complex(v, 0);
}

function isReal(x: Value): boolean {
  return isFloat(x) ? x.cls === T.float : typeof x !== 'object';
}

function checkedComplex(r: Value): PyComplex | undefined {
  if (r instanceof PyComplex) return r;
  const what = `__complex__ returned non-complex (type ${typeOf(r).name})`;
  if (!isComplex(r)) return typeError(what);
  const text = `${what}.  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`;
  return hooks.warn(E.DeprecationWarning!, text, 1) === undefined ? undefined : complex(r.re, r.im);
}

/** complex(re, im) = re + im * 1j with complex parts still allowed, under a deprecation warning. */
function fromTwo(re: Value | undefined, im: Value): PyComplex | undefined {
  const a = re === undefined ? complex(0, 0) : realPart(re);
  if (a === undefined) return undefined;
  const b = partOf(im, 'imag');
  if (b === undefined) return undefined;
  const real = isComplex(im) ? a.re - b.im : a.re;
  const imag = re !== undefined && (isComplex(re) || a.im !== 0) ? b.re + a.im : b.re;
  return complex(real, imag);
}

/** The first of two arguments may also come by __complex__, under the same warning. */
function realPart(x: Value): PyComplex | undefined {
  const r = isReal(x) || isComplex(x) ? ABSENT : tryCallSpecial(x, '__complex__', []);
  if (r === undefined) return undefined;
  if (r === ABSENT) return partOf(x, 'real');
  const z = checkedComplex(r);
  if (z === undefined) return undefined;
  const what = `complex() argument 'real' must be a real number, not ${typeOf(x).name}`;
  return hooks.warn(E.DeprecationWarning!, what, 1) === undefined ? undefined : z;
}

function partOf(x: Value, name: string): PyComplex | undefined {
  const what = `complex() argument '${name}' must be a real number, not ${typeOf(x).name}`;
  if (isComplex(x)) return hooks.warn(E.DeprecationWarning!, what, 1) === undefined ? undefined : x;
  const { slots } = typeOf(x);
  if (strOrUndefined(x) !== undefined || (slots.float === null && slots.index === null)) return typeError(what);
  const v = asFloat(x);
  return v === undefined ? undefined : complex(v, 0);
}

function fromNumber(cls: PyType, x: Value): Result {
  if (x instanceof PyComplex && cls === T.complex) return x;
  const z = toComplex(x);
  if (z === null) return typeError(`must be real number, not ${typeOf(x).name}`);
  if (z === undefined || cls === T.complex) return z;
  return call1(cls, z);
}

function format(a: PyComplex, spec: Value): Result {
  const s = strOrUndefined(spec);
  if (s === undefined) return typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
  const { slots, name } = typeOf(a);
  if (s === '') return slots.str === null ? slots.repr!(a) : slots.str(a);
  const text = formatComplex(a.re, a.im, jsString(s), name);
  return text === undefined ? undefined : strFromJs(text);
}

function exact(a: PyComplex): PyComplex {
  return a instanceof PyComplex ? a : complex((a as PyComplex).re, (a as PyComplex).im);
}

T.complex = defineType({
  name: 'complex',
  instanceClass: PyComplex,
  doc: 'Create a complex number from a string or numbers.',
  signature: '(real=0, imag=0)',
  flags: TypeFlag.Base,
  slots: {
    repr: (a: PyComplex) => str(complexRepr(a.re, a.im)),
    hash,
    new: complexNew,
    eq: (a: PyComplex, other) => {
      const r = equals(a, other);
      return r === ABSENT ? NotImplemented : r;
    },
    ne: (a: PyComplex, other) => {
      const r = equals(a, other);
      return r === ABSENT ? NotImplemented : !r;
    },
    lt: () => NotImplemented,
    le: () => NotImplemented,
    gt: () => NotImplemented,
    ge: () => NotImplemented,
    add,
    radd: add,
    sub,
    rsub,
    mul,
    rmul: mul,
    truediv,
    rtruediv,
    pow: power(false),
    rpow: power(true),
    neg: (a: PyComplex) => complex(-a.re, -a.im),
    pos: exact,
    abs,
    bool: (a: PyComplex) => a.re !== 0 || a.im !== 0,
  },
  methods: [
    method('conjugate', '($self, /)', (a) => complex(a.re, -a.im), 'The complex conjugate.'),
    method('__complex__', '($self, /)', exact),
    method('__getnewargs__', '($self, /)', (a) => tuple([float(a.re), float(a.im)])),
    method('__format__', '($self, format_spec, /)', format),
  ],
  classMethods: [method('from_number', '($type, number, /)', fromNumber, 'A number as a complex one.')],
  members: [
    { name: 'real', field: 're', get: (a) => float(a.re), doc: 'the real part of a complex number' },
    { name: 'imag', field: 'im', get: (a) => float(a.im), doc: 'the imaginary part of a complex number' },
  ],
});

/** A complex or real number argument (PyComplex_AsCComplex). */
export function complexArgument(x: Value): PyComplex | undefined {
  const z = toComplex(x);
  return z === null ? typeError(`must be real number, not ${typeOf(x).name}`) : z;
}
