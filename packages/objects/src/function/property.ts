/** Type `property`. */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { clearIf, typeError } from '../core/errors.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { attributeError, genericSetAttr, getAttrOrAbsent } from '../ops/attr.ts';
import { call, call1, call2 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { reprJs } from '../ops/text.ts';
import { bindNew } from '../ops/arguments.ts';

export class PyProperty extends PyObject {
  fget: Value = None;
  fset: Value = None;
  fdel: Value = None;
  doc: Value = None;
  /** Name given by __set_name__ or assigned; null: that of fget. */
  name: Value | null = null;
  getterDoc = false;
  dict: PyDict | null = null;
}

const PARAMS = bindNew('property', '(fget=None, fset=None, fdel=None, doc=None)');

function init(self: PyProperty, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [fget, fset, fdel, doc] = bound as (Value | undefined)[];
  self.fget = fget ?? None;
  self.fset = fset ?? None;
  self.fdel = fdel ?? None;
  self.getterDoc = false;
  self.doc = doc ?? None;
  self.name = null;
  if (doc === undefined || doc === None) {
    if (self.fget === None) return setSubclassDoc(self);
    const own = getAttrOrAbsent(self.fget, '__doc__');
    if (own === undefined) return clearIf(E.Exception!) ? None : undefined;
    if (own !== ABSENT && own !== None) {
      self.getterDoc = true;
      self.doc = own;
    }
  }
  return setSubclassDoc(self);
}

/** Instances of subclasses keep the docstring as an attribute of their own, since the class has its own `__doc__`. */
function setSubclassDoc(self: PyProperty): Result {
  if (self instanceof PyProperty) return None;
  const { getterDoc, doc } = self as PyProperty;
  const r = genericSetAttr(self as PyProperty, '__doc__', doc);
  // an instance without room for it: a docstring that was given is dropped, one of the getter is missed
  if (r === undefined && (getterDoc || !clearIf(E.AttributeError!))) return undefined;
  return None;
}

function nameOf(self: PyProperty): Value | Absent | undefined {
  if (self.name !== null) return self.name;
  return self.fget === None ? ABSENT : getAttrOrAbsent(self.fget, '__name__');
}

/** "property 'x' of 'C' object has no setter". */
function missing(self: PyProperty, obj: Value, what: string): undefined {
  const name = nameOf(self);
  if (name === undefined) return undefined;
  const type = typeOf(obj).qualname;
  const prefix = name === ABSENT ? 'property' : `property ${reprJs(name)}`;
  return attributeError(`${prefix} of '${type}' object has no ${what}`, obj, '');
}

function replaced(self: PyProperty, fget: Value, fset: Value, fdel: Value): Result {
  const doc = self.getterDoc && fget !== self.fget ? None : self.doc;
  const made = call(typeOf(self), [fget, fset, fdel, self.getterDoc ? None : doc]);
  if (made === undefined) return undefined;
  if (made instanceof PyProperty || typeOf(made).mro.includes(T.property!)) (made as PyProperty).name = self.name;
  return made;
}

function setName(self: PyProperty, args: Value[]): Result {
  if (args.length !== 2) return typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
  self.name = args[1]!;
  return None;
}

function isAbstract(self: PyProperty): Result {
  for (const fn of [self.fget, self.fset, self.fdel]) {
    if (fn === None) continue;
    const r = abstractFlag(fn);
    if (r !== false) return r;
  }
  return false;
}

/** `fn.__isabstractmethod__`, False when absent. */
export function abstractFlag(fn: Value): boolean | undefined {
  const v = getAttrOrAbsent(fn, '__isabstractmethod__');
  if (v === undefined) return undefined;
  return v === ABSENT ? false : isTrue(v);
}

T.property = defineType({
  name: 'property',
  instanceClass: PyProperty,
  flags: TypeFlag.Base,
  doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x",
  signature: '(fget=None, fset=None, fdel=None, doc=None)',
  slots: {
    new: (cls: PyType) => new cls.instanceClass(),
    init,
    descrGet(self: PyProperty, obj: Value | Absent) {
      if (obj === ABSENT || obj === None) return self;
      return self.fget === None ? missing(self, obj, 'getter') : call1(self.fget, obj);
    },
    descrSet(self: PyProperty, obj: Value, value: Value) {
      if (self.fset === None) return missing(self, obj, 'setter');
      return call2(self.fset, obj, value) === undefined ? undefined : None;
    },
    descrDelete(self: PyProperty, obj: Value) {
      if (self.fdel === None) return missing(self, obj, 'deleter');
      return call1(self.fdel, obj) === undefined ? undefined : None;
    },
  },
  methods: [
    method(
      'getter',
      '($self, fget, /)',
      (self: PyProperty, f: Value) => replaced(self, f, self.fset, self.fdel),
      'Descriptor to obtain a copy of the property with a different getter.',
    ),
    method(
      'setter',
      '($self, fset, /)',
      (self: PyProperty, f: Value) => replaced(self, self.fget, f, self.fdel),
      'Descriptor to obtain a copy of the property with a different setter.',
    ),
    method(
      'deleter',
      '($self, fdel, /)',
      (self: PyProperty, f: Value) => replaced(self, self.fget, self.fset, f),
      'Descriptor to obtain a copy of the property with a different deleter.',
    ),
    method('__set_name__', '($self, *args)', setName, '__set_name__(owner, name)\nMethod to set name of a property.'),
  ],
  members: [
    { name: 'fget', field: 'fget' },
    { name: 'fset', field: 'fset' },
    { name: 'fdel', field: 'fdel' },
  ],
  getset: [
    getset(
      '__doc__',
      (self: PyProperty) => self.doc,
      (self: PyProperty, v: Value) => ((self.doc = v), None),
      (self: PyProperty) => ((self.doc = None), None),
    ),
    getset(
      '__name__',
      getName,
      (self: PyProperty, v: Value) => ((self.name = v), None),
      (self: PyProperty) => ((self.name = null), None),
    ),
    getset('__isabstractmethod__', isAbstract),
  ],
});

function getName(self: PyProperty): Result {
  const name = nameOf(self);
  return name === ABSENT ? attributeError("'property' object has no attribute '__name__'", self, '__name__') : name;
}
