/**
 * sys.monitoring (PEP 669): tools and callbacks can be registered; the events themselves are not delivered yet, and
 * `set_events` with events says so by a RuntimeError instead of staying silent.
 */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asIndex, defineModule, E, int, method, None, raise, simpleNamespace, ts, valueError } from '@pyston/objects';

const EVENTS = [
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
];

interface Monitoring {
  readonly tools: Map<number, Value>;
  readonly callbacks: Map<string, Value>;
}

function state(): Monitoring {
  const { extras } = ts.runtime;
  let m = extras.get('monitoring') as Monitoring | undefined;
  if (m === undefined) extras.set('monitoring', (m = { tools: new Map(), callbacks: new Map() }));
  return m;
}

function toolId(v: Value): number | undefined {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  return n < 0 || n > 5 ? valueError(`invalid tool ${n} (must be between 0 and 5)`) : n;
}

function useTool(v: Value, name: Value): Result {
  const n = toolId(v);
  if (n === undefined) return undefined;
  if (state().tools.has(n)) return valueError(`tool ${n} is already in use`);
  state().tools.set(n, name);
  return None;
}

function freeTool(v: Value): Result {
  const n = toolId(v);
  if (n === undefined) return undefined;
  state().tools.delete(n);
  return None;
}

function getTool(v: Value): Result {
  const n = toolId(v);
  return n === undefined ? undefined : (state().tools.get(n) ?? None);
}

function registerCallback(tool: Value, event: Value, fn: Value): Result {
  const n = toolId(tool);
  const e = n === undefined ? undefined : asIndex(event);
  if (e === undefined) return undefined;
  const key = `${n}:${e}`;
  const old = state().callbacks.get(key) ?? None;
  if (fn === None) state().callbacks.delete(key);
  else state().callbacks.set(key, fn);
  return old;
}

function setEvents(tool: Value, events: Value): Result {
  const n = toolId(tool);
  const bits = n === undefined ? undefined : asIndex(events);
  if (n === undefined || bits === undefined) return undefined;
  if (!state().tools.has(n)) return valueError(`tool ${n} is not in use`);
  return bits === 0
    ? None
    : raise(E.RuntimeError!, 'sys.monitoring events are not delivered by this version of Pyston; use sys.settrace');
}

export const monitoringModule: ModuleSpec = defineModule({
  name: 'sys.monitoring',
  functions: [
    method('use_tool_id', '(tool_id, name, /)', useTool),
    method('clear_tool_id', '(tool_id, /)', () => None),
    method('free_tool_id', '(tool_id, /)', freeTool),
    method('get_tool', '(tool_id, /)', getTool),
    method('register_callback', '(tool_id, event, func, /)', registerCallback),
    method('get_events', '(tool_id, /)', () => int(0)),
    method('set_events', '(tool_id, event_set, /)', setEvents),
    method('get_local_events', '(tool_id, code, /)', () => int(0)),
    method('set_local_events', '(tool_id, code, event_set, /)', (tool: Value, _code: Value, events: Value) =>
      setEvents(tool, events),
    ),
    method('restart_events', '()', () => None),
    method('_all_events', '()', () => None),
  ],
  attrs: () => ({
    events: simpleNamespace({ ...Object.fromEntries(EVENTS.map((name, i) => [name, int(2 ** i)])), NO_EVENTS: int(0) }),
    DISABLE: simpleNamespace({}),
    MISSING: simpleNamespace({}),
    DEBUGGER_ID: int(0),
    COVERAGE_ID: int(1),
    PROFILER_ID: int(2),
    OPTIMIZER_ID: int(5),
  }),
});
