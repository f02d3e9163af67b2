/**
 * BaseExceptionGroup and ExceptionGroup (PEP 654), and the splitting that `except*` does.
 *
 * `message` and `exceptions` are kept beside `args`: changing `args`, or the sequence passed in, does not change the group.
 */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { raise, typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { isType, TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { genericAlias } from '../genericalias/genericalias.ts';
import { isList, list } from '../list/list.ts';
import { getAttrOrAbsent, setAttr } from '../ops/attr.ts';
import { call1, callKw, callMethod } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { toArray } from '../ops/iter.ts';
import { reprJs, strJs } from '../ops/text.ts';
import { isStr } from '../str/ops.ts';
import { strFromJs } from '../str/astral.ts';
import { isTuple, PyTuple, tuple } from '../tuple/tuple.ts';
import { isException, PyBaseException } from './base.ts';
import { BaseException, exceptionInit, exceptionNew } from './base-type.ts';
import './special.ts';

export class PyExceptionGroup extends PyBaseException {
  msg!: Value;
  excs!: PyTuple;
  /** repr of the sequence passed in, where it was neither list nor tuple; null otherwise. */
  excsRepr: string | null = null;
}

export function isGroup(v: Value): v is PyExceptionGroup {
  return typeOf(v).mro.includes(E.BaseExceptionGroup!);
}

/** As PySequence_Check: indexable and no mapping. */
function isSequence(v: Value): boolean {
  const type = typeOf(v);
  return type.slots.getitem !== null && !isDict(v) && type !== T.mappingproxy;
}

function create(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = args.length - (kwnames?.length ?? 0);
  if (given !== 2) return typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${given} given)`);
  const [message, sequence] = args as [Value, Value];
  if (!isStr(message))
    return typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeOf(message).name}`);
  if (!isSequence(sequence)) return typeError('second argument (exceptions) must be a sequence');
  let shown: string | null | undefined = null;
  if (!isList(sequence) && !isTuple(sequence)) shown = reprJs(sequence);
  const excs = shown === undefined ? undefined : toArray(sequence);
  if (excs === undefined) return undefined;
  const type = groupType(cls, excs);
  if (type === undefined) return undefined;
  const self = exceptionNew(type, args, kwnames) as PyExceptionGroup;
  self.msg = message;
  self.excs = tuple(excs.slice());
  self.excsRepr = shown!;
  return self;
}

/** The class that a group of these exceptions gets; checks the exceptions. */
function groupType(cls: PyType, excs: readonly Value[]): PyType | undefined {
  if (excs.length === 0) return valueError('second argument (exceptions) must be a non-empty sequence');
  let bare = false;
  for (let i = 0; i < excs.length; i++) {
    const exc = excs[i]!;
    if (!isException(exc)) return valueError(`Item ${i} of second argument (exceptions) is not an exception`);
    if (!typeOf(exc).mro.includes(E.Exception!)) bare = true;
  }
  if (cls === E.BaseExceptionGroup) return bare ? cls : E.ExceptionGroup!;
  if (!bare) return cls;
  if (cls === E.ExceptionGroup) return typeError('Cannot nest BaseExceptions in an ExceptionGroup');
  return cls.mro.includes(E.Exception!) ? typeError(`Cannot nest BaseExceptions in '${cls.name}'`) : cls;
}

function init(self: PyExceptionGroup, args: Value[], kwnames: readonly string[] | null): Result {
  return exceptionInit(self, args, kwnames);
}

function groupStr(self: PyExceptionGroup): Result {
  const message = strJs(self.msg);
  if (message === undefined) return undefined;
  const n = self.excs.items.length;
  return strFromJs(`${message} (${n} sub-exception${n > 1 ? 's' : ''})`);
}

function groupRepr(self: PyExceptionGroup): Result {
  const message = reprJs(self.msg);
  const excs = message === undefined ? undefined : (self.excsRepr ?? reprOfExceptions(self));
  return excs === undefined ? undefined : strFromJs(`${typeOf(self).name}(${message}, ${excs})`);
}

/** The exceptions themselves, in the kind of sequence that was passed in. */
function reprOfExceptions(self: PyExceptionGroup): string | undefined {
  const { items } = self.args;
  return reprJs(items.length === 2 && isList(items[1]!) ? list(self.excs.items.slice()) : self.excs);
}

/** Decides about one exception or group; `undefined` = raised. */
type Matcher = (exc: PyBaseException) => boolean | undefined;

function isExceptionType(v: Value): v is PyType {
  return isType(v) && v.mro.includes(BaseException);
}

function matcherOf(value: Value): Matcher | undefined {
  if (!isType(value) && typeOf(value).slots.call !== null) {
    return (exc) => {
      const r = call1(value, exc);
      return r === undefined ? undefined : isTrue(r);
    };
  }
  if (isExceptionType(value)) return (exc) => typeOf(exc).mro.includes(value);
  if (value instanceof PyTuple && value.items.every(isExceptionType)) {
    const types = value.items as PyType[];
    return (exc) => types.some((t) => typeOf(exc).mro.includes(t));
  }
  return typeError('expected an exception type, a tuple of exception types, or a callable (other than a class)');
}

interface Parts {
  readonly match: PyBaseException | null;
  readonly rest: PyBaseException | null;
}

/** Groups one in another that can be split: about what CPython's stack of 8 MB allows. */
const MAX_NESTING = 74_500;

/** Splits by `matches`, keeping the nesting; without `wantRest` the rest stays null. */
function splitRecursive(exc: PyBaseException, matches: Matcher, wantRest: boolean, depth = 0): Parts | undefined {
  if (depth > MAX_NESTING) return raise(E.RecursionError!, 'maximum recursion depth exceeded in exceptiongroup_split');
  const whole = matches(exc);
  if (whole === undefined) return undefined;
  if (whole) return { match: exc, rest: null };
  if (!isGroup(exc)) return { match: null, rest: wantRest ? exc : null };
  const matched: PyBaseException[] = [];
  const left: PyBaseException[] = [];
  for (const e of exc.excs.items as PyBaseException[]) {
    const parts = splitRecursive(e, matches, wantRest, depth + 1);
    if (parts === undefined) return undefined;
    if (parts.match !== null) matched.push(parts.match);
    if (parts.rest !== null) left.push(parts.rest);
  }
  const match = subset(exc, matched);
  const rest = match === undefined ? undefined : subset(exc, left);
  return rest === undefined ? undefined : { match: match!, rest };
}

/** `orig.derive(excs)` with the metadata of `orig`; null for no exceptions. */
function subset(orig: PyExceptionGroup, excs: PyBaseException[]): PyBaseException | null | undefined {
  if (excs.length === 0) return null;
  const eg = callMethod(orig, 'derive', list(excs));
  if (eg === undefined) return undefined;
  if (!isGroup(eg)) return typeError('derive must return an instance of BaseExceptionGroup');
  if (orig.traceback !== null) eg.traceback = orig.traceback;
  eg.context = orig.context;
  eg.cause = orig.cause;
  eg.suppressContext = true;
  return copyNotes(orig, eg) ? eg : undefined;
}

/** Parts have note lists of their own; notes that are no sequence are left out. */
function copyNotes(orig: PyExceptionGroup, eg: PyExceptionGroup): boolean {
  const notes = getAttrOrAbsent(orig, '__notes__');
  if (notes === undefined) return false;
  if (notes === ABSENT || !isSequence(notes)) return true;
  const items = toArray(notes);
  return items !== undefined && setAttr(eg, '__notes__', list(items.slice())) !== undefined;
}

function split(self: PyExceptionGroup, value: Value): Result {
  const matches = matcherOf(value);
  const parts = matches === undefined ? undefined : splitRecursive(self, matches, true);
  return parts === undefined ? undefined : tuple([parts.match ?? None, parts.rest ?? None]);
}

function subgroup(self: PyExceptionGroup, value: Value): Result {
  const matches = matcherOf(value);
  const parts = matches === undefined ? undefined : splitRecursive(self, matches, false);
  return parts === undefined ? undefined : (parts.match ?? None);
}

function derive(self: PyExceptionGroup, excs: Value): Result {
  return callKw(E.BaseExceptionGroup!, [self.msg, excs], null);
}

/** The split of CHECK_EG_MATCH: the group's own `split`, which a subclass may override. */
hooks.splitGroup = (group, type) => {
  const pair = callMethod(group, 'split', type);
  if (pair === undefined) return undefined;
  if (!(pair instanceof PyTuple))
    return typeError(`${typeOf(group).name}.split must return a tuple, not ${typeOf(pair).name}`);
  const { items } = pair;
  if (items.length < 2)
    return typeError(`${typeOf(group).name}.split must return a 2-tuple, got tuple of size ${items.length}`);
  return [items[0]!, items[1]!];
};

/** A part of `orig` that was re-raised keeps its traceback, cause and context. */
function sameMetadata(e: PyBaseException, orig: PyBaseException): boolean {
  return e.traceback === orig.traceback && e.cause === orig.cause && e.context === orig.context;
}

function collectLeaves(e: PyBaseException, leaves: Set<PyBaseException>): void {
  if (isGroup(e)) for (const sub of e.excs.items as PyBaseException[]) collectLeaves(sub, leaves);
  else leaves.add(e);
}

/** The part of `orig` with the leaves of `keep`, in the order and nesting of `orig`. */
function projection(orig: PyBaseException, keep: readonly PyBaseException[]): PyBaseException | null | undefined {
  const leaves = new Set<PyBaseException>();
  for (const e of keep) collectLeaves(e, leaves);
  const parts = splitRecursive(orig, (e) => !isGroup(e) && leaves.has(e), false);
  return parts === undefined ? undefined : parts.match;
}

/** What an `except*` chain raises: exceptions raised in its handlers, and what was re-raised or not handled, merged. */
hooks.reraiseStar = (original, raised) => {
  if (raised.length === 0) return None;
  if (!isGroup(original)) return raised[0]!;
  const fresh: Value[] = [];
  const kept: PyBaseException[] = [];
  for (const e of raised) {
    if (e === None) continue;
    if (sameMetadata(e as PyBaseException, original)) kept.push(e as PyBaseException);
    else fresh.push(e);
  }
  const again = projection(original, kept);
  if (again === undefined) return undefined;
  if (fresh.length === 0) return again ?? None;
  if (again !== null) fresh.push(again);
  return fresh.length > 1 ? callKw(E.BaseExceptionGroup!, [str(''), list(fresh)], null) : fresh[0]!;
};

E.BaseExceptionGroup = defineType({
  name: 'BaseExceptionGroup',
  base: BaseException,
  instanceClass: PyExceptionGroup,
  doc: 'A combination of multiple unrelated exceptions.',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: { new: create, init, str: groupStr, repr: groupRepr },
  methods: [
    method('derive', '($self, excs, /)', derive),
    method('split', '($self, matcher_value, /)', split),
    method('subgroup', '($self, matcher_value, /)', subgroup),
  ],
  classMethods: [
    method(
      '__class_getitem__',
      '($type, object, /)',
      (cls: Value, item: Value) => genericAlias(cls, item),
      'Exception groups are generic over the type of their contained exceptions',
    ),
  ],
  members: [
    { name: 'message', field: 'msg', doc: 'exception message' },
    { name: 'exceptions', field: 'excs', doc: 'nested exceptions' },
  ],
});

class PyExceptionGroupOfExceptions extends PyExceptionGroup {}

E.ExceptionGroup = defineType({
  name: 'ExceptionGroup',
  module: 'builtins',
  base: E.BaseExceptionGroup,
  bases: [E.BaseExceptionGroup, E.Exception!],
  instanceClass: PyExceptionGroupOfExceptions,
  flags: TypeFlag.Base | TypeFlag.Heap,
  hasDict: true,
  hasWeakRef: true,
});
