/**
 * Events of running code, for sys.monitoring, sys.settrace and sys.setprofile.
 *
 * Code that is observed runs from words that all say INSTRUMENTED (bytecode, trace.ts); the loop comes here before each
 * instruction. Words are restored when an instruction finds that nobody observes any more. What is known only after an
 * instruction (the result of a call, the way a branch took) is reported before the next one: `extra.lastPc` is the one before.
 *
 * Order of the observers, as in CPython: monitoring tools by number, the profile function, the trace function.
 */
import {
  instructionLength,
  instrumentWords,
  lineAt,
  lineStarts,
  op,
  OPCODES,
  positionAt,
  restoreWords,
} from '@pyston/bytecode';
import type { CodeObject } from '@pyston/bytecode';
import type { Frame, FrameExtra, PyBaseException, Value } from '@pyston/objects';
import {
  currentFrame,
  takeFrame,
  E,
  frameExtra,
  getAttr,
  hooks,
  isTuple,
  None,
  PyBoundMethod,
  PyFunction,
  PyGenerator,
  PyMethodDescriptor,
  PyNative,
  ts,
} from '@pyston/objects';
import type { CodeRecord } from '../record.ts';
import { recordOf } from '../record.ts';
import { profile, traceCall, traceException, traceLine, traceOpcode, traceReturn } from '../trace.ts';
import { fire, fireBranch, fireCallEnd, fireLine, fireTo, MISSING } from './fire.ts';
import { EVENT, eventsOf, toolsFor } from './state.ts';

const LOCAL_MASK = (1 << 11) - 1;

/** What an instruction does for its observers. */
const Role = { Plain: 0, Return: 1, Yield: 2, Call: 3, Jump: 4, Branch: 5 } as const;

function roleOf(name: string, flow: string): number {
  if (name === 'RETURN') return Role.Return;
  if (name.startsWith('YIELD_')) return Role.Yield;
  if (/^CALL(_|$)/.test(name)) return Role.Call;
  if (flow === 'jump') return Role.Jump;
  return flow === 'branch' ? Role.Branch : Role.Plain;
}

const ROLES: Uint8Array = Uint8Array.from(OPCODES, ({ name, flow }) => roleOf(name, flow));

function operandIndex(kinds: readonly string[]): Int8Array {
  return Int8Array.from(OPCODES, ({ operands }) => operands.findIndex((o) => kinds.includes(o.kind)) + 1);
}
/** Word of an instruction that holds its jump target, or 0. */
const TARGET: Int8Array = operandIndex(['jump']);
/** Word that holds the count of its argument registers, or 0. */
const ARGUMENTS: Int8Array = operandIndex(['srcs']);

function observed(record: CodeRecord): boolean {
  const t = ts;
  return t.traceFunction !== null || t.profileFunction !== null || (eventsOf(record) & LOCAL_MASK) !== 0;
}

/** Some thread has a trace or profile function: the words are those of all threads. */
function threadsTrace(): boolean {
  for (const t of ts.runtime.threads) if (t.traceFunction !== null || t.profileFunction !== null) return true;
  return false;
}

function instrument(record: CodeRecord): void {
  if (record.lineMarks !== null) return;
  record.lineMarks = lineStarts(record.code);
  instrumentWords(record.code, record.words);
}

function restore(record: CodeRecord): void {
  restoreWords(record.code, record.words);
  record.lineMarks = null;
}

/** Frames that run already: those whose code somebody observes from now on. */
export function instrumentStack(): void {
  for (let f = currentFrame(); f !== null; f = f.back) {
    const record = recordOf(f.code);
    if (observed(record)) instrument(record);
    takeFrame(f);
  }
}

// --- entry and exit of activations

/** The activation begins, or goes on after a yield; with `raising` an exception is thrown into it. */
export function enterObserved(frame: Frame, record: CodeRecord, raising: boolean): boolean {
  if (ts.tracing > 0) return true;
  const extra = frameExtra(frame);
  const { pc } = frame;
  const resumed = extra.yieldPc ?? -1;
  extra.yieldPc = -1;
  extra.lastPc = raising ? pc : resumed;
  extra.lastCall = null;
  if (observed(record)) instrument(record);
  if (extra.begun === true) {
    extra.begun = false;
    extra.lastPc = pc;
    return true;
  }
  if (raising) return thrown(frame, record, pc);
  if (resumed < 0) extra.atEntry = true;
  else frame.pc = resumed;
  const done = resumed < 0 ? begun(frame, record) : goneOn(frame, record, resumed);
  extra.atEntry = false;
  frame.pc = pc;
  return done;
}

const AT_START = -1;

function begun(frame: Frame, record: CodeRecord): boolean {
  return fire(record, EVENT.PY_START, AT_START, []) && profile(frame, 'call', None) && traceCall(frame, 'call');
}

function goneOn(frame: Frame, record: CodeRecord, pc: number): boolean {
  return fire(record, EVENT.PY_RESUME, pc, []) && profile(frame, 'call', None) && traceCall(frame, 'call resumed');
}

function thrown(frame: Frame, record: CodeRecord, pc: number): boolean {
  return fire(record, EVENT.PY_THROW, pc, [ts.exc!]) && profile(frame, 'call', None) && traceCall(frame, 'call thrown');
}

/** An exception leaves the frame. */
export function leaveObserved(frame: Frame): void {
  const { pc } = frame;
  if (ts.tracing > 0) return;
  void (
    fire(recordOf(frame.code), EVENT.PY_UNWIND, pc, [ts.exc!]) &&
    profile(frame, 'return', None) &&
    traceReturn(frame, None)
  );
}

// --- exceptions in a frame

/** An exception was raised, or came out of a call; `again`: a handler passes it on. */
export function raisedObserved(frame: Frame, again: boolean): void {
  if (ts.tracing > 0) return;
  const { pc, extra } = frame;
  const record = recordOf(frame.code);
  if (extra?.lastCall != null && extra.lastPc === pc && !endCall(frame, record, extra, false)) return;
  const exc = ts.exc as PyBaseException;
  const at = [exc];
  if (again) void fire(record, EVENT.RERAISE, pc, at);
  else if (fire(record, EVENT.RAISE, pc, at)) void traceException(frame, exc);
}

export function handledObserved(frame: Frame, handler: number): void {
  if (ts.tracing === 0) void fire(recordOf(frame.code), EVENT.EXCEPTION_HANDLED, handler, [ts.exc!]);
}

// --- single instructions

/** Reports what happens at `frame.pc`. Gives the pc to go on at (another one after a jump of the debugger), or -1 = raised. */
export function observeInstruction(frame: Frame, record: CodeRecord): number {
  const { pc } = frame;
  if (ts.tracing > 0) return pc;
  const extra = frameExtra(frame);
  if (!observed(record)) {
    if (!threadsTrace()) restore(record);
    extra.lastPc = -1;
    return pc;
  }
  const opcode = record.code.instructions[pc]!;
  if (
    !(
      afterPrevious(frame, record, extra) &&
      callDone(frame, record, extra) &&
      lineEvent(frame, record, extra) &&
      opcodeEvent(frame, record)
    )
  )
    return -1;
  if (extra.jumped !== true && !byRole(frame, record, extra, opcode)) return -1;
  extra.lastPc = pc;
  if (extra.jumped === true) afterJump(frame, extra);
  return frame.pc;
}

/** A debugger has jumped, perhaps out of a handler: the instruction there is looked at next. */
function afterJump(frame: Frame, extra: FrameExtra): void {
  extra.lastPc = -1;
  ts.handled = frame.handled ?? frame.handledAtEntry;
}

function lineEvent(frame: Frame, record: CodeRecord, extra: FrameExtra): boolean {
  const { pc } = frame;
  if (extra.jumped === true) {
    extra.jumped = false;
    return true;
  }
  if (record.lineMarks![pc] === 0) return true;
  const line = lineAt(record.code, pc);
  const last = extra.lastPc ?? -1;
  if (line < 0 || (last >= 0 && last < pc && lineBefore(record.code, last, pc) === line)) return true;
  return fireLine(record, pc, line) && traceLine(frame);
}

/** Line of the instruction before; at the entry of a handler that is the one that raised, which may have none. */
function lineBefore(code: CodeObject, last: number, pc: number): number {
  return OPCODES[code.instructions[pc]!]!.entry ? positionAt(code, last).line : lineAt(code, last);
}

function opcodeEvent(frame: Frame, record: CodeRecord): boolean {
  const { pc } = frame;
  return fire(record, EVENT.INSTRUCTION, pc, []) && traceOpcode(frame);
}

/**
 * CPython has an instruction that takes the result of a call, on the call's line; so `opcode` is reported there too. A debugger
 * that a call starts stops in that line.
 */
function callDone(frame: Frame, record: CodeRecord, extra: FrameExtra): boolean {
  const { pc } = frame;
  if (!extra.traceOpcodes && toolsFor(record, EVENT.INSTRUCTION, pc) === 0) return true;
  const before = (extra.lastPc ?? -1) >= 0 ? extra.lastPc! : instructionBefore(record.code, pc);
  if (before < 0 || ROLES[record.code.instructions[before]!] !== Role.Call) return true;
  frame.pc = before;
  const done = opcodeEvent(frame, record);
  if (frame.pc === before) frame.pc = pc;
  return done;
}

function instructionBefore(code: CodeObject, pc: number): number {
  const words = code.instructions;
  let before = -1;
  for (let at = 0; at < pc; at += instructionLength(words, at)) before = at;
  return before;
}

function byRole(frame: Frame, record: CodeRecord, extra: FrameExtra, opcode: number): boolean {
  const { pc } = frame;
  const w = record.words;
  switch (ROLES[opcode]) {
    case Role.Return: {
      const v = frame.regs[w[pc + 1]!]!;
      return fire(record, EVENT.PY_RETURN, pc, [v]) && profile(frame, 'return', v) && traceReturn(frame, v);
    }
    case Role.Yield: {
      const v = frame.regs[w[pc + 2]!]!;
      return (
        fire(record, EVENT.PY_YIELD, pc, [v]) && profile(frame, 'return', v) && traceReturn(frame, v, 'return yield')
      );
    }
    case Role.Call:
      return beginCall(frame, record, extra, opcode);
    case Role.Jump:
      // the way around a handler is no jump: CPython puts handlers elsewhere
      if (OPCODES[record.code.instructions[pc + 2]!]?.entry === true) return true;
      return fireTo(record, EVENT.JUMP, pc, w[pc + 1]!);
    default:
      return true;
  }
}

/** What the instruction before turned out to do. */
function afterPrevious(frame: Frame, record: CodeRecord, extra: FrameExtra): boolean {
  const last = extra.lastPc ?? -1;
  if (last < 0) return true;
  const opcode = record.code.instructions[last]!;
  if (extra.lastCall != null) return endCall(frame, record, extra, true);
  return ROLES[opcode] !== Role.Branch || branchTaken(frame, record, last, opcode);
}

function branchTaken(frame: Frame, record: CodeRecord, last: number, opcode: number): boolean {
  const { pc } = frame;
  const w = record.words;
  const target = w[last + TARGET[opcode]!]!;
  const jumped = pc === target;
  if (opcode === op.OP_SEND) return !jumped || ended(frame, record, last, frame.regs[w[last + 1]!]!);
  // what a loop jumps back to is its body
  const right = jumped === target > last;
  if (!fireBranch(record, right ? EVENT.BRANCH_RIGHT : EVENT.BRANCH_LEFT, last, pc)) return false;
  if (opcode !== op.OP_FOR_ITER || !jumped) return true;
  const it = frame.regs[w[last + 2]!];
  return !(it instanceof PyGenerator) || ended(frame, record, last, it.result ?? None);
}

/** A generator has returned to a loop or `yield from`, without an exception: StopIteration for those who watch. */
function ended(frame: Frame, record: CodeRecord, pc: number, value: Value): boolean {
  const exc = hooks.newException(E.StopIteration!, value === None ? [] : [value]);
  const at = [exc];
  if (value === None) return fire(record, EVENT.STOP_ITERATION, pc, at);
  const now = frame.pc;
  frame.pc = pc;
  const done = fire(record, EVENT.RAISE, pc, at) && traceException(frame, exc);
  frame.pc = now;
  return done;
}

// --- calls

/** Callable and first argument of the call at `pc`, a bound method taken apart. */
function calleeAt(frame: Frame, pc: number, opcode: number, w: Int32Array): { callable: Value; first: Value } {
  const r = frame.regs;
  const at = ARGUMENTS[opcode]!;
  const method = opcode === op.OP_CALL_METHOD || opcode === op.OP_CALL_METHOD_KW;
  const callable = r[w[pc + 2]!]!;
  const self = method ? r[w[pc + 2]! + 1] : undefined;
  if (self !== undefined) return { callable, first: self };
  if (callable instanceof PyBoundMethod) return { callable: callable.fn, first: callable.self };
  if (at > 0) return { callable, first: w[pc + at]! > 0 ? r[w[pc + at + 1]!]! : MISSING };
  const args = r[w[pc + 3]!]!;
  return { callable, first: isTuple(args) && args.items.length > 0 ? args.items[0]! : MISSING };
}

function beginCall(frame: Frame, record: CodeRecord, extra: FrameExtra, opcode: number): boolean {
  const { pc } = frame;
  const { callable, first } = calleeAt(frame, pc, opcode, record.words);
  if (!fire(record, EVENT.CALL, pc, [callable, first])) return false;
  if (callable instanceof PyFunction) return true;
  const shown = ts.profileFunction === null ? null : builtinFor(callable, first);
  extra.lastCall = { callable, first, shown };
  return shown === null || profile(frame, 'c_call', shown);
}

/** What the profile function gets for a call of native code: the built-in function or bound method; null for others. */
function builtinFor(callable: Value, first: Value): Value | null {
  if (callable instanceof PyNative) return callable;
  if (!(callable instanceof PyMethodDescriptor) || first === MISSING) return null;
  return getAttr(first, callable.spec.name) ?? null;
}

function endCall(frame: Frame, record: CodeRecord, extra: FrameExtra, returned: boolean): boolean {
  const { callable, first, shown } = extra.lastCall!;
  const pc = extra.lastPc!;
  extra.lastCall = null;
  const event = returned ? EVENT.C_RETURN : EVENT.C_RAISE;
  if (!fireCallEnd(record, event, pc, [callable, first])) return false;
  return shown === null || profile(frame, returned ? 'c_return' : 'c_exception', shown);
}
