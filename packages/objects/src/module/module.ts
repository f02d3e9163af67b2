/** Type `module`: a namespace with a name. */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { clearIf, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { Kind, PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, int } from '../core/value.ts';
import type { PyDict } from '../dict/dict.ts';
import { isDict } from '../dict/dict.ts';
import { cellsDict, dictCursor, dictDelStr, dictGetStr, dictSetStr, newDict } from '../dict/ops.ts';
import { list } from '../list/list.ts';
import { bindNew } from '../ops/arguments.ts';
import { attributeError, genericGetAttrOrAbsent, getAttr, getAttrOrAbsent } from '../ops/attr.ts';
import { call0, call1 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';

export class PyModule extends PyObject {
  dict: PyDict;
  constructor() {
    super();
    this.dict = cellsDict();
  }
}

PyModule.prototype.kind = Kind.Module;

/** A module object with the standard attributes set. */
export function newModule(name: string, doc: Value = None): PyModule {
  const m = new PyModule();
  fillModule(m, strFromJs(name), doc);
  return m;
}

function fillModule(m: PyModule, name: Value, doc: Value): void {
  dictSetStr(m.dict, '__name__', name);
  dictSetStr(m.dict, '__doc__', doc);
  dictSetStr(m.dict, '__package__', None);
  dictSetStr(m.dict, '__loader__', None);
  dictSetStr(m.dict, '__spec__', None);
}

const PARAMS = bindNew('module', '(name, doc=None)');

function init(self: PyModule, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [name, doc] = bound as [Value, Value | undefined];
  if (!isStr(name)) return typeError(`module() argument 'name' must be str, not ${typeOf(name).name}`);
  fillModule(self, name, doc ?? None);
  return None;
}

/** Attributes, then the module's `__getattr__` (PEP 562), then AttributeError with CPython's hints. */
function getattro(self: PyModule, name: string): Result {
  const r = genericGetAttrOrAbsent(self, name);
  if (r !== ABSENT) return r;
  const hook = dictGetStr(self.dict, '__getattr__');
  if (hook !== ABSENT) return call1(hook, strFromJs(name));
  return noModuleAttribute(self, name);
}

function noModuleAttribute(self: PyModule, name: string): undefined {
  const own = dictGetStr(self.dict, '__name__');
  if (own === ABSENT || !isStr(own)) return attributeError(`module has no attribute '${name}'`, self, name);
  const shown = jsString(strValue(own));
  const state = initializing(self);
  if (state === undefined) return undefined;
  const hint = state ? originHint(self) : null;
  if (state && hint !== null)
    return attributeError(
      `partially initialized module '${shown}' from '${hint}' has no attribute '${name}' (most likely due to a circular import)`,
      self,
      name,
    );
  if (state)
    return attributeError(
      `partially initialized module '${shown}' has no attribute '${name}' (most likely due to a circular import)`,
      self,
      name,
    );
  return attributeError(`module '${shown}' has no attribute '${name}'`, self, name);
}

function originHint(self: PyModule): string | null {
  const spec = dictGetStr(self.dict, '__spec__');
  if (spec === ABSENT || spec === None) return null;
  const origin = getAttrOrAbsent(spec, 'origin');
  if (origin === undefined) clearIf(E.Exception!);
  return origin !== undefined && origin !== ABSENT && isStr(origin) ? jsString(strValue(origin)) : null;
}

/** Whether `__spec__._initializing` is true. */
function initializing(self: PyModule): boolean | undefined {
  const spec = dictGetStr(self.dict, '__spec__');
  if (spec === ABSENT || spec === None) return false;
  const flag = getAttrOrAbsent(spec, '_initializing');
  if (flag === undefined) return undefined;
  return flag === ABSENT ? false : isTrue(flag);
}

function repr(self: PyModule): Result {
  const bootstrap = hooks.importModule('importlib._bootstrap');
  const fn = bootstrap === undefined ? undefined : getAttrOrAbsent(bootstrap, '_module_repr');
  if (fn === undefined || fn === ABSENT) {
    clearIf(E.Exception!);
    const name = dictGetStr(self.dict, '__name__');
    return strFromJs(`<module '${name !== ABSENT && isStr(name) ? jsString(strValue(name)) : '?'}'>`);
  }
  return call1(fn, self);
}

function dir(self: PyModule): Result {
  const dict = getAttr(self, '__dict__');
  if (dict === undefined) return undefined;
  if (dict !== self.dict) return typeError('<module>.__dict__ is not a dictionary');
  const hook = dictGetStr(self.dict, '__dir__');
  if (hook !== ABSENT) return call0(hook);
  const names: Value[] = [];
  const cursor = dictCursor(self.dict);
  while (cursor.advance()) names.push(cursor.key);
  return list(names);
}

/** `__annotations__` of a module: cached result of its `__annotate__`. */
function getAnnotations(self: PyModule): Result {
  const cached = dictGetStr(self.dict, '__annotations__');
  if (cached !== ABSENT) return cached;
  const annotate = dictGetStr(self.dict, '__annotate__');
  const made = annotate === ABSENT || annotate === None ? newDict() : call1(annotate, int(1));
  if (made === undefined) return undefined;
  if (!isDict(made)) return typeError(`__annotate__ returned non-dict of type '${typeOf(made).name}'`);
  const state = initializing(self);
  if (state === undefined) return undefined;
  if (!state) dictSetStr(self.dict, '__annotations__', made);
  return made;
}

function setAnnotations(self: PyModule, v: Value): Result {
  dictSetStr(self.dict, '__annotations__', v);
  dictDelStr(self.dict, '__annotate__');
  return None;
}

function deleteAnnotations(self: PyModule): Result {
  if (!dictDelStr(self.dict, '__annotations__')) return attributeError('__annotations__', self, '__annotations__');
  dictDelStr(self.dict, '__annotate__');
  return None;
}

function getAnnotate(self: PyModule): Result {
  const v = dictGetStr(self.dict, '__annotate__');
  if (v !== ABSENT) return v;
  dictSetStr(self.dict, '__annotate__', None);
  return None;
}

function setAnnotate(self: PyModule, v: Value): Result {
  if (v !== None && typeOf(v).slots.call === null) return typeError('__annotate__ must be callable or None');
  dictSetStr(self.dict, '__annotate__', v);
  if (v !== None) dictDelStr(self.dict, '__annotations__');
  return None;
}

T.module = defineType({
  name: 'module',
  instanceClass: PyModule,
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  doc: 'Create a module object.\n\nThe name must be a string; the optional docstring can have any type.',
  signature: '(name, doc=None)',
  slots: { new: (cls: PyType) => new cls.instanceClass(), init, getattro, repr },
  methods: [method('__dir__', '($self, /)', dir, '__dir__() -> list\nspecialized dir() implementation')],
  members: [{ name: '__dict__', field: 'dict' }],
  getset: [
    getset('__annotations__', getAnnotations, setAnnotations, deleteAnnotations),
    getset('__annotate__', getAnnotate, setAnnotate, () => typeError('cannot delete __annotate__ attribute')),
  ],
});
