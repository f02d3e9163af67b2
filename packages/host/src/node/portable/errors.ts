/** Node's exceptions as negative errno numbers. */
import { constants } from 'node:os';
import { HostError } from '../../error.ts';
import { fsEncode, isWellFormed } from '../../fscodec.ts';
import type { HostPath } from '../../contract/types.ts';
import { hostError } from '../errors.ts';

export { hostError };

export const ENOSYS = constants.errno.ENOSYS;
const EINVAL = constants.errno.EINVAL;

/** Negative errno of what a node: function threw; its argument checks count as EINVAL. */
export function errnoOf(error: unknown): number {
  const errno = (error as NodeJS.ErrnoException).errno;
  if (typeof errno === 'number') return errno < 0 ? errno : -errno;
  if (error instanceof HostError) return -error.errno;
  return -EINVAL;
}

/** The result of `call`, or a HostError instead of Node's exception. */
export function throwing<T>(syscall: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw hostError(errnoOf(error), syscall);
  }
}

/** Runs `call` and returns what it returns, or a negative errno. */
export function attempt(call: () => number | void): number {
  try {
    return call() ?? 0;
  } catch (error) {
    return errnoOf(error);
  }
}

/** A path as node:fs takes it: bytes when the string has escaped bytes in it. */
export function nodePath(path: HostPath): string | Buffer {
  if (typeof path === 'string') return isWellFormed(path) ? path : Buffer.from(fsEncode(path));
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength);
}
