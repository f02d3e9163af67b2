/** Module `_functools`. */
import type { CompareOp, ModuleSpec, Result, Value } from '@pyston/objects';
import {
  bindNew,
  call2,
  clearIf,
  defineModule,
  defineType,
  DONE,
  E,
  getIter,
  int,
  iterNext,
  method,
  None,
  PyObject,
  pendingIs,
  richCompare,
  T,
  str,
  typeError,
} from '@pyston/objects';
import type { InstanceClass } from '@pyston/objects';
import { lruCache } from './lru-cache.ts';
import { partial, placeholder, placeholderType } from './partial.ts';

function reduce(fn: Value, iterable: Value, initial?: Value): Result {
  const it = getIter(iterable);
  if (it === undefined) {
    if (!pendingIs(E.TypeError!)) return undefined;
    clearIf(E.TypeError!);
    return typeError('reduce() arg 2 must support iteration');
  }
  let total = initial;
  for (;;) {
    const v = iterNext(it);
    if (v === undefined) return undefined;
    if (v === DONE) return total ?? typeError('reduce() of empty iterable with no initial value');
    total = total === undefined ? v : call2(fn, total, v);
    if (total === undefined) return undefined;
  }
}

/** cmp_to_key's keys: compare by calling the function. Without an object it is the key function itself. */
class PyKeyWrapper extends PyObject {
  readonly compare: Value;
  object: Value | null;
  constructor(compare: Value, object: Value | null) {
    super();
    this.compare = compare;
    this.object = object;
  }
}

const bindKey = bindNew('K', '(obj)');

function wrap(self: PyKeyWrapper, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = bindKey(args, kwnames);
  return bound === undefined ? undefined : new PyKeyWrapper(self.compare, bound[0]);
}

function compare(op: CompareOp) {
  return (self: PyKeyWrapper, other: Value): Result => {
    if (!(other instanceof PyKeyWrapper)) return typeError('other argument must be K instance');
    if (self.object === null || other.object === null) return typeError('object');
    const r = call2(self.compare, self.object, other.object);
    return r === undefined ? undefined : richCompare(r, int(0), op);
  };
}

const keyWrapper = defineType({
  name: 'KeyWrapper',
  module: 'functools',
  instanceClass: PyKeyWrapper as unknown as InstanceClass,
  slots: {
    call: wrap,
    hash: null,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
  },
  getset: [
    { name: '__text_signature__', get: () => str('(obj)') },
    {
      name: 'obj',
      get: (self: PyKeyWrapper) => self.object ?? None,
      set: (self: PyKeyWrapper, value: Value) => {
        self.object = value;
        return None;
      },
      doc: 'Value wrapped by a key function.',
    },
  ],
});
T.KeyWrapper = keyWrapper;

export const functoolsModule: ModuleSpec = defineModule({
  name: '_functools',
  doc: 'Tools that operate on functions.',
  functions: [
    method(
      'reduce',
      '(function, iterable, /, initial=<unrepresentable>)',
      reduce,
      'Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThis effectively reduces the iterable to a single value.  If initial is present,\nit is placed before the items of the iterable in the calculation, and serves as\na default when the iterable is empty.\n\nFor example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5).',
    ),
    method(
      'cmp_to_key',
      '(mycmp)',
      (fn: Value) => new PyKeyWrapper(fn, null),
      'Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects.',
    ),
  ],
  types: [partial, lruCache, placeholderType],
  attrs: () => ({ Placeholder: placeholder }),
});
