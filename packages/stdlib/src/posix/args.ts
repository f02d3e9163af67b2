/** Arguments of posix functions: paths, descriptors, C integers, ids (the converters of CPython's Modules/posixmodule.c). */
import type { PyStr, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  callMethod,
  E,
  getAttrOrAbsent,
  hooks,
  index,
  int,
  isBytes,
  isInt,
  isStr,
  jsString,
  None,
  overflowError,
  raise,
  strValue,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { fsDecode } from '@pyston/host';
import { encodable, pathOf } from '../fs-path.ts';
import { hostOf, osError } from '../os-error.ts';

/** What a path argument may be. */
export interface PathKind {
  /** Function and argument in messages. */
  readonly fn: string;
  readonly arg?: string;
  readonly fd?: boolean;
  readonly none?: boolean;
}

export class PathArg {
  /** Surrogateescaped. */
  readonly path: string;
  /** Descriptor, or -1. */
  readonly fd: number;
  /** For error messages; null when None was given. */
  readonly object: Value | null;
  readonly isBytes: boolean;
  /** A descriptor was given, be it negative. */
  readonly isFd: boolean;
  constructor(path: string, fd: number | null, object: Value | null, asBytes: boolean) {
    this.path = path;
    this.fd = fd ?? -1;
    this.isFd = fd !== null;
    this.object = object;
    this.isBytes = asBytes;
  }
}

function allowed(kind: PathKind): string {
  if (kind.fd === true)
    return kind.none === true ? 'string, bytes, os.PathLike, integer or None' : 'string, bytes, os.PathLike or integer';
  return kind.none === true ? 'string, bytes, os.PathLike or None' : 'string, bytes or os.PathLike';
}

function refuse(v: Value, kind: PathKind): undefined {
  return typeError(`${kind.fn}: ${kind.arg ?? 'path'} should be ${allowed(kind)}, not ${typeOf(v).name}`);
}

/** A path argument. With `nulls`, NUL characters are allowed. */
export function pathArg(v: Value | undefined, kind: PathKind, nulls = false): PathArg | undefined {
  if (isStrOrBytes(v)) return textPath(v!, kind, nulls);
  if (v === undefined || v === None)
    return kind.none === true ? new PathArg('.', null, null, false) : refuse(v ?? None, kind);
  if (kind.fd === true && typeOf(v).slots.index !== null) {
    if (typeof v === 'boolean' && !warnBoolFd()) return undefined;
    const fd = fdNumber(v);
    return fd === undefined ? undefined : new PathArg('', fd, v, false);
  }
  const r = pathOf(v);
  if (r === undefined) return undefined;
  if (r === ABSENT) return refuse(v, kind);
  if (!isStrOrBytes(r))
    return typeError(`expected ${typeOf(v).name}.__fspath__() to return str or bytes, not ${typeOf(r).name}`);
  return textPath(r, kind, nulls);
}

function isStrOrBytes(v: Value | undefined): boolean {
  return v !== undefined && (isStr(v) || isBytes(v));
}

function textPath(v: Value, kind: PathKind, nulls: boolean): PathArg | undefined {
  const path = isBytes(v) ? fsDecode(v.bytes) : jsString(strValue(v as PyStr));
  if (!nulls && path.includes('\0')) return valueError(`${kind.fn}: embedded null character in ${kind.arg ?? 'path'}`);
  return encodable(path) === undefined ? undefined : new PathArg(path, null, v, isBytes(v));
}

/** False when the warning became an exception. */
function warnBoolFd(): boolean {
  return hooks.warn(E.RuntimeWarning!, 'bool is used as a file descriptor', 1) !== undefined;
}

/** A descriptor given where a path may stand. */
function fdNumber(v: Value): number | undefined {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  if (n > 0x7fffffff) return overflowError('fd is greater than maximum');
  return n < -0x80000000 ? overflowError('fd is less than minimum') : n;
}

/** C int. */
export function cInt(v: Value): number | undefined {
  const n = typeof v === 'number' ? (v as number) : asIndex(v);
  if (n === undefined) return undefined;
  return n > 0x7fffffff || n < -0x80000000 ? overflowError('Python int too large to convert to C int') : n;
}

/** C long and off_t, clamped to what a JS number holds exactly. */
export function cLong(v: Value): number | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  if (typeof n === 'number') return n;
  return n >= 2n ** 63n || n < -(2n ** 63n) ? overflowError('Python int too large to convert to C long') : Number(n);
}

/** int or object with fileno(). */
export function fileno(v: Value): number | undefined {
  if (isInt(v)) {
    if (typeof v === 'boolean' && !warnBoolFd()) return undefined;
    return positiveFd(cInt(v));
  }
  const method = getAttrOrAbsent(v, 'fileno');
  if (method === undefined) return undefined;
  if (method === ABSENT) return typeError('argument must be an int, or have a fileno() method.');
  const r = callMethod(v, 'fileno');
  if (r === undefined) return undefined;
  return isInt(r) ? positiveFd(cInt(r)) : typeError('fileno() returned a non-integer');
}

function positiveFd(fd: number | undefined): number | undefined {
  return fd !== undefined && fd < 0 ? valueError(`file descriptor cannot be a negative integer (${fd})`) : fd;
}

/** `dir_fd`: undefined = none given; null = raised. */
export function dirFd(v: Value | undefined): number | undefined | null {
  if (v === undefined || v === None) return undefined;
  if (typeOf(v).slots.index === null) {
    typeError(`argument should be integer or None, not ${typeOf(v).name}`);
    return null;
  }
  if (!hostOf().fs.hasDirFd) {
    raise(E.NotImplementedError!, 'dir_fd unavailable on this platform');
    return null;
  }
  if (typeof v === 'boolean' && !warnBoolFd()) return null;
  const n = fdNumber(v);
  return n === undefined ? null : n;
}

/** uid_t and gid_t, of which the last one is -1. */
export function idArg(v: Value, what: 'uid' | 'gid'): number | undefined {
  if (typeOf(v).slots.index === null) return typeError(`${what} should be integer, not ${typeOf(v).name}`);
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < -1) return overflowError(`${what} is less than minimum`);
  if (n <= 0xffffffff) return n === 0xffffffff ? -1 : Number(n);
  return overflowError(n < 2n ** 63n ? `${what} is less than minimum` : `${what} is greater than maximum`);
}

/** A result of 0 as None, a negative one as OSError about the path. */
export function done(r: number | undefined, path: PathArg | null = null): Result {
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, path === null ? null : path.object) : None;
}

/** A result as int. */
export function number(r: number | undefined, path: PathArg | null = null): Result {
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, path === null ? null : path.object) : int(r);
}
