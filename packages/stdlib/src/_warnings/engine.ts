/** Filters, registries and call stacks of warnings (CPython's Python/_warnings.c). */
import type { Frame, PyDict, Result, Value } from '@pyston/objects';
import {
  currentFrame,
  ABSENT,
  asIndex,
  call1,
  callMethod,
  dictClear,
  dictGet,
  dictGetStr,
  dictSet,
  dictSetStr,
  E,
  eq,
  frameLine,
  int,
  isDict,
  isExactOrSubtype,
  isInt,
  isSubclass,
  isTrue,
  isTuple,
  isType,
  isSubtype,
  jsString,
  newDict,
  None,
  raise,
  raiseValue,
  reprJs,
  str,
  strFromJs,
  strOf,
  strOrUndefined,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import type { PyBaseException } from '@pyston/objects';
import { showWarning } from './show.ts';
import { currentFilters, defaultAction, onceRegistry, warningsState } from './state.ts';

/** Where a warning points at. */
export interface Place {
  readonly filename: Value;
  readonly line: number;
  /** Name of the module; null: made from the file name. */
  readonly module: Value | null;
  readonly registry: Value | null;
}

/** The warning class of message and category arguments. */
export function categoryOf(message: Value, category: Value | undefined): Value | undefined {
  if (isExactOrSubtype(message, E.Warning!)) return typeOf(message);
  if (category === undefined || category === None) return E.UserWarning!;
  if (isType(category) && isSubtype(category, E.Warning!)) return category;
  return typeError(`category must be a Warning subclass, not '${typeOf(category).name}'`);
}

/** True when a filter's message or module pattern accepts `text`. */
function matches(pattern: Value, text: Value): boolean | undefined {
  if (pattern === None) return true;
  if (typeof pattern === 'string') return eq(pattern, text);
  const r = callMethod(pattern, 'match', text);
  return r === undefined ? undefined : isTrue(r);
}

function filterApplies(
  parts: readonly Value[],
  category: Value,
  text: Value,
  line: number,
  module: Value,
): boolean | undefined {
  const [, message, wanted, wantedModule, wantedLine] = parts as [Value, Value, Value, Value, Value];
  for (const test of [
    () => matches(message, text),
    () => isSubclass(category, wanted),
    () => matches(wantedModule, module),
  ]) {
    const ok = test();
    if (ok !== true) return ok;
  }
  const n = asIndex(wantedLine);
  return n === undefined ? undefined : n === 0 || n === line;
}

/** [action, filter item] of the first filter that applies. */
function findAction(category: Value, text: Value, line: number, module: Value): [string, Value] | undefined {
  const filters = currentFilters();
  if (filters === undefined) return undefined;
  for (let i = 0; i < filters.items.length; i++) {
    const item = filters.items[i]!;
    if (!isTuple(item) || item.items.length !== 5) return valueError(`warnings.filters item ${i} isn't a 5-tuple`);
    const action = strOrUndefined(item.items[0]!);
    if (action === undefined) return typeError(`action must be a string, not '${typeOf(item.items[0]!).name}'`);
    const ok = filterApplies(item.items, category, text, line, module);
    if (ok === undefined) return undefined;
    if (ok) return [jsString(action), item];
  }
  const action = defaultAction();
  return action === undefined ? undefined : [action as unknown as string, None];
}

/** Whether `key` stands in the registry, which is emptied first when the filters have changed since. */
function alreadyWarned(registry: PyDict, key: Value, remember: boolean): boolean | undefined {
  const { version } = warningsState();
  const known = dictGetStr(registry, 'version');
  if (known === ABSENT || !isInt(known) || Number(known) !== version) {
    dictClear(registry);
    dictSetStr(registry, 'version', int(version));
  } else {
    const seen = dictGet(registry, key);
    if (seen === undefined) return undefined;
    if (seen !== ABSENT) {
      const truth = isTrue(seen);
      if (truth !== false) return truth;
    }
  }
  return remember && dictSet(registry, key, true) === undefined ? undefined : false;
}

function moduleOfFile(filename: Value): Value {
  const name = jsString(strOrUndefined(filename)!);
  if (name === '') return str('<unknown>');
  return name.endsWith('.py') ? strFromJs(name.slice(0, -3)) : filename;
}

/** Notes the warning as its action says. True: it was shown before. */
function note(action: string, item: Value, registry: PyDict | null, key: Value, short: Value): boolean | undefined {
  if (action === 'always' || action === 'all') return false;
  if (registry !== null && dictSet(registry, key, true) === undefined) return undefined;
  switch (action) {
    case 'default':
      return false;
    case 'once': {
      const once = registry ?? onceRegistry();
      return once === undefined ? undefined : alreadyWarned(once, short, true);
    }
    case 'module':
      return registry === null ? false : alreadyWarned(registry, short, true);
  }
  const text = reprJs(item);
  return text === undefined
    ? undefined
    : raise(E.RuntimeError!, `Unrecognized action ('${action}') in warnings.filters:\n ${text}`);
}

/** `warn_explicit`. */
export function warnAt(category: Value, message: Value, place: Place, source: Value | null): Result {
  const { registry, filename, line } = place;
  let dict: PyDict | null = null;
  if (registry !== null && registry !== None) {
    if (!isDict(registry)) return typeError("'registry' must be a dict or None");
    dict = registry;
  }
  if (place.module === None) return None;
  const module = place.module ?? moduleOfFile(filename);
  const isWarning = isExactOrSubtype(message, E.Warning!);
  const text = isWarning ? strOf(message) : message;
  const exc = isWarning ? message : call1(category, message);
  if (text === undefined || exc === undefined) return undefined;
  const cls = isWarning ? typeOf(message) : category;
  const key = tuple([text, cls, int(line)]);
  if (dict !== null) {
    const seen = alreadyWarned(dict, key, false);
    if (seen !== false) return seen === undefined ? undefined : None;
  }
  const found = findAction(cls, text, line, module);
  if (found === undefined) return undefined;
  const [action, item] = found;
  if (action === 'error') return raiseValue(exc as PyBaseException);
  if (action === 'ignore') return None;
  const seen = note(action, item, dict, key, tuple([text, cls]));
  if (seen !== false) return seen === undefined ? undefined : None;
  return showWarning({ message: exc, text, category: cls, filename, line, source });
}

function isInternal(filename: string): boolean {
  return filename.includes('importlib') && filename.includes('_bootstrap');
}

function nextExternal(frame: Frame, prefixes: readonly string[]): Frame | null {
  let f = frame.back;
  while (f !== null && (isInternal(f.code.code.filename) || hasPrefix(f.code.code.filename, prefixes))) f = f.back;
  return f;
}

function hasPrefix(filename: string, prefixes: readonly string[]): boolean {
  for (const p of prefixes) if (filename.startsWith(p)) return true;
  return false;
}

/** The frame that a stack level points at; importlib's frames do not count. */
function frameAt(level: number, prefixes: readonly string[]): Frame | null {
  let f = currentFrame();
  let n = level;
  const plain = level <= 0 || f === null || isInternal(f.code.code.filename);
  while (--n > 0 && f !== null) f = plain ? f.back : nextExternal(f, prefixes);
  return f;
}

/** File, line, module and registry of a stack level. */
function placeOf(level: number, prefixes: readonly string[]): Place | undefined {
  const frame = frameAt(level, prefixes);
  const globals = frame === null ? ts.runtime.sys : frame.globals;
  let registry = dictGetStr(globals, '__warningregistry__');
  if (registry === ABSENT) {
    registry = newDict();
    dictSetStr(globals, '__warningregistry__', registry);
  }
  const name = dictGetStr(globals, '__name__');
  const module = name === ABSENT || (name !== None && strOrUndefined(name) === undefined) ? str('<string>') : name;
  if (frame === null) return { filename: str('<sys>'), line: 0, module, registry };
  return { filename: strFromJs(frame.code.code.filename), line: frameLine(frame), module, registry };
}

/** `warn`. */
export function warnAtLevel(
  category: Value,
  message: Value,
  level: number,
  source: Value | null,
  prefixes: readonly string[],
): Result {
  const place = placeOf(level, prefixes);
  return place === undefined ? undefined : warnAt(category, message, place, source);
}
