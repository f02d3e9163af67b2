/** The environment: a snapshot dict of bytes for os.environ, and the calls that change the real one. */
import { fsEncode } from '@pyston/host';
import type { PyDict, Result, Value } from '@pyston/objects';
import { ABSENT, bytes, dictClear, dictGet, dictSet, method, newDict, None, valueError } from '@pyston/objects';
import { fsPath } from '../fs-path.ts';
import { hostOf, osError } from '../os-error.ts';

/** `posix.environ`: the first of equal names counts. */
export function environment(): PyDict {
  return fillEnvironment(newDict());
}

/** Makes `d` the environment of this process. */
export function fillEnvironment(d: PyDict): PyDict {
  dictClear(d);
  for (const [name, value] of hostOf().env.entries()) {
    const key = bytes(fsEncode(name));
    if (dictGet(d, key) === ABSENT) void dictSet(d, key, bytes(fsEncode(value)));
  }
  return d;
}

function putenv(nameArg: Value, valueArg: Value): Result {
  const name = fsPath(nameArg);
  const value = name === undefined ? undefined : fsPath(valueArg);
  if (value === undefined) return undefined;
  if (name!.includes('=')) return valueError('illegal environment variable name');
  const r = hostOf().env.set(name!, value);
  return r < 0 ? osError(r, null) : None;
}

function unsetenv(nameArg: Value): Result {
  const name = fsPath(nameArg);
  if (name === undefined) return undefined;
  const r = hostOf().env.unset(name);
  return r < 0 ? osError(r, null) : None;
}

export const ENVIRON_FUNCTIONS = [
  method('putenv', '(name, value, /)', putenv),
  method('unsetenv', '(name, /)', unsetenv),
  method('_create_environ', '()', environment),
];
