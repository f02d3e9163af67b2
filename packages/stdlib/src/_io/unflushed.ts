/**
 * Files with data that was written and not flushed. They are kept alive here, so that a file that nobody closes still gets
 * its contents: its buffer goes out when the program ends at the latest.
 */
import type { PyObject } from '@pyston/objects';
import { callMethod, ts } from '@pyston/objects';
import { watchedBelow } from './unclosed.ts';

const unflushed: Set<PyObject> = new Set();

export function noteUnflushed(file: PyObject): void {
  // the registry of finalisers has those over descriptors
  if (watchedBelow(file) === null) unflushed.add(file);
}

export function noteFlushed(file: PyObject): void {
  unflushed.delete(file);
}

/** Flushes every such file; errors have nobody to go to. */
export function flushOpenFiles(): void {
  for (const file of [...unflushed]) {
    if (unflushed.delete(file) && callMethod(file, 'flush') === undefined) ts.exc = null;
  }
}
