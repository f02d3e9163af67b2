/** `__notes__` of exceptions (PEP 678), for notes that the runtime itself adds. */
import { clearIf } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { list, PyList } from '../list/list.ts';
import { strFromJs } from '../str/astral.ts';
import { genericSetAttr, ownAttribute } from '../ops/attr.ts';
import type { PyBaseException } from './base.ts';

/** Appends a note. */
export function addNote(exc: PyBaseException, note: string): void {
  const notes = ownAttribute(exc, '__notes__');
  if (notes instanceof PyList) notes.items.push(strFromJs(note));
  else if (genericSetAttr(exc, '__notes__', list([strFromJs(note)])) === undefined) clearIf(E.Exception!);
}
