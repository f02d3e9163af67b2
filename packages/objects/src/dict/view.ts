/**
 * VIEW store: `obj.__dict__` of a plain instance, live over its own `$name` properties.
 *
 * A removed attribute is a property with value `undefined` (core/object.ts), so a name that comes back keeps its old
 * place among the properties. `moved` remembers, per instance that ever removed one, the names that were removed, and how
 * many attribute properties there were when each came back: it is listed after those. Keys that are no str live in
 * `data.extra`, after all names.
 */
import { nameInfo, poisonName } from '../core/names.ts';
import type { Keyed, PyObject } from '../core/object.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import { hideSelectors } from '../core/type-attrs.ts';
import type { Absent, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { strFromJs } from '../str/astral.ts';
import { DictKind, PyDict } from './dict.ts';

/** `data` of a VIEW dict. */
export class ViewData {
  readonly instance: PyObject & Keyed;
  /** Entries whose key is no str, by canonical key (dict/cells.ts). */
  extra: Map<Value, Value> | null = null;
  constructor(instance: PyObject & Keyed) {
    this.instance = instance;
  }
}

const DOLLAR = 36;

const views: WeakMap<PyObject, PyDict> = new WeakMap();
const moved: WeakMap<PyObject, Map<string, number>> = new WeakMap();

/** The `__dict__` of a plain instance: the same dict every time. */
export function viewDict(instance: PyObject): PyDict {
  let d = views.get(instance);
  if (d === undefined) {
    d = new PyDict();
    d.store = DictKind.View;
    d.data = new ViewData(instance as PyObject & Keyed);
    views.set(instance, d);
  }
  return d;
}

/** The view that was made for this instance, if any. */
export function existingView(instance: PyObject): PyDict | undefined {
  return views.get(instance);
}

/** Gives the view its own copy of the entries: the instance is about to get another `__dict__`. */
export function detachView(d: PyDict): void {
  const { instance, extra } = d.data as ViewData;
  const map = new Map<any, any>();
  for (const name of viewNames(instance)) map.set(strFromJs(name), viewGet(instance, name));
  if (extra !== null) for (const [key, value] of extra) map.set(key, value);
  d.store = DictKind.Map;
  d.map = map;
  d.data = null;
  views.delete(instance);
}

/** To be called when attribute `name` of a plain instance was removed. */
export function noteViewDelete(instance: PyObject, name: string): void {
  // storing it again must note its place: no more bare stores of the name into this instance
  (instance as PyObject & Keyed)[nameInfo(name).storeKey] = false;
  let places = moved.get(instance);
  if (places === undefined) moved.set(instance, (places = new Map()));
  places.delete(name);
  places.set(name, countProperties(instance));
}

/** Attribute properties, removed ones too. */
function countProperties(instance: PyObject): number {
  let n = 0;
  for (const key of Object.keys(instance)) if (key.charCodeAt(0) === DOLLAR) n++;
  return n;
}

/** To be called when a removed attribute is about to get a value again: it becomes the last. */
export function noteViewStore(instance: PyObject, name: string): void {
  noteViewDelete(instance, name);
}

/** Names of the instance's own attributes in `__dict__` order. */
export function viewNames(instance: PyObject): string[] {
  const keyed = instance as PyObject & Keyed;
  const places = moved.get(instance);
  if (places !== undefined) return namesWithMoved(keyed, places);
  const names: string[] = [];
  for (const key of Object.keys(keyed))
    if (key.charCodeAt(0) === DOLLAR && keyed[key] !== undefined) names.push(key.slice(1));
  return names;
}

function namesWithMoved(keyed: PyObject & Keyed, places: Map<string, number>): string[] {
  const late = Array.from(places).filter(([name]) => keyed[`$${name}`] !== undefined);
  const names: string[] = [];
  let index = 0;
  let next = 0;
  for (const key of Object.keys(keyed)) {
    if (key.charCodeAt(0) !== DOLLAR) continue;
    while (next < late.length && late[next]![1] <= index) names.push(late[next++]![0]);
    index++;
    const name = key.slice(1);
    if (keyed[key] !== undefined && !places.has(name)) names.push(name);
  }
  while (next < late.length) names.push(late[next++]![0]);
  return names;
}

export function viewGet(instance: PyObject & Keyed, name: string): Value | Absent {
  const { attrKey } = nameInfo(name);
  const v = instance[attrKey];
  return v === undefined || !Object.hasOwn(instance, attrKey) ? ABSENT : (v as Value);
}

/** Stores an own attribute behind the class's back, keeping what bare loads rely on (core/names.ts). */
export function viewSet(instance: PyObject & Keyed, name: string, value: Value): void {
  const info = nameInfo(name);
  const found = classAttribute(instance.cls, name);
  info.storedOnInstance = true;
  if (found !== ABSENT) {
    const t = typeOf(found);
    if (t.slots.descrSet !== null || t.slots.descrDelete !== null) poisonName(name);
    if (t.flags & TypeFlag.MethodDescriptor) {
      instance[info.plainMethodKey] = null;
      hideSelectors(instance, info);
    }
  }
  if (instance[info.attrKey] === undefined && Object.hasOwn(instance, info.attrKey)) noteViewStore(instance, name);
  instance[info.attrKey] = value;
}

function classAttribute(type: PyType, name: string): Value | Absent {
  for (const t of type.mro) {
    const v = t.attrs.get(name);
    if (v !== undefined) return v;
  }
  return ABSENT;
}

export function viewDelete(instance: PyObject & Keyed, name: string): Value | Absent {
  const v = viewGet(instance, name);
  if (v === ABSENT) return ABSENT;
  const info = nameInfo(name);
  instance[info.attrKey] = undefined;
  if (instance[info.plainMethodKey] === null) instance[info.plainMethodKey] = undefined;
  noteViewDelete(instance, name);
  return v;
}

export function viewLength(data: ViewData): number {
  const { instance } = data;
  let n = data.extra === null ? 0 : data.extra.size;
  for (const key of Object.keys(instance)) if (key.charCodeAt(0) === DOLLAR && instance[key] !== undefined) n++;
  return n;
}
