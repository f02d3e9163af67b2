/**
 * Code of the modules that start a runtime. Out of the packed archive where that was built from the same library;
 * otherwise compiled from the library's sources.
 */
import type { CodeObject } from '@pyston/bytecode';
import { compileModule } from '@pyston/bytecode';
import type { FrozenSource } from '@pyston/interp';
import { parse } from '@pyston/parser';
import { FrozenModules, LIBRARY_PACK, LibraryCode } from '@pyston/stdlib';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Paths } from './paths.ts';
import { readPack } from './paths.ts';

/** Frozen name → file below the library, for runs on another library. */
const BOOTSTRAP: Readonly<Record<string, string>> = {
  _frozen_importlib: 'importlib/_bootstrap.py',
  _frozen_importlib_external: 'importlib/_bootstrap_external.py',
  zipimport: 'zipimport.py',
};

const ORIGINS: Readonly<Record<string, string>> = {
  _frozen_importlib: 'importlib._bootstrap',
  _frozen_importlib_external: 'importlib._bootstrap_external',
};

class SourceFrozen implements FrozenSource {
  private readonly cache = new Map<string, CodeObject | null>();
  private readonly lib: string;
  constructor(lib: string) {
    this.lib = lib;
  }
  code(name: string): CodeObject | null {
    let code = this.cache.get(name);
    if (code === undefined) this.cache.set(name, (code = this.compile(name)));
    return code;
  }
  private compile(name: string): CodeObject | null {
    const file = BOOTSTRAP[name];
    const path = file === undefined ? null : join(this.lib, file);
    if (path === null || !existsSync(path)) return null;
    const filename = `<frozen ${this.origin(name)}>`;
    return compileModule(parse(readFileSync(path), { filename, mode: 'exec' }), { filename });
  }
  isPackage(): boolean {
    return false;
  }
  origin(name: string): string {
    return ORIGINS[name] ?? name;
  }
}

class PackedFrozen implements FrozenSource {
  private readonly modules: FrozenModules;
  readonly libraryCode?: (file: string) => CodeObject | null;
  constructor(modules: FrozenModules, library: LibraryCode | null) {
    this.modules = modules;
    if (library !== null) this.libraryCode = (file) => library.code(file);
  }
  code(name: string): CodeObject | null {
    return this.modules.code(name) ?? null;
  }
  isPackage(name: string): boolean {
    return this.modules.isPackage(name);
  }
  origin(name: string): string {
    return ORIGINS[name] ?? name;
  }
}

function libraryCode(paths: Paths): LibraryCode | null {
  const file = fileURLToPath(LIBRARY_PACK);
  return existsSync(file) ? new LibraryCode(file, paths.lib) : null;
}

/** `other`: the library is not the packed one. */
export function frozenSource(paths: Paths, other: boolean): FrozenSource {
  const pack = other ? null : readPack(paths.frozenPack);
  return pack === null ? new SourceFrozen(paths.lib) : new PackedFrozen(new FrozenModules(pack), libraryCode(paths));
}
