/**
 * Finds and loads the addon for this engine. Every reason not to have it is one sentence: `addonProblem()`.
 * Loading costs about 0.2 ms; the natives of an interface are made when it is first used.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NativeGroups } from './natives.ts';

export interface Addon {
  /** The poll words (HostThreads.words). */
  readonly words: Int32Array;
  /** Where natives leave records: read it right after the call. */
  readonly record: Float64Array;
  group<K extends keyof NativeGroups>(name: K): NativeGroups[K];
}

/** From this file, in src/ or dist/; and from one of the package's folders, where a bundle of it may stand. */
const PLACES = ['../../../native/prebuilt/', '../native/prebuilt/'];

let loaded: Addon | undefined;
let problem = '';

/** The addon, or undefined when it cannot be had. */
export function loadAddon(): Addon | undefined {
  if (loaded === undefined && problem === '') {
    try {
      loaded = open();
    } catch (error) {
      problem = String((error as Error).message);
    }
  }
  return loaded;
}

/** Why there is no addon, '' when there is one or nobody asked yet. */
export function addonProblem(): string {
  return problem;
}

function open(): Addon {
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const file = PLACES.map((place) => fileURLToPath(new URL(`${place}${abi}/pyston_host.node`, import.meta.url))).find(
    existsSync,
  );
  if (file === undefined) throw new Error(`no addon for ${abi}: run scripts/build-native.mjs of @pyston/host`);
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports as Addon;
}
