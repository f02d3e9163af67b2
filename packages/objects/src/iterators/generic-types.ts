/** Types enumerate, zip, map, filter, reversed and callable_iterator. Layouts: iterators/generic.ts. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, typeError, valueError } from '../core/errors.ts';
import { newInstance } from '../core/new-instance.ts';
import type { InstanceClass, PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, DONE, int } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { intAdd } from '../int/ops.ts';
import { asIndex, index } from '../ops/arith.ts';
import { call, call0, call1, lookupSpecial } from '../ops/call.ts';
import { eq, isTrue } from '../ops/compare.ts';
import { getItem, len } from '../ops/items.ts';
import { getIter, iterNext } from '../ops/iter.ts';
import { PyList } from '../list/list.ts';
import { rangeReversed } from '../range/iter.ts';
import { PyRange } from '../range/range.ts';
import { EMPTY_TUPLE, PyTuple, tuple } from '../tuple/tuple.ts';
import { LENGTH_HINT_DOC, REDUCE_DOC, SETSTATE_DOC } from './docs.ts';
import { PyCallableIter, PyEnumerate, PyFilter, PyMap, PyReversed, PyZip } from './generic.ts';
import { PyListReverseIter } from './listiter.ts';
import { reduceTo } from './reduce.ts';

type Kw = readonly string[] | null;

const itself = (it: PyObject): Result => it;

function npos(args: readonly Value[], kwnames: Kw): number {
  return args.length - (kwnames === null ? 0 : kwnames.length);
}

// --- enumerate

function enumerateNew(cls: PyType, args: Value[], kwnames: Kw): Result {
  const given = enumerateArgs(args, kwnames);
  if (given === undefined) return undefined;
  const count = given.start === null ? int(0) : index(given.start);
  if (count === undefined) return undefined;
  return newEnumerate(cls, given.iterable, count);
}

function newEnumerate(cls: PyType, iterable: Value, count: PyInt): Result {
  const it = getIter(iterable);
  if (it === undefined) return undefined;
  const e = newInstance<PyEnumerate>(cls);
  e.it = it;
  e.count = count;
  return e;
}

function enumerateArgs(args: Value[], kwnames: Kw): { iterable: Value; start: Value | null } | undefined {
  if (args.length > 2) return typeError(`enumerate() takes at most 2 arguments (${args.length} given)`);
  const given: Record<string, Value | null> = { iterable: null, start: null };
  const n = npos(args, kwnames);
  if (n > 0) given.iterable = args[0]!;
  if (n > 1) given.start = args[1]!;
  for (let i = n; i < args.length; i++) {
    const name = kwnames![i - n]!;
    if (!(name in given) || given[name] !== null)
      return typeError(`'${name}' is an invalid keyword argument for enumerate()`);
    given[name] = args[i]!;
  }
  if (given.iterable === null) return typeError("enumerate() missing required argument 'iterable'");
  return given as { iterable: Value; start: Value | null };
}

function enumerateNext(self: PyEnumerate): Value | Done | undefined {
  const v = iterNext(self.it);
  if (v === undefined || v === DONE) return v;
  const n = self.count;
  self.count = intAdd(n, int(1));
  return new PyTuple([n, v]);
}

T.enumerate = defineType({
  name: 'enumerate',
  instanceClass: PyEnumerate,
  doc: 'Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...',
  signature: '(iterable, start=0)',
  flags: TypeFlag.Base,
  slots: { new: enumerateNew, iter: itself, next: enumerateNext },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PyEnumerate) => tuple([typeOf(self), tuple([self.it, self.count])]),
      REDUCE_DOC,
    ),
  ],
  classMethods: [CLASS_GETITEM],
});

// --- zip and map: iterators in parallel

/** Takes `strict` out of the keywords; `undefined` = raised. Keywords are ignored for subclasses with their own __init__. */
function strictArg(name: string, cls: PyType, base: PyType, args: Value[], kwnames: Kw): boolean | undefined {
  if (kwnames === null) return false;
  const n = npos(args, kwnames);
  let strict: boolean | undefined = false;
  for (let i = 0; i < kwnames.length; i++) {
    if (kwnames[i] === 'strict') strict = isTrue(args[n + i]!);
    else if (cls === base || cls.slots.init === T.object.slots.init)
      return typeError(`${name}() got an unexpected keyword argument '${kwnames[i]}'`);
  }
  return strict;
}

function iterators(args: readonly Value[]): Value[] | undefined {
  const its: Value[] = [];
  for (let i = 0; i < args.length; i++) {
    const it = getIter(args[i]!);
    if (it === undefined) return undefined;
    its.push(it);
  }
  return its;
}

/** One item of each iterator; DONE when one is exhausted. */
function nextOfAll(its: readonly Value[], strict: boolean, name: string): Value[] | Done | undefined {
  const items: Value[] = [];
  for (let i = 0; i < its.length; i++) {
    const v = iterNext(its[i]!);
    if (v === undefined) return undefined;
    if (v === DONE) return strict ? unequal(its, i, name) : DONE;
    items.push(v);
  }
  return items;
}

/** Iterator number `at` is exhausted: with `strict` all the others must be too. */
function unequal(its: readonly Value[], at: number, name: string): Done | undefined {
  if (at > 0)
    return valueError(`${name}() argument ${at + 1} is shorter than argument${at === 1 ? ' 1' : `s 1-${at}`}`);
  for (let i = 1; i < its.length; i++) {
    const v = iterNext(its[i]!);
    if (v === undefined) return undefined;
    if (v !== DONE)
      return valueError(`${name}() argument ${i + 1} is longer than argument${i === 1 ? ' 1' : `s 1-${i}`}`);
  }
  return DONE;
}

function zipNew(cls: PyType, args: Value[], kwnames: Kw): Result {
  const strict = strictArg('zip', cls, T.zip, args, kwnames);
  if (strict === undefined) return undefined;
  const its = iterators(args.slice(0, npos(args, kwnames)));
  if (its === undefined) return undefined;
  const z = newInstance<PyZip>(cls);
  z.its = its;
  z.strict = strict;
  return z;
}

function zipNext(self: PyZip): Value | Done | undefined {
  const { its } = self;
  if (its.length === 0) return DONE;
  if (its.length === 2 && !self.strict) {
    const a = iterNext(its[0]!);
    if (a === undefined || a === DONE) return a;
    const b = iterNext(its[1]!);
    return b === undefined || b === DONE ? b : new PyTuple([a, b]);
  }
  const items = nextOfAll(its, self.strict, 'zip');
  return items === undefined || items === DONE ? items : tuple(items);
}

function setStrict(self: PyZip | PyMap, state: Value): Result {
  const strict = isTrue(state);
  if (strict === undefined) return undefined;
  self.strict = strict;
  return None;
}

function withStrict(self: PyZip | PyMap, args: Value[]): Result {
  const parts: Value[] = [typeOf(self), tuple(args)];
  if (self.strict) parts.push(true);
  return tuple(parts);
}

T.zip = defineType({
  name: 'zip',
  instanceClass: PyZip,
  doc: "The zip object yields n-length tuples, where n is the number of\niterables passed as positional arguments to zip().  The i-th element\nin every tuple comes from the i-th iterable argument to zip().  This\ncontinues until the shortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
  signature: '(*iterables, strict=False)',
  flags: TypeFlag.Base,
  slots: { new: zipNew, iter: itself, next: zipNext },
  methods: [
    method('__reduce__', '($self, /)', (self: PyZip) => withStrict(self, self.its.slice()), REDUCE_DOC),
    method('__setstate__', '($self, object, /)', setStrict, SETSTATE_DOC),
  ],
});

function mapNew(cls: PyType, args: Value[], kwnames: Kw): Result {
  const strict = strictArg('map', cls, T.map, args, kwnames);
  if (strict === undefined) return undefined;
  const n = npos(args, kwnames);
  if (n < 2) return typeError('map() must have at least two arguments.');
  const its = iterators(args.slice(1, n));
  if (its === undefined) return undefined;
  const m = newInstance<PyMap>(cls);
  m.fn = args[0]!;
  m.its = its;
  m.strict = strict;
  return m;
}

function mapNext(self: PyMap): Value | Done | undefined {
  const { its } = self;
  if (its.length === 1) {
    const v = iterNext(its[0]!);
    return v === undefined || v === DONE ? v : call1(self.fn, v);
  }
  const items = nextOfAll(its, self.strict, 'map');
  return items === undefined || items === DONE ? items : call(self.fn, items);
}

T.map = defineType({
  name: 'map',
  instanceClass: PyMap,
  doc: 'Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a ValueError.',
  signature: '(function, iterable, /, *iterables, strict=False)',
  flags: TypeFlag.Base,
  slots: { new: mapNew, iter: itself, next: mapNext },
  methods: [
    method('__reduce__', '($self, /)', (self: PyMap) => withStrict(self, [self.fn, ...self.its]), REDUCE_DOC),
    method('__setstate__', '($self, object, /)', setStrict, SETSTATE_DOC),
  ],
});

// --- filter

function filterNew(cls: PyType, args: Value[], kwnames: Kw): Result {
  if (kwnames !== null && (cls === T.filter || cls.slots.init === T.object.slots.init))
    return typeError('filter() takes no keyword arguments');
  const n = npos(args, kwnames);
  if (n !== 2) return typeError(`filter expected 2 arguments, got ${n}`);
  const it = getIter(args[1]!);
  if (it === undefined) return undefined;
  const f = newInstance<PyFilter>(cls);
  f.fn = args[0]!;
  f.it = it;
  return f;
}

function filterNext(self: PyFilter): Value | Done | undefined {
  const { fn, it } = self;
  const plain = fn === None || fn === T.bool;
  const { next } = typeOf(it).slots;
  for (;;) {
    const v = next!(it);
    if (v === undefined || v === DONE) return v;
    const r = plain ? v : call1(fn, v);
    if (r === undefined) return undefined;
    const keep = isTrue(r);
    if (keep === undefined) return undefined;
    if (keep) return v;
  }
}

T.filter = defineType({
  name: 'filter',
  instanceClass: PyFilter,
  doc: 'Return an iterator yielding those items of iterable for which\nfunction(item) is true.  If function is None, return the items that\nare true.',
  signature: '(function, iterable, /)',
  flags: TypeFlag.Base,
  slots: { new: filterNew, iter: itself, next: filterNext },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PyFilter) => tuple([typeOf(self), tuple([self.fn, self.it])]),
      REDUCE_DOC,
    ),
  ],
});

// --- reversed

function reversedNew(cls: PyType, args: Value[], kwnames: Kw): Result {
  if (kwnames !== null && (cls === T.reversed || cls.slots.init === T.object.slots.init))
    return typeError('reversed() takes no keyword arguments');
  const n = npos(args, kwnames);
  if (n !== 1) return typeError(`reversed expected 1 argument, got ${n}`);
  const seq = args[0]!;
  const special = lookupSpecial(seq, '__reversed__');
  if (special === undefined) return undefined;
  const { name, slots, flags } = typeOf(seq);
  if (special === None) return typeError(`'${name}' object is not reversible`);
  if (special !== ABSENT) return call0(special);
  if (slots.getitem === null || (flags & TypeFlag.Mapping && T.dict === typeOf(seq)))
    return typeError(`'${name}' object is not reversible`);
  const length = len(seq);
  if (length === undefined) return undefined;
  const r = newInstance<PyReversed>(cls);
  r.seq = seq;
  r.index = length - 1;
  return r;
}

function reversedNext(self: PyReversed): Value | Done | undefined {
  if (self.seq === null) return DONE;
  if (self.index >= 0) {
    const v = getItem(self.seq, int(self.index));
    if (v !== undefined) {
      self.index--;
      return v;
    }
    if (!clearIf(E.IndexError!) && !clearIf(E.StopIteration!)) return undefined;
  }
  self.index = -1;
  self.seq = null;
  return DONE;
}

function reversedHint(self: PyReversed): Result {
  if (self.seq === null) return int(0);
  const n = len(self.seq);
  if (n === undefined) return undefined;
  return int(n < self.index + 1 ? 0 : self.index + 1);
}

function reversedReduce(self: PyReversed): Result {
  if (self.seq === null) return tuple([typeOf(self), tuple([EMPTY_TUPLE])]);
  return tuple([typeOf(self), tuple([self.seq]), int(self.index)]);
}

function reversedSetState(self: PyReversed, state: Value): Result {
  const i = asIndex(state);
  if (i === undefined) return undefined;
  if (self.seq === null) return None;
  const n = len(self.seq);
  if (n === undefined) return undefined;
  self.index = Math.min(Math.max(i, -1), n - 1);
  return None;
}

T.reversed = defineType({
  name: 'reversed',
  instanceClass: PyReversed,
  doc: 'Return a reverse iterator over the values of the given sequence.',
  signature: '(sequence, /)',
  flags: TypeFlag.Base,
  slots: { new: reversedNew, iter: itself, next: reversedNext },
  methods: [
    method('__length_hint__', '($self, /)', reversedHint, LENGTH_HINT_DOC),
    method('__reduce__', '($self, /)', reversedReduce, REDUCE_DOC),
    method('__setstate__', '($self, object, /)', reversedSetState, SETSTATE_DOC),
  ],
});

// --- iter(callable, sentinel)

function callableNext(self: PyCallableIter): Value | Done | undefined {
  if (self.fn === null) return DONE;
  const v = call0(self.fn);
  if (v === undefined) {
    if (!clearIf(E.StopIteration!)) return undefined;
    self.fn = null;
    return DONE;
  }
  // the call may have exhausted this very iterator
  if (self.fn === null) return DONE;
  const same = eq(self.sentinel, v);
  if (same === undefined) return undefined;
  if (!same) return v;
  self.fn = null;
  return DONE;
}

T.callable_iterator = defineType({
  name: 'callable_iterator',
  instanceClass: PyCallableIter as unknown as InstanceClass,
  slots: { iter: itself, next: callableNext },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PyCallableIter) =>
        self.fn === null ? reduceTo('iter', [EMPTY_TUPLE]) : reduceTo('iter', [self.fn, self.sentinel]),
      REDUCE_DOC,
    ),
  ],
});

// --- calls without an array of arguments

T.enumerate.construct1 = (iterable) => newEnumerate(T.enumerate, iterable, int(0));

T.enumerate.construct2 = (iterable, start) => {
  const count = index(start);
  return count === undefined ? undefined : newEnumerate(T.enumerate, iterable, count);
};

T.zip.construct2 = (a, b) => {
  const its = iterators([a, b]);
  if (its === undefined) return undefined;
  const z = new PyZip();
  z.its = its;
  return z;
};

T.reversed.construct1 = (seq) => {
  if (seq instanceof PyList) return new PyListReverseIter(seq);
  if (seq instanceof PyRange) return rangeReversed(seq);
  return reversedNew(T.reversed, [seq], null);
};
