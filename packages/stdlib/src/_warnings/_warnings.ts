/** Module _warnings: the part of `warnings` that the runtime itself needs. Fills the hooks that raise warnings. */
import type { ModuleSpec, PyDict, Result, Value } from '@pyston/objects';
import {
  asIndex,
  defineModule,
  E,
  hooks,
  isDict,
  isStr,
  isTuple,
  jsString,
  method,
  None,
  raise,
  strFromJs,
  strOrUndefined,
  strValue,
  ts,
  typeError,
  typeOf,
} from '@pyston/objects';
import { categoryOf, warnAt, warnAtLevel } from './engine.ts';
import { contextVariable, warningsState } from './state.ts';

hooks.warn = (category, message, stacklevel, source) =>
  warnAtLevel(category, strFromJs(message), stacklevel, source ?? null, []);
hooks.warnExplicit = (category, message, filename, lineno) =>
  warnAt(
    category,
    strFromJs(message),
    { filename: strFromJs(filename), line: lineno, module: null, registry: null },
    null,
  );

/** File name prefixes whose frames are skipped. */
function prefixesOf(v: Value | undefined): string[] | undefined {
  if (v === undefined) return [];
  if (!isTuple(v)) return typeError(`warn() argument 'skip_file_prefixes' must be tuple, not ${typeOf(v).name}`);
  const out: string[] = [];
  for (const item of v.items) {
    const s = strOrUndefined(item);
    if (s === undefined) return typeError(`Found non-str '${typeOf(item).name}' in skip_file_prefixes.`);
    out.push(jsString(s));
  }
  return out;
}

function sourceOf(v: Value | undefined): Value | null {
  return v === undefined || v === None ? null : v;
}

function warn(message: Value, category?: Value, stacklevel?: Value, source?: Value, skip?: Value): Result {
  const level = stacklevel === undefined ? 1 : asIndex(stacklevel);
  if (level === undefined) return undefined;
  const prefixes = prefixesOf(skip);
  if (prefixes === undefined) return undefined;
  const cls = categoryOf(message, category);
  if (cls === undefined) return undefined;
  return warnAtLevel(cls, message, prefixes.length > 0 ? Math.max(2, level) : level, sourceOf(source), prefixes);
}

function warnExplicit(
  message: Value,
  category: Value,
  filename: Value,
  lineno: Value,
  module?: Value,
  registry?: Value,
  globals?: Value,
  source?: Value,
): Result {
  if (!isStr(filename))
    return typeError(`warn_explicit() argument 'filename' must be str, not ${typeOf(filename).name}`);
  const line = asIndex(lineno);
  if (line === undefined) return undefined;
  if (globals !== undefined && globals !== None && !isDict(globals))
    return typeError(`module_globals must be a dict, not '${typeOf(globals).name}'`);
  return warnAt(
    category,
    message,
    { filename: strValue(filename), line, module: module ?? null, registry: registry ?? null },
    sourceOf(source),
  );
}

function acquireLock(): Result {
  return warningsState().lock.acquire();
}

function releaseLock(): Result {
  const { lock } = warningsState();
  if (lock.owner !== ts) return raise(E.RuntimeError!, 'cannot release un-acquired lock');
  lock.release();
  return None;
}

function filtersMutated(): Result {
  const state = warningsState();
  if (state.lock.owner !== ts) return raise(E.RuntimeError!, 'warnings lock is not held');
  state.version++;
  return None;
}

function attributes(): Record<string, Value> {
  const state = warningsState();
  const context = contextVariable();
  const once: PyDict = state.once;
  return {
    filters: state.filters,
    _onceregistry: once,
    _defaultaction: state.defaultAction,
    ...(context === null || context === undefined ? {} : { _warnings_context: context }),
  };
}

export const warningsModule: ModuleSpec = defineModule({
  name: '_warnings',
  doc: 'Issues warnings and filters them; the rest of the machinery is in module warnings.',
  functions: [
    method(
      'warn',
      '(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())',
      warn,
      'Issue a warning, or maybe ignore it or raise an exception.',
    ),
    method(
      'warn_explicit',
      '(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)',
      warnExplicit,
      'Issue a warning, or maybe ignore it or raise an exception.',
    ),
    method('_acquire_lock', '()', acquireLock),
    method('_release_lock', '()', releaseLock),
    method('_filters_mutated_lock_held', '()', filtersMutated),
  ],
  attrs: attributes,
});
