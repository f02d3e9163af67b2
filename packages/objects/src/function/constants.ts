/** Values of the neutral constants in code objects. */
import type { ConstantValue } from '@pyston/bytecode';
import { Ellipsis, None } from '../core/singletons.ts';
import type { Value } from '../core/value.ts';
import { big, int, str } from '../core/value.ts';
import { bytes } from '../bytes/bytes.ts';
import { PyComplex } from '../complex/complex.ts';
import { float } from '../float/float.ts';
import { newFrozenSet } from '../set/ops.ts';
import { PySlice } from '../slice/slice.ts';
import { strFromCodePoints } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { PyCode } from './code.ts';

/** The Python object of a constant; code objects are wrapped anew. */
export function constantValue(c: ConstantValue): Value {
  switch (c.t) {
    case 'none':
      return None;
    case 'ellipsis':
      return Ellipsis;
    case 'bool':
      return c.v;
    case 'int':
      return typeof c.v === 'bigint' ? big(c.v) : int(c.v);
    case 'float':
      return float(c.v);
    case 'complex':
      return new PyComplex(c.re, c.im);
    case 'str':
      return str(c.v);
    case 'ustr':
      return strFromCodePoints(c.cps);
    case 'bytes':
      return bytes(c.v);
    case 'tuple':
      return tuple(c.v.map(constantValue));
    case 'frozenset':
      return newFrozenSet(c.v.map(constantValue))!;
    case 'slice':
      return new PySlice(constantValue(c.start), constantValue(c.stop), constantValue(c.step));
    case 'code':
      return new PyCode(c.v);
  }
}
