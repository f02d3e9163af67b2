/**
 * Files that nobody closes. The registry of finalisers holds the outermost object over an open descriptor (a TextIOWrapper, a buffered
 * file, the FileIO itself): when the program has dropped it, ResourceWarning is issued, the buffers go out and the descriptor
 * is closed. So descriptors come back before there are none left, too: `tooMany` collects.
 */
import type { Held, PyObject } from '@pyston/objects';
import { callMethod, collectGarbage, E, hold, hooks, letGo, reprJs, takeException, ts } from '@pyston/objects';

/** A FileIO, as far as it concerns this module. */
export interface WatchedFile extends PyObject {
  watched: Held | null;
}

const LEAST = 200;
let open = 0;
let limit = LEAST;

/** `outer` is the outermost object over `file` now. */
export function watchFile(outer: PyObject, file: WatchedFile): void {
  if (file.watched === null) {
    if (++open > limit) collectFiles();
  } else letGo(file.watched);
  file.watched = hold(outer, finalizeFile);
}

/** The descriptor is closed, or somebody else's. */
export function forgetFile(file: WatchedFile): void {
  if (file.watched === null) return;
  open--;
  letGo(file.watched);
  file.watched = null;
}

/** Closes the files that the program has dropped. */
export function collectFiles(): void {
  collectGarbage();
  limit = Math.max(LEAST, open * 2);
}

/** The file below a stack of streams, if the registry holds it. */
export function watchedBelow(stream: unknown): WatchedFile | null {
  let below = stream as { watched?: Held | null; buffer?: unknown; raw?: unknown } | null | undefined;
  while (typeof below === 'object' && below !== null && below.watched === undefined)
    below = (below.buffer ?? below.raw) as typeof below;
  return typeof below === 'object' && below !== null && below.watched != null ? (below as WatchedFile) : null;
}

function finalizeFile(stream: PyObject): void {
  const file = watchedBelow(stream);
  const shown = reprJs(stream);
  if (shown === undefined) takeException();
  else if (hooks.warn(E.ResourceWarning!, `unclosed file ${shown}`, 1, stream) === undefined)
    hooks.writeUnraisable(takeException(), stream, null);
  if (callMethod(stream, 'close') === undefined) ts.exc = null;
  if (file !== null) forgetFile(file);
}
