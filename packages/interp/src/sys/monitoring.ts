/** sys.monitoring (PEP 669): tools, callbacks and events. Delivery is in monitoring/. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  asIndex,
  defineModule,
  dictFromEntries,
  int,
  isStr,
  method,
  None,
  PyCode,
  simpleNamespace,
  typeError,
  valueError,
} from '@pyston/objects';
import { DISABLE, MISSING } from '../monitoring/fire.ts';
import { instrumentStack } from '../monitoring/instrument.ts';
import {
  EVENT,
  EVENTS,
  LOCAL_EVENTS,
  localMonitors,
  monitoring,
  observersChanged,
  TOOLS,
} from '../monitoring/state.ts';
import { recordOf } from '../record.ts';

const CALL_END = (1 << EVENT.C_RETURN) | (1 << EVENT.C_RAISE);
const CALL_GROUP = CALL_END | (1 << EVENT.CALL);
const BRANCHES = (1 << EVENT.BRANCH_LEFT) | (1 << EVENT.BRANCH_RIGHT);

function toolId(v: Value): number | undefined {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  return n < 0 || n >= TOOLS ? valueError(`invalid tool ${n} (must be between 0 and 5)`) : n;
}

/** The number of a tool in use. */
function toolInUse(v: Value): number | undefined {
  const n = toolId(v);
  return n === undefined || monitoring().names[n] !== null ? n : valueError(`tool ${n} is not in use`);
}

function useTool(v: Value, name: Value): Result {
  const n = toolId(v);
  if (n === undefined) return undefined;
  if (!isStr(name)) return valueError('tool name must be a str');
  const { names } = monitoring();
  if (names[n] !== null) return valueError(`tool ${n} is already in use`);
  names[n] = name;
  return None;
}

/** Takes away a tool's events and callbacks. */
function clearTool(v: Value): Result {
  const n = toolId(v);
  if (n === undefined) return undefined;
  const m = monitoring();
  m.events[n] = 0;
  m.callbacks[n]!.fill(null);
  for (const record of m.records) record.monitors!.events[n] = 0;
  observersChanged();
  return None;
}

function freeTool(v: Value): Result {
  const done = clearTool(v);
  if (done !== undefined) monitoring().names[Number(v)] = null;
  return done;
}

function getTool(v: Value): Result {
  const n = toolId(v);
  return n === undefined ? undefined : (monitoring().names[n] ?? None);
}

function registerCallback(tool: Value, eventSet: Value, fn: Value): Result {
  const n = toolId(tool);
  const bits = n === undefined ? undefined : asIndex(eventSet);
  if (n === undefined || bits === undefined) return undefined;
  if (bits <= 0 || (bits & (bits - 1)) !== 0) return valueError('The callback can only be set for one event at a time');
  const event = 31 - Math.clz32(bits);
  if (bits >= 2 ** EVENTS.length) return valueError(`invalid event ${bits}`);
  const row = monitoring().callbacks[n]!;
  const old = row[event]!;
  row[event] = fn === None ? null : fn;
  return old ?? None;
}

const invalid = (what: string, bits: number): undefined => valueError(`invalid ${what} 0x${(bits >>> 0).toString(16)}`);

/** An event set as it is kept: C_RETURN and C_RAISE come with CALL, BRANCH is both of its directions. */
function reduced(bits: number): number | undefined {
  let kept = bits;
  if ((kept & CALL_END) !== 0) {
    if ((kept & CALL_GROUP) !== CALL_GROUP) return valueError('cannot set C_RETURN or C_RAISE events independently');
    kept &= ~CALL_END;
  }
  return (kept & (1 << EVENT.BRANCH)) === 0 ? kept : (kept & ~(1 << EVENT.BRANCH)) | BRANCHES;
}

function setEvents(tool: Value, events: Value): Result {
  const n = toolId(tool);
  const given = n === undefined ? undefined : asIndex(events);
  if (n === undefined || given === undefined) return undefined;
  if (given < 0 || given >= 2 ** EVENTS.length) return invalid('event set', given);
  const bits = reduced(given);
  if (bits === undefined || toolInUse(tool) === undefined) return undefined;
  monitoring().events[n] = bits;
  observersChanged();
  if (bits !== 0) instrumentStack();
  return None;
}

function getEvents(tool: Value): Result {
  const n = toolId(tool);
  return n === undefined ? undefined : int(monitoring().events[n]!);
}

function setLocalEvents(tool: Value, code: Value, events: Value): Result {
  const n = toolInUse(tool);
  if (n === undefined) return undefined;
  if (!(code instanceof PyCode)) return typeError('code must be a code object');
  const given = asIndex(events);
  const bits = given === undefined ? undefined : reduced(given);
  if (bits === undefined) return undefined;
  if (bits < 0 || bits >= 2 ** LOCAL_EVENTS) return invalid('local event set', bits);
  localMonitors(recordOf(code)).events[n] = bits;
  observersChanged();
  if (bits !== 0) instrumentStack();
  return None;
}

function getLocalEvents(tool: Value, code: Value): Result {
  const n = toolId(tool);
  if (n === undefined) return undefined;
  if (!(code instanceof PyCode)) return typeError('code must be a code object');
  return int(recordOf(code).monitors?.events[n] ?? 0);
}

/** What callbacks have disabled is on again. */
function restartEvents(): Result {
  for (const record of monitoring().records) record.monitors!.disabled.clear();
  return None;
}

function allEvents(): Result {
  const entries: [string, Value][] = [];
  for (let event = 0; event < EVENTS.length; event++) {
    let tools = 0;
    for (let tool = 0; tool < TOOLS; tool++) tools |= ((monitoring().events[tool]! >> event) & 1) << tool;
    if (tools !== 0) entries.push([EVENTS[event]!, int(tools)]);
  }
  return dictFromEntries(entries);
}

export const monitoringModule: ModuleSpec = defineModule({
  name: 'sys.monitoring',
  functions: [
    method('use_tool_id', '(tool_id, name, /)', useTool),
    method('clear_tool_id', '(tool_id, /)', clearTool),
    method('free_tool_id', '(tool_id, /)', freeTool),
    method('get_tool', '(tool_id, /)', getTool),
    method('register_callback', '(tool_id, event, func, /)', registerCallback),
    method('get_events', '(tool_id, /)', getEvents),
    method('set_events', '(tool_id, event_set, /)', setEvents),
    method('get_local_events', '(tool_id, code, /)', getLocalEvents),
    method('set_local_events', '(tool_id, code, event_set, /)', setLocalEvents),
    method('restart_events', '()', restartEvents),
    method('_all_events', '()', allEvents),
  ],
  attrs: () => ({
    events: simpleNamespace({ ...Object.fromEntries(EVENTS.map((name, i) => [name, int(2 ** i)])), NO_EVENTS: int(0) }),
    DISABLE,
    MISSING,
    DEBUGGER_ID: int(0),
    COVERAGE_ID: int(1),
    PROFILER_ID: int(2),
    OPTIMIZER_ID: int(5),
  }),
});
