/**
 * Frames of compiled activations, made when somebody asks (LiveFrames).
 *
 * A compiled activation has no Frame. The engine's stack has all of them with the line each one is at, and each emitted line
 * belongs to one instruction. Walking it from the innermost outward, `runActivation` stands for the next frame of tier 0 and an
 * emitted function for an activation of its own, unless tier 0 began it in a frame (`enterCompiled`, loops).
 *
 * A frame that Python code gets hold of must stay true: its activation is *taken*. When control returns to it, the helper that was called
 * gives `undefined` with no exception pending (`back`), the way out sees that its depth is taken (`TAKEN`), and the activation goes on in
 * tier 0, in that very frame. Callees that it called directly, without a helper, are taken with it. A thread's depth tells
 * its live activations apart, so `known` finds an activation's frame by depth. Variables that somebody asks for before
 * that are read by the engine's debugger (variables.ts), once per code: the code spills from then on.
 */
import { op, OPCODES, instructionLength } from '@pyston/bytecode';
import type { LiveFrames, TierRecord, Value } from '@pyston/objects';
import { DONE, E, Frame as FrameClass, keepFrame, raise, ts } from '@pyston/objects';
import type { Frame } from '@pyston/objects';
import type { Compiled } from './compiled.ts';
import { readVariables } from './variables.ts';

export interface Script {
  readonly compiled: Compiled;
  /** pc by line of the emitted text, below zero where the line has no frame of its own. */
  readonly lines: readonly number[];
  readonly framed: boolean;
  /** Registers with a variable `fN` beside `rN`. */
  readonly doubles: ReadonlySet<number>;
}

/** Emitted scripts by the name that the engine shows. */
export const scripts: Map<string, Script> = new Map();

/** A live activation, as a walk finds it. */
interface Activation {
  readonly frame: Frame;
  readonly depth: number;
  /** What it runs; null in tier 0. */
  readonly script: Script | null;
  /** Its place among the emitted functions on the stack, from the innermost. */
  readonly nth: number;
  /** Tier 0 has made the frame. */
  readonly entered: boolean;
  /** The activation before it in the walk was called without a helper between. */
  readonly direct: boolean;
}

/** An activation whose frame somebody has. */
export interface Known {
  readonly frame: Frame;
  /** The activation stands above tier 0's own activation of the frame, and goes on there. */
  readonly entered: boolean;
  taken: boolean;
  /** Once its variables have been read into the frame: those that could not be. They are true there, and may be changed. */
  unread: ReadonlySet<number> | null;
  /** What the instruction has given after which the activation goes on in tier 0; undefined: it raised. */
  result: unknown;
}

/** No compiled activation at a greater depth has to be asked for whether it is taken. */
export const TAKEN = { v: -1 };

const tables: WeakMap<object, Map<number, Known>> = new WeakMap();

function table(): Map<number, Known> {
  let found = tables.get(ts);
  if (found === undefined) tables.set(ts, (found = new Map()));
  return found;
}

/** Frames of activations that are compiled: tier 0 has never run in them. */
const virtual: WeakSet<Frame> = new WeakSet();
/** Those that walks have made and that nobody has: no variables will ever be written into them. */
const hollow: WeakSet<Frame> = new WeakSet();

/** Tier 0 begins to run in the frame. */
export function becomesReal(frame: Frame): void {
  virtual.delete(frame);
}

/** The activation at depth `d` has this frame. */
export function know(d: number, frame: Frame, entered: boolean): Known {
  if (!entered) virtual.add(frame);
  const made: Known = { frame, entered, taken: false, unread: null, result: undefined };
  table().set(d, made);
  return made;
}

export function knownAt(d: number): Known | undefined {
  return table().get(d);
}

/** The activation at depth `d` is over, or goes on in tier 0. */
export function forget(d: number): void {
  const all = table();
  all.delete(d);
  if (d !== TAKEN.v) return;
  TAKEN.v = -1;
  for (const [depth, known] of all) if (known.taken && depth > TAKEN.v) TAKEN.v = depth;
}

/** The taken activation to which control has returned; deeper ones are gone, an error of the engine has ended them. */
export function takenAt(d: number): Known | undefined {
  const all = table();
  for (const depth of [...all.keys()]) if (depth > d) forget(depth);
  const known = all.get(d);
  return known?.taken === true ? known : undefined;
}

/** `v` goes from a helper to the compiled activation at depth `d`, or is kept for it until it is in tier 0. */
export function back<T>(d: number, v: T): T | undefined {
  return d > TAKEN.v ? v : keptBack(d, v);
}

function keptBack<T>(d: number, v: T): T | undefined {
  const known = takenAt(d);
  if (known === undefined || v === undefined) return v;
  known.result = v;
  return undefined;
}

/** The instruction at `frame.pc` has given `result`. */
export function complete(frame: Frame, result: unknown): void {
  const words = frame.code.code.instructions;
  const { pc, regs } = frame;
  const { name, operands } = OPCODES[words[pc]!]!;
  const after = pc + instructionLength(words, pc);
  const v = result as Value;
  frame.pc = after;
  switch (words[pc]) {
    case op.OP_JUMP_BACK:
      frame.pc = pc;
      return;
    case op.OP_FOR_ITER:
      if (result === DONE) frame.pc = words[pc + 3]!;
      else regs[words[pc + 1]!] = v;
      return;
    case op.OP_LOAD_METHOD:
      [regs[words[pc + 1]!], regs[words[pc + 1]! + 1]] = result as [Value, Value | undefined];
      return;
    case op.OP_UNPACK_SEQUENCE:
      (result as Value[]).forEach((item, i) => (regs[words[pc + 4 + i]!] = item));
      return;
  }
  if (name.startsWith('JUMP_IF_')) {
    const jumps = (name.includes('_NOT_') || name === 'JUMP_IF_FALSE') !== v;
    if (jumps) frame.pc = words[pc + operands.findIndex((o) => o.kind === 'jump') + 1]!;
  } else if (operands[0]?.kind === 'dst')
    regs[words[pc + 1]!] = name === 'NOT_CONTAINS' || name === 'UNARY_NOT' ? v !== true : v;
}

// ---- the walk ----

/** Lines that `new Function` puts in front of its text. */
const FIRST_LINE = 3;

function engineStack(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, sites) => sites;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  const sites = new Error().stack as unknown as NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return sites;
}

let walk: readonly Activation[] = [];

/** The frame of tier 0 nearest to `frame`, itself or a caller. */
function realFrame(frame: Frame | null): Frame | null {
  while (frame !== null && virtual.has(frame)) frame = frame.back;
  return frame;
}

/** All live activations, innermost first. */
function activations(): Activation[] {
  const out: Activation[] = [];
  const sites = engineStack();
  let real = realFrame(ts.frame);
  let { depth } = ts;
  let nth = -1;
  let inner = false;
  /** The emitted function whose frame tier 0 has made. */
  let pending: { script: Script; pc: number; nth: number; direct: boolean } | null = null;
  let replaced = false;
  for (let i = 0; i < sites.length && real !== null; i++) {
    const direct = inner;
    inner = false;
    if (sites[i]!.getFunctionName() === 'runActivation') {
      const frame: Frame = real;
      real = realFrame(frame.back);
      if (!replaced) {
        if (pending !== null) frame.pc = pending.pc;
        const { script = null, nth: at = -1, direct: calls = false } = pending ?? {};
        out.push({ frame, depth: depth--, script, nth: at, entered: true, direct: calls });
      }
      pending = null;
      replaced = false;
      continue;
    }
    const script = scripts.get(sites[i]!.getScriptNameOrSourceURL() ?? '');
    if (script === undefined) continue;
    nth++;
    const pc = script.lines[sites[i]!.getLineNumber()! - FIRST_LINE] ?? -1;
    const entered = script.framed || sites[i + 1]?.getFunctionName()?.startsWith('enterCompiled') === true;
    // without a pc it has left for tier 0, which runs the activation in a frame of its own
    if (pc < 0) replaced ||= entered;
    else {
      inner = true;
      if (entered) pending = { script, pc, nth, direct };
      else out.push({ frame: frameAt(script.compiled, pc, depth), depth: depth--, script, nth, entered, direct });
    }
  }
  return out;
}

function frameAt(c: Compiled, pc: number, depth: number): Frame {
  const known = knownAt(depth);
  let frame = known?.frame;
  if (frame === undefined || frame.code !== c.code) {
    frame = new FrameClass(c.code, c.template.slice(), null, c.globals, c.builtins, null);
    hollow.add(frame);
    virtual.add(frame);
  }
  frame.pc = pc;
  return frame;
}

/** Makes the frames of all live activations, and joins them. */
function innermost(): Frame | null {
  walk = activations();
  for (let i = 0; i + 1 < walk.length; i++) {
    const { frame } = walk[i]!;
    frame.back = walk[i + 1]!.frame;
    if (frame.reuses < 0) keepFrame(frame.back);
  }
  return walk[0]?.frame ?? ts.frame;
}

/** Its place in the walk, or -1 if the frame's activation is over. A hollow frame comes from the last walk. */
function placeOf(frame: Frame): number {
  if (!hollow.has(frame)) innermost();
  return walk.findIndex((a) => a.frame === frame);
}

function take(at: number): void {
  for (let i = at; i >= 0; i--) {
    const { frame, depth, script, entered, direct } = walk[i]!;
    if (script !== null) {
      const known = knownAt(depth);
      (known !== undefined && known.frame === frame ? known : know(depth, frame, entered)).taken = true;
      hollow.delete(frame);
      keepFrame(frame);
      TAKEN.v = Math.max(TAKEN.v, depth);
    }
    if (!direct) return;
  }
}

/** `compiles`: the tier has code for it; `spill`: it gives that up. */
export function liveFrames(compiles: (frame: Frame) => boolean, spill: (frame: Frame) => TierRecord): LiveFrames {
  const show = (frame: Frame): void => {
    if (compiles(frame)) take(placeOf(frame));
  };
  return {
    innermost,
    show,
    variables(frame) {
      if (frame.locals !== null) return true;
      const at = placeOf(frame);
      if (at < 0) return hollow.has(frame) ? unknown(frame, 'its variables') : true;
      spill(frame);
      const { script, depth, nth } = walk[at]!;
      if (script === null) return true;
      take(at);
      const known = knownAt(depth)!;
      known.unread ??= readVariables(frame, script, nth);
      if (known.unread.size === 0) return true;
      const { varnames, cellvars, freevars } = frame.code.code;
      const names = [...varnames, ...cellvars, ...freevars];
      return unknown(frame, [...known.unread].map((r) => `'${names[r]}'`).join(', '));
    },
  };
}

function unknown(frame: Frame, what: string): false {
  raise(E.RuntimeError!, `frame of ${frame.code.code.qualname}() is compiled: ${what} cannot be read`);
  return false;
}
