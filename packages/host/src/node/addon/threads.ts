/** HostThreads and HostEngine through the addon. */
import type { HostEngine } from '../../contract/engine.ts';
import type { HostThreads } from '../../contract/threads.ts';
import { check } from '../errors.ts';
import { holdBack } from '../optimizer.ts';
import type { Addon } from './load.ts';

export function createAddonThreads(addon: Addon): HostThreads {
  const native = addon.group('threads');
  return {
    ...native,
    words: addon.words,
    moveWords(this: { words: Int32Array }, to) {
      native.moveWords(to);
      this.words = to;
    },
    supported: true,
    takeException: (handle) => native.takeException(handle)?.[0],
  };
}

export function createAddonEngine(addon: Addon): HostEngine {
  const native = addon.group('engine');
  return {
    ...native,
    hasBigStack: true,
    holdBack,
    runOnBigStack<T>(body: () => T, bytes: number): T {
      // Boxed, because a bare number would be taken for an errno.
      const result = native.runOnBigStack(() => [body()], bytes);
      if (typeof result === 'number') check(result, 'pthread_create');
      return (result as [T])[0];
    },
  };
}
