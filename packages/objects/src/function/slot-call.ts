/** Calls a slot function with Python arguments: checks the count, converts arguments and result by the slot's kind. */
import { raiseWith, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { lengthInt } from '../core/length.ts';
import { PySlotWrapper } from '../core/slot-wrapper.ts';
import type { SlotKind } from '../core/slots.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { jsString } from '../str/astral.ts';
import { isStr, strValue } from '../str/ops.ts';

/** [min, max] positional arguments after self. */
const ARITY: Record<SlotKind, readonly [number, number]> = {
  unary: [0, 0],
  hash: [0, 0],
  bool: [0, 0],
  len: [0, 0],
  next: [0, 0],
  binary: [1, 1],
  ternary: [2, 2],
  pow: [1, 2],
  getattr: [1, 1],
  setattr: [2, 2],
  delattr: [1, 1],
  setitem: [2, 2],
  delitem: [1, 1],
  contains: [1, 1],
  descrget: [1, 2],
  descrset: [2, 2],
  descrdelete: [1, 1],
  call: [0, Infinity],
  init: [0, Infinity],
};

export function callSlotWrapper(
  w: PySlotWrapper,
  self: Value,
  args: Value[],
  kwnames: readonly string[] | null,
): Result {
  const { kind, dunder } = w.row;
  if (kind === 'call' || kind === 'init') return w.fn(self, args, kwnames);
  if (kwnames !== null && kwnames.length > 0) return typeError(`wrapper ${dunder}() takes no keyword arguments`);
  const [min, max] = ARITY[kind];
  if (args.length < min || args.length > max) return arityError(w, min, max, args.length);
  if ((kind === 'setattr' || kind === 'delattr') && !reachesOwnLayout(w, self)) {
    return typeError(`can't apply this ${dunder} to ${typeOf(self).name} object`);
  }
  return CONVERT[kind](w.fn, self, args);
}

/** Only wrappers with two arguments tell their name. */
function arityError(w: PySlotWrapper, min: number, max: number, given: number): undefined {
  if (w.row.kind === 'pow') return typeError(`expected 1 or 2 arguments, got ${given}`);
  const prefix = max === 2 ? `${w.row.dunder} expected` : 'expected';
  const [bound, n] = min === max ? ['', min] : given < min ? ['at least ', min] : ['at most ', max];
  return typeError(`${prefix} ${bound}${n} argument${n === 1 ? '' : 's'}, got ${given}`);
}

/**
 * Whether no built-in type between the object and the wrapper's owner has a function of its own for the slot:
 * `object.__setattr__` must not get past the checks of `type` (CPython's hackcheck).
 */
function reachesOwnLayout(w: PySlotWrapper, self: Value): boolean {
  const type = typeOf(self);
  if (type.slots[w.row.slot] === w.fn) return true;
  for (const t of type.mro) {
    const own = t.attrs.get(w.row.dunder);
    if (own instanceof PySlotWrapper && own.owner === t) return own.fn === w.fn;
  }
  return true;
}

type Fn = (...args: any[]) => any;
type Convert = (fn: Fn, self: Value, args: Value[]) => Result;

const plain: Convert = (fn, self, args) => fn(self, ...args);

function withName(rest: number): Convert {
  return (fn, self, args) => {
    const name = args[0]!;
    if (!isStr(name)) return typeError(`attribute name must be string, not '${typeOf(name).name}'`);
    const js = jsString(strValue(name));
    return rest === 0 ? fn(self, js) : fn(self, js, args[1]);
  };
}

/** DONE becomes StopIteration with the value of a finished generator. */
function next(fn: Fn, self: Value): Result {
  ts.stopValue = undefined;
  const r = fn(self);
  if (r !== DONE) return r;
  const value = ts.stopValue as Value | undefined;
  ts.stopValue = undefined;
  return value === undefined || value === None ? raiseWith(E.StopIteration!) : raiseWith(E.StopIteration!, value);
}

function descrGet(fn: Fn, self: Value, args: Value[]): Result {
  const obj = args[0]!;
  const owner = args[1] ?? None;
  if (obj === None && owner === None) return typeError('__get__(None, None) is invalid');
  const type = owner === None ? typeOf(obj) : owner;
  return fn(self, obj === None ? ABSENT : obj, type);
}

const CONVERT: Record<SlotKind, Convert> = {
  unary: plain,
  hash: plain,
  bool: plain,
  len(fn, self) {
    const n = fn(self);
    return n === undefined ? undefined : lengthInt(n);
  },
  next,
  binary: plain,
  ternary: plain,
  pow: (fn, self, args) => fn(self, args[0], args[1] ?? None),
  getattr: withName(0),
  setattr: withName(1),
  delattr: withName(0),
  setitem: plain,
  delitem: plain,
  contains: plain,
  descrget: descrGet,
  descrset: plain,
  descrdelete: plain,
  call: plain,
  init: plain,
};
