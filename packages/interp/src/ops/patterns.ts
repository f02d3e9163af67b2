/** match statements (Language reference §8.6). */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  callMethod,
  dictGet,
  getAttr,
  getAttrOrAbsent,
  isDict,
  isInstance,
  isStr,
  isTuple,
  isType,
  jsString,
  newSet,
  None,
  PyObject,
  type PyTuple,
  setAdd,
  setHas,
  strValue,
  T,
  tuple,
  TypeFlag,
  typeError,
  typeOf,
  valueError,
  reprJs,
} from '@pyston/objects';

export function matchMapping(a: Value): boolean {
  return (typeOf(a).flags & TypeFlag.Mapping) !== 0;
}

export function matchSequence(a: Value): boolean {
  return (typeOf(a).flags & TypeFlag.Sequence) !== 0;
}

/** Tuple of the values of all keys, or None. */
export function matchKeys(a: Value, keys: Value): Result {
  const { items } = keys as PyTuple;
  const seen = newSet();
  const out: Value[] = [];
  if (items.length === 0) return tuple([]);
  const get = isDict(a) && a.cls === T.dict ? null : getAttr(a, 'get');
  if (get === undefined) return undefined;
  for (const key of items) {
    const twice = setHas(seen, key);
    if (twice === undefined) return undefined;
    if (twice) return valueError(`mapping pattern checks duplicate key (${reprJs(key)})`);
    if (setAdd(seen, key) === undefined) return undefined;
    const v = get === null ? dictGet(a as any, key) : lookUp(a, key);
    if (v === undefined) return undefined;
    if (v === ABSENT) return None;
    out.push(v);
  }
  return tuple(out);
}

class Missing extends PyObject {}

/** `a.get(key, marker)`: no default of a defaultdict is made. */
function lookUp(a: Value, key: Value): Value | typeof ABSENT | undefined {
  const marker = MARKER;
  const v = callMethod(a, 'get', key, marker);
  return v === marker ? ABSENT : v;
}

const MARKER: Value = new Missing();

/** Tuple of the matched attributes, or None. */
export function matchClass(a: Value, type: Value, npos: number, names: readonly string[]): Result {
  if (!isType(type)) return typeError('called match pattern must be a class');
  const instance = isInstance(a, type);
  if (instance === undefined) return undefined;
  if (!instance) return None;
  const seen = new Set<string>();
  const out: Value[] = [];
  if (npos > 0) {
    const done = positional(a, type, npos, seen, out);
    if (done !== true) return done;
  }
  for (const name of names) {
    const v = attribute(a, type, name, seen);
    if (v === ABSENT) return None;
    if (v === undefined) return undefined;
    out.push(v);
  }
  return tuple(out);
}

/** Fills the positional attributes; true to go on, None for no match, `undefined` = raised. */
function positional(a: Value, type: Value, npos: number, seen: Set<string>, out: Value[]): true | Result {
  const t = type as PyType;
  let matchArgs = getAttrOrAbsent(t, '__match_args__');
  if (matchArgs === undefined) return undefined;
  let selfMatch = false;
  if (matchArgs === ABSENT) {
    selfMatch = (t.flags & TypeFlag.MatchSelf) !== 0;
    matchArgs = tuple([]);
  } else if (!isTuple(matchArgs))
    return typeError(`${t.name}.__match_args__ must be a tuple (got ${typeOf(matchArgs).name})`);
  const allowed = selfMatch ? 1 : (matchArgs as PyTuple).items.length;
  if (npos > allowed) {
    return typeError(
      `${t.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${npos} given)`,
    );
  }
  if (selfMatch) {
    out.push(a);
    return true;
  }
  for (let i = 0; i < npos; i++) {
    const name = (matchArgs as PyTuple).items[i]!;
    if (!isStr(name)) return typeError(`__match_args__ elements must be strings (got ${typeOf(name).name})`);
    const v = attribute(a, type, jsString(strValue(name)), seen);
    if (v === undefined) return undefined;
    if (v === ABSENT) return None;
    out.push(v);
  }
  return true;
}

function attribute(a: Value, type: Value, name: string, seen: Set<string>): Value | typeof ABSENT | undefined {
  if (seen.has(name)) return typeError(`${(type as any).name}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return getAttrOrAbsent(a, name);
}
