/** `id()` and identity hashes. Value types have ids made of their value; heap objects get one when first asked. */
import { PyFloat } from '../float/float.ts';
import type { PyInt, Value } from './value.ts';
import { int } from './value.ts';

const FIRST_ID = 0x7f0000000000;
const STEP = 32;
let next = FIRST_ID;
const ids = new WeakMap<object, number>();
const primitiveIds = new Map<unknown, number>();

/** `id(v)`: stable, unique among live objects of one identity. */
export function idOf(v: Value): PyInt {
  // floats are identical by their bits, NaNs by their box
  if (typeof v === 'object' && !(v instanceof PyFloat && v.v === v.v)) {
    let id = ids.get(v);
    if (id === undefined) {
      id = next;
      next += STEP;
      ids.set(v, id);
    }
    return int(id);
  }
  return int(primitiveId(v instanceof PyFloat ? `f${Object.is(v.v, -0) ? '-0' : v.v}` : v));
}

/** Small ints lie in a range of their own; other primitives are remembered by value. */
function primitiveId(key: unknown): number {
  if (typeof key === 'number' && Math.abs(key) < 2 ** 40) return 0x100000000000 + (key + 2 ** 40) * 16;
  let id = primitiveIds.get(key);
  if (id === undefined) {
    id = next;
    next += STEP;
    primitiveIds.set(key, id);
  }
  return id;
}

/** Hash of objects without one of their own: the address rotated by 4 bits, as CPython. */
export function identityHash(v: Value): PyInt {
  return int((idOf(v) as number) / 16);
}
