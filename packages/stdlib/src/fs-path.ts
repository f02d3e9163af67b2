/** Path arguments: str, bytes or os.PathLike to the host's surrogateescaped JS string. */
import { fsDecode } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import {
  ABSENT,
  encodeUtf8,
  isBytes,
  isStr,
  jsString,
  lookupType,
  None,
  strValue,
  tryCallSpecial,
  typeError,
  typeOf,
  valueError,
  bytes as makeBytes,
  strFromJs,
} from '@pyston/objects';
import { fsEncode } from '@pyston/host';

/** What `__fspath__` gives; ABSENT where the type has none, or None for it. */
export function pathOf(v: Value): Result | typeof ABSENT {
  return lookupType(typeOf(v), '__fspath__') === None ? ABSENT : tryCallSpecial(v, '__fspath__', []);
}

/** The path, or `undefined` with TypeError or ValueError pending. */
export function fsPath(v: Value): string | undefined {
  let path: string;
  if (isStr(v)) path = jsString(strValue(v));
  else if (isBytes(v)) path = fsDecode(v.bytes);
  else {
    const r = pathOf(v);
    if (r === undefined) return undefined;
    if (r === ABSENT) return typeError(`expected str, bytes or os.PathLike object, not ${typeOf(v).name}`);
    if (isStr(r)) path = jsString(strValue(r));
    else if (isBytes(r)) path = fsDecode(r.bytes);
    else return typeError(`expected ${typeOf(v).name}.__fspath__() to return str or bytes, not ${typeOf(r).name}`);
  }
  return path.includes('\0') ? valueError('embedded null byte') : encodable(path);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The path; `undefined` with UnicodeEncodeError pending when it has surrogates that stand for no byte. */
export function encodable(path: string): string | undefined {
  if (!LONE_SURROGATE.test(path)) return path;
  return encodeUtf8(strValue(strFromJs(path)), 'surrogateescape') === undefined ? undefined : path;
}

/** A path of the host as str, or as bytes. */
export function pathValue(path: string, asBytes: boolean): Value {
  return asBytes ? makeBytes(fsEncode(path)) : strFromJs(path);
}
