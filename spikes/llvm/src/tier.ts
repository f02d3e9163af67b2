/**
 * The LLVM tier: busy loops over ints, floats and buffers become compiled regions, entered at the loop head.
 *
 * Stands on the contracts of packages objects and bytecode only. At a loop head it looks at what the frame's registers hold,
 * lowers what can be typed, and has it compiled elsewhere; tier 0 goes on meanwhile. Compiled code runs no Python code and makes no
 * objects: it ends at a site, where `restoreFrame` makes the frame exact, and tier 0 does what is left, exceptions included.
 */
import { setFlagsFromString } from 'node:v8';
import type { CodeObject } from '@pyston/bytecode';
import type { Frame, ItemMemory, PyObject, Site, Tier, TierEntry, TierRecord, Value } from '@pyston/objects';
import {
  arenaOffset,
  EXIT,
  itemMemories,
  PyFloat,
  PyList,
  PyRangeIter,
  restoreFrame,
  typeOf,
  Rep,
} from '@pyston/objects';
import type { Pipeline } from './codegen.ts';
import { floatCount, LIST_KEY, ListCopies, startsWithFloat } from './lists.ts';
import { indexedRegisters } from './liveness.ts';
import type { Observed } from './lower.ts';
import { lower } from './lower.ts';
import type { KernelMemory } from './memory.ts';
import { LIMITS } from './memory.ts';
import type { CompileService } from './service/client.ts';
import type { Times } from './service/protocol.ts';
import type { Input, Unit, UnitSite } from './unit.ts';
import { FORMATS } from './unit.ts';

/** Entries or exits without progress after which a unit is thrown away, where the options do not say. */
const PATIENCE = 8;
/** Units that one loop may have, one after the other, before it stays in the tiers below. */
const ATTEMPTS = 3;

export interface Options {
  readonly memory: KernelMemory;
  readonly service: CompileService;
  readonly pipeline?: Pipeline;
  /** Entries and exits without progress that a unit may have. */
  readonly patience?: number;
  /** Waits for each compilation. */
  readonly sync?: boolean;
  /** Called with every unit, its text where `dump` is set, and how long each part took. */
  readonly onCompiled?: (unit: Unit, ms: Times, text: string | undefined) => void;
  readonly dump?: boolean;
}

/** What became of a loop. */
interface Loop {
  attempts: number;
  /** Request under way, or 0. */
  request: number;
  unit: Unit | null;
}

/** Counts for tests and benchmarks. */
export interface Counts {
  entered: number;
  refused: number;
  readonly exits: Map<Site['kind'], number>;
}

export class LlvmTier implements Tier {
  readonly name = 'llvm';
  readonly counts: Counts = { entered: 0, refused: 0, exits: new Map() };
  private readonly options: Options;
  private readonly loops = new WeakMap<TierRecord, Map<number, Loop>>();
  /** Why loops were not compiled. */
  readonly failures: string[] = [];

  constructor(options: Options) {
    this.options = options;
    // wasm has no on-stack replacement: a loop entered once would stay in V8's baseline code, half as fast
    setFlagsFromString('--no-liftoff');
  }

  enter(): TierEntry | null {
    return null;
  }

  loop(record: TierRecord, frame: Frame): TierEntry | null {
    const loop = this.stateOf(record, frame.pc);
    if (loop.request === 0 && !this.start(loop, record, frame)) return null;
    return this.finish(loop, record, frame.pc);
  }

  private stateOf(record: TierRecord, head: number): Loop {
    let loops = this.loops.get(record);
    if (loops === undefined) this.loops.set(record, (loops = new Map()));
    let loop = loops.get(head);
    if (loop === undefined) loops.set(head, (loop = { attempts: 0, request: 0, unit: null }));
    return loop;
  }

  private start(loop: Loop, record: TierRecord, frame: Frame): boolean {
    if (loop.attempts >= ATTEMPTS) return false;
    loop.attempts++;
    // a second attempt may be due to negative indices
    loop.unit = lower(record.code, frame.pc, observe(record.code, frame), loop.attempts > 1);
    if (loop.unit === null) return false;
    const { service, memory, pipeline = 'full', dump = false } = this.options;
    loop.request = service.request({ unit: loop.unit, pollAddress: memory.wordsAt, pipeline, limits: LIMITS, dump });
    return true;
  }

  /** The compiled loop, if the answer is there. */
  private finish(loop: Loop, record: TierRecord, head: number): TierEntry | null {
    const { service, memory, sync, onCompiled } = this.options;
    const answer = sync === true ? service.wait(loop.request) : service.poll(loop.request);
    if (answer === undefined) return null;
    loop.request = 0;
    if (answer.module === undefined) {
      loop.attempts = ATTEMPTS;
      this.failures.push(`${record.code.qualname}: ${answer.error}`);
      return null;
    }
    onCompiled?.(loop.unit!, answer.ms!, answer.text);
    const { exports } = new WebAssembly.Instance(answer.module, { env: { __linear_memory: memory.memory } });
    const kernel = exports.kernel as (frame: number) => number;
    let patience = this.options.patience ?? PATIENCE;
    return entryOf(loop.unit!, kernel, memory, this.counts, () => {
      if (--patience <= 0) record.loops?.delete(head);
    });
  }
}

/** What the registers of a frame hold, as far as compiled code has a representation for it. */
function observe(code: CodeObject, { regs }: Frame): Map<number, Observed> {
  const seen = new Map<number, Observed>();
  const indexed = indexedRegisters(code);
  regs.forEach((v, register) => {
    // a handler keeps the frame's former exception, or null, in a register
    if (v == null) return;
    const kind = v instanceof PyList ? (indexed.has(register) ? listKind(v) : null) : kindOf(v);
    if (kind !== null) seen.set(register, kind);
  });
  return seen;
}

function listKind(l: PyList): Observed | null {
  return startsWithFloat(l) ? { t: 'buffer', format: 'd', writable: true, key: LIST_KEY } : null;
}

function kindOf(v: Value): Observed | null {
  if (typeof v === 'number') return { t: (v | 0) !== v ? 'int' : v < 0 ? 'int32' : 'int31' };
  if (typeof v === 'bigint') return BigInt.asIntN(64, v) === v ? { t: 'int' } : null;
  if (typeof v === 'boolean') return { t: 'bool' };
  if (v instanceof PyFloat) return { t: 'float' };
  if (v instanceof PyRangeIter) return { t: isSmallRange(v) ? 'range31' : 'range' };
  const memory = typeof v === 'object' ? itemMemories.get(typeOf(v)) : undefined;
  if (memory === undefined) return null;
  const format = memory.format(v);
  return format in FORMATS ? { t: 'buffer', format, writable: memory.writable, key: bufferKey(v, memory) } : null;
}

/** Counts upwards, and stays within int31 to the end. */
function isSmallRange({ next, left, step }: PyRangeIter): boolean {
  return next >= 0 && step > 0 && next + left * step <= 0x7fffffff;
}

function bufferKey(o: Value, memory: ItemMemory): string {
  return `${typeOf(o).name} ${memory.format(o as PyObject)}`;
}

/** Writes an int into slot `at` of the frame area. */
function putInt(memory: KernelMemory, at: number, v: number | bigint): void {
  if (typeof v === 'bigint') {
    memory.frameInt64[at] = v;
    return;
  }
  memory.frameInt32[2 * at] = v | 0;
  memory.frameInt32[2 * at + 1] = Math.floor(v / 4294967296);
}

/** The int in slot `at`: a number where it is safe. */
function getInt(memory: KernelMemory, at: number): number | bigint {
  const low = memory.frameInt32[2 * at]! >>> 0;
  const v = memory.frameInt32[2 * at + 1]! * 4294967296 + low;
  return Number.isSafeInteger(v) ? v : memory.frameInt64[at]!;
}

/** Puts one input into the frame area from slot `at`; gives the next slot, or -1 when the register holds something else. */
function putInput(
  memory: KernelMemory,
  lists: ListCopies | null,
  { kind }: Input,
  v: Value | undefined,
  at: number,
): number {
  switch (kind.t) {
    case 'int':
      if (typeof v !== 'number' && !(typeof v === 'bigint' && BigInt.asIntN(64, v) === v)) return -1;
      putInt(memory, at, v);
      return at + 1;
    case 'int31':
    case 'int32':
      if (typeof v !== 'number' || (v | 0) !== v || (kind.t === 'int31' && v < 0)) return -1;
      putInt(memory, at, v);
      return at + 1;
    case 'float':
      if (!(v instanceof PyFloat)) return -1;
      memory.frameFloat64[at] = v.v;
      return at + 1;
    case 'bool':
      if (typeof v !== 'boolean') return -1;
      putInt(memory, at, v ? 1 : 0);
      return at + 1;
    case 'range':
    case 'range31':
      if (!(v instanceof PyRangeIter) || (kind.t === 'range31' && !isSmallRange(v))) return -1;
      putInt(memory, at, v.next);
      putInt(memory, at + 1, v.left);
      putInt(memory, at + 2, v.step);
      return at + 3;
    case 'buffer':
      if (kind.key !== LIST_KEY) return putBuffer(memory, kind.key, v, at);
      return v instanceof PyList ? putList(memory, lists!, kind.buffer, v, at) : -1;
  }
}

function putBuffer(memory: KernelMemory, key: string, v: Value | undefined, at: number): number {
  const items = typeof v === 'object' && v !== null ? itemMemories.get(typeOf(v)) : undefined;
  if (items === undefined || bufferKey(v!, items) !== key) return -1;
  const offset = arenaOffset(v as PyObject, items);
  if (offset < 0) return -1;
  const size = ITEM_SIZES[items.format(v as PyObject)]!;
  putInt(memory, at, offset);
  putInt(memory, at + 1, items.bytes(v as PyObject).length / size);
  return at + 2;
}

function putList(memory: KernelMemory, lists: ListCopies, buffer: number, l: PyList, at: number): number {
  const offset = lists.place(buffer, l);
  if (offset < 0) return -1;
  putInt(memory, at, offset);
  putInt(memory, at + 1, floatCount(l));
  return at + 2;
}

const ITEM_SIZES: Readonly<Record<string, number>> = { b: 1, B: 1, h: 2, H: 2, i: 4, I: 4, f: 4, l: 8, q: 8, d: 8 };

/** The frame becomes what the site says. A register that held an iterator may hold something else by then. */
function leave(memory: KernelMemory, unit: Unit, site: UnitSite, frame: Frame): void {
  const { reps } = site;
  let at = reps.length;
  for (const { register } of unit.ranges) {
    const iterator = frame.regs[register] as PyRangeIter;
    iterator.next = getInt(memory, at++) as number;
    iterator.left = getInt(memory, at++) as number;
  }
  const values: unknown[] = [];
  for (let i = 0; i < reps.length; i++) values.push(reps[i] === Rep.Float ? memory.frameFloat64[i] : getInt(memory, i));
  restoreFrame(frame, site, values);
}

/** Leaving the loop on its way is what compiled code is for; what it cannot do inside is not. */
function isSetback({ head, tail }: Unit, { kind, pc }: Site): boolean {
  return kind === 'leave' ? pc >= head && pc <= tail : kind !== 'poll';
}

function entryOf(
  unit: Unit,
  kernel: (frame: number) => number,
  memory: KernelMemory,
  counts: Counts,
  onSetback: () => void,
): TierEntry {
  const hasLists = unit.inputs.some(({ kind }) => kind.t === 'buffer' && kind.key === LIST_KEY);
  const lists = hasLists ? new ListCopies(unit, memory) : null;
  return (frame) => {
    let at = 0;
    lists?.begin();
    for (const input of unit.inputs) {
      at = putInput(memory, lists, input, frame.regs[input.register], at);
      if (at < 0) {
        counts.refused++;
        onSetback();
        return EXIT;
      }
    }
    counts.entered++;
    const site = unit.sites[kernel(memory.frameAt)]!;
    const costly = lists !== null && lists.finish();
    leave(memory, unit, site, frame);
    counts.exits.set(site.kind, (counts.exits.get(site.kind) ?? 0) + 1);
    if (costly || isSetback(unit, site)) onSetback();
    return EXIT;
  };
}
