/** The generic slot functions that call a Python-level dunder; filled by slot-python.ts (which needs the call machinery). */
import type { Slots } from './slots.ts';

export const PYTHON_SLOTS = {} as Slots & {
  /** Hash slot of classes with `__hash__ = None`. */
  unhashable: NonNullable<Slots['hash']>;
};
