/** BaseException: args, traceback, chaining, notes (Library reference "Built-in Exceptions"). */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import { isDict } from '../dict/dict.ts';
import { dictCursor, dictLen } from '../dict/ops.ts';
import { list, PyList } from '../list/list.ts';
import { genericSetAttr, getAttrOrAbsent, setAttr } from '../ops/attr.ts';
import { toArray } from '../ops/iter.ts';
import { reprJs, strOf } from '../ops/text.ts';
import { instanceDict, replaceDict } from '../type/instance-dict.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { isException, PyBaseException } from './base.ts';
import { PyTraceback } from './traceback.ts';

/** `BaseException.__new__`: keywords are left to __init__. */
export function exceptionNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const exc = new cls.instanceClass() as PyBaseException;
  exc.args = tuple(kwnames === null ? args.slice() : args.slice(0, args.length - kwnames.length));
  return exc;
}

export function exceptionInit(self: PyBaseException, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0) return typeError(`${typeOf(self).name}() takes no keyword arguments`);
  self.args = tuple(args.slice());
  return None;
}

function repr(self: PyBaseException): Result {
  const { name } = typeOf(self);
  const { items } = self.args;
  const parts: string[] = [];
  for (const item of items) {
    const r = reprJs(item);
    if (r === undefined) return undefined;
    parts.push(r);
  }
  return strFromJs(`${name}(${parts.join(', ')})`);
}

export function exceptionStr(self: PyBaseException): Result {
  const { items } = self.args;
  if (items.length === 0) return str('');
  return items.length === 1 ? strOf(items[0]!) : strOf(self.args);
}

function reduce(self: PyBaseException): Result {
  const dict = instanceDict(self);
  return dict !== null && dictLen(dict) > 0 ? tuple([typeOf(self), self.args, dict]) : tuple([typeOf(self), self.args]);
}

function setState(self: PyBaseException, state: Value): Result {
  if (state === None) return None;
  if (!isDict(state)) return typeError('state is not a dictionary');
  const cursor = dictCursor(state);
  while (cursor.advance()) {
    const key = cursor.key;
    if (!isStr(key)) return typeError('attribute name must be string');
    if (setAttr(self, jsString(strValue(key)), cursor.value) === undefined) return undefined;
  }
  return None;
}

function withTraceback(self: PyBaseException, tb: Value): Result {
  return setTraceback(self, tb) === undefined ? undefined : self;
}

function setTraceback(self: PyBaseException, tb: Value): Result {
  if (tb !== None && !(tb instanceof PyTraceback)) return typeError('__traceback__ must be a traceback or None');
  self.traceback = tb === None ? null : (tb as PyTraceback);
  return None;
}

function addNote(self: PyBaseException, note: Value): Result {
  if (!isStr(note)) return typeError(`add_note() argument must be str, not ${typeOf(note).name}`);
  const notes = getAttrOrAbsent(self, '__notes__');
  if (notes === undefined) return undefined;
  if (notes === ABSENT) return genericSetAttr(self, '__notes__', list([note]));
  if (!(notes instanceof PyList)) return typeError('Cannot add note: __notes__ is not a list');
  notes.items.push(note);
  return None;
}

function setArgs(self: PyBaseException, v: Value): Result {
  const items = toArray(v);
  if (items === undefined) return undefined;
  self.args = tuple(items);
  return None;
}

function chainSetter(field: 'context' | 'cause', what: string): (self: PyBaseException, v: Value) => Result {
  return (self, v) => {
    if (v !== None && !isException(v)) return typeError(`exception ${what} must be None or derive from BaseException`);
    self[field] = v === None ? null : (v as PyBaseException);
    if (field === 'cause') self.suppressContext = true;
    return None;
  };
}

function noDelete(name: string): () => Result {
  return () => typeError(`${name} may not be deleted`);
}

export const BaseException: PyType = defineType({
  name: 'BaseException',
  instanceClass: PyBaseException,
  doc: 'Common base class for all exceptions.',
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
  slots: { new: exceptionNew, init: exceptionInit, repr, str: exceptionStr },
  methods: [
    method('__reduce__', '($self, /)', reduce),
    method('__setstate__', '($self, object, /)', setState),
    method('with_traceback', '($self, object, /)', withTraceback, 'Set self.__traceback__ to tb and return self.'),
    method('add_note', '($self, object, /)', addNote, 'Add a note to the exception'),
  ],
  getset: [
    getset('args', (self: PyBaseException) => self.args, setArgs, noDelete('args')),
    getset('__traceback__', (self: PyBaseException) => self.traceback ?? None, setTraceback, noDelete('__traceback__')),
    getset(
      '__context__',
      (self: PyBaseException) => self.context ?? None,
      chainSetter('context', 'context'),
      noDelete('__context__'),
    ),
    getset(
      '__cause__',
      (self: PyBaseException) => self.cause ?? None,
      chainSetter('cause', 'cause'),
      noDelete('__cause__'),
    ),
    getset(
      '__suppress_context__',
      (self: PyBaseException) => self.suppressContext,
      (self: PyBaseException, v: Value) => {
        if (typeof v !== 'boolean') return typeError('attribute value type must be bool');
        self.suppressContext = v;
        return None;
      },
      () => typeError("can't delete numeric/char attribute"),
    ),
    getset(
      '__dict__',
      (self: PyBaseException) => instanceDict(self) as Value,
      (self: PyBaseException, v: Value) => replaceDictChecked(self, v),
    ),
  ],
});

function replaceDictChecked(self: PyBaseException, v: Value): Result {
  if (!isDict(v)) return typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).name}'`);
  replaceDict(self, v);
  return None;
}

E.BaseException = BaseException;
T.BaseException = BaseException;
