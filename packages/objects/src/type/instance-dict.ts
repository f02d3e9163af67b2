/**
 * `__dict__` and `__weakref__` of instances.
 *
 * Reading `__dict__` gives a live view over the own attribute properties (kept in the hidden field `dict`, so that it is
 * the same object each time). Replacing it moves the instance to its class's dict-mode prototype, where no selector
 * and no bare load is valid, and the attributes live in the given dict.
 */
import type { GetSetSpec } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { Keyed, PyObject } from '../core/object.ts';
import { Kind, standAlone } from '../core/object.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isType, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { detachView, existingView, newDict, viewDict } from '../dict/ops.ts';
import type { WithDict } from '../ops/attr.ts';
import { firstReference } from '../weakref/weakref.ts';

/** The `__dict__` of an object whose type has one. */
export function instanceDict(o: PyObject): WithDict['dict'] {
  const holder = o as WithDict;
  if (holder.dict == null) holder.dict = o.plain !== null ? viewDict(o) : newDict();
  return holder.dict;
}

/** Replaces the attributes of `o` by the entries of `dict`, shared from now on. */
export function replaceDict(o: PyObject, dict: NonNullable<WithDict['dict']>): void {
  if (o.plain !== null) {
    const keyed = o as unknown as Keyed;
    const view = existingView(o);
    if (view !== undefined) detachView(view);
    for (const key of Object.keys(o)) if (key.startsWith('$') || key.startsWith('m$')) keyed[key] = undefined;
    moveToDictMode(o, o.cls);
  }
  (o as WithDict).dict = dict;
}

/** Makes `o` an instance of `cls` whose attributes live in a dict. */
export function moveToDictMode(o: PyObject, cls: PyType): void {
  Object.setPrototypeOf(o, dictModePrototype(cls));
}

const dictModePrototypes = new WeakMap<PyType, PyObject>();

function dictModePrototype(type: PyType): PyObject {
  let proto = dictModePrototypes.get(type);
  if (proto === undefined) {
    proto = {} as PyObject;
    standAlone(proto);
    proto.cls = type;
    proto.kind = type.layout;
    proto.plain = null;
    dictModePrototypes.set(type, proto);
  }
  return proto;
}

/** Classes and modules have a dict of their own kind, which does not change. */
function hasOwnKindOfDict(o: Value): boolean {
  return ((o as PyObject).kind & (Kind.Type | Kind.Module)) !== 0;
}

function readOnly(o: Value): undefined {
  const kind = (o as PyObject).kind & Kind.Type ? 'type' : 'module';
  return raise(E.AttributeError!, `attribute '__dict__' of '${kind}' objects is not writable`);
}

function getDict(o: Value): Result {
  if (isType(o)) return hooks.classDict(o);
  return instanceDict(o as PyObject) as Value;
}

function setDict(o: Value, value: Value): Result {
  if (hasOwnKindOfDict(o)) return readOnly(o);
  if (!isDict(value)) return typeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).name}'`);
  replaceDict(o as PyObject, value);
  return None;
}

function deleteDict(o: Value): Result {
  if (hasOwnKindOfDict(o)) return readOnly(o);
  replaceDict(o as PyObject, newDict());
  return None;
}

export const dictDescriptor: GetSetSpec = {
  name: '__dict__',
  get: getDict,
  set: setDict,
  del: deleteDict,
  doc: 'dictionary for instance variables',
};

/** The same for built-in types, whose instances keep their dict. */
export const fixedDictDescriptor: GetSetSpec = { ...dictDescriptor, del: () => typeError('cannot delete __dict__') };

/** The first weak reference to an object, or None. */
function getWeakRef(o: Value): Result {
  return firstReference(o);
}

export const weakrefDescriptor: GetSetSpec = {
  name: '__weakref__',
  get: getWeakRef,
  doc: 'list of weak references to the object',
};
