/** Exceptions with attributes of their own: StopIteration, SystemExit, KeyError, ImportError, NameError, AttributeError, SyntaxError. */
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { dictCopy, dictLen, dictSetStr, newDict } from '../dict/ops.ts';
import { toArray } from '../ops/iter.ts';
import { strJs, strOf, repr as reprOf } from '../ops/text.ts';
import { instanceDict } from '../type/instance-dict.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';
import { PyBaseException } from './base.ts';
import { BaseException, exceptionInit, exceptionStr } from './base-type.ts';
import { defineException, fieldAttr } from './define.ts';

defineException('Exception', BaseException, 'Common base class for all non-exit exceptions.');
const Exception = E.Exception!;

export class PyStopIteration extends PyBaseException {
  value: Value | null = null;
}

defineException('StopIteration', Exception, 'Signal the end from iterator.__next__().', PyStopIteration, {
  slots: {
    init(self: PyStopIteration, args: Value[], kwnames: readonly string[] | null) {
      if (exceptionInit(self, args, kwnames) === undefined) return undefined;
      self.value = args[0] ?? null;
      return None;
    },
  },
  getset: [fieldAttr('value', 'value', 'generator return value')],
});

class PySystemExit extends PyBaseException {
  code: Value | null = null;
}

defineException('SystemExit', BaseException, 'Request to exit from the interpreter.', PySystemExit, {
  slots: {
    init(self: PySystemExit, args: Value[], kwnames: readonly string[] | null) {
      if (exceptionInit(self, args, kwnames) === undefined) return undefined;
      self.code = args.length === 0 ? null : args.length === 1 ? args[0]! : self.args;
      return None;
    },
  },
  getset: [fieldAttr('code', 'code', 'exception code')],
});

defineException('KeyError', lookupError(), 'Mapping key not found.', undefined, {
  slots: {
    str: (self: PyBaseException) => (self.args.items.length === 1 ? reprOf(self.args.items[0]!) : exceptionStr(self)),
  },
});

function lookupError() {
  return defineException('LookupError', Exception, 'Base class for lookup errors.');
}

/** Takes the named keyword arguments out; other names raise. */
function takeKeywords(
  self: PyBaseException,
  args: Value[],
  kwnames: readonly string[] | null,
  allowed: readonly string[],
): { positional: Value[]; keywords: Map<string, Value> } | undefined {
  const keywords = new Map<string, Value>();
  const npos = args.length - (kwnames?.length ?? 0);
  for (let i = 0; i < (kwnames?.length ?? 0); i++) {
    const name = kwnames![i]!;
    if (!allowed.includes(name))
      return typeError(`${typeOf(self).name}() got an unexpected keyword argument '${name}'`);
    keywords.set(name, args[npos + i]!);
  }
  return { positional: args.slice(0, npos), keywords };
}

class PyImportError extends PyBaseException {
  msg: Value | null = null;
  name: Value | null = null;
  path: Value | null = null;
  nameFrom: Value | null = null;
}

function importInit(self: PyImportError, args: Value[], kwnames: readonly string[] | null): Result {
  const taken = takeKeywords(self, args, kwnames, ['name', 'path', 'name_from']);
  if (taken === undefined) return undefined;
  self.args = tuple(taken.positional);
  self.msg = taken.positional.length === 1 ? taken.positional[0]! : null;
  self.name = taken.keywords.get('name') ?? null;
  self.path = taken.keywords.get('path') ?? null;
  self.nameFrom = taken.keywords.get('name_from') ?? null;
  return None;
}

function importReduce(self: PyImportError): Result {
  const own = instanceDict(self);
  const state = own === null ? newDict() : dictCopy(own);
  if (self.name !== null) dictSetStr(state, 'name', self.name);
  if (self.path !== null) dictSetStr(state, 'path', self.path);
  if (self.nameFrom !== null) dictSetStr(state, 'name_from', self.nameFrom);
  return dictLen(state) > 0 ? tuple([typeOf(self), self.args, state]) : tuple([typeOf(self), self.args]);
}

defineException('ImportError', Exception, "Import can't find module, or can't find name in module.", PyImportError, {
  slots: {
    init: importInit,
    str: (self: PyImportError) => (self.msg !== null && isStr(self.msg) ? strOf(self.msg) : exceptionStr(self)),
  },
  methods: [method('__reduce__', '($self, /)', importReduce)],
  getset: [
    fieldAttr('msg', 'msg', 'exception message'),
    fieldAttr('name', 'name', 'module name'),
    fieldAttr('path', 'path', 'module path'),
    fieldAttr('name_from', 'nameFrom', 'name imported from module'),
  ],
});

export class PyNameError extends PyBaseException {
  name: Value | null = null;
}

defineException('NameError', Exception, 'Name not found globally.', PyNameError, {
  slots: {
    init(self: PyNameError, args: Value[], kwnames: readonly string[] | null) {
      const taken = takeKeywords(self, args, kwnames, ['name']);
      if (taken === undefined) return undefined;
      self.args = tuple(taken.positional);
      self.name = taken.keywords.get('name') ?? null;
      return None;
    },
  },
  getset: [fieldAttr('name', 'name', 'name')],
});

export class PyAttributeError extends PyBaseException {
  name: Value | null = null;
  obj: Value | null = null;
}

function attributeReduce(self: PyAttributeError): Result {
  const own = instanceDict(self);
  const state = own === null ? newDict() : dictCopy(own);
  dictSetStr(state, 'name', self.name ?? None);
  dictSetStr(state, 'args', self.args);
  return tuple([typeOf(self), self.args, state]);
}

defineException('AttributeError', Exception, 'Attribute not found.', PyAttributeError, {
  slots: {
    init(self: PyAttributeError, args: Value[], kwnames: readonly string[] | null) {
      const taken = takeKeywords(self, args, kwnames, ['name', 'obj']);
      if (taken === undefined) return undefined;
      self.args = tuple(taken.positional);
      self.name = taken.keywords.get('name') ?? null;
      self.obj = taken.keywords.get('obj') ?? null;
      return None;
    },
  },
  methods: [method('__reduce__', '($self, /)', attributeReduce)],
  getset: [fieldAttr('name', 'name', 'attribute name'), fieldAttr('obj', 'obj', 'object')],
});

export class PySyntaxErrorObject extends PyBaseException {
  msg: Value | null = null;
  filename: Value | null = null;
  lineno: Value | null = null;
  offset: Value | null = null;
  text: Value | null = null;
  endLineno: Value | null = null;
  endOffset: Value | null = null;
  printFileAndLine: Value | null = null;
  metadata: Value | null = null;
}

function syntaxInit(self: PySyntaxErrorObject, args: Value[], kwnames: readonly string[] | null): Result {
  if (exceptionInit(self, args, kwnames) === undefined) return undefined;
  if (args.length >= 1) self.msg = args[0]!;
  if (args.length !== 2) return None;
  const info = isTuple(args[1]!) ? args[1].items : toArray(args[1]!);
  if (info === undefined) return undefined;
  if (info.length < 4 || info.length === 5 || info.length > 7) {
    return typeError(
      info.length === 5
        ? 'end_offset must be provided when end_lineno is provided'
        : `function takes ${info.length < 4 ? 'at least 4' : 'at most 7'} arguments (${info.length} given)`,
    );
  }
  [self.filename, self.lineno, self.offset, self.text] = info as [Value, Value, Value, Value];
  self.endLineno = info[4] ?? null;
  self.endOffset = info[5] ?? null;
  self.metadata = info[6] ?? null;
  return None;
}

/** "msg (file, line n)" */
function syntaxStr(self: PySyntaxErrorObject): Result {
  const msg = self.msg === null ? 'None' : strJs(self.msg);
  if (msg === undefined) return undefined;
  const file = self.filename !== null && isStr(self.filename) ? basename(jsString(strValue(self.filename))) : null;
  const line = typeof self.lineno === 'number' || typeof self.lineno === 'bigint' ? String(self.lineno) : null;
  if (file === null && line === null) return strFromJs(msg);
  if (file !== null && line !== null) return strFromJs(`${msg} (${file}, line ${line})`);
  return strFromJs(file !== null ? `${msg} (${file})` : `${msg} (line ${line})`);
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

defineException('SyntaxError', Exception, 'Invalid syntax.', PySyntaxErrorObject, {
  slots: { init: syntaxInit, str: syntaxStr },
  getset: [
    fieldAttr('msg', 'msg', 'exception msg'),
    fieldAttr('filename', 'filename', 'exception filename'),
    fieldAttr('lineno', 'lineno', 'exception lineno'),
    fieldAttr('offset', 'offset', 'exception offset'),
    fieldAttr('text', 'text', 'exception text'),
    fieldAttr('end_lineno', 'endLineno', 'exception end lineno'),
    fieldAttr('end_offset', 'endOffset', 'exception end offset'),
    fieldAttr('print_file_and_line', 'printFileAndLine', 'exception print_file_and_line'),
    fieldAttr('_metadata', 'metadata', 'exception private metadata'),
  ],
});
