/** `_local`: attributes per thread. */
import type { PyDict, PyType, Result, Value } from '@pyston/objects';
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

export class PyLocal extends PyObject {
  /** Attribute dicts by thread. */
  readonly dicts: Map<number, PyDict> = new Map();
  args: Value[] = [];
  kwnames: readonly string[] | null = null;
}

/** Puts the running thread's attributes in place; a new thread's go through __init__ first. */
function enter(self: PyLocal): Result {
  let dict = self.dicts.get(ts.ident);
  const fresh = dict === undefined;
  if (dict === undefined) self.dicts.set(ts.ident, (dict = newDict()));
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
  self.dicts.set(ts.ident, newDict());
  return enter(self) === undefined ? undefined : self;
}

export const LocalType: PyType = defineType({
  name: '_local',
  module: '_thread',
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
  getset: [getset('__dict__', (self: PyLocal) => (enter(self) === undefined ? undefined : self.dicts.get(ts.ident)!))],
});
