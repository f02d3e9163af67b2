/** The neutral constant of a value: the inverse of function/constants.ts, for code.replace(), marshal and ast. */
import type { ConstantValue } from '@pyston/bytecode';
import { typeError } from '../core/errors.ts';
import { T } from '../core/registry.ts';
import { Ellipsis, None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { PyBytes } from '../bytes/bytes.ts';
import { PyComplex } from '../complex/complex.ts';
import { PyFloat } from '../float/float.ts';
import { setItems } from '../set/ops.ts';
import { PySlice } from '../slice/slice.ts';
import { PyAstralStr } from '../str/astral.ts';
import { PyTuple } from '../tuple/tuple.ts';
import { PyCode } from './code.ts';

/** TypeError for anything that cannot be a constant of code. */
export function neutralConstant(v: Value): ConstantValue | undefined {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return { t: 'int', v };
    case 'string':
      return { t: 'str', v };
    case 'boolean':
      return { t: 'bool', v };
  }
  if (v === None) return { t: 'none' };
  if (v === Ellipsis) return { t: 'ellipsis' };
  if (v instanceof PyFloat) return { t: 'float', v: v.v };
  if (v instanceof PyComplex) return { t: 'complex', re: v.re, im: v.im };
  if (v instanceof PyAstralStr) return { t: 'ustr', cps: v.cps };
  if (v instanceof PyBytes) return { t: 'bytes', v: v.bytes };
  if (v instanceof PyCode) return { t: 'code', v: v.code };
  if (v instanceof PyTuple) return sequence('tuple', v.items);
  if (v.cls === T.frozenset) return sequence('frozenset', setItems(v as any));
  if (v instanceof PySlice) {
    const start = neutralConstant(v.start);
    const stop = neutralConstant(v.stop);
    const step = neutralConstant(v.step);
    return start === undefined || stop === undefined || step === undefined
      ? undefined
      : { t: 'slice', start, stop, step };
  }
  return typeError(`got an invalid type in Constant: ${typeOf(v).name}`);
}

function sequence(t: 'tuple' | 'frozenset', items: readonly Value[]): ConstantValue | undefined {
  const v: ConstantValue[] = [];
  for (const item of items) {
    const c = neutralConstant(item);
    if (c === undefined) return undefined;
    v.push(c);
  }
  return { t, v };
}
