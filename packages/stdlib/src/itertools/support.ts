/** What the iterator types of itertools share. */
import type { Done, InstanceClass, NativeSpec, PyObject, PyType, Result, Value } from '@pyston/objects';
import { bindNew, defineType, getIter, newInstance, PyObject as Base, TypeFlag } from '@pyston/objects';

export interface IteratorSpec<L extends PyObject> {
  readonly name: string;
  readonly layout: new () => L;
  readonly signature: string;
  readonly doc: string;
  /** Fills a fresh instance from the bound arguments; `undefined` = raised. */
  readonly start: (self: L, ...args: any[]) => true | undefined;
  readonly next: (self: L) => Value | Done | undefined;
  readonly repr?: (self: L) => Result;
  readonly methods?: readonly NativeSpec[];
  readonly classMethods?: readonly NativeSpec[];
  readonly hasWeakRef?: boolean;
}

/** A type whose instances are their own iterators. */
export function iteratorType<L extends PyObject>(spec: IteratorSpec<L>): PyType {
  const bind = bindNew(spec.name, spec.signature);
  const positionalOnly = spec.signature.endsWith('/)') || spec.signature === '(*iterables)';
  const type: PyType = defineType({
    name: spec.name,
    module: 'itertools',
    longName: true,
    instanceClass: spec.layout as InstanceClass,
    doc: spec.doc,
    signature: spec.signature,
    flags: TypeFlag.Base,
    hasWeakRef: spec.hasWeakRef ?? false,
    slots: {
      new: (cls, all, names) => {
        // keywords of a subclass's own __init__ pass by a constructor that takes none
        const spared = positionalOnly && names !== null && cls.slots.init !== type.slots.init;
        const args = spared ? all.slice(0, all.length - names.length) : all;
        const kwnames = spared ? null : names;
        const bound = bind(args, kwnames);
        if (bound === undefined) return undefined;
        const self = newInstance<L>(cls);
        return spec.start(self, ...bound) === undefined ? undefined : self;
      },
      iter: (self) => self,
      next: spec.next,
      ...(spec.repr === undefined ? {} : { repr: spec.repr }),
    },
    methods: spec.methods ?? [],
    classMethods: spec.classMethods ?? [],
  });
  return type;
}

/** A layout with one source iterator. */
export class OneSource extends Base {
  it!: Value;
}

/** Sets the source iterator; `undefined` = not iterable. */
export function setSource(self: { it: Value }, iterable: Value): true | undefined {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  self.it = it;
  return true;
}
