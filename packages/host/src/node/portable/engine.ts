/** HostEngine without the addon. */
import { createContext, runInContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { HostEngine } from '../../contract/engine.ts';

export class PortableEngine implements HostEngine {
  readonly hasBigStack = false;
  #gc: (() => void) | undefined;

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

  collectFinalizers(): boolean {
    return false;
  }
}
