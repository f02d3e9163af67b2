/**
 * Buffers that a bytearray has handed out. Its size may not change while somebody holds one, but the engine does not tell when a
 * memoryview is gone that nobody released: `bytes(memoryview(b)[:n]); del b[:n]` is right and frequent (asyncio's streams). Hence
 * a change of size looks for a memoryview where running code keeps one: in the variables of active frames and, for local ones, one step
 * further, in what is stored in these. If none is found, those that were made are left with the old contents.
 *
 * So a right program is never refused, and what an erroneous one misses at worst is the BufferError.
 */
import type { BufferView } from '../core/buffer.ts';
import { bytesView } from '../core/buffer.ts';
import { Cell, type Frame } from '../core/frame.ts';
import { ts } from '../core/thread-state.ts';
import type { Value } from '../core/value.ts';
import { dictCursor } from '../dict/cursor.ts';
import { PyDict } from '../dict/dict.ts';
import { PyList } from '../list/list.ts';
import { PyMemoryView } from '../memoryview/memoryview.ts';
import { PyTuple } from '../tuple/tuple.ts';
import type { PyByteArray } from './bytearray.ts';
import { byteArrayData } from './bytearray.ts';

/** The buffer of `b`; `exports` counts it until it is released. */
export function exportBuffer(b: PyByteArray): BufferView {
  const lock = (b.lock ??= { exports: 0, views: 0 });
  lock.exports++;
  return bytesView(b, byteArrayData(b), false, () => {
    lock.exports--;
  });
}

/** Says that a memoryview holds this buffer of `b`. */
export function noteView(b: PyByteArray, buffer: BufferView): void {
  const lock = b.lock!;
  const release = buffer.onRelease!;
  lock.views++;
  buffer.onRelease = () => {
    lock.views--;
    release();
  };
}

/** True if nobody holds a buffer of `b`, as far as can be seen. */
export function isUnlocked(b: PyByteArray): boolean {
  const { lock } = b;
  if (lock === null || lock.exports === 0) return true;
  if (lock.exports > lock.views || isViewInUse(b)) return false;
  b.store = byteArrayData(b).slice();
  b.start = 0;
  b.lock = null;
  return true;
}

/** Whether running code has a memoryview of `b`. */
function isViewInUse(b: PyByteArray): boolean {
  const seen = new Set<unknown>();
  for (let { frame } = ts; frame !== null; frame = frame.back) if (frameHas(frame, b, seen)) return true;
  return false;
}

function frameHas(frame: Frame, b: PyByteArray, seen: Set<unknown>): boolean {
  const { nlocalsplus } = frame.code.code;
  for (let i = 0; i < nlocalsplus; i++) {
    const held = frame.regs[i];
    const value = held instanceof Cell ? held.v : held;
    if (isViewOf(value, b) || (value !== undefined && holds(value, b, seen))) return true;
  }
  return holds(frame.globals, b, seen) || (frame.locals !== null && holds(frame.locals, b, seen));
}

function isViewOf(value: unknown, b: PyByteArray): boolean {
  return value instanceof PyMemoryView && value.view !== null && value.view.obj === b;
}

/** Whether a container or an instance has a memoryview of `b` for an item or attribute. */
function holds(value: Value, b: PyByteArray, seen: Set<unknown>): boolean {
  if (typeof value !== 'object' || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.some((item) => isViewOf(item, b));
  if (!(value instanceof PyDict)) return Object.values(value).some((attribute) => isViewOf(attribute, b));
  const cursor = dictCursor(value);
  while (cursor.advance()) if (isViewOf(cursor.value, b)) return true;
  return false;
}
