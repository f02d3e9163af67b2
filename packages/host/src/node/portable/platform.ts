/** HostPlatform from node:os and our Linux tables; other systems get Node's shorter ones. */
import * as os from 'node:os';
import { constants as fsConstants } from 'node:fs';
import type { HostPlatform } from '../../contract/platform.ts';
import { linuxConstants, linuxSysconfNames } from '../../generated/constants-linux.ts';
import { linuxErrno, linuxErrorCode, linuxStrerror } from '../../platform-tables.ts';
import { hostError } from './errors.ts';

const isLinux = process.platform === 'linux';

export class PortablePlatform implements HostPlatform {
  readonly name: string = process.platform;
  readonly machine: string = os.machine();
  readonly littleEndian: boolean = os.endianness() === 'LE';
  #errno: Record<string, number> | undefined;
  #constants: Record<string, number> | undefined;

  get errno(): Readonly<Record<string, number>> {
    this.#errno ??= isLinux ? linuxErrno() : { ...os.constants.errno };
    return this.#errno;
  }

  get constants(): Readonly<Record<string, number>> {
    this.#constants ??= {
      ...(isLinux ? linuxConstants() : {}),
      // Node's own are those of this processor: a few O_* differ.
      ...fsConstants,
      ...os.constants.signals,
      ...os.constants.dlopen,
    };
    return this.#constants;
  }

  get sysconfNames(): Readonly<Record<string, number>> {
    return isLinux ? linuxSysconfNames() : {};
  }

  strerror(errno: number): string {
    if (isLinux) return linuxStrerror(errno);
    return process.getBuiltinModule('node:util').getSystemErrorMap().get(-errno)?.[1] ?? `Unknown error: ${errno}`;
  }

  errorCode(errno: number): string {
    if (isLinux) return linuxErrorCode(errno);
    return process.getBuiltinModule('node:util').getSystemErrorMap().get(-errno)?.[0] ?? `E${errno}`;
  }

  sysconf(name: string | number): number {
    if (name === 'SC_NPROCESSORS_ONLN' || name === 'SC_NPROCESSORS_CONF') return os.cpus().length;
    throw hostError(-os.constants.errno.EINVAL, 'sysconf');
  }
}
