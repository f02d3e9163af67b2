/** Running functions and generators: fills the hooks through which package objects reaches the loop. */
import { flags, instructionLength } from '@pyston/bytecode';
import type { HostEngine } from '@pyston/host';
import type { Done, PyBaseException, PyFunction, Result, Value } from '@pyston/objects';
import {
  DONE,
  E,
  Frame,
  frameExtra,
  frameLine,
  GenState,
  hooks,
  int,
  keepFrame,
  pendingIs,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
  raise,
  release,
  strFromJs,
  takeException,
  ts,
  tuple,
  watchCoroutine,
  watchSuspended,
} from '@pyston/objects';
import { bindCall } from './call/bind.ts';
import { runActivation as runCounting } from './generated/counting-loop.ts';
import { runActivation as runLoop } from './generated/loop.ts';
import { run, setRun } from './loop-entry.ts';
import { instrumentStack } from './monitoring/instrument.ts';
import { jumpToLine } from './monitoring/jump.ts';
import type { CodeRecord } from './record.ts';
import { recordOf } from './record.ts';
import { countCalls, holdLoop, isCold } from './warmth.ts';

/** Calls a Python function with any arguments. */
function callFunction(fn: PyFunction, args: Value[], kwnames: readonly string[] | null): Result {
  const record = recordOf(fn.code);
  const regs =
    record.exact === args.length && kwnames === null
      ? placeArguments(fn, record, args)
      : bindCall(fn, record, args, kwnames);
  if (regs === undefined) return undefined;
  const frame = new Frame(fn.code, regs, ts.frame, fn.globals, fn.builtins, fn);
  // a module's code as a function: its names are globals
  if ((record.code.flags & flags.CO_OPTIMIZED) === 0) frame.locals = fn.globals;
  if (record.suspends !== 0) return makeGenerator(frame, fn.name, fn.qualname);
  if (isCold()) countCalls(1);
  return run(frame, false);
}

/** Registers for a call with exactly the positional parameters. */
function placeArguments(fn: PyFunction, record: CodeRecord, args: Value[]): (Value | undefined)[] {
  const regs = record.template.slice();
  for (let i = 0; i < args.length; i++) regs[i] = args[i];
  const { closure } = fn;
  if (closure !== null) for (let i = 0; i < closure.length; i++) regs[record.freeBase + i] = closure[i];
  return regs;
}

function makeGenerator(frame: Frame, name: Value, qualname: Value): Value {
  const kind = recordOf(frame.code).suspends;
  frame.back = null;
  if ((kind & (flags.CO_COROUTINE | flags.CO_ASYNC_GENERATOR)) === 0)
    return (frame.generator = new PyGenerator(frame, name, qualname));
  const type =
    kind & flags.CO_COROUTINE ? PyCoroutine : kind & flags.CO_ASYNC_GENERATOR ? PyAsyncGenerator : PyGenerator;
  const gen = new type(frame, name, qualname);
  frame.generator = gen;
  if (type === PyCoroutine) {
    gen.origin = coroutineOrigin();
    watchCoroutine(gen);
  }
  return gen;
}

/** `cr_origin`: (file, line, function) of the innermost frames that made the coroutine; null while tracking is off. */
function coroutineOrigin(): Value | null {
  const depth = ts.originDepth;
  if (depth === 0) return null;
  const out: Value[] = [];
  for (let f = ts.frame; f !== null && out.length < depth; f = f.back) {
    const { code } = f.code;
    out.push(tuple([strFromJs(code.filename), int(frameLine(f)), strFromJs(code.name)]));
  }
  return tuple(out);
}

/** Continues a generator; see Hooks.resume. */
function resume(gen: PyGenerator, value: Value, exc: PyBaseException | null): Value | Done | undefined {
  const { frame } = gen;
  const first = gen.state === GenState.Created;
  gen.state = GenState.Running;
  if (gen.watched !== null) {
    if (first) release(gen);
    else frame.generator = gen;
  }
  frame.back = ts.frame;
  if (frame.reuses < 0) keepFrame(ts.frame);
  if (exc !== null) {
    ts.exc = exc;
    chain(exc, frame);
  } else if (!first) {
    const words = frame.code.code.instructions;
    frame.regs[words[frame.pc + 1]!] = value;
    if (ts.instrumented) frameExtra(frame).yieldPc = frame.pc;
    frame.pc += instructionLength(words, frame.pc);
  }
  const v = run(frame, exc !== null);
  if (v === undefined) return failed(gen);
  if ((gen.state as number) === GenState.Suspended) {
    if (frame.code.code.exceptionTable.length > 0) watchSuspended(gen);
    return v;
  }
  if (gen.watched !== null) release(gen);
  frame.back = null;
  gen.result = v;
  return DONE;
}

/** An exception thrown in gets the exception that the generator is handling as context. */
function chain(exc: PyBaseException, frame: Frame): void {
  if (frame.handled !== null && exc.context === null && exc !== frame.handled) exc.context = frame.handled;
}

/** StopIteration leaving a generator body is an error (PEP 479). */
function failed(gen: PyGenerator): undefined {
  gen.state = GenState.Finished;
  if (gen.watched !== null) release(gen);
  const isAsync = gen instanceof PyAsyncGenerator;
  const what = gen instanceof PyCoroutine ? 'coroutine' : isAsync ? 'async generator' : 'generator';
  const name = pendingIs(E.StopIteration!)
    ? 'StopIteration'
    : isAsync && pendingIs(E.StopAsyncIteration!)
      ? 'StopAsyncIteration'
      : null;
  if (name === null) return undefined;
  const cause = takeException();
  raise(E.RuntimeError!, `${what} raised ${name}`);
  const error = ts.exc!;
  error.cause = cause;
  error.context = cause;
  error.suppressContext = true;
  return undefined;
}

/** Connects the loop with package objects. Called once. */
export function installLoop(): void {
  setRun(runLoop);
  hooks.callFunction = callFunction;
  hooks.resume = resume;
  hooks.makeGenerator = makeGenerator;
  hooks.jumpToLine = jumpToLine;
  hooks.frameTraced = instrumentStack;
}

/** The engine does not optimize the loop before the program is busy; see warmth.ts. `null`: for records of a snapshot. */
export function startCold(engine: HostEngine | null): void {
  if (engine === null) return holdLoop(null);
  engine.holdBack(runLoop.name);
  holdLoop(() => engine.holdBack(null));
}

/** From now on activations that begin are counted, or not any more; see feedback.ts. */
export function countFeedback(on: boolean): void {
  setRun(on ? runCounting : runLoop);
}
