/**
 * Frame: one activation of a code object, in the form that every tier can hand over and take back.
 *
 * `regs` is the register array (bytecode/src/opcodes.ts gives the layout: locals, cells, temporaries, constants); an
 * unbound local is `undefined`. `pc` is the word offset of the instruction being executed (exact whenever other code can
 * look: at calls, raises, yields, polls). Python's frame object is this object.
 */
import type { PyDict } from '../dict/dict.ts';
import type { PyCode } from '../function/code.ts';
import type { PyFunction } from '../function/function.ts';
import type { PyBaseException } from '../exceptions/base.ts';
import { layoutClass, type PyObject } from './object.ts';
import { ts } from './thread-state.ts';
import type { Value } from './value.ts';

/** A closure variable. `v` is undefined while unbound. */
export interface Cell extends PyObject {}
export class Cell {
  v: Value | undefined;
  constructor(v: Value | undefined) {
    this.stub = undefined;
    this.v = v;
  }
}

layoutClass(Cell);

export interface Frame extends PyObject {}
export class Frame {
  readonly code: PyCode;
  readonly regs: (Value | undefined)[];
  pc: number;
  /** Caller, while running; null for a suspended generator. */
  back: Frame | null;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  /** Namespace of class bodies, modules and exec: a mapping; null in functions. */
  locals: Value | null;
  fn: PyFunction | null;
  /** The generator-like object whose body this is, or null. */
  generator: PyObject | null;
  /** Exception that the caller was handling when this activation was entered or resumed. */
  handledAtEntry: PyBaseException | null;
  /** Exception that this frame itself is handling (innermost except block), or null. */
  handled: PyBaseException | null;
  /** Local trace function (f_trace), or null. */
  trace: Value | null;
  /** Extra state that few frames have: f_lineno set by a debugger, f_trace_opcodes … */
  extra: FrameExtra | null;
  /**
   * How many more activations may use this object when it has returned; 0: none, -1: none, since somebody may hold it
   * (keepFrame), and then nobody reuses its callers either.
   */
  reuses: number;
  constructor(
    code: PyCode,
    regs: (Value | undefined)[],
    back: Frame | null,
    globals: PyDict,
    builtins: PyDict,
    fn: PyFunction | null,
  ) {
    this.stub = undefined;
    this.code = code;
    this.regs = regs;
    this.pc = 0;
    this.back = back;
    this.globals = globals;
    this.builtins = builtins;
    this.locals = null;
    this.fn = fn;
    this.generator = null;
    this.handledAtEntry = null;
    this.handled = null;
    this.trace = null;
    this.extra = null;
    this.reuses = 0;
  }
}

layoutClass(Frame);

/**
 * To be called before anything that may outlive an activation gets hold of its frame (tracebacks, Python code), and by
 * whoever gives a frame that is held already a new caller (`frame.reuses < 0`), for that caller. Looking at frames in
 * passing needs no call.
 */
export function keepFrame(frame: Frame | null): void {
  for (let f = frame; f !== null && f.reuses >= 0; f = f.back) f.reuses = -1;
}

/** What a tier answers for activations that have no Frame until somebody asks, or keep their variables elsewhere. */
export interface LiveFrames {
  /** The innermost frame, with the callers (`back`) of all live frames right and every pc exact. */
  innermost(): Frame | null;
  /**
   * Python code gets hold of the frame, or wants to be told what happens in it. It is the frame of its activation from now on:
   * when control returns to that, it goes on in tier 0.
   */
  show(frame: Frame): void;
  /**
   * Somebody wants the variables of the frame: `frame.regs` holds them afterwards. The code of a live activation is marked
   * (`TierRecord.spills`). false = raised, because they cannot be had.
   */
  variables(frame: Frame): boolean;
}

/** null: all activations have their Frame. */
let liveFrames: LiveFrames | null = null;

export function setLiveFrames(live: LiveFrames | null): void {
  liveFrames = live;
}

/** The frame of the running Python code. Natives that look at frames ask here; `ts.frame` is for those who run code. */
export function currentFrame(): Frame | null {
  return liveFrames === null ? ts.frame : liveFrames.innermost();
}

/** To be called before anybody else than its activation looks at a frame's variables or changes them. false = raised. */
export function variablesOf(frame: Frame): boolean {
  return liveFrames === null || liveFrames.variables(frame);
}

/** The frame's activation has to go on in tier 0; see LiveFrames.show. */
export function takeFrame(frame: Frame): void {
  liveFrames?.show(frame);
}

export interface FrameExtra {
  traceLines: boolean;
  traceOpcodes: boolean;
  /** Names added through f_locals that are no variables of the code. */
  extraLocals: PyDict | null;
  /** The frame is being entered: it stands before its first instruction. */
  atEntry: boolean;
  /** Place of the yield after which the frame goes on, until observers know; -1 otherwise. */
  yieldPc?: number;
  /** Place of the last observed instruction, or -1. */
  lastPc?: number;
  /** A debugger has jumped: the line it jumped to is not reported. */
  jumped?: boolean;
  /** The call of native code at lastPc, while it runs; `shown`: what the profile function gets. */
  lastCall?: { readonly callable: Value; readonly first: Value; readonly shown: Value | null } | null;
  finished: boolean;
  /** The activation began in compiled code before somebody observed it, and goes on in tier 0: that is no new call. */
  begun?: boolean;
  /** Python code may hold the frame object: its variables stay when a generator is closed. */
  shown?: boolean;
  /** Generator of a suspended frame that the registry of finalisers holds: then `frame.generator` is null. */
  suspended?: WeakRef<PyObject>;
}

/** The record of rare state, made on demand. */
export function frameExtra(frame: Frame): FrameExtra {
  if (frame.reuses >= 0) keepFrame(frame);
  return (frame.extra ??= {
    traceLines: true,
    traceOpcodes: false,
    extraLocals: null,
    atEntry: false,
    finished: false,
  });
}

/** The frame as a value that Python code gets. */
export function showFrame(frame: Frame): Frame {
  frameExtra(frame).shown = true;
  takeFrame(frame);
  return frame;
}

/** A closed generator lets go of its variables, as long as nobody can look at them. */
export function dropVariables(frame: Frame): void {
  if (frame.extra?.shown !== true) frame.regs.fill(undefined, 0, frame.code.code.constBase);
}
