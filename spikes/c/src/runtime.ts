/** What index.ts opens: the core, started once, and extension modules loaded from files. */
import type { Host } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import { addKeeper, E, None, raise, T, ts } from '@pyston/objects';
import { addon } from './addon.ts';
import { loosen, tighten } from './cycles.ts';
import { startConversion, toRef, drop } from './convert.ts';
import { finish } from './errors.ts';
import { foreignTypes } from './foreign.ts';
import { drainDead, enterC, outsideC } from './lifetime.ts';
import { fillSlots } from './types.ts';
import { upcall } from './upcalls.ts';

export { addon } from './addon.ts';
export { pinCount } from './buffers.ts';
export { fromRef, toRef, take, drop } from './convert.ts';
export { drainDead, statistics } from './lifetime.ts';

let started = false;

/** Starts the core, once per process, with a runtime current (its host has the lock). */
export function startCore(): void {
  if (started) return;
  started = true;
  addon.setUpcall(upcall);
  startConversion();
  addKeeper(beforeCollection, afterCollection);
  const host = ts.runtime.host as Host | null;
  const lock = host?.threads.lockForNatives?.();
  if (lock !== undefined) addon.setLock(...lock);
  for (const [, type] of foreignTypes) if (type !== T.object) fillSlots(type, type.base);
}

function beforeCollection(): void {
  if (!outsideC()) return;
  drainDead();
  loosen();
}

function afterCollection(): void {
  tighten();
  if (!outsideC()) return;
  // bodies of wrappers that are gone bury what they held
  drainDead();
  drainDead();
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
