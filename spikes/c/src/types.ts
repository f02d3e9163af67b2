/**
 * Classes as type objects: what C sees of a class made in Python or of a built-in type that has no static type object.
 *
 * The body inherits the slots of its base's body. Every slot that the class itself fills gets the function that goes up; a class over a C
 * type keeps the C functions that nobody overrode. Type objects live as long as the process.
 */
import type { PyType, SlotName } from '@pyston/objects';
import { Kind, T } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { registerType } from './convert.ts';

/** Slots of pyston with the slots of C that they fill (numbers of typeslots.h). */
export const C_SLOTS: readonly (readonly [SlotName, readonly number[]])[] = [
  ['repr', [66]],
  ['str', [70]],
  ['hash', [59]],
  ['call', [50]],
  ['getattro', [58]],
  ['setattro', [69]],
  ['iter', [62]],
  ['next', [63]],
  ['init', [60]],
  ['new', [65]],
  ['eq', [67]],
  ['lt', [67]],
  ['bool', [9]],
  ['int', [26]],
  ['float', [11]],
  ['index', [13]],
  ['neg', [30]],
  ['pos', [32]],
  ['abs', [6]],
  ['invert', [27]],
  ['add', [7]],
  ['radd', [7]],
  ['sub', [36]],
  ['rsub', [36]],
  ['mul', [29]],
  ['rmul', [29]],
  ['matmul', [75]],
  ['truediv', [37]],
  ['rtruediv', [37]],
  ['floordiv', [12]],
  ['mod', [34]],
  ['divmod', [10]],
  ['pow', [33]],
  ['lshift', [28]],
  ['rshift', [35]],
  ['and', [8]],
  ['or', [31]],
  ['xor', [38]],
  ['len', [4, 45]],
  ['getitem', [5, 44]],
  ['setitem', [3]],
  ['contains', [41]],
  ['getbuffer', [1]],
];

/** The type object of a class. */
export function typeRef(type: PyType): Ref {
  return (type.stub as Ref | undefined) ?? makeBody(type);
}

function makeBody(type: PyType): Ref {
  const base = type.base ?? T.object;
  const native = (type.layout & Kind.Native) !== 0;
  const ref = addon.classBody(type.name, typeRef(base), native ? 1 : 0);
  type.stub = ref;
  registerType(ref, type);
  fillSlots(type, base);
  return ref;
}

/** Slots in which the class differs from `base`. */
export function fillSlots(type: PyType, base: PyType | null): void {
  const own = type.slots as unknown as Record<string, unknown>;
  const inherited = (base?.slots ?? {}) as unknown as Record<string, unknown>;
  for (const [name, numbers] of C_SLOTS) {
    if (own[name] == null || own[name] === inherited[name]) continue;
    for (const slot of numbers) addon.genericSlot(type.stub as Ref, slot);
  }
}
