/** Extension modules of CPython 3.14 on pyston's objects: starts the core once, loads a file as a module. */
import type { Host } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import { E, None, raise, ts } from '@pyston/objects';
import { constants } from 'node:os';
import process from 'node:process';
import type { Addon } from './addon.ts';
import { addon, setAddon } from './addon.ts';
import { openArena } from './arena.ts';
import { startConversion, toRef, drop } from './convert.ts';
import { finish } from './errors.ts';
import { foreignTypes } from './foreign.ts';
import { enterC } from './lifetime.ts';
import { fillSlots } from './types.ts';
import { upcall } from './upcalls.ts';

export { addon } from './addon.ts';
export { pinCount } from './buffers.ts';
export { fromRef, toRef, take, drop } from './convert.ts';
export { drainDead, statistics } from './lifetime.ts';

let started = false;

/** Part of a memory that somebody else made, a shared WebAssembly.Memory for instance. */
export interface Region {
  readonly memory: ArrayBufferLike;
  /** Multiple of 16. */
  readonly offset: number;
  readonly bytes: number;
}

/** Loads the addon and starts the core, once per process, with a runtime current (its host has the lock). Without a `region` for the arena the addon maps 4 GiB of address space. */
export function startCapi(binary: string, region?: Region): void {
  if (started) return;
  started = true;
  const module = { exports: {} as Addon };
  process.dlopen(module, binary, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL);
  setAddon(module.exports);
  openArena(addon.start(upcall, region?.memory, region?.offset, region?.bytes));
  startConversion();
  const host = ts.runtime.host as Host | null;
  const lock = host?.threads.lockForNatives?.();
  if (lock !== undefined) addon.setLock(...lock);
  for (const type of foreignTypes()) fillSlots(type, type.base);
}

/** The module that `path` defines under `name`; `undefined` = raised. */
export function loadExtension(path: string, name: string, spec: Value = None): Result {
  const base = name.slice(name.lastIndexOf('.') + 1);
  enterC();
  const s = toRef(spec);
  let r: number;
  try {
    r = addon.load(path, `PyInit_${base}`, s);
  } catch (error) {
    finish(toRef(None));
    return raise(E.ImportError!, (error as Error).message);
  } finally {
    drop(s);
  }
  return finish(r);
}
