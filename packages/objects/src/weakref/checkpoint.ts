/**
 * What is due after a full collection of the engine: callbacks of weak references and finalisers. At a poll, since neither
 * may run inside the engine's own call.
 */
import { ts } from '../core/thread-state.ts';
import { runFinalizers } from '../object/finalizers.ts';
import { findDeadReferents, runWeakCallbacks } from './weakref.ts';

interface Engine {
  collectFinalizers(): boolean;
}

export function checkpoint(): void {
  const { engine } = ts.runtime.host as { engine: Engine };
  if (!engine.collectFinalizers()) findDeadReferents();
  runWeakCallbacks();
  runFinalizers();
}
