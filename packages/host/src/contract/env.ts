/** The process environment. Changes reach libc (TZ, getenv) and children. Strings are surrogateescaped. */
import type { SysResult } from './types.ts';

export interface HostEnv {
  get(name: string): string | undefined;
  set(name: string, value: string): SysResult;
  unset(name: string): SysResult;
  /** In the order of `environ`. */
  entries(): [name: string, value: string][];
}
