/**
 * Types async_generator, async_generator_asend, async_generator_athrow (PEP 525): what `async for`, asend(), athrow() and
 * aclose() await.
 *
 * The body hands out AsyncYield for `yield` and the awaited values as they are. An awaitable passes the latter on, and
 * ends with the yielded value: as its `next` slot's DONE with `ts.stopValue`, from Python as StopIteration(value).
 */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, pendingIs, raise, raiseWith, takeException } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { ABSENT, DONE } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import type { Watched } from '../object/finalizers.ts';
import { unwatch, watch } from '../object/finalizers.ts';
import { addressOf } from '../object/object.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { call, call1 } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { awaitableIter } from './awaitable.ts';
import { AsyncYield, GenState, PyAsyncGenerator, PyCoroutine } from './generator.ts';
import { exceptionArgument, genRaise, genSend, raiseStop } from './resume.ts';
import { frameAttrs, throwInto } from './types.ts';

type Step = Value | Done | undefined;

const AwaitState = { Init: 0, Iterating: 1, Closed: 2 } as const;

/** The awaitable of `__anext__()` (sent = null) and asend(). */
class PyAsyncSend extends PyObject {
  readonly gen: PyAsyncGenerator;
  readonly sent: Value | null;
  state: number = AwaitState.Init;
  watched: Watched | null = null;
  constructor(gen: PyAsyncGenerator, sent: Value | null) {
    super();
    this.gen = gen;
    this.sent = sent;
  }
}

/** The awaitable of athrow(*args), or of aclose() (args = null). */
class PyAsyncThrow extends PyObject {
  readonly gen: PyAsyncGenerator;
  readonly args: readonly Value[] | null;
  state: number = AwaitState.Init;
  watched: Watched | null = null;
  constructor(gen: PyAsyncGenerator, args: readonly Value[] | null) {
    super();
    this.gen = gen;
    this.args = args;
  }
}

/** Warns in the end, if nobody awaited the result of `method`. */
function watchAwaitable<A extends PyAsyncSend | PyAsyncThrow>(self: A, method: string): A {
  const { qualname } = self.gen;
  self.watched = watch(self, () => warnUnawaited(method, qualname));
  return self;
}

function warnUnawaited(method: string, qualname: Value): void {
  const name = reprJs(qualname);
  if (
    name === undefined ||
    hooks.warn(E.RuntimeWarning!, `coroutine method '${method}' of ${name} was never awaited`, 1) === undefined
  ) {
    hooks.writeUnraisable(takeException(), None, null);
  }
}

/** The awaitable is in use. */
function begin(self: PyAsyncSend | PyAsyncThrow): void {
  if (self.watched !== null) unwatch(self.watched);
  self.watched = null;
}

/** Step of an awaitable as a method's result. */
function asResult(step: Step): Result {
  if (step !== DONE) return step;
  const value = ts.stopValue ?? None;
  ts.stopValue = undefined;
  return raiseStop(value);
}

/** DONE with this value. */
function done(value: Value | undefined): Done {
  ts.stopValue = value;
  return DONE;
}

/** What the body gave, as the awaitable's step; the end of the body is StopAsyncIteration. */
function unwrap(gen: PyAsyncGenerator, step: Step): Step {
  if (step === DONE) raiseWith(E.StopAsyncIteration!);
  if (step === DONE || step === undefined) {
    if (pendingIs(E.StopAsyncIteration!) || pendingIs(E.GeneratorExit!)) gen.closed = true;
    gen.asyncRunning = false;
    return undefined;
  }
  if (!(step instanceof AsyncYield)) return step;
  gen.asyncRunning = false;
  return done(step.value);
}

/** sys.set_asyncgen_hooks: at first use the finaliser is noted and the generator announced. */
function initHooks(gen: PyAsyncGenerator): boolean {
  if (gen.hooksInited) return true;
  gen.hooksInited = true;
  const installed = ts.asyncgenHooks;
  if (installed === null) return true;
  if (installed.finalizer !== None) gen.finalizer = installed.finalizer;
  return installed.firstiter === None || call1(installed.firstiter, gen) !== undefined;
}

// --- asend

const REUSED_SEND = 'cannot reuse already awaited __anext__()/asend()';

/** Checks and leaves the initial state; false = raised. */
function enterSend(self: PyAsyncSend): boolean {
  begin(self);
  if (self.state === AwaitState.Closed) {
    raise(E.RuntimeError!, REUSED_SEND);
    return false;
  }
  if (self.state === AwaitState.Init) {
    if (self.gen.asyncRunning) {
      self.state = AwaitState.Closed;
      raise(E.RuntimeError!, 'anext(): asynchronous generator is already running');
      return false;
    }
    self.state = AwaitState.Iterating;
  }
  self.gen.asyncRunning = true;
  return true;
}

function leaveSend(self: PyAsyncSend, step: Step): Step {
  const out = unwrap(self.gen, step);
  if (out === undefined || out === DONE) self.state = AwaitState.Closed;
  return out;
}

function sendStep(self: PyAsyncSend, v: Value): Step {
  const first = self.state === AwaitState.Init;
  if (!enterSend(self)) return undefined;
  const value = first && v === None ? (self.sent ?? None) : v;
  return leaveSend(self, genSend(self.gen, value));
}

function sendThrow(self: PyAsyncSend, type: Value, value?: Value, tb?: Value): Step {
  if (!enterSend(self)) return undefined;
  return leaveSend(self, throwInto(self.gen, type, value, tb));
}

function sendClose(self: PyAsyncSend): Result {
  return self.state === AwaitState.Closed ? None : closed(sendThrow(self, E.GeneratorExit!));
}

/** The outcome of throwing GeneratorExit into an awaitable. */
function closed(step: Step): Result {
  if (step === DONE) {
    ts.stopValue = undefined;
    return None;
  }
  if (step !== undefined) return raise(E.RuntimeError!, 'coroutine ignored GeneratorExit');
  return clearIf(E.StopIteration!) || clearIf(E.StopAsyncIteration!) || clearIf(E.GeneratorExit!) ? None : undefined;
}

// --- athrow and aclose

function enterThrow(self: PyAsyncThrow): boolean {
  begin(self);
  if (self.state === AwaitState.Closed) {
    raise(E.RuntimeError!, 'cannot reuse already awaited aclose()/athrow()');
    return false;
  }
  return true;
}

/** Leaves the initial state; false = raised. */
function startThrow(self: PyAsyncThrow): boolean {
  if (self.gen.asyncRunning) {
    self.state = AwaitState.Closed;
    raise(E.RuntimeError!, `${self.args === null ? 'aclose' : 'athrow'}(): asynchronous generator is already running`);
    return false;
  }
  self.state = AwaitState.Iterating;
  self.gen.asyncRunning = true;
  return true;
}

function throwStep(self: PyAsyncThrow, v: Value): Step {
  const { gen } = self;
  if (!enterThrow(self)) return undefined;
  if (gen.state === GenState.Finished) {
    self.state = AwaitState.Closed;
    return done(undefined);
  }
  if (self.state === AwaitState.Iterating) return leaveThrow(self, genSend(gen, v), true);
  if (!gen.asyncRunning && gen.closed) {
    self.state = AwaitState.Closed;
    return raiseWith(E.StopAsyncIteration!);
  }
  if (!gen.asyncRunning && v !== None)
    return raise(E.RuntimeError!, "can't send non-None value to a just-started coroutine");
  if (!startThrow(self)) return undefined;
  if (self.args === null) gen.closed = true;
  const exc =
    self.args === null
      ? hooks.newException(E.GeneratorExit!, [])
      : exceptionArgument(self.args[0]!, self.args[1], self.args[2]);
  return leaveThrow(self, exc === undefined ? undefined : genRaise(gen, exc, false), true);
}

/** After the body ran: aclose() wants it to end, athrow() takes what it yields. */
function leaveThrow(self: PyAsyncThrow, step: Step, sending: boolean): Step {
  const { gen } = self;
  if (self.args !== null) {
    const out = unwrap(gen, step);
    if (out === undefined || out === DONE) self.state = AwaitState.Closed;
    return out;
  }
  if (step instanceof AsyncYield) {
    gen.asyncRunning = false;
    self.state = AwaitState.Closed;
    return raise(E.RuntimeError!, 'async generator ignored GeneratorExit');
  }
  if (step !== undefined && step !== DONE) return step;
  gen.asyncRunning = false;
  self.state = AwaitState.Closed;
  if (step === DONE) return done(undefined);
  return (sending || pendingIs(E.StopAsyncIteration!) || pendingIs(E.GeneratorExit!)) && endedBy()
    ? done(undefined)
    : undefined;
}

function endedBy(): boolean {
  return clearIf(E.StopAsyncIteration!) || clearIf(E.GeneratorExit!);
}

function throwThrow(self: PyAsyncThrow, type: Value, value?: Value, tb?: Value): Step {
  if (!enterThrow(self)) return undefined;
  if (self.state === AwaitState.Init && !startThrow(self)) return undefined;
  return leaveThrow(self, throwInto(self.gen, type, value, tb), false);
}

function throwClose(self: PyAsyncThrow): Result {
  return self.state === AwaitState.Closed ? None : closed(throwThrow(self, E.GeneratorExit!));
}

// --- anext(iterator, default)

/** Awaits `wrapped`; StopAsyncIteration becomes the default. */
class PyAnextAwaitable extends PyObject {
  readonly wrapped: Value;
  readonly fallback: Value;
  constructor(wrapped: Value, fallback: Value) {
    super();
    this.wrapped = wrapped;
    this.fallback = fallback;
  }
}

function anextIterator(self: PyAnextAwaitable): Result {
  const it = awaitableIter(self.wrapped);
  if (!(it instanceof PyCoroutine)) return it;
  const wrapper = typeOf(it).slots.await!(it);
  return wrapper;
}

function orDefault(self: PyAnextAwaitable, step: Step): Step {
  return step === undefined && clearIf(E.StopAsyncIteration!) ? done(self.fallback) : step;
}

function anextNext(self: PyAnextAwaitable): Step {
  const it = anextIterator(self);
  return it === undefined ? undefined : orDefault(self, typeOf(it).slots.next!(it));
}

function anextCall(name: string) {
  return (self: PyAnextAwaitable, ...args: (Value | undefined)[]): Result => {
    const it = anextIterator(self);
    const fn = it === undefined ? undefined : getAttrOrAbsent(it, name);
    if (fn === undefined) return undefined;
    if (fn === ABSENT) return raise(E.AttributeError!, `'${typeOf(it!).name}' object has no attribute '${name}'`);
    return asResult(
      orDefault(
        self,
        call(
          fn,
          args.filter((v): v is Value => v !== undefined),
        ),
      ),
    );
  };
}

hooks.anextDefault = (awaitable, fallback) => new PyAnextAwaitable(awaitable, fallback);

// --- types

function athrow(self: PyAsyncGenerator, type: Value, value?: Value, tb?: Value): Result {
  if (
    value !== undefined &&
    hooks.warn(
      E.DeprecationWarning!,
      'the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.',
      1,
    ) === undefined
  )
    return undefined;
  if (!initHooks(self)) return undefined;
  return watchAwaitable(
    new PyAsyncThrow(
      self,
      [type, value, tb].filter((v): v is Value => v !== undefined),
    ),
    'athrow',
  );
}

function repr(self: PyAsyncGenerator): Result {
  const name = isStr(self.qualname) ? jsString(strValue(self.qualname)) : reprJs(self.qualname);
  return strFromJs(`<async_generator object ${name} at ${addressOf(self)}>`);
}

const THROW = '($self, type, value=None, traceback=None, /)';

T.async_generator = defineType({
  name: 'async_generator',
  instanceClass: PyAsyncGenerator as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  hasWeakRef: true,
  slots: {
    repr,
    aiter: (self: PyAsyncGenerator) => self,
    anext: (self: PyAsyncGenerator) => (initHooks(self) ? new PyAsyncSend(self, null) : undefined),
  },
  methods: [
    // the slot, which `async for` uses, makes awaitables that nobody can drop
    method(
      '__anext__',
      '($self, /)',
      (self: PyAsyncGenerator) => (initHooks(self) ? watchAwaitable(new PyAsyncSend(self, null), 'asend') : undefined),
      'Return a value or raise StopAsyncIteration.',
    ),
    method(
      'asend',
      '($self, value, /)',
      (self: PyAsyncGenerator, v: Value) =>
        initHooks(self) ? watchAwaitable(new PyAsyncSend(self, v), 'asend') : undefined,
      "asend(v) -> send 'v' in generator.",
    ),
    method(
      'athrow',
      THROW,
      athrow,
      'athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.',
    ),
    method(
      'aclose',
      '($self, /)',
      (self: PyAsyncGenerator) =>
        initHooks(self) ? watchAwaitable(new PyAsyncThrow(self, null), 'aclose') : undefined,
      'aclose() -> raise GeneratorExit inside generator.',
    ),
  ],
  classMethods: [CLASS_GETITEM],
  getset: frameAttrs('ag', 'ag_await'),
});

T.async_generator_asend = defineType({
  name: 'async_generator_asend',
  instanceClass: PyAsyncSend as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: {
    await: (self: PyAsyncSend) => self,
    iter: (self: PyAsyncSend) => self,
    next: (self: PyAsyncSend) => sendStep(self, None),
  },
  methods: [
    method('send', '($self, value, /)', (self: PyAsyncSend, v: Value) => asResult(sendStep(self, v))),
    method('throw', THROW, (self: PyAsyncSend, t: Value, v?: Value, tb?: Value) => asResult(sendThrow(self, t, v, tb))),
    method('close', '($self, /)', sendClose),
  ],
});

T.async_generator_athrow = defineType({
  name: 'async_generator_athrow',
  instanceClass: PyAsyncThrow as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: {
    await: (self: PyAsyncThrow) => self,
    iter: (self: PyAsyncThrow) => self,
    next: (self: PyAsyncThrow) => throwStep(self, None),
  },
  methods: [
    method('send', '($self, value, /)', (self: PyAsyncThrow, v: Value) => asResult(throwStep(self, v))),
    method('throw', THROW, (self: PyAsyncThrow, t: Value, v?: Value, tb?: Value) =>
      asResult(throwThrow(self, t, v, tb)),
    ),
    method('close', '($self, /)', throwClose),
  ],
});

T.anext_awaitable = defineType({
  name: 'anext_awaitable',
  instanceClass: PyAnextAwaitable as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: { await: (self: PyAnextAwaitable) => self, iter: (self: PyAnextAwaitable) => self, next: anextNext },
  methods: [
    method('send', '($self, value, /)', anextCall('send')),
    method('throw', THROW, anextCall('throw')),
    method('close', '($self, /)', anextCall('close')),
  ],
});
