/** Types generator, coroutine and coroutine_wrapper. */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset, method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import { showFrame } from '../core/frame.ts';
import { hooks } from '../core/hooks.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { TypeFlag } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { DONE, int } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { addressOf } from '../object/object.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { GenState, PyCoroutine, PyGenerator } from './generator.ts';
import { delegate, exceptionArgument, genClose, genNext, genRaise, genSend, raiseStop } from './resume.ts';

/** DONE as StopIteration. */
export function finished(gen: PyGenerator, r: Value | Done | undefined): Result {
  return r === DONE ? raiseStop(gen.result ?? None) : r;
}

function send(self: PyGenerator, value: Value): Result {
  return finished(self, genSend(self, value));
}

/** throw(); the three-argument form is deprecated. */
export function throwInto(
  self: PyGenerator,
  type: Value,
  value: Value | undefined,
  tb: Value | undefined,
): Value | Done | undefined {
  if (
    value !== undefined &&
    hooks.warn(
      E.DeprecationWarning!,
      'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.',
      1,
    ) === undefined
  )
    return undefined;
  const exc = exceptionArgument(type, value, tb);
  return exc === undefined ? undefined : genRaise(self, exc);
}

function throwMethod(self: PyGenerator, type: Value, value?: Value, tb?: Value): Result {
  return finished(self, throwInto(self, type, value, tb));
}

function textOf(v: Value): string {
  return isStr(v) ? jsString(strValue(v)) : '?';
}

function nameAttr(name: '__name__' | '__qualname__', field: 'name' | 'qualname', noun: string): GetSetSpec {
  const attr = getset(
    name,
    (self: PyGenerator) => self[field],
    (self: PyGenerator, v: Value) =>
      isStr(v) ? ((self[field] = v), None) : typeError(`${name} must be set to a string object`),
    () => typeError(`${name} must be set to a string object`),
  );
  return { ...attr, doc: `${field === 'name' ? 'name' : 'qualified name'} of the ${noun}` };
}

const NOUNS = { gi: 'generator', cr: 'coroutine', ag: 'async generator' } as const;

/** gi_frame and so on, with the prefix of the kind. */
export function frameAttrs(prefix: 'gi' | 'cr' | 'ag', sub: string): GetSetSpec[] {
  return [
    nameAttr('__name__', 'name', NOUNS[prefix]),
    nameAttr('__qualname__', 'qualname', NOUNS[prefix]),
    getset(`${prefix}_frame`, (self: PyGenerator) => (self.state === GenState.Finished ? None : showFrame(self.frame))),
    getset(`${prefix}_running`, (self: PyGenerator) =>
      prefix === 'ag' ? self.asyncRunning : self.state === GenState.Running,
    ),
    getset(`${prefix}_suspended`, (self: PyGenerator) => self.state === GenState.Suspended),
    getset(`${prefix}_code`, (self: PyGenerator) => self.frame.code),
    {
      ...getset(sub, (self: PyGenerator) => delegate(self) ?? None),
      doc: prefix === 'gi' ? 'object being iterated by yield from, or None' : 'object being awaited on, or None',
    },
  ];
}

const THROW_DOC =
  'throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.';

/** The documentation of a generator's method, worded for coroutines. */
function forCoroutine(doc: string): string {
  return doc
    .replaceAll('generator', 'coroutine')
    .replace('yielded', 'iterated')
    .replace('send(value)', 'send(arg)')
    .replace("'value'", "'arg'")
    .replace('[,tb]', '[,traceback]');
}

const GENERATOR_DOCS = {
  send: "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
  throw: THROW_DOC,
  close: 'close() -> raise GeneratorExit inside generator.',
};

const COROUTINE_DOCS = {
  send: forCoroutine(GENERATOR_DOCS.send),
  throw: forCoroutine(GENERATOR_DOCS.throw),
  close: forCoroutine(GENERATOR_DOCS.close),
};

function resumeMethods(docs: typeof GENERATOR_DOCS, of: (self: any) => PyGenerator) {
  return [
    method('send', '($self, value, /)', (self: Value, v: Value) => send(of(self), v), docs.send),
    method(
      'throw',
      '($self, type, value=None, traceback=None, /)',
      (self: Value, t: Value, v?: Value, tb?: Value) => throwMethod(of(self), t, v, tb),
      docs.throw,
    ),
    method('close', '($self, /)', (self: Value) => genClose(of(self)), docs.close),
  ];
}

const SIZEOF = method(
  '__sizeof__',
  '($self, /)',
  () => int(192),
  'gen.__sizeof__() -> size of gen in memory, in bytes',
);

T.generator = defineType({
  name: 'generator',
  instanceClass: PyGenerator as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  hasWeakRef: true,
  slots: {
    repr: (self: PyGenerator) => strFromJs(`<generator object ${textOf(self.qualname)} at ${addressOf(self)}>`),
    iter: (self: PyGenerator) => self,
    next: genNext,
  },
  methods: [...resumeMethods(GENERATOR_DOCS, (self: PyGenerator) => self), SIZEOF],
  classMethods: [CLASS_GETITEM],
  getset: frameAttrs('gi', 'gi_yieldfrom'),
});

/** What `coroutine.__await__()` gives: the coroutine as an iterator. */
export class PyCoroutineWrapper extends PyObject {
  readonly coroutine: PyCoroutine;
  constructor(coroutine: PyCoroutine) {
    super();
    this.coroutine = coroutine;
  }
}

T.coroutine = defineType({
  name: 'coroutine',
  instanceClass: PyCoroutine as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  hasWeakRef: true,
  slots: {
    repr: (self: PyGenerator) => strFromJs(`<coroutine object ${textOf(self.qualname)} at ${addressOf(self)}>`),
    await: (self: PyCoroutine) => new PyCoroutineWrapper(self),
  },
  methods: [...resumeMethods(COROUTINE_DOCS, (self: PyGenerator) => self), SIZEOF],
  classMethods: [CLASS_GETITEM],
  getset: [...frameAttrs('cr', 'cr_await'), getset('cr_origin', (self: PyGenerator) => self.origin ?? None)],
});

T.coroutine_wrapper = defineType({
  name: 'coroutine_wrapper',
  instanceClass: PyCoroutineWrapper as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: { iter: (self: PyCoroutineWrapper) => self, next: (self: PyCoroutineWrapper) => genNext(self.coroutine) },
  doc: 'A wrapper object implementing __await__ for coroutines.',
  methods: resumeMethods(COROUTINE_DOCS, (self: PyCoroutineWrapper) => self.coroutine),
});
