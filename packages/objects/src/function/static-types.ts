/** Types staticmethod and classmethod. */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import type { InstanceClass } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isType, TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { dictDelStr, dictGetStr, dictSetStr } from '../dict/ops.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { genericSetAttr, getAttr, getAttrOrAbsent } from '../ops/attr.ts';
import { callKw } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { PyBoundMethod } from './method.ts';
import { abstractFlag } from './property.ts';
import { PyClassMethod, PyStaticMethod } from './staticmethod.ts';

type Wrapper = PyStaticMethod | PyClassMethod;

const COPIED = ['__module__', '__name__', '__qualname__', '__doc__'];

/** functools.wraps-like copy of the wrapped function's attributes. */
function init(self: Wrapper, args: Value[], kwnames: readonly string[] | null): Result {
  const name = typeOf(self).name;
  if (kwnames !== null && kwnames.length > 0) return typeError(`${name}() takes no keyword arguments`);
  if (args.length !== 1) return typeError(`${name} expected 1 argument, got ${args.length}`);
  self.fn = args[0]!;
  for (const attr of COPIED) {
    const v = getAttrOrAbsent(self.fn, attr);
    if (v === undefined) return undefined;
    if (v !== ABSENT && genericSetAttr(self, attr, v) === undefined) return undefined;
  }
  return None;
}

/** An attribute of the wrapped function, kept in the wrapper's own dict once it was read. */
function wrappedAttribute(typeName: string, name: string): GetSetSpec {
  const ownDict = (self: Wrapper): PyDict | undefined => getAttr(self, '__dict__') as PyDict | undefined;
  return {
    name,
    get: (self: Wrapper) => {
      const dict = ownDict(self);
      if (dict === undefined) return undefined;
      const own = dictGetStr(dict, name);
      if (own !== ABSENT) return own;
      const v = getAttr(self.fn, name);
      if (v !== undefined) dictSetStr(dict, name, v);
      return v;
    },
    set: (self: Wrapper, value: Value) => {
      const dict = ownDict(self);
      if (dict === undefined) return undefined;
      dictSetStr(dict, name, value);
      return None;
    },
    del: (self: Wrapper) => {
      const dict = ownDict(self);
      if (dict === undefined) return undefined;
      return dictDelStr(dict, name)
        ? None
        : raise(E.AttributeError!, `'${typeName}' object has no attribute '${name}'`);
    },
  };
}

function wrapperType(
  name: string,
  instanceClass: InstanceClass,
  doc: string,
  get: (self: Wrapper, obj: Value | Absent, owner: PyType) => Result,
  call: boolean,
): PyType {
  return defineType({
    name,
    instanceClass,
    doc,
    signature: '(function, /)',
    flags: TypeFlag.Base,
    hasDict: true,
    slots: {
      new: (cls: PyType) => new cls.instanceClass(),
      init,
      descrGet: get,
      repr: (self: Wrapper) => wrapperRepr(name, self),
      ...(call
        ? { call: (self: Wrapper, args: Value[], kwnames: readonly string[] | null) => callKw(self.fn, args, kwnames) }
        : {}),
    },
    classMethods: [CLASS_GETITEM],
    members: [
      { name: '__func__', field: 'fn' },
      { name: '__wrapped__', field: 'fn' },
    ],
    getset: [
      getset('__isabstractmethod__', (self: Wrapper) => abstractFlag(self.fn)),
      wrappedAttribute(name, '__annotations__'),
      wrappedAttribute(name, '__annotate__'),
    ],
  });
}

function wrapperRepr(name: string, self: Wrapper): Result {
  const inner = reprJs(self.fn);
  return inner === undefined ? undefined : strFromJs(`<${name}(${inner})>`);
}

T.staticmethod = wrapperType(
  'staticmethod',
  PyStaticMethod as unknown as InstanceClass,
  'Convert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see the classmethod builtin.',
  (self) => self.fn,
  true,
);

T.classmethod = wrapperType(
  'classmethod',
  PyClassMethod as unknown as InstanceClass,
  'classmethod(function) -> class method',
  (self, obj, owner) => new PyBoundMethod(self.fn, isType(owner) || obj === ABSENT ? owner : typeOf(obj)),
  false,
);
