/** OSError: errno, strerror, filename; the constructor picks the subclass of an errno. */
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { asSsize } from '../ops/arith.ts';
import { attributeError } from '../ops/attr.ts';
import { instanceDict } from '../type/instance-dict.ts';
import { dictLen } from '../dict/ops.ts';
import { reprJs, strJs } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { tuple } from '../tuple/tuple.ts';
import { PyBaseException } from './base.ts';
import { exceptionStr } from './base-type.ts';
import { defineException, fieldAttr } from './define.ts';
import './special.ts';

export class PyOSError extends PyBaseException {
  errno: Value | null = null;
  strerror: Value | null = null;
  filename: Value | null = null;
  filename2: Value | null = null;
  /** BlockingIOError.characters_written, -1 = not set. */
  written = -1;
}

/** Linux errno → subclass (PEP 3151). */
const SUBCLASS: Readonly<Record<number, string>> = {
  11: 'BlockingIOError',
  114: 'BlockingIOError',
  115: 'BlockingIOError',
  32: 'BrokenPipeError',
  108: 'BrokenPipeError',
  10: 'ChildProcessError',
  103: 'ConnectionAbortedError',
  111: 'ConnectionRefusedError',
  104: 'ConnectionResetError',
  17: 'FileExistsError',
  2: 'FileNotFoundError',
  4: 'InterruptedError',
  21: 'IsADirectoryError',
  20: 'NotADirectoryError',
  13: 'PermissionError',
  1: 'PermissionError',
  3: 'ProcessLookupError',
  110: 'TimeoutError',
};

/** Whether __new__ initialises: unless a subclass overrides __init__ and not __new__. */
function initInNew(cls: PyType): boolean {
  return cls.slots.init === osInit || cls.slots.new !== osNew;
}

function osNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (!initInNew(cls)) {
    const exc = new cls.instanceClass() as PyOSError;
    exc.args = tuple([]);
    return exc;
  }
  if (kwnames !== null && kwnames.length > 0) return typeError(`${cls.name}() takes no keyword arguments`);
  let target = cls;
  if (cls === E.OSError && args.length >= 2 && args.length <= 5 && typeof args[0] === 'number') {
    const name = SUBCLASS[args[0]];
    if (name !== undefined) target = E[name]!;
  }
  const exc = new target.instanceClass() as PyOSError;
  return fill(exc, args) === undefined ? undefined : exc;
}

function osInit(self: PyOSError, args: Value[], kwnames: readonly string[] | null): Result {
  if (typeOf(self).slots.new === osNew && initInNew(typeOf(self))) return None;
  if (kwnames !== null && kwnames.length > 0) return typeError(`${typeOf(self).name}() takes no keyword arguments`);
  return fill(self, args);
}

function fill(self: PyOSError, args: Value[]): Result {
  self.args = tuple(args.slice());
  if (args.length < 2 || args.length > 5) return None;
  self.errno = args[0]!;
  self.strerror = args[1]!;
  if (args.length === 2) return None;
  const isBlocking = typeOf(self).mro.includes(E.BlockingIOError!);
  if (args.length === 3 && isBlocking && typeof args[2] === 'number') {
    self.written = args[2];
    return None;
  }
  if (args[2] !== None) self.filename = args[2]!;
  if (args.length === 5 && args[4] !== None) self.filename2 = args[4]!;
  self.args = tuple(args.slice(0, 2));
  return None;
}

function osStr(self: PyOSError): Result {
  const { errno, strerror, filename, filename2 } = self;
  if (filename !== null) {
    const name = reprJs(filename);
    const second = filename2 === null ? '' : reprJs(filename2);
    const head = osHead(errno ?? None, strerror ?? None);
    if (name === undefined || second === undefined || head === undefined) return undefined;
    return strFromJs(filename2 === null ? `${head}: ${name}` : `${head}: ${name} -> ${second}`);
  }
  if (errno !== null && strerror !== null) {
    const head = osHead(errno, strerror);
    return head === undefined ? undefined : strFromJs(head);
  }
  return exceptionStr(self);
}

function osHead(errno: Value, strerror: Value): string | undefined {
  const a = strJs(errno);
  const b = strJs(strerror);
  return a === undefined || b === undefined ? undefined : `[Errno ${a}] ${b}`;
}

function reduce(self: PyOSError): Result {
  let { args } = self;
  if (args.items.length === 2 && self.filename !== null) {
    const items = [...args.items, self.filename];
    if (self.filename2 !== null) items.push(None, self.filename2);
    args = tuple(items);
  }
  const dict = instanceDict(self);
  return dict !== null && dictLen(dict) > 0 ? tuple([typeOf(self), args, dict]) : tuple([typeOf(self), args]);
}

function setWritten(self: PyOSError, v: Value): Result {
  const n = asSsize(v, E.ValueError!);
  if (n === undefined) return undefined;
  self.written = n;
  return None;
}

function noWritten(self: PyOSError): undefined {
  return attributeError('characters_written', self, 'characters_written');
}

defineException('OSError', E.Exception!, 'Base class for I/O related errors.', PyOSError, {
  slots: { new: osNew, init: osInit, str: osStr },
  methods: [method('__reduce__', '($self, /)', reduce)],
  getset: [
    fieldAttr('errno', 'errno', 'POSIX exception code'),
    fieldAttr('strerror', 'strerror', 'exception strerror'),
    fieldAttr('filename', 'filename', 'exception filename'),
    fieldAttr('filename2', 'filename2', 'second exception filename'),
    getset(
      'characters_written',
      (self: PyOSError) => (self.written === -1 ? noWritten(self) : int(self.written)),
      setWritten,
      (self: PyOSError) => (self.written === -1 ? noWritten(self) : ((self.written = -1), None)),
    ),
  ],
});
