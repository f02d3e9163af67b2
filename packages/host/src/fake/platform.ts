/** HostPlatform of the fake host: Linux on x86-64. */
import type { HostPlatform } from '../contract/platform.ts';
import { linuxConstants, linuxSysconfNames } from '../generated/constants-linux.ts';
import { hostError } from '../host-error.ts';
import { linuxErrno, linuxErrorCode, linuxStrerror } from '../platform-tables.ts';
import { EINVAL } from './errno.ts';

const SYSCONF: Record<string, number> = {
  SC_PAGESIZE: 4096,
  SC_PAGE_SIZE: 4096,
  SC_CLK_TCK: 100,
  SC_OPEN_MAX: 1024,
  SC_NPROCESSORS_ONLN: 1,
  SC_NPROCESSORS_CONF: 1,
  SC_IOV_MAX: 1024,
  SC_ARG_MAX: 131_072,
};

export class FakePlatform implements HostPlatform {
  readonly name = 'linux';
  readonly machine = 'x86_64';
  readonly littleEndian = true;
  readonly errno = linuxErrno();
  readonly constants = linuxConstants();
  readonly sysconfNames = linuxSysconfNames();
  readonly strerror = linuxStrerror;
  readonly errorCode = linuxErrorCode;

  sysconf(name: string | number): number {
    const names = linuxSysconfNames();
    const known = typeof name === 'string' ? name : Object.keys(names).find((key) => names[key] === name);
    if (known === undefined || names[known] === undefined) throw hostError(-EINVAL, 'sysconf');
    return SYSCONF[known] ?? -1;
  }
}
