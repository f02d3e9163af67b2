/**
 * Type _thread._local: attributes per thread.
 *
 * Every access first puts the running thread's dict in place as the object's: nothing switches threads between that and
 * the look-up itself.
 */
import type { PyDict, PyType, Result, ThreadState, Value } from '@pyston/objects';
import {
  defineType,
  genericGetAttr,
  genericSetAttr,
  genericDelAttr,
  getset,
  newDict,
  None,
  objectInit,
  PyObject,
  replaceDict,
  ts,
  TypeFlag,
  typeError,
  typeOf,
} from '@pyston/objects';

class PyLocal extends PyObject {
  /** Attribute dicts by thread; they go with the thread. */
  readonly dicts: WeakMap<ThreadState, PyDict> = new WeakMap();
  args: Value[] = [];
  kwnames: readonly string[] | null = null;
}

/** Puts the running thread's attributes in place; a new thread's go through __init__ first. */
function enter(self: PyLocal): Result {
  let dict = self.dicts.get(ts);
  const fresh = dict === undefined;
  if (dict === undefined) self.dicts.set(ts, (dict = newDict()));
  replaceDict(self, dict);
  if (!fresh) return None;
  const { init } = typeOf(self).slots;
  return init === null || init === objectInit ? None : init(self, self.args, self.kwnames);
}

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if ((args.length > 0 || kwnames !== null) && cls.slots.init === objectInit)
    return typeError('Initialization arguments are not supported');
  const self = new cls.instanceClass() as PyLocal;
  self.args = args.slice();
  self.kwnames = kwnames;
  self.dicts.set(ts, newDict());
  return enter(self) === undefined ? undefined : self;
}

export const LocalType: PyType = defineType({
  name: '_local',
  module: '_thread',
  longName: true,
  instanceClass: PyLocal,
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  doc: 'Thread-local data',
  slots: {
    new: create,
    getattro: (self: PyLocal, name) => (enter(self) === undefined ? undefined : genericGetAttr(self, name)),
    setattro: (self: PyLocal, name, value) =>
      enter(self) === undefined ? undefined : genericSetAttr(self, name, value),
    delattro: (self: PyLocal, name) => (enter(self) === undefined ? undefined : genericDelAttr(self, name)),
  },
  getset: [getset('__dict__', (self: PyLocal) => (enter(self) === undefined ? undefined : self.dicts.get(ts)!))],
});
