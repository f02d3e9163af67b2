/** Module `_weakref`. The types are in package objects (src/weakref). */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  defineModule,
  dictDel,
  dictGet,
  int,
  isDict,
  list,
  makeProxy,
  method,
  None,
  type PyWeakRef,
  referencesTo,
  referent,
  T,
  typeError,
  typeOf,
} from '@pyston/objects';

/** Removes `dict[key]` if it is a dead reference (the callbacks of WeakValueDictionary). */
function removeDead(dict: Value, key: Value): Result {
  if (!isDict(dict)) return typeError(`_remove_dead_weakref() argument 1 must be dict, not ${typeOf(dict).name}`);
  const ref = dictGet(dict, key);
  if (ref === undefined) return undefined;
  if (ref === ABSENT || typeof ref !== 'object' || !ref.cls.mro.includes(T.ref) || referent(ref as PyWeakRef) !== null)
    return None;
  return dictDel(dict, key) === undefined ? undefined : None;
}

export const weakrefModule: ModuleSpec = defineModule({
  name: '_weakref',
  doc: 'Weak-reference support module.',
  functions: [
    method(
      'getweakrefcount',
      '(object, /)',
      (o: Value) => int(referencesTo(o).length),
      "Return the number of weak references to 'object'.",
    ),
    method(
      'getweakrefs',
      '(object, /)',
      (o: Value) => list(referencesTo(o)),
      "Return a list of all weak reference objects pointing to 'object'.",
    ),
    method(
      '_remove_dead_weakref',
      '(dct, key, /)',
      removeDead,
      'Atomically remove key from dict if it points to a dead weakref.',
    ),
    method(
      'proxy',
      '(object, callback=None, /)',
      makeProxy,
      "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized.",
    ),
  ],
  attrs: () => ({ ref: T.ref, ReferenceType: T.ref, ProxyType: T.weakproxy, CallableProxyType: T.weakcallableproxy }),
});
