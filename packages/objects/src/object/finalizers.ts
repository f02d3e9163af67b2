/**
 * Finalisers: `__del__`, unclosed files, coroutines that were never awaited, suspended generators.
 *
 * The engine tells that an object is gone only through its WeakRef, when it is too late to show it to Python. Two ways lead
 * around that:
 *
 *   - `watch`: the object is a handle over a body (its `__dict__`, its frame) that this registry holds; the finaliser gets a
 *     fresh handle over the same body. Looked at after every full collection of the engine too (weakref/checkpoint.ts).
 *   - `hold`: the registry holds the object itself. For the time of a collection of ours (gc.collect(), a registry that has
 *     doubled) it lets go and keeps a copy of the object's fields; if the object has gone, the finaliser gets the copy.
 *
 * What refers to itself, other than directly from its own fields, stays until the program ends; then every finaliser runs.
 */
import { engine, wantCheckpoints } from '../core/engine.ts';
import { hooks } from '../core/hooks.ts';
import type { PyObject } from '../core/object.ts';
import { None } from '../core/singletons.ts';
import { takeException } from '../core/errors.ts';
import { ts } from '../core/thread-state.ts';
import type { PyType } from '../core/type.ts';
import { typeOf } from '../core/type.ts';
import { lookupType } from '../core/type-attrs.ts';
import { ABSENT } from '../core/value.ts';
import { newDict } from '../dict/ops.ts';
import { reprJs } from '../ops/text.ts';
import type { WithDict } from '../ops/attr.ts';
import { replaceDict } from '../type/instance-dict.ts';

/** An object with a finaliser; `run` gets the object if it still lives. */
export class Watched {
  readonly ref: WeakRef<PyObject>;
  readonly run: (handle: PyObject | undefined) => void;
  constructor(handle: PyObject, run: (handle: PyObject | undefined) => void) {
    this.ref = new WeakRef(handle);
    this.run = run;
  }
}

/** An object that the registry holds; `run` gets it, or its copy. */
export class Held {
  handle: PyObject | null;
  ref: WeakRef<PyObject> | null = null;
  /** While `handle` is let go. */
  copy: PyObject | null = null;
  readonly run: (handle: PyObject) => void;
  constructor(handle: PyObject, run: (handle: PyObject) => void) {
    this.handle = handle;
    this.run = run;
  }
}

const watched: Set<Watched> = new Set();
const held: Set<Held> = new Set();
const LEAST = 4096;
const MOST = 1 << 16;
let limit = LEAST;
let heldLimit = LEAST;
/** A thread runs finalisers; what others find meanwhile waits for the next time. */
let busy = false;

/** `run` will be called once, when `handle` is gone or the program ends. It may not refer to `handle`. */
export function watch(handle: PyObject, run: (handle: PyObject | undefined) => void): Watched {
  const entry = new Watched(handle, run);
  watched.add(entry);
  wantCheckpoints();
  if (watched.size > limit && !busy) {
    collectGarbage();
    limit = Math.max(Math.min(limit * 2, MOST), watched.size * 2);
  }
  return entry;
}

export function unwatch(entry: Watched): void {
  watched.delete(entry);
}

/** As `watch`, for objects without a body; `run` gets the object or a copy of it. */
export function hold(handle: PyObject, run: (handle: PyObject) => void): Held {
  const entry = new Held(handle, run);
  held.add(entry);
  if (held.size > heldLimit && !busy) {
    collectGarbage();
    heldLimit = Math.max(Math.min(heldLimit * 2, MOST), held.size * 2);
  }
  return entry;
}

export function letGo(entry: Held): void {
  held.delete(entry);
}

function letGoOfAll(): void {
  for (const entry of held) {
    const { handle } = entry;
    // gone, and waiting for the finaliser that runs now to end
    if (handle === null) continue;
    entry.ref = new WeakRef(handle);
    entry.copy = copyOf(handle);
    entry.handle = null;
  }
}

/** A second object with the same fields; what referred to the first one refers to it. */
function copyOf(o: PyObject): PyObject {
  const copy = Object.create(Object.getPrototypeOf(o));
  const from = o as unknown as Record<PropertyKey, unknown>;
  for (const key of Reflect.ownKeys(o)) copy[key] = from[key] === o ? copy : from[key];
  return copy;
}

/** Holds those again that are alive; gives the others. */
function takeBack(): Held[] {
  const gone: Held[] = [];
  for (const entry of held) {
    const handle = entry.ref === null ? entry.handle : entry.ref.deref();
    entry.ref = null;
    if (handle == null) gone.push(entry);
    else {
      entry.handle = handle;
      entry.copy = null;
    }
  }
  return gone;
}

/** Runs a finaliser; the pending exception stays. */
function runQuietly<T>(run: (handle: T) => void, handle: T): void {
  const pending = ts.exc;
  ts.exc = null;
  run(handle);
  ts.exc = pending;
}

/** Runs the finalisers of objects that are gone. */
export function runFinalizers(): void {
  if (busy) return;
  busy = true;
  const pending = ts.exc;
  ts.exc = null;
  try {
    for (const entry of [...watched]) {
      if (entry.ref.deref() !== undefined || !watched.delete(entry)) continue;
      entry.run(undefined);
    }
  } finally {
    ts.exc = pending;
    busy = false;
  }
}

const keepers: { letGo: () => void; takeBack: () => void }[] = [];

/** `letGo` runs before a collection of ours, `takeBack` after it: for who keeps objects on behalf of others, as the C API does. */
export function addKeeper(letGo: () => void, takeBack: () => void): void {
  keepers.push({ letGo, takeBack });
}

/** A full collection, then the finalisers. */
export function collectGarbage(): void {
  const e = engine();
  for (const keeper of keepers) keeper.letGo();
  const letting = e !== null && !busy;
  if (letting) letGoOfAll();
  if (e !== null) {
    e.collectFinalizers();
    e.collectGarbage();
    e.collectFinalizers();
  }
  for (const keeper of keepers) keeper.takeBack();
  if (letting) for (const entry of takeBack()) if (held.delete(entry)) runQuietly(entry.run, entry.copy!);
  runFinalizers();
}

/** The end of the program: every finaliser that did not run yet, in the order of creation. */
export function finalizeAll(): void {
  for (let round = 0; round < 10 && watched.size + held.size > 0; round++) {
    for (const entry of [...held]) if (held.delete(entry)) runQuietly(entry.run, (entry.handle ?? entry.copy)!);
    for (const entry of [...watched]) if (watched.delete(entry)) entry.run(entry.ref.deref());
  }
}

/** The pending exception cannot go anywhere. */
export function reportIgnored(doing: string, what: string): void {
  hooks.writeUnraisable(takeException(), None, `Exception ignored while ${doing} ${what}`);
}

/** Instances of classes with `__del__` that are watched (making one may pass here twice), with what their class is. */
const instances: WeakMap<PyObject, { cls: PyType }> = new WeakMap();

/** An instance of a class with `__del__`. */
export function watchInstance(o: PyObject): void {
  if (instances.has(o)) return;
  instances.set(o, { cls: o.cls });
  hold(o, callDel);
}

/** `__class__` was assigned. */
export function watchReclassed(o: PyObject): void {
  const known = instances.get(o);
  if (known !== undefined) known.cls = o.cls;
  else if (o.cls.slots.del !== null) watchInstance(o);
}

/** An instance with nothing but attributes: they live in a dict, which outlives it. */
export function watchPlain(o: PyObject): void {
  const cls = o.cls;
  if (!cls.hasDict || o.plain === null) {
    watchInstance(o);
    return;
  }
  const known = { cls };
  instances.set(o, known);
  const dict = newDict();
  replaceDict(o, dict);
  watch(o, (handle) => callDel(handle ?? fresh(known.cls, dict)));
}

function fresh(cls: PyType, dict: NonNullable<WithDict['dict']>): PyObject {
  const o = new cls.instanceClass();
  replaceDict(o, dict);
  return o;
}

function callDel(o: PyObject): void {
  const { del } = typeOf(o).slots;
  if (del === null || del(o) !== undefined) return;
  const fn = lookupType(typeOf(o), '__del__');
  const exc = ts.exc;
  ts.exc = null;
  const shown = fn === ABSENT ? '' : (reprJs(fn) ?? '');
  ts.exc = exc;
  reportIgnored('calling deallocator', shown);
}
