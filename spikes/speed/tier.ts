/**
 * The tier: counts activations and back-edges, compiles what is busy, and is the way from tier 0 into compiled code.
 */
import type { TierHost } from '@pyston/interp';
import type { DirectCall, Exit, Frame, PyFunction, PyType, Tier, TierEntry, TierRecord, Value } from '@pyston/objects';
import {
  codeConstants,
  depthLimit,
  E,
  isSubtype,
  isType,
  dictCell,
  EXIT,
  dropDirect,
  namespaceCells,
  PyFloat,
  setLiveFrames,
  setStackDepth,
  ts,
} from '@pyston/objects';
import { flags } from '@pyston/bytecode';
import type { Body } from './compiled.ts';
import { Compiled } from './compiled.ts';
import type { Emitted } from './emit-base.ts';
import { Emitter } from './emit.ts';
import { RECORD, Seen, Unsupported } from './emit-base.ts';
import { forget as forgetDepth, know, liveFrames, scripts } from './frames.ts';
import type { Mark, TierEvents } from './runtime.ts';
import { TypedEmitter } from './typed.ts';
import { compiledOf, exceptionClass, install, reinstall, makeRuntime } from './runtime.ts';

export interface SpeedOptions {
  /** Activations before a function is compiled. */
  readonly calls?: number;
  /** Activations and back-edges of the first emission of a function. */
  readonly budget?: number;
  /** Receives the text of everything that is compiled. */
  readonly dump?: (name: string, text: string) => void;
}

/** One activation enters compiled code at most so often; then it stays in tier 0. */
const MAX_ENTRIES = 8;
/** Code is emitted again at most so often because it left. */
const MAX_REPAIRS = 20;

/**
 * The engine's stack is full after so many small frames for each activation at the earliest: what is emitted, with all its variables,
 * and helpers and natives in between. Compiled code thus never meets the end of the stack.
 */
const FRAMES_PER_ACTIVATION = 20;

/** Names whose functions look at the variables of their caller. */
const WATCHED = [
  'locals',
  'vars',
  'dir',
  'eval',
  'exec',
  'super',
  'breakpoint',
  '_getframe',
  'set_trace',
  'currentframe',
];

export class SpeedTier implements Tier, TierEvents {
  readonly name = 'speed';
  readonly stats = {
    names: new Set<string>(),
    labels: new Set<string>(),
    functions: 0,
    loops: 0,
    refused: new Map<string, string>(),
    /** Functions that were compiled until somebody wanted their variables. */
    spilling: new Set<string>(),
    entries: 0,
    exits: 0,
  };
  private readonly host: TierHost;
  private readonly options: Required<SpeedOptions>;
  private made: Record<string, unknown> | null = null;
  /** Entries at loop heads of the activation that has the frame; frames serve one activation after another. */
  private readonly entries = new WeakMap<Frame, number>();
  private counted = false;

  constructor(host: TierHost, options: SpeedOptions = {}) {
    this.host = host;
    this.options = { calls: options.calls ?? 30, budget: options.budget ?? 200, dump: options.dump ?? (() => {}) };
    setStackDepth(stackFrames() / FRAMES_PER_ACTIVATION);
    setLiveFrames(
      liveFrames(
        (frame) => compiledOf.has(frame.code),
        (frame) => this.spill(frame),
      ),
    );
  }

  /** Made when something is compiled: by then the poll word has its place. */
  private get runtime(): Record<string, unknown> {
    return (this.made ??= makeRuntime(this.host, this));
  }

  enter: Tier['enter'] = (record: TierRecord): TierEntry | null => {
    if (this.unfit(record) || record.code.kwonlyargcount > 0) return null;
    let count = 0;
    const generator = (record.code.flags & flags.CO_GENERATOR) !== 0;
    return (frame) => {
      if (this.counted) this.entries.delete(frame);
      if (++count < this.options.calls) return EXIT;
      record.entry = null;
      if (record.spills) return EXIT;
      if (generator) this.compileGenerator(record, frame);
      else this.compileFunction(record, frame);
      return record.entry === null ? EXIT : (record.entry as TierEntry)(frame, false);
    };
  };

  /** Gives up the code of a frame whose variables somebody wants: tier 0 has them where they can be seen. */
  private spill(frame: Frame): TierRecord {
    const record: TierRecord = this.host.recordOf(frame.code);
    if (record.spills) return record;
    record.spills = true;
    record.entry = null;
    record.loops = null;
    const c = compiledOf.get(frame.code);
    if (c === undefined) return record;
    this.stats.spilling.add(record.code.qualname);
    for (const holder of c.holders) {
      const fn = holder.deref();
      if (fn !== undefined && fn.code === c.code) dropDirect(fn);
    }
    c.direct = null;
    return record;
  }

  /** Code that stays in tier 0. */
  private unfit(record: TierRecord): boolean {
    const { code } = record;
    if (record.spills) return true;
    const odd = flags.CO_COROUTINE | flags.CO_ASYNC_GENERATOR | flags.CO_VARARGS | flags.CO_VARKEYWORDS;
    return (
      (code.flags & odd) !== 0 ||
      (code.flags & flags.CO_OPTIMIZED) === 0 ||
      code.kwonlyargcount > 0 ||
      code.names.some((name) => WATCHED.includes(name))
    );
  }

  private compiled(record: TierRecord, frame: Frame): Compiled | null {
    const known = compiledOf.get(frame.code);
    if (known !== undefined) return known.globals === frame.globals ? known : null;
    const made = new Compiled(frame.code, record, frame, this.host.recordOf(frame.code).template);
    made.budget = this.options.budget;
    compiledOf.set(frame.code, made);
    return made;
  }

  /** The whole function again, by what the first emission saw. */
  tierUp(c: Compiled, fn: PyFunction | null): void {
    if (c.record.spills) return;
    c.budget = this.options.budget;
    if (c.tieredUp) {
      if (fn !== null) reinstall(c, fn);
      return;
    }
    c.tieredUp = true;
    c.record.loops = null;
    if (c.direct !== null) this.emitAgain(c, fn);
  }

  private emitAgain(c: Compiled, fn: PyFunction | null): void {
    const made = this.make(c, -1);
    if (made === null) return;
    this.stats.functions++;
    c.direct = made.body as DirectCall;
    c.method = made.method;
    if (fn !== null) reinstall(c, fn);
    for (const holder of c.holders) {
      const other = holder.deref();
      if (other !== undefined && other.code === c.code) reinstall(c, other);
    }
  }

  waiting = false;

  comes(fn: PyFunction): boolean {
    const c = compiledOf.get(fn.code);
    if (c !== undefined) return !c.tieredUp && c.direct !== null;
    return this.host.recordOf(fn.code).entry !== null;
  }

  /** Compiled code left at `pc`: from now on it knows the slow path there. */
  left(c: Compiled, pc: number, fn: PyFunction | null): void {
    this.stats.exits++;
    if (c.record.spills) return;
    c.record.budget = 0;
    if (c.budget < 0) {
      this.tierUp(c, fn);
      return;
    }
    if (!c.tieredUp) return;
    if (this.waiting) {
      this.waiting = false;
      return;
    }
    if (++c.exits > 1 || c.seen[pc] !== 0) {
      c.exits = 0;
      if (++c.repairs > MAX_REPAIRS) return;
      c.seen[pc]! |= Seen.Slow;
      c.record.loops = null;
      c.bodies.clear();
      if (c.direct !== null) this.emitAgain(c, fn);
    } else if (fn !== null && fn.direct !== c.direct) reinstall(c, fn);
  }

  private compileGenerator(record: TierRecord, frame: Frame): void {
    const c = this.compiled(record, frame);
    if (c === null) return;
    const bodyAt = (pc: number): Body | null => {
      if (!c.tieredUp && --c.budget < 0) {
        c.tieredUp = true;
        c.bodies.clear();
      }
      let body = c.bodies.get(pc);
      if (body === undefined) c.bodies.set(pc, (body = (this.make(c, pc)?.body as Body | undefined) ?? null));
      return body;
    };
    if (frame.generator === null) return;
    if (bodyAt(frame.pc) !== null) record.entry = generatorEntry(c, bodyAt);
  }

  private compileFunction(record: TierRecord, frame: Frame): void {
    const c = this.compiled(record, frame);
    if (c === null) return;
    const made = this.make(c, -1);
    if (made === null) return;
    this.stats.functions++;
    c.direct = made.body as DirectCall;
    c.method = made.method;
    record.entry = functionEntry(c, record.code.argcount, this.forget);
    if (frame.fn !== null) install(c, frame.fn);
  }

  /** A new activation begins in the frame. */
  private readonly forget = (frame: Frame): void => {
    if (this.counted) this.entries.delete(frame);
  };

  loop: NonNullable<Tier['loop']> = (record: TierRecord, frame: Frame): TierEntry | null => {
    if (this.unfit(record) || (record.code.flags & flags.CO_GENERATOR) !== 0) return null;
    const c = this.compiled(record, frame);
    const made = c === null ? null : this.make(c, frame.pc, floatRegisters(frame));
    if (made === null) return null;
    const body = made.body as (d: number, frame: Frame) => Value | Exit | undefined;
    this.stats.loops++;
    const { entries, stats } = this;
    const counted = (): void => {
      this.counted = true;
    };
    return function tierLoop(at: Frame) {
      const n = entries.get(at) ?? 0;
      if (n >= MAX_ENTRIES || at.globals !== c!.globals || ts.depth > depthLimit.v) return EXIT;
      entries.set(at, n + 1);
      counted();
      stats.entries++;
      const t = ts;
      const d = t.depth;
      const v = body(d, at);
      t.depth = d;
      t.frame = at;
      return v;
    };
  };

  /** The emitted function, or null where something in it is beyond this tier. */
  private make(c: Compiled, at: number, floats: readonly number[] = []): Made | null {
    const { code } = c.code;
    const label = `${code.qualname}${at < 0 ? '' : `@${at}`}`;
    let emitted: Emitted;
    try {
      const seen = c.tieredUp ? c.seen : null;
      const typed =
        seen !== null &&
        (code.flags & flags.CO_GENERATOR) === 0 &&
        code.exceptionTable.length === 0 &&
        seen.some((s) => (s & Seen.Float) !== 0);
      emitted = new (typed ? TypedEmitter : Emitter)({
        code,
        constants: codeConstants(c.code),
        globals: c.globals,
        record: c.record,
        at,
        cells: (name) =>
          namespaceCells(c.globals) && namespaceCells(c.builtins)
            ? { global: dictCell(c.globals, name), builtin: dictCell(c.builtins, name) }
            : null,
        seen,
        floats,
        raises: c.raises,
        generator: (code.flags & flags.CO_GENERATOR) !== 0,
        exceptionClass,
        catchesKeyError: (type) => isType(type as Value) && isSubtype(E.KeyError!, type as PyType),
        mark: (pc) => ({ seen: c.seen, pc, opcode: code.instructions[pc]! }) satisfies Mark,
      }).emit();
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.stats.refused.set(label, error.message);
      return null;
    }
    this.stats.names.add(code.qualname);
    this.stats.labels.add(label);
    this.options.dump(label, emitted.text);
    return this.load(c, emitted, at >= 0);
  }

  private load(c: Compiled, emitted: Emitted, framed: boolean): Made {
    const script = `pyston-jit:${scripts.size}`;
    scripts.set(script, { compiled: c, lines: emitted.lines, framed, doubles: emitted.doubles });
    const names = Object.keys(this.runtime);
    const text = `"use strict"; const {${names.join(', ')}} = R;${emitted.text}\n//# sourceURL=${script}`;
    const constants = emitted.constants.map((k) => (k === RECORD ? c : k));
    return new Function('R', 'K', text)(this.runtime, constants) as Made;
  }
}

function floatRegisters(frame: Frame): number[] {
  const out: number[] = [];
  for (let i = 0; i < frame.code.code.constBase; i++) if (frame.regs[i] instanceof PyFloat) out.push(i);
  return out;
}

/** How many small frames the engine's stack holds. */
function stackFrames(): number {
  let n = 0;
  const probe = (): void => {
    n++;
    probe();
  };
  try {
    probe();
  } catch {
    return n;
  }
  return n;
}

/** A generator's activation, from its beginning or from where it went to sleep. */
function generatorEntry(c: Compiled, bodyAt: (pc: number) => Body | null): TierEntry {
  return function enterCompiled(frame: Frame, raising: boolean) {
    const t = ts;
    if (raising || frame.globals !== c.globals || t.depth >= depthLimit.v) return EXIT;
    const body = bodyAt(frame.pc);
    if (body === null) return EXIT;
    const { depth, frame: caller, handled } = t;
    t.frame = frame;
    frame.handledAtEntry = handled;
    if (frame.handled !== null) t.handled = frame.handled;
    const v = body(depth + 1, frame);
    t.depth = depth;
    t.frame = caller;
    t.handled = handled;
    return v;
  };
}

interface Made {
  readonly body: unknown;
  readonly method: ((fn: PyFunction) => unknown) | null;
}

/** From a frame that tier 0 has made into compiled code. */
function functionEntry(c: Compiled, argc: number, forget: (frame: Frame) => void): TierEntry {
  const handles = c.code.code.exceptionTable.length > 0;
  return function enterCompiled(frame: Frame, raising: boolean) {
    const t = ts;
    if (c.leaving) {
      c.leaving = false;
      return EXIT;
    }
    if (raising || frame.pc !== 0 || frame.globals !== c.globals || t.depth >= depthLimit.v) return EXIT;
    forget(frame);
    const direct = c.direct!;
    const fn = frame.fn as PyFunction;
    if (fn.argn < 0) install(c, fn);
    const depth = t.depth;
    const d = depth + 1;
    const caller = t.frame;
    const r = frame.regs as Value[];
    t.frame = frame;
    if (handles) know(d, frame, true);
    const v =
      argc === 0
        ? direct(d, fn)
        : argc === 1
          ? direct(d, fn, r[0]!)
          : argc === 2
            ? direct(d, fn, r[0]!, r[1]!)
            : argc === 3
              ? direct(d, fn, r[0]!, r[1]!, r[2]!)
              : direct(d, fn, ...r.slice(0, argc));
    if (handles) forgetDepth(d);
    t.depth = depth;
    t.frame = caller;
    return v;
  };
}
