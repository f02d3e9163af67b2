/**
 * Modules that the start-up snapshot holds, imported already: they enter sys.modules when the part of a start begins that
 * imports them.
 */
import type { Value } from '@pyston/objects';
import { ABSENT, dictCursor, dictDelStr, dictGetStr, dictSetStr, hooks, ts } from '@pyston/objects';

const groups = {
  /** Streams need them: in sys.modules from the beginning. */
  always: ['encodings', 'encodings.utf_8', 'io', '_io', 'posix'],
  site: ['os', '_sitebuiltins', 'errno', 'site'],
  /** -c: the lines of its source stand in no file. */
  command: ['linecache'],
} as const;

type Group = keyof typeof groups;

/** By group: what its imports put into sys.modules, in that order. Empty: no snapshot. */
const hidden = new Map<Group, Map<string, Value>>();

const moduleNames = (): string[] => {
  const names: string[] = [];
  const cursor = dictCursor(ts.runtime.modules);
  while (cursor.advance()) names.push(String(cursor.key));
  return names;
};

/** Imports the modules of all groups and takes those that not every start has out of sys.modules again. */
export function importPrepared(): void {
  for (const group of Object.keys(groups) as Group[]) {
    const before = new Set(moduleNames());
    for (const name of groups[group])
      if (hooks.importModule(name) === undefined) throw new Error(`${name} cannot be imported`);
    const added = moduleNames().filter((name) => !before.has(name));
    hidden.set(group, new Map(added.map((name) => [name, dictGetStr(ts.runtime.modules, name) as Value])));
  }
  hide();
}

/** Takes the modules of the later groups out of sys.modules. */
export function hide(): void {
  for (const [group, modules] of hidden)
    if (group !== 'always') for (const name of modules.keys()) dictDelStr(ts.runtime.modules, name);
}

export function hasPrepared(): boolean {
  return hidden.size > 0;
}

/** Puts the modules of a group into sys.modules, as if they had just been imported; what is there already stays. */
export function reveal(group: Group): void {
  const { modules } = ts.runtime;
  for (const [name, module] of hidden.get(group) ?? [])
    if (dictGetStr(modules, name) === ABSENT) dictSetStr(modules, name, module);
}

/** Every prepared module, hidden or not. */
export function* preparedModules(): Generator<Value> {
  for (const modules of hidden.values()) yield* modules.values();
}
