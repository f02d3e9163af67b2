/** Type `super`: attribute look-up along the MRO of an object's class, after a given class. */
import { defineType } from '../core/define-type.ts';
import { clearIf, raise, typeError } from '../core/errors.ts';
import type { Frame } from '../core/frame.ts';
import { Cell, currentFrame, variablesOf } from '../core/frame.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isSubtype, isType, TypeFlag, typeOf } from '../core/type.ts';
import type { Absent, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { attributeError, genericGetAttr, getAttr } from '../ops/attr.ts';
import { bind, call } from '../ops/call.ts';
import { strFromJs } from '../str/astral.ts';

export class PySuper extends PyObject {
  /** Undefined until __init__ has run. */
  type!: PyType;
  obj: Value | null = null;
  objType: PyType | null = null;
}

/** The class whose MRO is searched: `obj` itself if it is a subclass, else its type, else its `__class__`. */
export function superCheck(type: PyType, obj: Value): PyType | undefined {
  if (isType(obj) && isSubtype(obj, type)) return obj;
  const cls = typeOf(obj);
  if (isSubtype(cls, type)) return cls;
  const claimed = getAttr(obj, '__class__');
  if (claimed === undefined) {
    if (!clearIf(E.AttributeError!)) return undefined;
  } else if (isType(claimed) && claimed !== cls && isSubtype(claimed, type)) return claimed;
  const what = isType(obj) ? 'type' : 'instance of';
  return typeError(
    `super(type, obj): obj (${isType(obj) ? `${what} ${obj.name}` : `${what} ${cls.name}`}) is not an instance or subtype of type (${type.name}).`,
  );
}

/** `super(type, obj).name` without the super object; ABSENT if no class after `type` has it. */
export function superLookup(type: PyType, obj: Value, objType: PyType, name: string): Value | Absent | undefined {
  const { mro } = objType;
  for (let i = mro.indexOf(type) + 1; i < mro.length; i++) {
    const found = mro[i]!.attrs.get(name);
    if (found !== undefined) return bind(found, obj === objType ? ABSENT : obj, objType);
  }
  return ABSENT;
}

function getattro(self: PySuper, name: string): Result {
  if (self.objType !== null && name !== '__class__') {
    const r = superLookup(self.type, self.obj!, self.objType, name);
    if (r !== ABSENT) return r;
    if (genericHas(name)) return genericGetAttr(self, name);
    return attributeError(`'super' object has no attribute '${name}'`, self, name);
  }
  return genericGetAttr(self, name);
}

function genericHas(name: string): boolean {
  return T.super!.attrs.has(name) || T.object!.attrs.has(name);
}

function init(self: PySuper, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0) return typeError('super() takes no keyword arguments');
  if (args.length > 2) return typeError(`super expected at most 2 arguments, got ${args.length}`);
  let [type, obj] = args as [Value | undefined, Value | undefined];
  if (type === undefined) {
    const found = fromFrame();
    if (found === undefined) return undefined;
    [type, obj] = found;
  }
  if (!isType(type)) return typeError(`super() argument 1 must be a type, not ${typeOf(type).name}`);
  self.type = type;
  self.obj = null;
  self.objType = null;
  if (obj === undefined || obj === None) return None;
  const objType = superCheck(type, obj);
  if (objType === undefined) return undefined;
  self.obj = obj;
  self.objType = objType;
  return None;
}

function runtimeError(message: string): undefined {
  return raise(E.RuntimeError!, message);
}

/** `super()` without arguments: `__class__` cell and first argument of the calling frame. */
function fromFrame(): [Value, Value] | undefined {
  const frame = currentFrame();
  if (frame === null) return runtimeError('super(): no current frame');
  const code = frame.code.code;
  if (code.argcount === 0) return runtimeError('super(): no arguments');
  if (!variablesOf(frame)) return undefined;
  const obj = firstArgument(frame);
  if (obj === undefined) return runtimeError('super(): arg[0] deleted');
  const at = code.freevars.indexOf('__class__');
  if (at < 0) return runtimeError('super(): __class__ cell not found');
  const cell = frame.regs[code.nlocals + code.cellvars.length + at];
  if (!(cell instanceof Cell)) return runtimeError('super(): bad __class__ cell');
  if (cell.v === undefined) return runtimeError('super(): empty __class__ cell');
  if (!isType(cell.v)) return runtimeError(`super(): __class__ is not a type (${typeOf(cell.v).name})`);
  return [cell.v, obj];
}

/** Value of the frame's first argument, also when it lives in a cell. */
function firstArgument(frame: Frame): Value | undefined {
  const { code } = frame.code;
  const at = code.cellvars.indexOf(code.varnames[0]!);
  if (at >= 0) {
    const cell = frame.regs[code.nlocals + at];
    if (cell instanceof Cell) return cell.v;
  }
  return frame.regs[0];
}

function repr(self: PySuper): Result {
  const of = self.objType === null ? 'NULL' : `<${self.objType.name} object>`;
  return strFromJs(`<super: <class '${self.type === undefined ? 'NULL' : self.type.name}'>, ${of}>`);
}

function descrGet(self: PySuper, obj: Value | Absent): Result {
  if (obj === ABSENT || obj === None || self.obj !== null) return self;
  if (!(self instanceof PySuper)) return call(typeOf(self), [(self as PySuper).type, obj]);
  if (self.type === undefined) return runtimeError('super(): uninitialized super object');
  const objType = superCheck(self.type, obj);
  if (objType === undefined) return undefined;
  const made = new PySuper();
  made.type = self.type;
  made.obj = obj;
  made.objType = objType;
  return made;
}

T.super = defineType({
  name: 'super',
  instanceClass: PySuper,
  flags: TypeFlag.Base,
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n',
  slots: { new: (cls: PyType) => new cls.instanceClass(), init, getattro, repr, descrGet },
  members: [
    { name: '__thisclass__', field: 'type', get: (self: PySuper) => self.type ?? None },
    { name: '__self__', field: 'obj' },
    { name: '__self_class__', field: 'objType' },
  ],
});
