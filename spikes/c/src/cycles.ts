/**
 * Cycles through both heaps: a C instance that holds an object which holds the instance.
 *
 * For the time of a collection, an object whose body has references only from bodies that JavaScript knows (C instances with a wrapper, whose
 * tp_traverse tells them; lists and tuples) loses its strong handle and hangs on the objects of those bodies instead. The engine's
 * collector then sees the whole cycle; what it leaves alive gets its handle back. What is held by C objects that JavaScript has never
 * seen stays.
 */
import type { PyObject } from '@pyston/objects';
import { Kind } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { i32, u32 } from './arena.ts';
import { bodies, existingWrapper, handles, hold, letGoHeld } from './lifetime.ts';
import type { PyNativeObject } from './native-object.ts';

interface Loosened {
  readonly object: WeakRef<PyObject>;
  readonly ref: Ref;
  /** 0: the wrapper of a C instance. */
  readonly handle: number;
}

let loosened: Loosened[] = [];
/** What hangs on an object: kept as long as that lives, and no longer. */
let hanging: WeakMap<PyObject, PyObject[]> = new WeakMap();

/** Bodies with the objects whose bodies hold them, one entry per reference. */
function holders(): Map<Ref, PyObject[]> {
  const found: Map<Ref, PyObject[]> = new Map();
  const note = (owner: PyObject, refs: readonly Ref[]): void => {
    for (const ref of refs) {
      if (ref <= 0) continue;
      const owners = found.get(ref);
      if (owners === undefined) found.set(ref, [owner]);
      else owners.push(owner);
    }
  };
  for (const ref of addon.wrapperRefs()) note(existingWrapper(ref)!, addon.visited(ref));
  for (const o of handles)
    if (o !== undefined && o.kind & (Kind.List | Kind.Tuple)) note(o, bodies.items(o.stub as Ref));
  return found;
}

/** Before a collection. */
export function loosen(): void {
  for (const [ref, owners] of holders()) {
    const wrapper = existingWrapper(ref);
    if (wrapper !== undefined) {
      if (i32[ref * 4] !== owners.length + 1) continue;
      letGoHeld(wrapper);
      hangOn(owners, wrapper, ref, 0);
      continue;
    }
    const handle = bodies.hasTie(ref) ? u32[bodies.tieWord(ref)]! : 0;
    if (handle === 0 || i32[ref * 4] !== owners.length) continue;
    hangOn(owners, handles[handle]!, ref, handle);
    handles[handle] = undefined;
  }
}

function hangOn(owners: readonly PyObject[], o: PyObject, ref: Ref, handle: number): void {
  for (const owner of new Set(owners)) {
    const list = hanging.get(owner);
    if (list === undefined) hanging.set(owner, [o]);
    else list.push(o);
  }
  loosened.push({ object: new WeakRef(o), ref, handle });
}

/** After it. A C instance that is gone gives up what it holds (tp_clear), since bodies may still hold one another. */
export function tighten(): void {
  const done = loosened;
  loosened = [];
  hanging = new WeakMap();
  const gone: Ref[] = [];
  for (const { object, ref, handle } of done) {
    const o = object.deref();
    if (o === undefined && handle === 0) gone.push(ref);
    else if (o !== undefined && handle === 0) hold(o as PyNativeObject);
    else handles[handle] = o;
  }
  for (const ref of gone) addon.clear(ref);
}
