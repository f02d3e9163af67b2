/** HostEngine without the addon. */
import { type Context, createContext, runInContext, Script } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { HostEngine } from '../../contract/engine.ts';

export class PortableEngine implements HostEngine {
  readonly hasBigStack = false;
  #gc: (() => void) | undefined;
  #checkpoint: { script: Script; context: Context } | undefined;

  setStackLimit(): number {
    return 0;
  }

  maxStack(): number {
    return 0;
  }

  runOnBigStack<T>(body: () => T): T {
    return body();
  }

  collectGarbage(): void {
    if (this.#gc === undefined) {
      setFlagsFromString('--expose-gc');
      this.#gc = runInContext('gc', createContext()) as () => void;
    }
    this.#gc();
  }

  /** A context with its own microtask queue makes a checkpoint after each script, which also drops what WeakRefs keep. */
  collectFinalizers(): boolean {
    this.#checkpoint ??= { script: new Script('0'), context: createContext({}, { microtaskMode: 'afterEvaluate' }) };
    this.#checkpoint.script.runInContext(this.#checkpoint.context);
    return false;
  }
}
