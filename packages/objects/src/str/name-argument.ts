/** `encoding` and `errors` arguments. */
import { raise, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { jsString } from './astral.ts';
import { strOrUndefined } from './ops.ts';

/** The name as JS string; null = not given, `undefined` = raised. */
export function nameArgument(v: Value | undefined, fn: string, name: string): string | null | undefined {
  if (v === undefined) return null;
  const text = strOrUndefined(v);
  if (text === undefined)
    return typeError(`${fn}() argument '${name}' must be str, not ${v === None ? 'None' : typeOf(v).name}`);
  const js = jsString(text);
  return js.includes('\0') ? raise(E.ValueError, 'embedded null character') : js;
}
