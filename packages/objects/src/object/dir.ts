/** `dir()` of ordinary objects and of classes. */
import type { PyObject } from '../core/object.ts';
import type { PyType } from '../core/type.ts';
import { isType, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { dictCursor } from '../dict/ops.ts';
import { list } from '../list/list.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';

export function objectDir(self: Value): Result {
  const names = new Set<string>();
  if (typeof self === 'object' && !addDictNames(self, names)) return undefined;
  const cls = getAttrOrAbsent(self, '__class__');
  if (cls === undefined) return undefined;
  addClassNames(cls !== ABSENT && isType(cls) ? cls : typeOf(self), names);
  return namesList(names);
}

/** `type.__dir__`: own attributes and those of all bases, not of the metaclass. */
export function typeDir(self: PyType): Result {
  const names = new Set<string>();
  addClassNames(self, names);
  return namesList(names);
}

function addClassNames(type: PyType, names: Set<string>): void {
  for (const t of type.mro) for (const name of t.attrs.keys()) names.add(name);
}

function addDictNames(o: PyObject, names: Set<string>): boolean {
  const dict = getAttrOrAbsent(o, '__dict__');
  if (dict === undefined) return false;
  if (dict === ABSENT || !isDict(dict)) return true;
  const cursor = dictCursor(dict);
  while (cursor.advance()) if (isStr(cursor.key)) names.add(jsString(strValue(cursor.key)));
  return true;
}

function namesList(names: Set<string>): Result {
  const out: Value[] = [];
  for (const name of names) out.push(strFromJs(name));
  return list(out);
}
