/**
 * Number operations (Data model §3.3.8): forward, reflected and in-place dispatch, then the sequence slots.
 *
 * One function per operator, made from the table at the end, so that each has its own type feedback. Interpreter and
 * emitted code handle exact numbers inline and come here for the rest.
 */
import { overflowError, raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { SlotName, Slots } from '../core/slots.ts';
import { lookupType } from '../core/type-attrs.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { MAX_SAFE, MIN_SAFE } from '../core/value.ts';
import { intOrUndefined, isExactInt } from '../int/int.ts';

type Op = (a: Value, b: Value) => Result;
type BinarySlot = ((self: any, other: Value) => Result) | null;

/** True if the reflected slot of `tb` goes first: a proper subclass that brings its own. */
function reflectedFirst(ta: PyType, tb: PyType, rslot: keyof Slots): boolean {
  if (tb === ta || !tb.mro.includes(ta)) return false;
  if (tb.slots[rslot] !== ta.slots[rslot]) return true;
  // both have the generic function of classes written in Python
  const dunder = `__${rslot}__`;
  return lookupType(tb, dunder) !== lookupType(ta, dunder);
}

function dispatch(a: Value, b: Value, slot: keyof Slots, rslot: keyof Slots): Result {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const forward = ta.slots[slot] as BinarySlot;
  if (ta === tb) return forward === null ? NotImplemented : forward(a, b);
  const reflected = tb.slots[rslot] as BinarySlot;
  if (reflected !== null && reflectedFirst(ta, tb, rslot)) {
    const r = reflected(b, a);
    if (r !== NotImplemented) return r;
    return forward === null ? NotImplemented : forward(a, b);
  }
  if (forward !== null) {
    const r = forward(a, b);
    if (r !== NotImplemented) return r;
  }
  return reflected === null ? NotImplemented : reflected(b, a);
}

function unsupported(sign: string, a: Value, b: Value): undefined {
  return typeError(`unsupported operand type(s) for ${sign}: '${typeOf(a).name}' and '${typeOf(b).name}'`);
}

function binary(slot: SlotName, sign: string): Op {
  const rslot = `r${slot}` as keyof Slots;
  return (a, b) => {
    const r = dispatch(a, b, slot, rslot);
    return r === NotImplemented ? unsupported(sign, a, b) : r;
  };
}

function inplace(islot: SlotName, slot: SlotName, sign: string): Op {
  const rslot = `r${slot}` as keyof Slots;
  return (a, b) => {
    const own = typeOf(a).slots[islot] as BinarySlot;
    if (own !== null) {
      const r = own(a, b);
      if (r !== NotImplemented) return r;
    }
    const r = dispatch(a, b, slot, rslot);
    return r === NotImplemented ? unsupported(sign, a, b) : r;
  };
}

/** `a + b`: number slots, then concatenation. */
export function add(a: Value, b: Value): Result {
  const r = dispatch(a, b, 'add', 'radd');
  if (r !== NotImplemented) return r;
  const { concat } = typeOf(a).slots;
  return concat === null ? unsupported('+', a, b) : concat(a, b);
}

export function iadd(a: Value, b: Value): Result {
  const { slots } = typeOf(a);
  if (slots.iadd !== null) {
    const r = slots.iadd(a, b);
    if (r !== NotImplemented) return r;
  }
  const r = dispatch(a, b, 'add', 'radd');
  if (r !== NotImplemented) return r;
  const concat = slots.iconcat ?? slots.concat;
  return concat === null ? unsupported('+=', a, b) : concat(a, b);
}

/** `a * b`: number slots, then repetition from either side. */
export function mul(a: Value, b: Value): Result {
  const r = dispatch(a, b, 'mul', 'rmul');
  return r === NotImplemented ? repeat(a, b, '*', false) : r;
}

export function imul(a: Value, b: Value): Result {
  const { slots } = typeOf(a);
  if (slots.imul !== null) {
    const r = slots.imul(a, b);
    if (r !== NotImplemented) return r;
  }
  const r = dispatch(a, b, 'mul', 'rmul');
  return r === NotImplemented ? repeat(a, b, '*=', true) : r;
}

function repeat(a: Value, b: Value, sign: string, inPlace: boolean): Result {
  const sa = typeOf(a).slots;
  const sb = typeOf(b).slots;
  const left = inPlace ? (sa.irepeat ?? sa.repeat) : sa.repeat;
  if (left !== null) return sb.index === null ? notRepeatable(b) : left(a, b);
  if (sb.repeat !== null) return sa.index === null ? notRepeatable(a) : sb.repeat(b, a);
  return unsupported(sign, a, b);
}

function notRepeatable(count: Value): undefined {
  return typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
}

export const sub: Op = binary('sub', '-');
export const matmul: Op = binary('matmul', '@');
export const truediv: Op = binary('truediv', '/');
export const floordiv: Op = binary('floordiv', '//');
export const mod: Op = binary('mod', '%');
export const divmod: Op = binary('divmod', 'divmod()');
export const lshift: Op = binary('lshift', '<<');
export const rshift: Op = binary('rshift', '>>');
export const and: Op = binary('and', '&');
export const or: Op = binary('or', '|');
export const xor: Op = binary('xor', '^');
export const isub: Op = inplace('isub', 'sub', '-=');
export const imatmul: Op = inplace('imatmul', 'matmul', '@=');
export const itruediv: Op = inplace('itruediv', 'truediv', '/=');
export const ifloordiv: Op = inplace('ifloordiv', 'floordiv', '//=');
export const imod: Op = inplace('imod', 'mod', '%=');
export const ilshift: Op = inplace('ilshift', 'lshift', '<<=');
export const irshift: Op = inplace('irshift', 'rshift', '>>=');
export const iand: Op = inplace('iand', 'and', '&=');
export const ior: Op = inplace('ior', 'or', '|=');
export const ixor: Op = inplace('ixor', 'xor', '^=');

/** `pow(a, b, m)`; `m` None for `a ** b`. */
export function pow(a: Value, b: Value, m: Value = None): Result {
  const r = powDispatch(a, b, m);
  if (r !== NotImplemented) return r;
  if (m === None) return unsupported('** or pow()', a, b);
  return typeError(
    `unsupported operand type(s) for ** or pow(): '${typeOf(a).name}', '${typeOf(b).name}', '${typeOf(m).name}'`,
  );
}

function powDispatch(a: Value, b: Value, m: Value): Result {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const forward = ta.slots.pow;
  const reflected = ta === tb ? null : tb.slots.rpow;
  if (reflected !== null && reflectedFirst(ta, tb, 'rpow')) {
    const r = reflected(b, a, m);
    if (r !== NotImplemented) return r;
    return forward === null ? NotImplemented : forward(a, b, m);
  }
  if (forward !== null) {
    const r = forward(a, b, m);
    if (r !== NotImplemented) return r;
  }
  return reflected === null ? NotImplemented : reflected(b, a, m);
}

export function ipow(a: Value, b: Value): Result {
  const own = typeOf(a).slots.ipow;
  if (own !== null) {
    const r = own(a, b, None);
    if (r !== NotImplemented) return r;
  }
  const r = powDispatch(a, b, None);
  return r === NotImplemented ? unsupported('**=', a, b) : r;
}

function unary(slot: 'neg' | 'pos' | 'abs' | 'invert', what: string): (a: Value) => Result {
  return (a) => {
    const fn = typeOf(a).slots[slot];
    return fn === null ? typeError(`bad operand type for ${what}: '${typeOf(a).name}'`) : fn(a);
  };
}

export const neg: (a: Value) => Result = unary('neg', 'unary -');
export const pos: (a: Value) => Result = unary('pos', 'unary +');
export const abs: (a: Value) => Result = unary('abs', 'abs()');
export const invert: (a: Value) => Result = unary('invert', 'unary ~');

/** `operator.index(o)`: an exact int. */
export function index(o: Value): PyInt | undefined {
  if (typeof o === 'number' || typeof o === 'bigint') return o;
  if (typeof o === 'boolean') return (o ? 1 : 0) as PyInt;
  // an instance of a subclass is its own index, whatever its __index__ says
  const own = intOrUndefined(o);
  if (own !== undefined) return own;
  const slot = typeOf(o).slots.index;
  if (slot === null) return typeError(`'${typeOf(o).name}' object cannot be interpreted as an integer`);
  const r = slot(o);
  return r === undefined ? undefined : checkedInt(r, '__index__');
}

/** A `__int__`/`__index__`-like result: an exact int, with the deprecation warning for instances of subclasses. */
export function checkedInt(r: Value, name: string): PyInt | undefined {
  if (isExactInt(r)) return r;
  const n = intOrUndefined(r);
  const type = typeOf(r).name;
  if (n === undefined) return typeError(`${name} returned non-int (type ${type})`);
  const text = `${name} returned non-int (type ${type}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`;
  return hooks.warn(E.DeprecationWarning!, text, 1) === undefined ? undefined : n;
}

/** An index as JS number; values beyond ±(2**53-1) are clamped there (slice bounds, counts). */
export function asIndex(o: Value): number | undefined {
  if (typeof o === 'number') return o;
  const n = index(o);
  if (n === undefined) return undefined;
  return typeof n === 'bigint' ? (n > 0n ? MAX_SAFE : MIN_SAFE) : n;
}

const SSIZE_MAX = 2n ** 63n - 1n;

/** An index as JS number; out of Py_ssize_t range: `errorType` (default OverflowError). Values beyond 2**53 are clamped. */
export function asSsize(o: Value, errorType?: PyType): number | undefined {
  if (typeof o === 'number') return o;
  const n = index(o);
  if (n === undefined) return undefined;
  if (typeof n === 'number') return n;
  if (n > SSIZE_MAX || n < -SSIZE_MAX - 1n) {
    return errorType === undefined
      ? overflowError('Python int too large to convert to C ssize_t')
      : raise(errorType, `cannot fit '${typeOf(o).name}' into an index-sized integer`);
  }
  return n > 0n ? MAX_SAFE : MIN_SAFE;
}
