/**
 * Buffers both ways.
 *
 * C asks an object of JavaScript: the memory of its typed array is handed out as it is (large arrays do not move), and the view is pinned
 * until PyBuffer_Release; a bytearray counts it as an export and may not change its size meanwhile. C exports memory: it becomes a typed
 * array over that address, and the Py_buffer is released with the view.
 */
import type { BufferView, Value } from '@pyston/objects';
import { BufferView as View, getBuffer, isCContiguous, raise, E, releaseBuffer, viewBytes } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { drop, fromRef, toRef } from './convert.ts';
import { raiseFromC } from './errors.ts';
import { enterC, leaveC } from './lifetime.ts';

/** Views that C holds, by number. */
const pins: (BufferView | undefined)[] = [undefined];

/** UP_GETBUFFER: 0, or -1 with the exception pending. */
export function pinBuffer(o: Ref, flags: number): number {
  const view = getBuffer(fromRef(o), flags);
  if (view === undefined) return -1;
  if (!isCContiguous(view)) {
    releaseBuffer(view);
    raise(E.BufferError!, 'ndarray is not C-contiguous');
    return -1;
  }
  let pin = pins.indexOf(undefined, 1);
  if (pin < 0) pin = pins.length;
  pins[pin] = view;
  addon.pinned(view.bytes.subarray(view.offset, view.offset + viewBytes(view)), view.readonly ? 1 : 0, pin);
  return 0;
}

/** UP_RELEASEBUFFER */
export function unpinBuffer(pin: number): void {
  const view = pins[pin];
  pins[pin] = undefined;
  if (view !== undefined) releaseBuffer(view);
}

/** How many buffers C holds. */
export function pinCount(): number {
  return pins.filter((view) => view !== undefined).length;
}

/** The getbuffer slot of a C type. */
export function cBuffer(self: Value, flags: number): BufferView | undefined {
  enterC();
  const o = toRef(self);
  const found = addon.bufferGet(o, flags);
  drop(o);
  if (found === undefined) raiseFromC();
  leaveC();
  if (found === undefined) return undefined;
  const [address, size, readonly, itemsize, format, number] = found;
  const bytes = new Uint8Array(addon.memory(address, size));
  const shape = [size / itemsize];
  return new View(self, bytes, 0, readonly !== 0, format, itemsize, shape, [itemsize], () =>
    addon.bufferRelease(number),
  );
}
