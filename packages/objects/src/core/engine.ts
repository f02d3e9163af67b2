/** The JavaScript engine's garbage collection, as the host offers it (package host, contract/engine.ts). */
import { ts } from './thread-state.ts';

let reported = false;

export interface Engine {
  collectGarbage(): void;
  collectFinalizers(): boolean;
  reportCollections(): boolean;
}

export function engine(): Engine | null {
  return (ts.runtime.host as { engine?: Engine } | null)?.engine ?? null;
}

/** Asks the host to set the poll word after full collections. */
export function wantCheckpoints(): void {
  if (!reported) reported = engine()?.reportCollections() ?? false;
}
