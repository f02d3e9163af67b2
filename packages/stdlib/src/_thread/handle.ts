/** _thread._ThreadHandle and _thread._local, for one thread. */
import type { InstanceClass, PyInt, PyType, Result, Value } from '@pyston/objects';
import {
  defineType,
  E,
  index,
  int,
  method,
  newInstance,
  None,
  PyObject,
  raise,
  strFromJs,
  T,
  typeError,
  TypeFlag,
} from '@pyston/objects';

/** Handle of a thread that somebody else started (or of none yet). */
export class PyThreadHandle extends PyObject {
  ident: PyInt | null = null;
  done = false;
}

function join(self: PyThreadHandle): Result {
  if (self.ident === null) return raise(E.RuntimeError!, 'thread not started');
  if (!self.done) return raise(E.RuntimeError!, 'Cannot join current thread');
  return None;
}

function setDone(self: PyThreadHandle): Result {
  if (self.ident === null) return raise(E.RuntimeError!, 'thread not started');
  self.done = true;
  return None;
}

export const threadHandle: PyType = defineType({
  name: '_ThreadHandle',
  module: '_thread',
  instanceClass: PyThreadHandle as InstanceClass,
  hasWeakRef: true,
  slots: {
    new: (cls: PyType) => newInstance<PyThreadHandle>(cls),
    repr: (self: PyThreadHandle) =>
      strFromJs(`<_thread._ThreadHandle object: ident=${self.ident === null ? 0 : String(self.ident)}>`),
  },
  methods: [
    method('join', '($self, timeout=None, /)', join),
    method('_set_done', '($self, /)', setDone),
    method('is_done', '($self, /)', (self: PyThreadHandle) => self.done),
  ],
  getset: [{ name: 'ident', get: (self: PyThreadHandle) => self.ident ?? int(0) }],
});

/** A handle of the thread with this identity. */
export function makeHandle(identArg: Value): Result {
  const ident = index(identArg);
  if (ident === undefined) return undefined;
  const handle = new PyThreadHandle();
  handle.ident = ident;
  return handle;
}

/** With one thread the attributes of the object are the thread's. */
class PyLocal extends PyObject {}

function localNew(cls: PyType, args: Value[]): Result {
  if (args.length > 0 && cls.slots.init === T.object.slots.init)
    return typeError('Initialization arguments are not supported');
  return newInstance<PyLocal>(cls);
}

export const localType: PyType = defineType({
  name: '_local',
  module: '_thread',
  instanceClass: PyLocal,
  doc: 'Thread-local data',
  signature: '()',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: { new: localNew, init: () => None },
});
