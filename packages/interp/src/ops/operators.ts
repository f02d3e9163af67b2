/** Operators that are not inline in the loop, by opcode. */
import { op } from '@pyston/bytecode';
import type { Result, Value } from '@pyston/objects';
import {
  contains, iand, ifloordiv, ilshift, imatmul, imod, invert, ior, ipow, irshift, itruediv, ixor, matmul, pos, pow, PyFloat, richCompare,
} from '@pyston/objects';

export function unaryGeneral(opcode: number, a: Value): Result {
  return opcode === op.OP_UNARY_POS ? pos(a) : invert(a);
}

export function binaryGeneral(opcode: number, a: Value, b: Value): Result {
  return opcode === op.OP_BINARY_POW ? pow(a, b) : matmul(a, b);
}

export function inplaceGeneral(opcode: number, a: Value, b: Value): Result {
  switch (opcode) {
    case op.OP_INPLACE_MATMUL:
      return imatmul(a, b);
    case op.OP_INPLACE_TRUEDIV:
      return itruediv(a, b);
    case op.OP_INPLACE_FLOORDIV:
      return ifloordiv(a, b);
    case op.OP_INPLACE_MOD:
      return imod(a, b);
    case op.OP_INPLACE_POW:
      return ipow(a, b);
    case op.OP_INPLACE_LSHIFT:
      return ilshift(a, b);
    case op.OP_INPLACE_RSHIFT:
      return irshift(a, b);
    case op.OP_INPLACE_AND:
      return iand(a, b);
    case op.OP_INPLACE_OR:
      return ior(a, b);
    default:
      return ixor(a, b);
  }
}

const NAMES = ['lt', 'le', 'eq', 'ne', 'gt', 'ge'] as const;

export function compareGeneral(opcode: number, a: Value, b: Value): Result {
  if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')) return compareSame(opcode, a, b);
  if (a instanceof PyFloat && b instanceof PyFloat) return compareSame(opcode, a.v, b.v);
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
  return contains(container, value);
}
