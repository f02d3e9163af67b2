/**
 * The CELLS and VIEW stores behind the operations of dict/ops.ts, for keys of any type: both hold names (JS strings,
 * UTF-16) and, rarely, other keys, which are found by `canonicalKeyIn`.
 */
import type { Cell } from '../core/frame.ts';
import type { Absent, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import { jsString, PyAstralStr, strFromJs } from '../str/astral.ts';
import type { PyStrBox } from '../str/box.ts';
import { T } from '../core/registry.ts';
import { canonicalKeyIn, cellsClear, cellsDelete, cellsGet, cellsSet } from './cells.ts';
import type { PyDict } from './dict.ts';
import { DictKind } from './dict.ts';
import type { ViewData } from './view.ts';
import { viewDelete, viewGet, viewLength, viewNames, viewSet } from './view.ts';

/** The JS string that names `key`, or null if it is no str (a str subclass with its own equality counts as none). */
function nameOf(key: Value): string | null {
  if (typeof key === 'string') return key;
  if (typeof key !== 'object') return null;
  if (key instanceof PyAstralStr) return jsString(key);
  const { slots } = key.cls;
  if ('value' in key && slots.hash === T.str.slots.hash && slots.eq === T.str.slots.eq)
    return jsString((key as PyStrBox).value);
  return null;
}

function emptyMap(): Map<Value, Value> {
  return new Map();
}

function extraOf(data: ViewData): Map<Value, Value> {
  return (data.extra ??= emptyMap());
}

export function namespaceGet(d: PyDict, key: Value): Value | Absent | undefined {
  const name = nameOf(key);
  if (name !== null) return namespaceGetStr(d, name);
  const map: Map<any, any> = d.store === DictKind.Cells ? d.map! : extraOf(d.data as ViewData);
  const k = canonicalKeyIn(map, key);
  if (k === undefined) return undefined;
  if (d.store === DictKind.Cells) return cellsGet(d, k);
  const v = map.get(k);
  return v === undefined ? ABSENT : v;
}

export function namespaceGetStr(d: PyDict, name: string): Value | Absent {
  return d.store === DictKind.Cells ? cellsGet(d, name) : viewGet((d.data as ViewData).instance, name);
}

export function namespaceSet(d: PyDict, key: Value, value: Value): true | undefined {
  const name = nameOf(key);
  if (name !== null) {
    namespaceSetStr(d, name, value);
    return true;
  }
  const map: Map<any, any> = d.store === DictKind.Cells ? d.map! : extraOf(d.data as ViewData);
  const k = canonicalKeyIn(map, key);
  if (k === undefined) return undefined;
  if (d.store === DictKind.Cells) cellsSet(d, k, value);
  else map.set(k, value);
  return true;
}

export function namespaceSetStr(d: PyDict, name: string, value: Value): void {
  if (d.store === DictKind.Cells) cellsSet(d, name, value);
  else viewSet((d.data as ViewData).instance, name, value);
}

/** Removes an entry and gives its value. */
export function namespaceDelete(d: PyDict, key: Value): Value | Absent | undefined {
  const name = nameOf(key);
  if (name !== null) return namespaceDeleteStr(d, name);
  const map: Map<any, any> = d.store === DictKind.Cells ? d.map! : extraOf(d.data as ViewData);
  const k = canonicalKeyIn(map, key);
  if (k === undefined) return undefined;
  if (d.store === DictKind.Cells) return cellsDelete(d, k);
  const v = map.get(k);
  if (v === undefined) return ABSENT;
  map.delete(k);
  return v;
}

export function namespaceDeleteStr(d: PyDict, name: string): Value | Absent {
  return d.store === DictKind.Cells ? cellsDelete(d, name) : viewDelete((d.data as ViewData).instance, name);
}

export function namespaceLength(d: PyDict): number {
  return d.store === DictKind.Cells ? d.live : viewLength(d.data as ViewData);
}

/** The keys in order, as values. */
export function namespaceKeys(d: PyDict): Value[] {
  const out: Value[] = [];
  if (d.store === DictKind.Cells) {
    for (const [key, cell] of d.map!) if ((cell as Cell).v !== undefined) out.push(keyValue(key));
    return out;
  }
  const data = d.data as ViewData;
  for (const name of viewNames(data.instance)) out.push(keyValue(name));
  if (data.extra !== null) out.push(...data.extra.keys());
  return out;
}

/** A name as a str; other keys are values already. */
function keyValue(key: unknown): Value {
  return typeof key === 'string' ? (isPlain(key) ? str(key) : strFromJs(key)) : (key as Value);
}

function isPlain(s: string): boolean {
  for (let i = 0; i < s.length; i++) if ((s.charCodeAt(i) & 0xfc00) === 0xd800) return false;
  return true;
}

export function namespaceClear(d: PyDict): void {
  if (d.store === DictKind.Cells) {
    cellsClear(d);
    return;
  }
  const data = d.data as ViewData;
  for (const name of viewNames(data.instance)) viewDelete(data.instance, name);
  data.extra = null;
}
