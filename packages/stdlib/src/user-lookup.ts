/** Lookups in the user and group databases, as pwd and grp make them: a number or a name to the entry or KeyError. */
import type { Result, Value } from '@pyston/objects';
import {
  isStr,
  jsString,
  keyError,
  reprJs,
  str,
  strFromJs,
  strValue,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { idArg } from './posix/args.ts';

/** `caller` and `what` stand in the message: `getpwuid(): uid not found: 7`. */
export function entryByNumber(
  caller: string,
  what: 'uid' | 'gid',
  v: Value,
  find: (n: number) => Value | undefined,
): Result {
  const n = idArg(v, what);
  return n === undefined ? undefined : (find(n) ?? keyError(str(`${caller}(): ${what} not found: ${n}`)));
}

/** `argument` is how the caller's messages name it: `argument 'name'`, or `argument` where it has no name. */
export function entryByName(
  caller: string,
  argument: string,
  v: Value,
  find: (name: string) => Value | undefined,
): Result {
  if (!isStr(v)) return typeError(`${caller}() ${argument} must be str, not ${typeOf(v).name}`);
  const name = jsString(strValue(v));
  if (name.includes('\0')) return valueError('embedded null byte');
  const found = find(name);
  if (found !== undefined) return found;
  const text = reprJs(v);
  return text === undefined ? undefined : keyError(strFromJs(`${caller}(): name not found: ${text}`));
}
