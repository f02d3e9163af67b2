/** HostEnv through process.env, which is the real environ. Undecodable bytes cannot be told apart here. */
import { constants } from 'node:os';
import type { HostEnv } from '../../contract/env.ts';
import type { SysResult } from '../../contract/types.ts';

export class PortableEnv implements HostEnv {
  get(name: string): string | undefined {
    return process.env[name];
  }

  set(name: string, value: string): SysResult {
    if (!validName(name) || value.includes('\0')) return -constants.errno.EINVAL;
    process.env[name] = value;
    return 0;
  }

  unset(name: string): SysResult {
    if (!validName(name)) return -constants.errno.EINVAL;
    delete process.env[name];
    return 0;
  }

  entries(): [string, string][] {
    return Object.keys(process.env).map((name) => [name, process.env[name] as string]);
  }
}

function validName(name: string): boolean {
  return name !== '' && !name.includes('=') && !name.includes('\0');
}
