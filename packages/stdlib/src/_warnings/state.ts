/**
 * State of the warnings filter of a runtime, and where it is read from: attributes of module `warnings` win over the state's own
 * once that module is imported, as in CPython.
 */
import type { ModuleSpec, PyDict, PyList, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call1,
  callMethod,
  clearIf,
  dictGetStr,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  int,
  isDict,
  isList,
  list,
  newDict,
  None,
  str,
  RecursiveLock,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';

class WarningsState {
  readonly filters: PyList;
  readonly once: PyDict = newDict();
  readonly defaultAction: Value = str('default');
  /** Registries written under another version are stale. */
  version = 0;
  /** Depth of the lock that catch_warnings holds. */
  readonly lock: RecursiveLock = new RecursiveLock();
  /** ContextVar of catch_warnings' contexts; null without module _contextvars. */
  contextVar: Value | null = null;
  constructor() {
    this.filters = list(initialFilters());
  }
}

function filter(action: string, category: Value, module: Value): Value {
  return tuple([str(action), None, category, module, int(0)]);
}

function initialFilters(): Value[] {
  return [
    filter('default', E.DeprecationWarning!, str('__main__')),
    filter('ignore', E.DeprecationWarning!, None),
    filter('ignore', E.PendingDeprecationWarning!, None),
    filter('ignore', E.ImportWarning!, None),
    filter('ignore', E.ResourceWarning!, None),
  ];
}

/** The state of the current runtime. */
export function warningsState(): WarningsState {
  const { extras } = ts.runtime;
  let state = extras.get('warnings') as WarningsState | undefined;
  if (state === undefined) {
    state = new WarningsState();
    extras.set('warnings', state);
  }
  return state;
}

/** `_warnings._warnings_context`, made once. `undefined` = raised. */
export function contextVariable(): Value | null | undefined {
  const state = warningsState();
  if (state.contextVar !== null) return state.contextVar;
  const modules = ts.runtime.extras.get('builtinModules') as Map<string, ModuleSpec> | undefined;
  const type = modules?.get('_contextvars')?.types?.find((t) => t.qualname === 'ContextVar');
  if (type === undefined) return null;
  const made = call1(type, str('_warnings_context'));
  if (made !== undefined) state.contextVar = made;
  return made;
}

/** Attribute of module `warnings`; ABSENT when it is not imported or has none. `importIt`: imports it first. */
export function warningsAttr(name: string, importIt: boolean): Value | typeof ABSENT | undefined {
  if (importIt && hooks.importModule('warnings') === undefined) {
    return clearIf(E.ImportError!) ? ABSENT : undefined;
  }
  const module = dictGetStr(ts.runtime.modules, 'warnings');
  return module === ABSENT ? ABSENT : getAttrOrAbsent(module, name);
}

/** Filters of the current context, else of the module. */
export function currentFilters(): PyList | undefined {
  const variable = contextVariable();
  if (variable === undefined) return undefined;
  if (variable !== null) {
    const context: Result = callMethod(variable, 'get', None);
    if (context === undefined) return undefined;
    if (context !== None) {
      const own = getAttr(context, '_filters');
      if (own === undefined) return undefined;
      return isList(own) ? own : valueError('_filters of warnings._warnings_context must be a list');
    }
  }
  const filters = warningsAttr('filters', false);
  if (filters === undefined) return undefined;
  if (filters === ABSENT) return warningsState().filters;
  return isList(filters) ? filters : valueError('warnings.filters must be a list');
}

/** Action when no filter matches. */
export function defaultAction(): Result {
  const action = warningsAttr('defaultaction', false);
  if (action === undefined || action === ABSENT) return action === ABSENT ? warningsState().defaultAction : undefined;
  if (typeof action !== 'string')
    return typeError(`warnings.defaultaction must be a string, not '${typeOf(action).name}'`);
  return action;
}

export function onceRegistry(): PyDict | undefined {
  const registry = warningsAttr('onceregistry', false);
  if (registry === undefined || registry === ABSENT) return registry === ABSENT ? warningsState().once : undefined;
  return isDict(registry)
    ? registry
    : typeError(`warnings.onceregistry must be a dict, not '${typeOf(registry).name}'`);
}
