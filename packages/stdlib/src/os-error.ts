/** OSError from the host's negative errno results; EINTR handling (PEP 475). */
import type { Host, SysResult } from '@pyston/host';
import { HostError } from '@pyston/host';
import type { Value } from '@pyston/objects';
import { E, hooks, int, None, raiseValue, strFromJs, ts } from '@pyston/objects';

export function hostOf(): Host {
  return ts.runtime.host as Host;
}

/** Raises OSError for a negative errno; the subclass follows from the errno. */
export function osError(result: SysResult, filename: Value | null, filename2: Value | null = null): undefined {
  const errno = -result;
  const args: Value[] = [int(errno), strFromJs(hostOf().platform.strerror(errno))];
  if (filename !== null) args.push(filename);
  if (filename2 !== null) args.push(None, filename2);
  return raiseValue(hooks.newException(E.OSError!, args));
}

/** Runs a blocking call again after EINTR, once the Python signal handlers have run; `undefined` = one raised. */
export function retry(call: () => SysResult): SysResult | undefined {
  for (;;) {
    const r = call();
    if (r !== -4) return r;
    if (hooks.handleSignals() === undefined) return undefined;
  }
}

/** Runs a host method that throws HostError; `undefined` = OSError is pending. */
export function guarded<R>(call: () => R, filename: Value | null): R | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof HostError) return osError(-error.errno, filename);
    throw error;
  }
}
