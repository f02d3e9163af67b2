/** Paths as text: fspath, and what posixpath takes from here. */
import type { Result, Value } from '@pyston/objects';
import { ABSENT, isBytes, isStr, method, tuple, typeError, typeOf } from '@pyston/objects';
import { pathOf, pathValue } from '../fs-path.ts';
import { pathArg } from './args.ts';

/** `os.fspath`. */
function fspath(v: Value): Result {
  if (isStr(v) || isBytes(v)) return v;
  const r = pathOf(v);
  if (r === undefined) return undefined;
  if (r === ABSENT) return typeError(`expected str, bytes or os.PathLike object, not ${typeOf(v).name}`);
  return isStr(r) || isBytes(r)
    ? r
    : typeError(`expected ${typeOf(v).name}.__fspath__() to return str or bytes, not ${typeOf(r).name}`);
}

/** Length of the root: '', '/', or '//' (two slashes exactly are a root of their own). */
function rootLength(path: string): number {
  if (!path.startsWith('/')) return 0;
  return path[1] !== '/' || path[2] === '/' ? 1 : 2;
}

function splitroot(path: Value): Result {
  const p = pathArg(path, { fn: '_path_splitroot_ex' }, true);
  if (p === undefined) return undefined;
  const n = rootLength(p.path);
  return tuple(['', p.path.slice(0, n), p.path.slice(n)].map((part) => pathValue(part, p.isBytes)));
}

function normalised(path: string): string {
  const root = path.slice(0, rootLength(path));
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (parts.length === 0 || parts[parts.length - 1] === '..'))) parts.push(part);
    else if (parts.length > 0) parts.pop();
  }
  const text = root + parts.join('/');
  return text === '' ? '.' : text;
}

function normpath(path: Value): Result {
  const p = pathArg(path, { fn: '_path_normpath' }, true);
  return p === undefined ? undefined : pathValue(normalised(p.path), p.isBytes);
}

export const NAME_FUNCTIONS = [
  method('fspath', '(path)', fspath),
  method('_path_splitroot_ex', '(p, /)', splitroot),
  method('_path_normpath', '(path)', normpath),
];
