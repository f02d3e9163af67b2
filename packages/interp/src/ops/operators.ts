/** Operators that are not inline in the loop, by opcode. */
import { op } from '@pyston/bytecode';
import type { PyInt, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  add,
  and,
  contains,
  dictGet,
  dictHas,
  dictSet,
  floatPow,
  floordiv,
  getItem,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  int,
  intAdd,
  intAnd,
  intFloorDiv,
  intMod,
  intMul,
  intSub,
  invert,
  ior,
  ipow,
  irshift,
  isTrue,
  isub,
  itruediv,
  ixor,
  lshift,
  matmul,
  mod,
  mul,
  None,
  pos,
  pow,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  richCompare,
  setItem,
  sub,
  truediv,
} from '@pyston/objects';

export function unaryGeneral(opcode: number, a: Value): Result {
  return opcode === op.OP_UNARY_POS ? pos(a) : invert(a);
}

export function binaryGeneral(opcode: number, a: Value, b: Value): Result {
  return opcode === op.OP_BINARY_POW ? power(a, b) : matmul(a, b);
}

/** The double of a float or small int, NaN for anything else (and for NaN, which then takes the general way). */
function double(v: Value): number {
  return typeof v === 'number' ? v : v instanceof PyFloat ? v.v : NaN;
}

function isBig(a: Value, b: Value): boolean {
  return (
    (typeof a === 'bigint' && (typeof b === 'bigint' || typeof b === 'number')) ||
    (typeof a === 'number' && typeof b === 'bigint')
  );
}

/** `a + b` where the loop's own cases do not apply: float with int, ints of any size, then the slots. */
export function addGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (typeof a === 'number' && typeof b === 'number') return intAdd(a, b);
  const v = double(a) + double(b);
  if (v === v) return new PyFloat(v);
  if (isBig(a, b)) return intAdd(a as PyInt, b as PyInt);
  return inPlace ? iadd(a, b) : add(a, b);
}

export function subGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (typeof a === 'number' && typeof b === 'number') return intSub(a, b);
  const v = double(a) - double(b);
  if (v === v) return new PyFloat(v);
  if (isBig(a, b)) return intSub(a as PyInt, b as PyInt);
  return inPlace ? isub(a, b) : sub(a, b);
}

export function mulGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (typeof a === 'number' && typeof b === 'number') return intMul(a, b);
  const v = double(a) * double(b);
  if (v === v) return new PyFloat(v);
  if (isBig(a, b)) return intMul(a as PyInt, b as PyInt);
  return inPlace ? imul(a, b) : mul(a, b);
}

/** Small ints are exact doubles, so that their quotient is correctly rounded. */
export function truedivGeneral(a: Value, b: Value, inPlace: boolean): Result {
  const d = double(b);
  if (d !== 0) {
    const v = double(a) / d;
    if (v === v) return new PyFloat(v);
  }
  return inPlace ? itruediv(a, b) : truediv(a, b);
}

export function floordivGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (b !== 0 && ((typeof a === 'number' && typeof b === 'number') || isBig(a, b)))
    return intFloorDiv(a as PyInt, b as PyInt);
  return inPlace ? ifloordiv(a, b) : floordiv(a, b);
}

export function modGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (b !== 0 && ((typeof a === 'number' && typeof b === 'number') || isBig(a, b)))
    return intMod(a as PyInt, b as PyInt);
  return inPlace ? imod(a, b) : mod(a, b);
}

export function lshiftGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 31) {
    const v = a * (1 << b);
    if (Number.isSafeInteger(v)) return int(v);
  }
  return inPlace ? ilshift(a, b) : lshift(a, b);
}

export function andGeneral(a: Value, b: Value, inPlace: boolean): Result {
  if ((typeof a === 'number' && typeof b === 'number') || isBig(a, b)) return intAnd(a as PyInt, b as PyInt);
  return inPlace ? iand(a, b) : and(a, b);
}

function power(a: Value, b: Value): Result {
  if (a instanceof PyFloat) {
    const e = double(b);
    if (e === e) {
      const v = floatPow(a.v, e);
      if (v !== null) return v === undefined ? undefined : new PyFloat(v);
    }
  }
  return pow(a, b);
}

/** `o[k]` where the loop's own case does not apply. */
export function itemGeneral(o: Value, k: Value): Result {
  if (o instanceof PyDict) {
    const v = dictGet(o, k);
    if (v !== ABSENT) return v;
  } else if (typeof k === 'number' && k < 0 && (o instanceof PyList || o instanceof PyTuple)) {
    const v = o.items[k + o.items.length];
    if (v !== undefined) return v;
  }
  return getItem(o, k);
}

export function setItemGeneral(o: Value, k: Value, v: Value): Result {
  if (o instanceof PyDict) return dictSet(o, k, v) === undefined ? undefined : None;
  if (typeof k === 'number' && k < 0 && o instanceof PyList && k + o.items.length >= 0) {
    o.items[k + o.items.length] = v;
    return None;
  }
  return setItem(o, k, v);
}

export function inplaceGeneral(opcode: number, a: Value, b: Value): Result {
  switch (opcode) {
    case op.OP_INPLACE_MATMUL:
      return imatmul(a, b);
    case op.OP_INPLACE_POW:
      return ipow(a, b);
    case op.OP_INPLACE_RSHIFT:
      return irshift(a, b);
    case op.OP_INPLACE_OR:
      return ior(a, b);
    default:
      return ixor(a, b);
  }
}

const NAMES = ['lt', 'le', 'eq', 'ne', 'gt', 'ge'] as const;

export function compareGeneral(opcode: number, a: Value, b: Value): Result {
  if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string'))
    return compareSame(opcode, a, b);
  const x = double(a);
  const y = double(b);
  if (x === x && y === y) return compareSame(opcode, x, y);
  return richCompare(a, b, NAMES[opcode - op.OP_COMPARE_LT]!);
}

/** Two numbers, or two strings (whose order by UTF-16 units is that of code points). */
function compareSame(opcode: number, a: number | string, b: number | string): boolean {
  switch (opcode) {
    case op.OP_COMPARE_LT:
      return a < b;
    case op.OP_COMPARE_LE:
      return a <= b;
    case op.OP_COMPARE_EQ:
      return a === b;
    case op.OP_COMPARE_NE:
      return a !== b;
    case op.OP_COMPARE_GT:
      return a > b;
    default:
      return a >= b;
  }
}

/** `value in container`. */
export function containsValue(value: Value, container: Value): boolean | undefined {
  if (container instanceof PyDict) return dictHas(container, value);
  return contains(container, value);
}

/** Truth of a comparison for compare-and-jump. */
export function compareJump(a: Value, b: Value, opcode: number): boolean | undefined {
  const r = compareGeneral(opcode, a, b);
  return r === undefined || typeof r === 'boolean' ? r : isTrue(r);
}
