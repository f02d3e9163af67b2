/** HostEngine without the addon. Node's modules are loaded when needed, for the sake of start-up. */
import type { Context, Script } from 'node:vm';
import type { HostEngine } from '../../contract/engine.ts';
import { holdBack } from '../optimizer.ts';

const vm = () => process.getBuiltinModule('node:vm');

export class PortableEngine implements HostEngine {
  readonly hasBigStack = false;
  readonly holdBack: HostEngine['holdBack'] = holdBack;
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
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
      this.#gc = vm().runInContext('gc', vm().createContext()) as () => void;
    }
    this.#gc();
  }

  reportCollections(): boolean {
    return false;
  }

  reportFullHeap(): boolean {
    return false;
  }

  /** A context with its own microtask queue makes a checkpoint after each script, which also drops what WeakRefs keep. */
  collectFinalizers(): boolean {
    this.#checkpoint ??= {
      script: new (vm().Script)('0'),
      context: vm().createContext({}, { microtaskMode: 'afterEvaluate' }),
    };
    this.#checkpoint.script.runInContext(this.#checkpoint.context);
    return false;
  }
}
