/** Extended attributes. */
import type { Result, Value } from '@pyston/objects';
import { bufferOf, bytes, isTrue, list, method } from '@pyston/objects';
import { pathValue } from '../fs-path.ts';
import { guarded, hostOf, osError } from '../os-error.ts';
import type { PathArg } from './args.ts';
import { cInt, done, pathArg } from './args.ts';

const ERANGE = -34;
const MAX_SIZE = 65536;

const target = (p: PathArg): string | number => (p.isFd ? p.fd : p.path);

/** Path, attribute name and follow_symlinks. */
function common(
  fn: string,
  path: Value,
  attribute: Value,
  followArg: Value | undefined,
): { p: PathArg; name: string; follow: boolean } | undefined {
  const p = pathArg(path, { fn, fd: true });
  const name = p === undefined ? undefined : pathArg(attribute, { fn, arg: 'attribute' });
  const follow = followArg === undefined ? true : isTrue(followArg);
  return name === undefined || follow === undefined ? undefined : { p: p!, name: name.path, follow };
}

function getxattr(path: Value, attribute: Value, followArg?: Value): Result {
  const c = common('getxattr', path, attribute, followArg);
  if (c === undefined) return undefined;
  for (const size of [128, MAX_SIZE]) {
    const buffer = new Uint8Array(size);
    const n = hostOf().posix.getxattr(target(c.p), c.name, buffer, c.follow);
    if (n === ERANGE && size < MAX_SIZE) continue;
    return n < 0 ? osError(n, c.p.object) : bytes(buffer.slice(0, n));
  }
  return osError(ERANGE, c.p.object);
}

function setxattr(path: Value, attribute: Value, value: Value, flagsArg?: Value, followArg?: Value): Result {
  const c = common('setxattr', path, attribute, followArg);
  const raw = c === undefined ? undefined : bufferOf(value);
  const flags = raw === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
  return flags === undefined
    ? undefined
    : done(hostOf().posix.setxattr(target(c!.p), c!.name, raw!, flags, c!.follow), c!.p);
}

function removexattr(path: Value, attribute: Value, followArg?: Value): Result {
  const c = common('removexattr', path, attribute, followArg);
  return c === undefined ? undefined : done(hostOf().posix.removexattr(target(c.p), c.name, c.follow), c.p);
}

function listxattr(path?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'listxattr', fd: true, none: true });
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (p === undefined || follow === undefined) return undefined;
  const names = guarded(() => hostOf().posix.listxattr(target(p), follow), p.object);
  return names === undefined ? undefined : list(names.map((n) => pathValue(n, false)));
}

export const XATTR_FUNCTIONS = [
  method('getxattr', '(path, attribute, *, follow_symlinks=True)', getxattr),
  method('setxattr', '(path, attribute, value, flags=0, *, follow_symlinks=True)', setxattr),
  method('removexattr', '(path, attribute, *, follow_symlinks=True)', removexattr),
  method('listxattr', '(path=None, *, follow_symlinks=True)', listxattr),
];
