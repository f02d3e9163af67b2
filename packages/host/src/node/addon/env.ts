/** HostEnv through the addon: `environ` as bytes, which process.env shows too. */
import type { HostEnv } from '../../contract/env.ts';
import type { Addon } from './load.ts';

export function createAddonEnv(addon: Addon): HostEnv {
  const native = addon.group('env');
  return {
    ...native,
    entries() {
      const pairs: [string, string][] = [];
      for (const entry of native.entries()) {
        const at = entry.indexOf('=', 1);
        if (at > 0) pairs.push([entry.slice(0, at), entry.slice(at + 1)]);
      }
      return pairs;
    },
  };
}
