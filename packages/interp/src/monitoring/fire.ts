/** Delivery of events to the callbacks of monitoring tools. Gives false when one raised: the exception is pending. */
import type { PyBaseException, Value } from '@pyston/objects';
import { call, codeOffset, int, objectNew, startOffset, T, ts, valueError } from '@pyston/objects';
import type { CodeRecord } from '../record.ts';
import { EVENT, EVENTS, LOCAL_EVENTS, localMonitors, monitoring, TOOLS, toolsFor } from './state.ts';

/** What a callback returns to get no more of an event in that place. */
export const DISABLE: Value = objectNew(T.object!, [])!;
/** Stands for the first argument of a call that has none. */
export const MISSING: Value = objectNew(T.object!, [])!;

/** The event of a trace function that means the same, for jumps of a debugger. */
const MEANS: readonly string[] = EVENTS.map((name) => {
  if (['LINE', 'JUMP', 'BRANCH', 'BRANCH_LEFT', 'BRANCH_RIGHT'].includes(name)) return 'line';
  if (name === 'PY_YIELD') return 'return yield';
  if (name === 'PY_RESUME') return 'call resumed';
  return name === 'PY_START' ? 'call' : 'other';
});

/** `args` are what the callback gets after the code object and the offset. */
export function fire(record: CodeRecord, event: number, pc: number, args: readonly Value[]): boolean {
  const tools = toolsFor(record, event, pc);
  return tools === 0 || deliver(record, event, event, pc, tools, [offsetOf(record, pc), ...args]);
}

export function fireLine(record: CodeRecord, pc: number, line: number): boolean {
  const tools = toolsFor(record, EVENT.LINE, pc);
  return tools === 0 || deliver(record, EVENT.LINE, EVENT.LINE, pc, tools, [int(line)]);
}

/** An event that tells where execution goes. */
export function fireTo(record: CodeRecord, event: number, pc: number, target: number): boolean {
  const tools = toolsFor(record, event, pc);
  const to = (): Value[] => [offsetOf(record, pc), int(startOffset(record.code, target))];
  return tools === 0 || deliver(record, event, event, pc, tools, to());
}

function offsetOf(record: CodeRecord, pc: number): Value {
  return int(codeOffset(record.code, pc));
}

/** C_RETURN or C_RAISE, which come with CALL. */
export function fireCallEnd(record: CodeRecord, event: number, pc: number, args: readonly Value[]): boolean {
  const tools = toolsFor(record, EVENT.CALL, pc);
  return tools === 0 || deliver(record, event, event, pc, tools, [offsetOf(record, pc), ...args]);
}

/** BRANCH_LEFT or BRANCH_RIGHT, for the callbacks of BRANCH as well. */
export function fireBranch(record: CodeRecord, event: number, pc: number, target: number): boolean {
  const tools = toolsFor(record, event, pc);
  if (tools === 0) return true;
  const args = [offsetOf(record, pc), int(startOffset(record.code, target))];
  return (
    deliver(record, event, event, pc, tools, args) &&
    deliver(record, event, EVENT.BRANCH, pc, toolsFor(record, event, pc), args)
  );
}

/** `event` says what a DISABLE switches off, `kind` which callbacks are called. */
function deliver(
  record: CodeRecord,
  event: number,
  kind: number,
  pc: number,
  tools: number,
  args: readonly Value[],
): boolean {
  const { callbacks } = monitoring();
  for (let tool = 0; tool < TOOLS; tool++) {
    const fn = callbacks[tool]![kind]!;
    if (((tools >> tool) & 1) === 0 || fn === null) continue;
    const r = callQuietly(fn, [record.owner, ...args], MEANS[kind]!);
    if (r === undefined) return false;
    if (r === DISABLE && !disable(record, event, pc, tool)) return false;
  }
  return true;
}

/** Calls with tracing off; an exception that is pending stays so. */
function callQuietly(fn: Value, args: Value[], means: string): Value | undefined {
  const t = ts;
  const { tracedFrame, tracedEvent } = t;
  t.tracedFrame = t.frame;
  t.tracedEvent = means;
  const pending: PyBaseException | null = t.exc;
  t.exc = null;
  t.tracing++;
  const r = call(fn, args);
  t.tracing--;
  t.tracedFrame = tracedFrame;
  t.tracedEvent = tracedEvent;
  if (r !== undefined) t.exc = pending;
  return r;
}

function disable(record: CodeRecord, event: number, pc: number, tool: number): boolean {
  if (event >= LOCAL_EVENTS) {
    monitoring().callbacks[tool]![event] = null;
    void valueError(`Cannot disable ${EVENTS[event]} events. Callback removed.`);
    return false;
  }
  const { disabled } = localMonitors(record);
  const key = pc * 32 + event;
  disabled.set(key, (disabled.get(key) ?? 0) | (1 << tool));
  return true;
}
