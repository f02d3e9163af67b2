/** `encoding` and `errors` arguments. */
import { raise, typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { encodeUtf8 } from '../codec/utf8.ts';
import type { StrValue } from './astral.ts';
import { jsString } from './astral.ts';
import { strOrUndefined } from './ops.ts';

/** The name as JS string; null = not given, `undefined` = raised. */
export function nameArgument(v: Value | undefined, fn: string, name: string): string | null | undefined {
  if (v === undefined) return null;
  const text = strOrUndefined(v);
  if (text === undefined)
    return typeError(`${fn}() argument '${name}' must be str, not ${v === None ? 'None' : typeOf(v).name}`);
  return nameText(text);
}

/** A name for C: without NULs, and with a form in UTF-8. */
export function nameText(text: StrValue): string | undefined {
  const js = jsString(text);
  if (js.includes('\0')) return raise(E.ValueError, 'embedded null character');
  return encodeUtf8(text) === undefined ? undefined : js;
}
