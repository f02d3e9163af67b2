/** HostPlatform with the C library behind it, and HostRandom. */
import { constants } from 'node:os';
import type { HostRandom } from '../../contract/random.ts';
import { check, hostError } from '../errors.ts';
import { linuxSysconfNames } from '../../generated/constants-linux.ts';
import { PortablePlatform } from '../portable/platform.ts';
import type { Addon } from './load.ts';

export class AddonPlatform extends PortablePlatform {
  readonly #addon: Addon;

  constructor(addon: Addon) {
    super();
    this.#addon = addon;
  }

  override sysconf(name: string | number): number {
    const number = typeof name === 'number' ? name : linuxSysconfNames()[name];
    if (number === undefined) throw hostError(-constants.errno.EINVAL, 'sysconf');
    check(this.#addon.group('platform').sysconf(number), 'sysconf');
    return this.#addon.record[0];
  }
}

export function createAddonRandom(addon: Addon): HostRandom {
  const { getrandom } = addon.group('platform');
  return {
    getrandom,
    fill(buffer) {
      let at = 0;
      while (at < buffer.length) {
        const count = getrandom(at === 0 ? buffer : buffer.subarray(at), 0);
        if (count !== -constants.errno.EINTR) check(count, 'getrandom');
        at += Math.max(count, 0);
      }
    },
  };
}
