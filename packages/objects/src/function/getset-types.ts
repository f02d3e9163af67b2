/** Types getset_descriptor and member_descriptor. */
import { defineType } from '../core/define-type.ts';
import { getset } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import type { Keyed } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isExactOrSubtype, TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import { attributeError } from '../ops/attr.ts';
import { strFromJs } from '../str/astral.ts';
import { messageTypeName } from '../type/names.ts';
import { PyGetSet, PyMember } from './getset.ts';

function applies(owner: PyType, name: string, obj: Value): boolean {
  if (isExactOrSubtype(obj, owner)) return true;
  typeError(`descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(obj).name}' object`);
  return false;
}

function readOnly(self: PyGetSet, obj: Value): undefined {
  return attributeError(
    `attribute '${self.spec.name}' of '${self.owner.name}' objects is not writable`,
    obj,
    self.spec.name,
  );
}

T.getset_descriptor = defineType({
  name: 'getset_descriptor',
  instanceClass: PyGetSet as any,
  flags: TypeFlag.NoNew,
  slots: {
    repr: (self: PyGetSet) => strFromJs(`<attribute '${self.spec.name}' of '${self.owner.name}' objects>`),
    descrGet(self: PyGetSet, obj: Value | Absent) {
      if (obj === ABSENT) return self;
      return applies(self.owner, self.spec.name, obj) ? self.spec.get(obj) : undefined;
    },
    descrSet(self: PyGetSet, obj: Value, value: Value) {
      if (!applies(self.owner, self.spec.name, obj)) return undefined;
      return self.spec.set === undefined ? readOnly(self, obj) : self.spec.set(obj, value);
    },
    descrDelete(self: PyGetSet, obj: Value) {
      if (!applies(self.owner, self.spec.name, obj)) return undefined;
      return self.spec.del === undefined ? readOnly(self, obj) : self.spec.del(obj);
    },
  },
  getset: [
    getset('__name__', (self: PyGetSet) => str(self.spec.name)),
    getset('__qualname__', (self: PyGetSet) => strFromJs(`${self.owner.qualname}.${self.spec.name}`)),
    getset('__objclass__', (self: PyGetSet) => self.owner),
    getset('__doc__', (self: PyGetSet) => (self.spec.doc === undefined ? None : strFromJs(self.spec.doc))),
  ],
});

function loadMember(self: PyMember, obj: Value): Result {
  if (self.spec?.get !== undefined) return self.spec.get(obj);
  const v = (obj as unknown as Keyed)[self.key] as Result | null;
  if (self.spec !== null && v === null) return None;
  return (
    v ?? attributeError(`'${messageTypeName(typeOf(obj))}' object has no attribute '${self.name}'`, obj, self.name)
  );
}

T.member_descriptor = defineType({
  name: 'member_descriptor',
  instanceClass: PyMember as any,
  flags: TypeFlag.NoNew,
  slots: {
    repr: (self: PyMember) => strFromJs(`<member '${self.name}' of '${self.owner.name}' objects>`),
    descrGet(self: PyMember, obj: Value | Absent) {
      if (obj === ABSENT) return self;
      return applies(self.owner, self.name, obj) ? loadMember(self, obj) : undefined;
    },
    descrSet(self: PyMember, obj: Value, value: Value) {
      if (!applies(self.owner, self.name, obj)) return undefined;
      if (self.spec !== null) return raise(E.AttributeError!, 'readonly attribute');
      (obj as unknown as Keyed)[self.key] = value;
      return None;
    },
    descrDelete(self: PyMember, obj: Value) {
      if (!applies(self.owner, self.name, obj)) return undefined;
      if (self.spec !== null) return raise(E.AttributeError!, 'readonly attribute');
      if (loadMember(self, obj) === undefined) return undefined;
      (obj as unknown as Keyed)[self.key] = undefined;
      return None;
    },
  },
  getset: [
    getset('__name__', (self: PyMember) => strFromJs(self.name)),
    getset('__qualname__', (self: PyMember) => strFromJs(`${self.owner.qualname}.${self.name}`)),
    getset('__objclass__', (self: PyMember) => self.owner),
    getset('__doc__', (self: PyMember) => (self.spec?.doc === undefined ? None : strFromJs(self.spec.doc))),
  ],
});
