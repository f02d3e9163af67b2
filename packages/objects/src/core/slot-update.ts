/**
 * Computes a class's slot from its attributes (CPython's update_one_slot): a slot wrapper of a built-in type gives its
 * own function back, anything else the generic function that calls the dunder.
 */
import { PYTHON_SLOTS } from './slot-registry.ts';
import { PySlotWrapper } from './slot-wrapper.ts';
import type { SlotName, SlotRow, Slots } from './slots.ts';
import { SLOT_ROWS_BY_DUNDER, SLOT_TABLE } from './slots.ts';
import { None } from './singletons.ts';
import type { PyType } from './type.ts';
import type { Absent, Value } from './value.ts';
import { ABSENT } from './value.ts';

type Lookup = (type: PyType, name: string) => Value | Absent;

/** Recomputes the slots tied to `dunder`. */
export function updateSlot(type: PyType, dunder: string, lookup: Lookup): void {
  if (dunder === '__getattr__') {
    updateRow(type, GETATTRO_ROW, lookup);
    return;
  }
  if (dunder === '__new__') {
    updateNew(type, lookup);
    return;
  }
  const list = SLOT_ROWS_BY_DUNDER.get(dunder);
  if (list === undefined) return;
  for (const row of list) updateRow(type, row, lookup);
}

/** Fills every slot of a new class. */
export function fillSlots(type: PyType, lookup: Lookup): void {
  for (const row of SLOT_TABLE) updateRow(type, row, lookup);
  updateNew(type, lookup);
  inheritUnnamed(type);
}

const GETATTRO_ROW = SLOT_TABLE.find((row) => row.slot === 'getattro')!;

function updateRow(type: PyType, row: SlotRow, lookup: Lookup): void {
  const found = lookup(type, row.dunder);
  (type.slots as any)[row.slot] = slotFor(type, row, found, lookup);
  if (row.slot === 'getattro') type.customGetattr = type.slots.getattro !== genericGetattro;
  else if (row.slot === 'setattro' || row.slot === 'delattro')
    type.customSetattr = type.slots.setattro !== genericSetattro || type.slots.delattro !== genericDelattro;
}

function slotFor(type: PyType, row: SlotRow, found: Value | Absent, lookup: Lookup): unknown {
  if (row.slot === 'getattro') return getattroFor(type, found, lookup);
  if (found === ABSENT) return null;
  // a wrapper of another family checks its receiver when called
  if (found instanceof PySlotWrapper && type.mro.includes(found.owner)) {
    if (found.row.slot === row.slot) return found.fn;
    // `__add__` found as a number slot leaves the sequence slot of the same dunder empty, and the other way round
    if (found.row.dunder === row.dunder) return null;
  }
  if (SEQUENCE_ROWS.has(row.slot)) return null;
  if (row.slot === 'hash' && found === None) return PYTHON_SLOTS.unhashable;
  return (PYTHON_SLOTS as any)[row.slot] ?? null;
}

const SEQUENCE_ROWS: ReadonlySet<SlotName> = new Set<SlotName>(['concat', 'repeat', 'iconcat', 'irepeat']);

function getattroFor(type: PyType, found: Value | Absent, lookup: Lookup): unknown {
  const hasGetattr = lookup(type, '__getattr__') !== ABSENT;
  const native = found instanceof PySlotWrapper ? found.fn : null;
  if (native !== null && !hasGetattr) return native;
  if (native === null && found === ABSENT) return null;
  return PYTHON_SLOTS.getattro;
}

/** `__new__`: a built-in's own constructor is inherited as it is, a Python one goes through the generic function. */
function updateNew(type: PyType, lookup: Lookup): void {
  const found = lookup(type, '__new__');
  const native = found !== ABSENT && typeof found === 'object' ? NATIVE_NEW.get(found) : undefined;
  if (native !== undefined) type.slots.new = native;
  else if (found !== ABSENT) type.slots.new = PYTHON_SLOTS.new;
}

/** The constructor slot behind each built-in `__new__` function object. */
export const NATIVE_NEW: Map<Value, NonNullable<Slots['new']>> = new Map();

/** Slots without a dunder come from the base whose layout is extended. */
function inheritUnnamed(type: PyType): void {
  for (const t of type.mro) {
    if (type.slots.getbuffer === null && t.slots.getbuffer !== null) type.slots.getbuffer = t.slots.getbuffer;
  }
}

let genericGetattro: unknown = null;
let genericSetattro: unknown = null;
let genericDelattro: unknown = null;

/** Tells which functions are object's own attribute slots. */
export function setGenericAttrSlots(get: unknown, set: unknown, del: unknown): void {
  genericGetattro = get;
  genericSetattro = set;
  genericDelattro = del;
}
