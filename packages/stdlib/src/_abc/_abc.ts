/**
 * Module `_abc`: abstract base classes.
 *
 * Per class: the registered classes, and caches of positive and negative answers; negative ones hold while no class was
 * registered anywhere (`registrations`). Classes are held weakly.
 */
import type { InstanceClass, ModuleSpec, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  callMethod,
  defineModule,
  defineType,
  E,
  getAttr,
  getAttrOrAbsent,
  getIter,
  int,
  isSubclass,
  isTrue,
  isTuple,
  isType,
  iterNext,
  jsString,
  method,
  newFrozenSet,
  None,
  NotImplemented,
  newSet,
  PyObject,
  type PyType,
  PyWeakRef,
  raise,
  setAdd,
  setAttr,
  strFromJs,
  strValue,
  isStr,
  attach,
  toArray,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  DONE,
  deleteTypeAttr,
} from '@pyston/objects';

/** A set of classes, held weakly, that can be listed. */
class ClassSet {
  private members = new WeakSet<PyObject>();
  private refs: WeakRef<PyObject>[] = [];

  has(v: PyObject): boolean {
    return this.members.has(v);
  }

  add(v: PyObject): void {
    if (this.members.has(v)) return;
    this.members.add(v);
    this.refs.push(new WeakRef(v));
  }

  clear(): void {
    this.members = new WeakSet();
    this.refs = [];
  }

  list(): PyObject[] {
    const out: PyObject[] = [];
    for (const ref of this.refs) {
      const v = ref.deref();
      if (v !== undefined) out.push(v);
    }
    return out;
  }
}

class PyAbcData extends PyObject {
  readonly registry = new ClassSet();
  readonly cache = new ClassSet();
  readonly negative = new ClassSet();
  negativeVersion = 0;
}

defineType({
  name: '_abc_data',
  module: '_abc',
  instanceClass: PyAbcData as InstanceClass,
  doc: 'Internal state held by ABC machinery.',
});

let registrations = 0;

function dataOf(cls: Value): PyAbcData | undefined {
  const data = getAttr(cls, '_abc_impl');
  if (data === undefined) return undefined;
  return data instanceof PyAbcData ? data : typeError('_abc_impl is set to a wrong type');
}

// --- abstract methods

/** Truth of `v.__isabstractmethod__`. */
function isAbstract(v: Value): boolean | undefined {
  const flag = getAttrOrAbsent(v, '__isabstractmethod__');
  return flag === undefined ? undefined : flag === ABSENT ? false : isTrue(flag);
}

function ownAbstract(cls: PyType, out: Value[]): true | undefined {
  for (const [name, value] of Array.from(cls.attrs)) {
    const abstract = isAbstract(value);
    if (abstract === undefined) return undefined;
    if (abstract) out.push(strFromJs(name));
  }
  return true;
}

function inheritedAbstract(cls: Value, base: Value, out: Value[]): true | undefined {
  const names = getAttrOrAbsent(base, '__abstractmethods__');
  if (names === undefined) return undefined;
  if (names === ABSENT) return true;
  const it = getIter(names);
  if (it === undefined) return undefined;
  for (;;) {
    const name = iterNext(it);
    if (name === undefined) return undefined;
    if (name === DONE) return true;
    if (!isStr(name)) return typeError(`attribute name must be string, not '${typeOf(name).name}'`);
    const value = getAttrOrAbsent(cls, jsString(strValue(name)));
    if (value === undefined) return undefined;
    const abstract = value === ABSENT ? false : isAbstract(value);
    if (abstract === undefined) return undefined;
    if (abstract) out.push(name);
  }
}

function abcInit(cls: Value): Result {
  const names: Value[] = [];
  if (isType(cls) && ownAbstract(cls, names) === undefined) return undefined;
  const bases = getAttr(cls, '__bases__');
  if (bases === undefined) return undefined;
  if (!isTuple(bases)) return typeError('__bases__ is not tuple');
  for (const base of bases.items) if (inheritedAbstract(cls, base, names) === undefined) return undefined;
  const set = newFrozenSet(names);
  if (set === undefined || setAttr(cls, '__abstractmethods__', set) === undefined) return undefined;
  if (setAttr(cls, '_abc_impl', new PyAbcData()) === undefined) return undefined;
  return isType(cls) ? collectionFlags(cls) : None;
}

const SEQUENCE_BIT = 1 << 5;
const MAPPING_BIT = 1 << 6;

/** collections.abc says by `__abc_tpflags__` which patterns its classes match. */
function collectionFlags(cls: PyType): Result {
  const flags = cls.attrs.get('__abc_tpflags__');
  if (flags === undefined) return None;
  deleteTypeAttr(cls, '__abc_tpflags__');
  if (typeof flags !== 'number') return None;
  if (flags & SEQUENCE_BIT && flags & MAPPING_BIT)
    return typeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
  if (flags & SEQUENCE_BIT) cls.flags |= TypeFlag.Sequence;
  if (flags & MAPPING_BIT) cls.flags |= TypeFlag.Mapping;
  return None;
}

function addCollectionFlags(cls: PyType, flags: number): void {
  const collection = TypeFlag.Sequence | TypeFlag.Mapping;
  if (cls.flags & TypeFlag.Immutable || (cls.flags & collection) === flags) return;
  cls.flags = (cls.flags & ~collection) | flags;
  for (const ref of cls.subclasses) {
    const sub = ref.deref();
    if (sub !== undefined) addCollectionFlags(sub, flags);
  }
}

// --- registration and checks

function register(self: Value, subclass: Value): Result {
  if (!isType(subclass)) return typeError('Can only register classes');
  const already = isSubclass(subclass, self);
  if (already === undefined) return undefined;
  if (already) return subclass;
  const cycle = isSubclass(self, subclass);
  if (cycle === undefined) return undefined;
  if (cycle) return raise(E.RuntimeError!, 'Refusing to create an inheritance cycle');
  const data = dataOf(self);
  if (data === undefined) return undefined;
  data.registry.add(subclass);
  registrations++;
  if (isType(self)) {
    const flags = self.flags & (TypeFlag.Sequence | TypeFlag.Mapping);
    if (flags) addCollectionFlags(subclass, flags);
  }
  return subclass;
}

function instanceCheck(self: Value, instance: Value): Result {
  const data = dataOf(self);
  if (data === undefined) return undefined;
  const subclass = getAttr(instance, '__class__');
  if (subclass === undefined) return undefined;
  if (typeof subclass === 'object' && data.cache.has(subclass)) return true;
  const type = typeOf(instance);
  if (type === subclass) {
    if (data.negativeVersion === registrations && data.negative.has(type)) return false;
    return callMethod(self, '__subclasscheck__', subclass);
  }
  const r = callMethod(self, '__subclasscheck__', subclass);
  if (r === undefined) return undefined;
  const yes = isTrue(r);
  if (yes === undefined) return undefined;
  return yes ? r : callMethod(self, '__subclasscheck__', type);
}

function subclassCheck(self: Value, subclass: Value): Result {
  if (!isType(subclass)) return typeError('issubclass() arg 1 must be a class');
  const data = dataOf(self);
  if (data === undefined) return undefined;
  if (data.cache.has(subclass)) return true;
  if (data.negativeVersion < registrations) {
    data.negative.clear();
    data.negativeVersion = registrations;
  } else if (data.negative.has(subclass)) return false;
  const yes = decide(self, data, subclass);
  if (yes === undefined) return undefined;
  if (yes) data.cache.add(subclass);
  else data.negative.add(subclass);
  return yes;
}

function decide(self: Value, data: PyAbcData, subclass: PyType): boolean | undefined {
  const ok = callMethod(self, '__subclasshook__', subclass);
  if (ok === undefined) return undefined;
  if (ok === true || ok === false) return ok;
  if (ok !== NotImplemented)
    return raise(E.AssertionError!, '__subclasshook__ must return either False, True, or NotImplemented');
  if (subclass.mro.includes(self as PyType)) return true;
  for (const registered of data.registry.list()) {
    const r = isSubclass(subclass, registered);
    if (r !== false) return r;
  }
  const list = callMethod(self, '__subclasses__');
  const subclasses = list === undefined ? undefined : toArray(list);
  if (subclasses === undefined) return undefined;
  for (const c of subclasses) {
    const r = isSubclass(subclass, c);
    if (r !== false) return r;
  }
  return false;
}

// --- inspection

/** The members as a set of weak references. */
function references(set: ClassSet): Result {
  const out = newSet();
  for (const member of set.list()) {
    const ref = new PyWeakRef();
    if (attach(ref, member, null) === undefined || setAdd(out, ref) === undefined) return undefined;
  }
  return out;
}

function dump(self: Value): Result {
  const data = dataOf(self);
  if (data === undefined) return undefined;
  const registry = references(data.registry);
  const cache = registry === undefined ? undefined : references(data.cache);
  const negative = cache === undefined ? undefined : references(data.negative);
  return negative === undefined ? undefined : tuple([registry!, cache!, negative, int(data.negativeVersion)]);
}

function resetRegistry(self: Value): Result {
  const data = dataOf(self);
  data?.registry.clear();
  return data === undefined ? undefined : None;
}

function resetCaches(self: Value): Result {
  const data = dataOf(self);
  data?.cache.clear();
  data?.negative.clear();
  return data === undefined ? undefined : None;
}

export const abcModule: ModuleSpec = defineModule({
  name: '_abc',
  doc: 'Module contains faster C implementation of abc.ABCMeta',
  functions: [
    method(
      'get_cache_token',
      '()',
      () => int(registrations),
      'Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) identifying the\ncurrent version of the ABC cache for virtual subclasses. The token changes\nwith every call to register() on any ABC.',
    ),
    method(
      '_abc_init',
      '(self, /)',
      abcInit,
      'Internal ABC helper for class set-up. Should be never used outside abc module.',
    ),
    method(
      '_abc_register',
      '(self, subclass, /)',
      register,
      'Internal ABC helper for subclasss registration. Should be never used outside abc module.',
    ),
    method(
      '_abc_instancecheck',
      '(self, instance, /)',
      instanceCheck,
      'Internal ABC helper for instance checks. Should be never used outside abc module.',
    ),
    method(
      '_abc_subclasscheck',
      '(self, subclass, /)',
      subclassCheck,
      'Internal ABC helper for subclasss checks. Should be never used outside abc module.',
    ),
    method('_get_dump', '(self, /)', dump, 'Internal ABC helper for cache and registry debugging.'),
    method('_reset_registry', '(self, /)', resetRegistry, 'Internal ABC helper to reset registry of a given class.'),
    method('_reset_caches', '(self, /)', resetCaches, 'Internal ABC helper to reset both caches of a given class.'),
  ],
});
