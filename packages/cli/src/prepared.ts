/**
 * Modules that the start-up snapshot holds, imported already: they enter sys.modules when the part of a start begins that
 * imports them, those of the library when the program imports them.
 *
 * A module of the library is taken only where an import would find the same files: with the finders and path hooks of the
 * start, and no file of its name, nor of one that it imports, in the folders that sys.path has before the library.
 */
import type { Host } from '@pyston/host';
import { HostStat } from '@pyston/host';
import type { PreparedImports } from '@pyston/interp';
import { setPreparedImports } from '@pyston/interp';
import type { PyModule, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callMethod,
  dictCursor,
  dictDelStr,
  dictGetStr,
  dictSetStr,
  getAttr,
  hooks,
  isStr,
  jsString,
  PyList,
  strValue,
  ts,
} from '@pyston/objects';

const groups = {
  /** Streams need them: in sys.modules from the beginning. */
  always: ['encodings', 'encodings.utf_8', 'io', '_io', 'posix'],
  site: ['os', '_sitebuiltins', 'errno', 'site'],
  /** -c: the lines of its source stand in no file. */
  command: ['linecache'],
  /** With what they import: enum, functools, collections, inspect, ast … None that keeps something of the process. */
  library: ['re', 'typing', 'contextlib', 'dataclasses', 'traceback', 'string', 'json', 'argparse'],
} as const;

type Group = keyof typeof groups;

/** By group: what its imports put into sys.modules, in that order. Empty: no snapshot. */
const hidden = new Map<Group, Map<string, Value>>();

const textOf = (v: Value): string => (isStr(v) ? jsString(strValue(v)) : '');

const moduleNames = (): string[] => {
  const names: string[] = [];
  const cursor = dictCursor(ts.runtime.modules);
  while (cursor.advance()) names.push(String(cursor.key));
  return names;
};

/** Imports the modules of all groups and takes those that not every start has out of sys.modules again. */
export function importPrepared(): void {
  const imports = new LibraryImports();
  setPreparedImports(imports);
  for (const group of Object.keys(groups) as Group[]) {
    if (group === 'library') provideOpen();
    const before = new Set(moduleNames());
    for (const name of groups[group])
      if (hooks.importModule(name) === undefined) throw new Error(`${name} cannot be imported`);
    const added = moduleNames().filter((name) => !before.has(name));
    hidden.set(group, new Map(added.map((name) => [name, dictGetStr(ts.runtime.modules, name) as Value])));
  }
  dropCaches();
  imports.close();
  hide();
}

/** A start makes open() a builtin together with the streams; modules of the library take it from there. */
function provideOpen(): void {
  const open = getAttr(hidden.get('always')!.get('io')!, 'open');
  if (open === undefined) throw new Error('io has no open');
  dictSetStr(ts.runtime.builtins, 'open', open);
}

/** Caches by the hash of tuples with texts, which is another one in every process. */
function dropCaches(): void {
  const library = hidden.get('library')!;
  const typing = library.get('typing') as PyModule;
  const cleanups = dictGetStr(typing.dict, '_cleanups') as PyList;
  const dropped = [callMethod(library.get('re')!, 'purge'), ...cleanups.items.map((clear) => call(clear, []))];
  if (dropped.includes(undefined)) throw new Error('the caches of prepared modules cannot be dropped');
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
export function reveal(group: Exclude<Group, 'library'>): void {
  const { modules } = ts.runtime;
  for (const [name, module] of hidden.get(group) ?? [])
    if (dictGetStr(modules, name) === ABSENT) dictSetStr(modules, name, module);
}

/** Every prepared module, hidden or not. */
export function* preparedModules(): Generator<Value> {
  for (const modules of hidden.values()) yield* modules.values();
}

function listOf(name: string): readonly Value[] | null {
  const list = dictGetStr(ts.runtime.sys, name);
  return list instanceof PyList ? list.items : null;
}

const same = (a: readonly Value[] | null, b: readonly Value[] | null): boolean =>
  a !== null && b !== null && a.length === b.length && a.every((item, i) => item === b[i]);

const NOTHING: ReadonlySet<string> = new Set();

/** A folder, or a file that is a module. */
const IMPORTABLE = /^([^.]+)(?:\.pyc?|(?:\..*)?\.so)?$/;

class LibraryImports implements PreparedImports {
  /** By importing module: the names that its body imports. Grows until `close`. */
  private readonly imported = new Map<string, Set<string>>();
  private recording = true;
  private metaPath: readonly Value[] | null = null;
  private pathHooks: readonly Value[] | null = null;
  private lib = '';
  private readonly listings = new Map<string, { readonly date: string; readonly names: ReadonlySet<string> }>();

  /** The importer is the module whose body runs: the innermost frame of module level. */
  note(name: Value): void {
    if (!this.recording) return;
    let { frame } = ts;
    while (frame !== null && frame.code.code.name !== '<module>') frame = frame.back;
    if (frame === null) return;
    const importer = textOf(dictGetStr(frame.globals, '__name__') as Value);
    const names = this.imported.get(importer) ?? new Set();
    this.imported.set(importer, names.add(textOf(name)));
  }

  close(): void {
    this.recording = false;
    this.noteAliases();
    this.metaPath = listOf('meta_path')!.slice();
    this.pathHooks = listOf('path_hooks')!.slice();
    this.lib = textOf(dictGetStr(ts.runtime.sys, '_stdlib_dir') as Value);
  }

  /** A package puts another module under a name below its own into sys.modules (collections.abc). */
  private noteAliases(): void {
    const others = new Set(moduleNames().map((name) => (name.includes('.') ? null : this.moduleOf(name))));
    for (const [name, module] of hidden.get('library')!) {
      const dot = name.lastIndexOf('.');
      if (dot > 0 && others.has(module)) this.imported.get(name.slice(0, dot))?.add(name);
    }
  }

  take(name: Value): Value | null {
    if (this.recording) return null;
    const modules = hidden.get('library')!;
    const wanted = textOf(name);
    const module = modules.get(wanted);
    if (module === undefined || !same(listOf('meta_path'), this.metaPath)) return null;
    if (!same(listOf('path_hooks'), this.pathHooks)) return null;
    const names = this.closure(wanted);
    // the body of warnings reads the options
    if (names.has('warnings') && listOf('warnoptions')?.length !== 0) return null;
    for (const one of names) {
      const there = dictGetStr(ts.runtime.modules, one);
      if (there !== ABSENT && there !== this.moduleOf(one)) return null;
    }
    if (this.isShadowed(names)) return null;
    for (const [one, m] of modules) if (names.has(one)) dictSetStr(ts.runtime.modules, one, m);
    for (const group of ['site', 'command'] as const)
      for (const [one, m] of hidden.get(group)!) if (names.has(one)) dictSetStr(ts.runtime.modules, one, m);
    return module;
  }

  private moduleOf(name: string): Value | undefined {
    for (const modules of hidden.values()) {
      const module = modules.get(name);
      if (module !== undefined) return module;
    }
    return undefined;
  }

  /** The prepared modules that an import of `name` brings, itself and packages included. */
  private closure(name: string): Set<string> {
    const found = new Set<string>();
    const open = [name];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (found.has(one) || this.moduleOf(one) === undefined) continue;
      found.add(one);
      open.push(...(this.imported.get(one) ?? []));
      for (let dot = one.lastIndexOf('.'); dot > 0; dot = one.lastIndexOf('.', dot - 1)) open.push(one.slice(0, dot));
    }
    return found;
  }

  /** Whether sys.path has a file of one of the names before the library, or does not come to the library. */
  private isShadowed(names: ReadonlySet<string>): boolean {
    for (const entry of listOf('path') ?? []) {
      const folder = textOf(entry);
      if (folder === this.lib) return false;
      const listing = this.listing(folder);
      if (listing === null) return true;
      for (const name of names) if (listing.has(name)) return true;
    }
    return true;
  }

  /** Names of what a folder has for imports; empty where there is nothing, null for what is no folder. */
  private listing(folder: string): ReadonlySet<string> | null {
    const { fs } = ts.runtime.host as Host;
    const place = folder === '' ? '.' : folder;
    const stat = new HostStat();
    if (fs.stat(place, stat) < 0) return NOTHING;
    const date = `${stat.mtimeSec}.${stat.mtimeNsec} ${stat.ino}`;
    const known = this.listings.get(place);
    if (known !== undefined && known.date === date) return known.names;
    try {
      const names = new Set<string>();
      for (const file of fs.listdir(place)) {
        const name = IMPORTABLE.exec(file);
        if (name !== null) names.add(name[1]!);
      }
      this.listings.set(place, { date, names });
      return names;
    } catch {
      return null;
    }
  }
}
