/** HostPlatform with the C library behind it. */
import { constants } from 'node:os';
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
