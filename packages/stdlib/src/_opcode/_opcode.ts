/** Module _opcode: properties of the opcodes in Lib/_opcode_metadata.py (not those of Pyston's own register code). */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asIndex, defineModule, list, method, None, str, tuple, valueError } from '@pyston/objects';
import {
  GET_INTRINSIC1_DESCS,
  GET_INTRINSIC2_DESCS,
  GET_NB_OPS,
  GET_SPECIAL_METHOD_NAMES,
  PROPERTIES,
} from '../generated/opcode-properties.ts';

const SETS = new Map(Object.entries(PROPERTIES).map(([name, ops]) => [name, new Set(ops)]));

function property(name: string) {
  const ops = SETS.get(name)!;
  return method(name, '(opcode)', (opcode: Value): Result => {
    const n = asIndex(opcode);
    return n === undefined ? undefined : ops.has(n);
  });
}

const strings = (items: readonly string[]): Value => list(items.map((s) => str(s)));

export const opcodeModule: ModuleSpec = defineModule({
  name: '_opcode',
  doc: 'Opcode support module.',
  functions: [
    ...Object.keys(PROPERTIES).map(property),
    method('stack_effect', '(opcode, oparg=None, /, *, jump=None)', () => valueError('invalid opcode or oparg')),
    method('get_specialization_stats', '()', () => None),
    method('get_executor', '(*, code, offset)', () => None),
    method('get_nb_ops', '()', () => list(GET_NB_OPS.map((pair) => tuple(pair.map((s) => str(s)))))),
    method('get_intrinsic1_descs', '()', () => strings(GET_INTRINSIC1_DESCS)),
    method('get_intrinsic2_descs', '()', () => strings(GET_INTRINSIC2_DESCS)),
    method('get_special_method_names', '()', () => strings(GET_SPECIAL_METHOD_NAMES)),
  ],
  attrs: () => ({ ENABLE_SPECIALIZATION: false, ENABLE_SPECIALIZATION_FT: false }),
});
