/** collections._tuplegetter: the descriptor of a namedtuple's field. */
import type { InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asSsize,
  defineType,
  E,
  indexError,
  int,
  isTuple,
  newInstance,
  None,
  PyObject,
  raise,
  reprJs,
  strFromJs,
  tuple,
  typeError,
  typeOf,
  method,
} from '@pyston/objects';
import type { Absent } from '@pyston/objects';

class PyTupleGetter extends PyObject {
  index = 0;
  doc: Value = None;
}

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('_tuplegetter() takes no keyword arguments');
  if (args.length !== 2) return typeError(`_tuplegetter expected 2 arguments, got ${args.length}`);
  const index = asSsize(args[0]!);
  if (index === undefined) return undefined;
  const self = newInstance<PyTupleGetter>(cls);
  self.index = index;
  self.doc = args[1]!;
  return self;
}

function get(self: PyTupleGetter, obj: Value | Absent): Result {
  if (obj === ABSENT || obj === None) return self;
  if (!isTuple(obj))
    return typeError(
      `descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${typeOf(obj).name}' object`,
    );
  return obj.items[self.index] ?? indexError('tuple index out of range');
}

function repr(self: PyTupleGetter): Result {
  const doc = reprJs(self.doc);
  return doc === undefined ? undefined : strFromJs(`_tuplegetter(${self.index}, ${doc})`);
}

export const tuplegetter: PyType = defineType({
  name: '_tuplegetter',
  module: 'collections',
  instanceClass: PyTupleGetter as InstanceClass,
  slots: {
    new: create,
    repr,
    descrGet: get,
    descrSet: () => raise(E.AttributeError!, "can't set attribute"),
    descrDelete: () => raise(E.AttributeError!, "can't delete attribute"),
  },
  methods: [
    method('__reduce__', '($self, /)', (self: PyTupleGetter) =>
      tuple([tuplegetter, tuple([int(self.index), self.doc])]),
    ),
  ],
  getset: [
    {
      name: '__doc__',
      get: (self: PyTupleGetter) => self.doc,
      set: (self: PyTupleGetter, doc: Value) => {
        self.doc = doc;
        return None;
      },
    },
  ],
});
