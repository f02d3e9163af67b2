/**
 * Finalisers: `__del__`, coroutines that were never awaited, suspended generators.
 *
 * The engine tells that an object is gone only through its WeakRef, when it is too late to show it to Python. So an object
 * with a finaliser is a handle over a body (its `__dict__`, its frame) that this registry holds; the finaliser gets a
 * fresh handle over the same body. A body that refers to its own handle keeps it alive until the program ends.
 *
 * Nothing is looked at between collections: gc.collect(), a registry that has doubled, and the end of the program do it.
 */
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

const watched: Set<Watched> = new Set();
let limit = 4096;
/** A thread runs finalisers; what others find meanwhile waits for the next time. */
let busy = false;

interface Engine {
  collectGarbage(): void;
  collectFinalizers(): boolean;
}

function engine(): Engine | null {
  return (ts.runtime.host as { engine?: Engine } | null)?.engine ?? null;
}

/** `run` will be called once, when `handle` is gone or the program ends. It may not refer to `handle`. */
export function watch(handle: PyObject, run: (handle: PyObject | undefined) => void): Watched {
  const entry = new Watched(handle, run);
  watched.add(entry);
  if (watched.size > limit && !busy) {
    void engine()?.collectFinalizers();
    runFinalizers();
    limit = Math.max(4096, watched.size * 2);
  }
  return entry;
}

export function unwatch(entry: Watched): void {
  watched.delete(entry);
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

/** A full collection, then the finalisers. */
export function collectGarbage(): void {
  const e = engine();
  if (e !== null) {
    e.collectFinalizers();
    e.collectGarbage();
    e.collectFinalizers();
  }
  runFinalizers();
}

/** The end of the program: every finaliser that did not run yet, in the order of creation. */
export function finalizeAll(): void {
  for (let round = 0; round < 10 && watched.size > 0; round++) {
    for (const entry of [...watched]) if (watched.delete(entry)) entry.run(entry.ref.deref());
  }
}

/** The pending exception cannot go anywhere. */
export function reportIgnored(doing: string, what: string): void {
  hooks.writeUnraisable(takeException(), None, `Exception ignored while ${doing} ${what}`);
}

/** An instance of a class with `__del__`: its attributes live in a dict, which outlives the instance. */
export function watchInstance(o: PyObject): void {
  const cls = o.cls;
  if (!cls.hasDict || o.plain === null) return;
  const dict = newDict();
  replaceDict(o, dict);
  watch(o, (handle) => callDel(handle ?? fresh(cls, dict)));
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
