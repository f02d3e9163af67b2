/**
 * What is due after a full collection of the engine: callbacks of weak references and finalisers. At a poll, since neither
 * may run inside the engine's own call.
 */
import { engine } from '../core/engine.ts';
import { runFinalizers } from '../object/finalizers.ts';
import { findDeadReferents, runWeakCallbacks } from './weakref.ts';

export function checkpoint(): void {
  if (engine()?.collectFinalizers() === false) findDeadReferents();
  runWeakCallbacks();
  runFinalizers();
}
