/**
 * Layouts of weakref.ref and weakref.proxy, and the registry of weak references.
 *
 * Every referent that has weak references keeps a list of them (held through a WeakMap, newest first). A reference with a
 * callback is also registered for finalisation: when the engine has collected the referent, the callback waits in a
 * queue until a safe point runs it (`runWeakCallbacks`), since no Python code may run inside the engine's own call.
 */
import { PyObject } from '../core/object.ts';
import { ts } from '../core/thread-state.ts';
import { wantCheckpoints } from '../core/engine.ts';
import { hooks } from '../core/hooks.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { PyInt, Value } from '../core/value.ts';
import { typeError } from '../core/errors.ts';
import { call1 } from '../ops/call.ts';

export class PyWeakRef extends PyObject {
  /** null for a reference that was never set (made without the constructor). */
  ref: WeakRef<PyObject> | null = null;
  callback: Value | null = null;
  /** Hash of the referent, kept while it lives. */
  hash: PyInt | null = null;
}

export class PyProxy extends PyWeakRef {}
export class PyCallableProxy extends PyWeakRef {}

const references: WeakMap<PyObject, WeakRef<PyWeakRef>[]> = new WeakMap();

/** References with callbacks must outlive their referent; they are held here, by their token. */
const waiting: Set<PyWeakRef> = new Set();
const queue: PyWeakRef[] = [];

const finalizers = new FinalizationRegistry<WeakRef<PyWeakRef>>((held) => {
  const ref = held.deref();
  if (ref !== undefined && waiting.delete(ref)) queue.push(ref);
});

/** Queues the callbacks of references whose referents are gone, for engines that do not report them by themselves. */
export function findDeadReferents(): void {
  for (const r of [...waiting]) if (r.ref?.deref() === undefined && waiting.delete(r)) queue.push(r);
}

/** True if callbacks wait to be run. */
export function hasWeakCallbacks(): boolean {
  return queue.length > 0;
}

/** Runs the callbacks of references whose referents are gone; errors go to sys.unraisablehook. */
export function runWeakCallbacks(): void {
  while (queue.length > 0) {
    const ref = queue.shift()!;
    const { callback } = ref;
    ref.callback = null;
    if (callback === null || call1(callback, ref) !== undefined) continue;
    const exc = ts.exc!;
    ts.exc = null;
    hooks.writeUnraisable(exc, callback);
  }
}

/** The referent, or null once it is gone. */
export function referent(r: PyWeakRef): PyObject | null {
  return r.ref?.deref() ?? null;
}

/** Lets `r` refer to `target`; `undefined` = its type allows no weak references. */
export function attach(r: PyWeakRef, target: Value, callback: Value | null): true | undefined {
  if (typeof target !== 'object' || !typeOf(target).hasWeakRef)
    return typeError(`cannot create weak reference to '${typeOf(target).name}' object`);
  r.ref = new WeakRef(target);
  r.callback = callback;
  const own = new WeakRef(r);
  const list = references.get(target);
  if (list === undefined) references.set(target, [own]);
  else if (callback === null) list.unshift(own);
  else list.push(own);
  if (callback !== null) {
    waiting.add(r);
    wantCheckpoints();
    finalizers.register(target, own, r);
  }
  return true;
}

/** Live references to `target`. */
export function referencesTo(target: Value): PyWeakRef[] {
  const list = typeof target === 'object' ? references.get(target) : undefined;
  if (list === undefined) return [];
  const out: PyWeakRef[] = [];
  let kept = 0;
  for (const held of list) {
    const r = held.deref();
    if (r === undefined) continue;
    list[kept++] = held;
    out.push(r);
  }
  list.length = kept;
  return out;
}

/** An existing reference of exactly this layout without callback, which a new one would equal in everything. */
export function reusable(target: Value, layout: new () => PyWeakRef): PyWeakRef | null {
  for (const r of referencesTo(target)) if (r.callback === null && r instanceof layout) return r;
  return null;
}

/** `__weakref__`: the first reference, or None. */
export function firstReference(target: Value): Value {
  return referencesTo(target)[0] ?? None;
}
