/** functools.partial and Placeholder. */
import type { Absent, InstanceClass, PyDict, PyTuple, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  callKw,
  CLASS_GETITEM,
  defineType,
  dictCopy,
  dictCursor,
  dictLen,
  dictSet,
  EMPTY_TUPLE,
  enterRepr,
  getAttrOrAbsent,
  isDict,
  isTuple,
  jsString,
  leaveRepr,
  method,
  newDict,
  newInstance,
  None,
  PyBoundMethod,
  PyObject,
  qualifiedTypeName,
  replaceDict,
  reprJs,
  str,
  strFromJs,
  strJs,
  strValue,
  T,
  isStr,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';

class PyPlaceholder extends PyObject {}

export const placeholderType: PyType = defineType({
  name: '_PlaceholderType',
  module: 'functools',
  instanceClass: PyPlaceholder,
  doc: 'The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.',
  slots: {
    new: (_cls, args) => (args.length > 0 ? typeError('_PlaceholderType takes no arguments') : placeholder),
    repr: () => str('Placeholder'),
  },
  methods: [method('__reduce__', '($self, /)', () => str('Placeholder'))],
});

export const placeholder: Value = new PyPlaceholder();

class PyPartial extends PyObject {
  fn: Value = None;
  args: PyTuple = EMPTY_TUPLE;
  kw: PyDict = newDict();
  /** Places in `args` that the call fills first. */
  holes = 0;
}

function holesIn(args: readonly Value[]): number {
  let n = 0;
  for (const v of args) if (v === placeholder) n++;
  return n;
}

/** Puts `given` into the placeholders of `args`, the rest behind. */
function fillHoles(args: readonly Value[], given: readonly Value[]): Value[] {
  const out: Value[] = [];
  let next = 0;
  for (const v of args) out.push(v === placeholder && next < given.length ? given[next++]! : v);
  for (; next < given.length; next++) out.push(given[next]!);
  return out;
}

function create(cls: PyType, all: Value[], kwnames: readonly string[] | null): Result {
  const npos = all.length - (kwnames === null ? 0 : kwnames.length);
  if (npos < 1) return typeError("type 'partial' takes at least one argument");
  let fn = all[0]!;
  if (typeOf(fn).slots.call === null) return typeError('the first argument must be callable');
  let args = all.slice(1, npos);
  if (args.length > 0 && args[args.length - 1] === placeholder)
    return typeError('trailing Placeholders are not allowed');
  for (let i = npos; i < all.length; i++)
    if (all[i] === placeholder) return typeError('Placeholder cannot be passed as a keyword argument');
  let kw = newDict();
  if (isPartial(fn) && getDictOf(fn) === ABSENT) {
    args = fillHoles(fn.args.items, args);
    kw = dictCopy(fn.kw);
    fn = fn.fn;
  }
  for (let i = npos; i < all.length; i++)
    if (dictSet(kw, strFromJs(kwnames![i - npos]!), all[i]!) === undefined) return undefined;
  if (args.length > 0 && args[args.length - 1] === placeholder)
    return typeError('trailing Placeholders are not allowed');
  const self = newInstance<PyPartial>(cls);
  self.fn = fn;
  self.args = tuple(args);
  self.kw = kw;
  self.holes = holesIn(args);
  return self;
}

/** A partial object that is called as one: also of a subclass without a __call__ of its own. */
function isPartial(fn: Value): fn is PyPartial {
  return typeOf(fn).slots.call === callPartial;
}

/** `__dict__` if it holds anything. */
function getDictOf(self: PyPartial): Value | Absent | undefined {
  const d = getAttrOrAbsent(self, '__dict__');
  return d === undefined || d === ABSENT || !isDict(d) || dictLen(d) > 0 ? d : ABSENT;
}

function callPartial(self: PyPartial, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos < self.holes)
    return typeError(`missing positional arguments in 'partial' call; expected at least ${self.holes}, got ${npos}`);
  const given = args.slice(0, npos);
  const all = self.holes === 0 ? [...self.args.items, ...given] : fillHoles(self.args.items, given);
  if (dictLen(self.kw) === 0) {
    for (let i = npos; i < args.length; i++) all.push(args[i]!);
    return callKw(self.fn, all, kwnames);
  }
  const names: string[] = [];
  const cursor = dictCursor(self.kw);
  while (cursor.advance()) {
    if (!isStr(cursor.key)) return typeError('keywords must be strings');
    const name = jsString(strValue(cursor.key));
    const again = kwnames === null ? -1 : kwnames.indexOf(name);
    names.push(name);
    all.push(again < 0 ? cursor.value : args[npos + again]!);
  }
  const stored = names.length;
  for (let i = npos; i < args.length; i++) {
    const name = kwnames![i - npos]!;
    if (names.indexOf(name) >= 0 && names.indexOf(name) < stored) continue;
    names.push(name);
    all.push(args[i]!);
  }
  return callKw(self.fn, all, names);
}

function repr(self: PyPartial): Result {
  if (!enterRepr(self)) return str('...');
  const name = qualifiedTypeName(typeOf(self));
  const text = argumentsText(self);
  leaveRepr(self);
  return text === undefined ? undefined : strFromJs(`${name}(${text})`);
}

/** A repr may change the object: its parts are those of before. */
function argumentsText({ fn, args, kw }: PyPartial): string | undefined {
  let out = reprJs(fn);
  for (const arg of args.items) {
    const text = out === undefined ? undefined : reprJs(arg);
    if (text === undefined) return undefined;
    out += `, ${text}`;
  }
  const cursor = dictCursor(kw);
  while (cursor.advance()) {
    const { key, value: item } = cursor;
    const name = strJs(key);
    const value = name === undefined ? undefined : reprJs(item);
    if (value === undefined) return undefined;
    out += `, ${name}=${value}`;
  }
  return out;
}

function reduce(self: PyPartial): Result {
  const dict = getDictOf(self);
  if (dict === undefined) return undefined;
  return tuple([typeOf(self), tuple([self.fn]), tuple([self.fn, self.args, self.kw, dict === ABSENT ? None : dict])]);
}

function setState(self: PyPartial, state: Value): Result {
  const bad = 'invalid partial state';
  if (!isTuple(state) || state.items.length !== 4) return typeError(bad);
  const [fn, args, kw, dict] = state.items as [Value, Value, Value, Value];
  if (typeOf(fn).slots.call === null || !isTuple(args) || (kw !== None && !isDict(kw))) return typeError(bad);
  if (dict !== None && !isDict(dict)) return typeError(bad);
  if (args.items.length > 0 && args.items[args.items.length - 1] === placeholder)
    return typeError('trailing Placeholders are not allowed');
  self.fn = fn;
  self.args = typeOf(args) === T.tuple ? args : tuple(args.items);
  self.kw = kw === None ? newDict() : typeOf(kw) === T.dict ? (kw as PyDict) : dictCopy(kw as PyDict);
  self.holes = holesIn(self.args.items);
  if (dict !== None || getDictOf(self) !== ABSENT) replaceDict(self, dict === None ? newDict() : (dict as PyDict));
  return None;
}

/** As a method: bound like a function. */
function get(self: PyPartial, obj: Value | Absent): Result {
  return obj === ABSENT || obj === None ? self : new PyBoundMethod(self, obj);
}

export const partial: PyType = defineType({
  name: 'partial',
  module: 'functools',
  longName: true,
  instanceClass: PyPartial as InstanceClass,
  doc: 'Create a new function with partial application of the given arguments and keywords.',
  signature: '(func, /, *args, **keywords)',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: { new: create, call: callPartial, repr, descrGet: get },
  methods: [method('__reduce__', '($self, /)', reduce), method('__setstate__', '($self, state, /)', setState)],
  classMethods: [CLASS_GETITEM],
  members: [
    { name: 'func', field: 'fn', doc: 'function object to use in future partial calls' },
    { name: 'args', field: 'args', doc: 'tuple of arguments to future partial calls' },
    { name: 'keywords', field: 'kw', doc: 'dictionary of keyword arguments to future partial calls' },
  ],
});
