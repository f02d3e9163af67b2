/**
 * sys.monitoring's state (PEP 669): tools, their callbacks, which events are on for all code and for single code objects, and
 * where a callback has switched its event off.
 *
 * `ts.instrumented` is true while anything observes: a trace or profile function, or events of a tool. Activations look at it
 * when they begin, end and unwind; what happens in between is reported by instrumented words (instrument.ts).
 */
import type { Value } from '@pyston/objects';
import { refreshDepthLimit, ts } from '@pyston/objects';
import type { CodeRecord } from '../record.ts';

export const EVENTS = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
  'BRANCH',
] as const;

export type EventName = (typeof EVENTS)[number];

/** Event name → its number; its bit in event sets is 1 << number. */
export const EVENT: Readonly<Record<EventName, number>> = Object.fromEntries(
  EVENTS.map((name, i) => [name, i]),
) as Record<EventName, number>;

/** Events of single instructions: they can be set for one code object, and be switched off in one place. */
export const LOCAL_EVENTS = 11;
export const TOOLS = 6;

/** Event sets by tool. */
export type EventSets = number[];

/** What is on for one code object, beside what is on for all. */
export class LocalMonitors {
  readonly events: EventSets = new Array<number>(TOOLS).fill(0);
  /** Switched off: pc * 32 + event → bits of tools. */
  readonly disabled: Map<number, number> = new Map();
}

class Monitoring {
  readonly names: (Value | null)[] = new Array<Value | null>(TOOLS).fill(null);
  /** By tool, by event. */
  readonly callbacks: (Value | null)[][] = Array.from({ length: TOOLS }, () =>
    new Array<Value | null>(EVENTS.length).fill(null),
  );
  readonly events: EventSets = new Array<number>(TOOLS).fill(0);
  /** Records that have monitors of their own. */
  readonly records: Set<CodeRecord> = new Set();
}

export function monitoring(): Monitoring {
  const { extras } = ts.runtime;
  let m = extras.get('monitoring') as Monitoring | undefined;
  if (m === undefined) extras.set('monitoring', (m = new Monitoring()));
  return m;
}

const union = (sets: EventSets): number => sets.reduce((all, set) => all | set, 0);

/** All events that some tool wants of this code. */
export function eventsOf(record: CodeRecord): number {
  const own = record.monitors;
  return union(monitoring().events) | (own === null ? 0 : union(own.events));
}

/** To be called after every change of what observes. */
export function observersChanged(): void {
  const m = monitoring();
  let any = union(m.events) !== 0;
  for (const record of m.records) any ||= union(record.monitors!.events) !== 0;
  for (const t of ts.runtime.threads) t.instrumented = any || t.traceFunction !== null || t.profileFunction !== null;
  refreshDepthLimit();
}

export function localMonitors(record: CodeRecord): LocalMonitors {
  monitoring().records.add(record);
  return (record.monitors ??= new LocalMonitors());
}

/** Bits of the tools that get `event` at `pc`. */
export function toolsFor(record: CodeRecord, event: number, pc: number): number {
  const { events } = monitoring();
  const own = record.monitors;
  let tools = 0;
  for (let tool = 0; tool < TOOLS; tool++)
    if ((((events[tool]! | (own === null ? 0 : own.events[tool]!)) >> event) & 1) === 1) tools |= 1 << tool;
  return own === null ? tools : tools & ~(own.disabled.get(pc * 32 + event) ?? 0);
}
