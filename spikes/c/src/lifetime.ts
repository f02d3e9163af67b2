/**
 * How long bodies and objects live.
 *
 *  - A body with a handle (stub, list, tuple, boxed value) holds its object strongly while C's count is not zero. When it
 *    falls to zero the body joins the list of the dead (`Word.Dead`), where it keeps its pointer; `drainDead` frees what is
 *    still dead when the list has grown, at the end of the outermost call from Python.
 *  - The wrapper of a C instance holds one reference. While C holds more, the registry holds the wrapper too, so that
 *    attributes of a Python subclass survive; `releaseHeld` looks when only the wrapper's reference is left, and then the
 *    engine may collect the wrapper; the next sweep gives the reference back.
 *  - Cycles through both heaps: cycles.ts.
 */
import type { PyObject } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { blocksInUse, i32, LAST_DEAD, u32, Word } from './arena.ts';
import type { PyNativeObject } from './native-object.ts';

/** Objects by handle; 0 is none. */
export const handles: (PyObject | undefined)[] = [undefined];
const freeHandles: number[] = [];

export function newHandle(o: PyObject): number {
  const handle = freeHandles.pop() ?? handles.length;
  handles[handle] = o;
  return handle;
}

/** Forgets the object of a handle: it has no body any more. */
export function dropHandle(handle: number): void {
  const o = handles[handle];
  handles[handle] = undefined;
  freeHandles.push(handle);
  // a cycle's object is gone already
  if (o !== undefined) o.stub = undefined;
}

export function handleCount(): number {
  return handles.length - 1 - freeHandles.length;
}

// --- bodies without references

const DEAD_LIMIT = 256;

/** Word of a body's Tie (handle, then queue) and what frees it; filled by convert.ts, which knows the layouts. */
export const bodies: {
  hasTie: (ref: Ref) => boolean;
  /** What a list or tuple refers to. */
  items: (ref: Ref) => Ref[];
  tieWord: (ref: Ref) => number;
  inUse: (ref: Ref) => boolean;
  free: (ref: Ref, handle: number) => void;
} = { hasTie: () => false, items: () => [], tieWord: () => 0, inUse: () => false, free: () => {} };

/** Calls from Python into C that have not returned. */
let depth = 0;

export function enterC(): void {
  depth++;
}

export function leaveC(): void {
  if (--depth === 0 && u32[Word.DeadCount]! + u32[Word.Gone]! + held.length > DEAD_LIMIT) drainDead(false);
}

/** Whether no call is below one of C, which may still know bodies that nobody counts. */
export function outsideC(): boolean {
  return depth === 0;
}

/** Frees every body that still has no reference, except a list that was in C since the last time (`all`: that one too). */
export function drainDead(all = true): void {
  const kept: Ref[] = [];
  for (let ref = u32[Word.Dead]!; ref !== 0; ref = u32[Word.Dead]!) {
    const tie = bodies.tieWord(ref);
    const next = u32[tie + 1]!;
    u32[Word.Dead] = next === LAST_DEAD ? 0 : next;
    u32[Word.DeadCount]!--;
    u32[tie + 1] = 0;
    if (i32[ref * 4] !== 0) continue;
    if (!all && bodies.inUse(ref)) kept.push(ref);
    else bodies.free(ref, u32[tie]!);
  }
  for (const ref of kept) bury(ref, bodies.tieWord(ref));
  releaseHeld();
  if (u32[Word.Gone] !== 0) addon.sweepWrappers();
}

/** A count fell to zero on this side: the same as core_bury. */
export function bury(ref: Ref, tie: number): void {
  if (u32[tie + 1] !== 0) return;
  u32[tie + 1] = u32[Word.Dead] === 0 ? LAST_DEAD : u32[Word.Dead]!;
  u32[Word.Dead] = ref;
  u32[Word.DeadCount]!++;
}

// --- wrappers of C instances

let held: PyNativeObject[] = [];

export function existingWrapper(ref: Ref): PyNativeObject | undefined {
  return addon.wrapperOf(ref) as PyNativeObject | undefined;
}

/** Ties a new wrapper to its body and takes a reference for it. */
export function registerWrapper(o: PyNativeObject, ref: Ref): void {
  o.stub = ref;
  addon.wrap(o, ref);
  hold(o);
}

/** C gets a reference: the wrapper stays at least as long as it has it. */
export function hold(o: PyNativeObject): void {
  if (o.held) return;
  o.held = true;
  held.push(o);
}

/** Only C instances with wrappers refer to the body: the collector may decide. */
export function letGoHeld(o: PyNativeObject): void {
  o.held = false;
  held = held.filter((one) => one !== o);
}

/** Wrappers whose bodies C has let go may die again. */
function releaseHeld(): void {
  const still: PyNativeObject[] = [];
  for (const o of held) {
    if (i32[o.stub * 4]! > 1) still.push(o);
    else o.held = false;
  }
  held = still;
}

/** What is alive on both sides, for tests: blocks of the arena, handles, wrappers, bodies waiting. */
export function statistics(): { blocks: number; handles: number; wrappers: number; held: number; dead: number } {
  return {
    blocks: blocksInUse(),
    handles: handleCount(),
    wrappers: addon.wrapperCount(),
    held: held.length,
    dead: u32[Word.DeadCount]!,
  };
}
