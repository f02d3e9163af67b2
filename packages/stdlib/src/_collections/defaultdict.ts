/** collections.defaultdict: a dict that makes missing values. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call0,
  CLASS_GETITEM,
  defineType,
  dictGet,
  dictSet,
  dictUpdate,
  EMPTY_TUPLE,
  getIter,
  isDict,
  keyError,
  method,
  newInstance,
  None,
  NotImplemented,
  PyDict,
  PyDictItemIter,
  plainTypeName,
  reprJs,
  strFromJs,
  T,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  enterRepr,
  leaveRepr,
} from '@pyston/objects';

class PyDefaultDict extends PyDict {
  factory: Value = None;
}

function init(self: PyDefaultDict, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  let rest = args;
  if (npos > 0) {
    const factory = args[0]!;
    if (factory !== None && typeOf(factory).slots.call === null)
      return typeError('first argument must be callable or None');
    self.factory = factory;
    rest = args.slice(1);
  } else self.factory = None;
  return T.dict.slots.init!(self, rest, kwnames);
}

function missing(self: PyDefaultDict, key: Value): Result {
  if (self.factory === None) return keyError(key);
  const value = call0(self.factory);
  if (value === undefined) return undefined;
  // the factory may have set the key
  const set = dictGet(self, key);
  if (set !== ABSENT) return set;
  return dictSet(self, key, value) === undefined ? undefined : value;
}

function repr(self: PyDefaultDict): Result {
  const entries = T.dict.slots.repr!(self);
  if (entries === undefined) return undefined;
  let factory: string | undefined = '...';
  if (enterRepr(self)) {
    factory = reprJs(self.factory);
    leaveRepr(self);
  }
  return factory === undefined
    ? undefined
    : strFromJs(`${plainTypeName(typeOf(self))}(${factory}, ${String(entries)})`);
}

function copy(self: PyDefaultDict): Result {
  const type = typeOf(self);
  const made = type.slots.new!(type, [self.factory, self], null);
  if (made === undefined) return undefined;
  return type.slots.init!(made, [self.factory, self], null) === undefined ? undefined : made;
}

function isDefault(v: Value): v is PyDefaultDict {
  return typeof v === 'object' && v.cls.mro.includes(defaultdict);
}

/** `a | b`; one of them is a defaultdict, which gives the factory. */
function union(a: Value, b: Value): Result {
  if (!isDict(a) || !isDict(b)) return NotImplemented;
  const self = isDefault(a) ? a : (b as PyDefaultDict);
  const type = typeOf(self);
  const args = [self.factory, a];
  const made = type.slots.new!(type, args, null);
  if (made === undefined || type.slots.init!(made, args, null) === undefined) return undefined;
  return dictUpdate(made as PyDict, b) === undefined ? undefined : made;
}

function reduce(self: PyDefaultDict): Result {
  const items = new PyDictItemIter(self);
  const it = getIter(items);
  if (it === undefined) return undefined;
  return tuple([typeOf(self), self.factory === None ? EMPTY_TUPLE : tuple([self.factory]), None, None, it]);
}

export const defaultdict: PyType = defineType({
  name: 'defaultdict',
  module: 'collections',
  longName: true,
  base: T.dict,
  instanceClass: PyDefaultDict,
  doc: 'defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.',
  flags: TypeFlag.Base,
  slots: {
    new: (cls: PyType) => newInstance<PyDefaultDict>(cls),
    init,
    repr,
    or: union,
    ror: (self: PyDefaultDict, other: Value) => union(other, self),
  },
  methods: [
    method(
      '__missing__',
      '($self, key, /)',
      missing,
      '__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value',
    ),
    method('copy', '($self, /)', copy, 'D.copy() -> a shallow copy of D.'),
    method('__copy__', '($self, /)', copy, 'D.copy() -> a shallow copy of D.'),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling.'),
  ],
  classMethods: [CLASS_GETITEM],
  getset: [
    {
      name: 'default_factory',
      get: (self: PyDefaultDict) => self.factory,
      set: (self: PyDefaultDict, value: Value) => {
        self.factory = value;
        return None;
      },
      del: (self: PyDefaultDict) => {
        self.factory = None;
        return None;
      },
      doc: 'Factory for default value called by __missing__().',
    },
  ],
});
