/** Functions on path names: making, removing, renaming, permissions, times. */
import type { Result, Value } from '@pyston/objects';
import {
  asFloat,
  asIndex,
  index,
  int,
  isInt,
  isTrue,
  isTuple,
  isFloat,
  method,
  None,
  overflowError,
  typeError,
  valueError,
  intDivmod,
  isStr,
} from '@pyston/objects';
import type { SysResult } from '@pyston/host';
import { guarded, hostOf, osError, retry } from '../os-error.ts';
import { pathValue } from '../fs-path.ts';
import type { PathArg } from './args.ts';
import { cInt, cLong, dirFd, done, fileno, idArg, number, pathArg } from './args.ts';

/** Runs a call on one path with a dir_fd. */
function onPath(
  fn: string,
  path: Value,
  dirArg: Value | undefined,
  call: (p: string, dir: number | undefined) => SysResult,
  named = true,
): Result {
  const p = pathArg(path, { fn });
  const dir = p === undefined ? null : dirFd(dirArg);
  return dir === null
    ? undefined
    : done(
        retry(() => call(p!.path, dir)),
        named ? p! : null,
      );
}

function mkdir(path: Value, mode?: Value, dir?: Value): Result {
  const m = mode === undefined ? 0o777 : cInt(mode);
  return m === undefined ? undefined : onPath('mkdir', path, dir, (p, d) => hostOf().fs.mkdir(p, m, d));
}

function rmdir(path: Value, dir?: Value): Result {
  return onPath('rmdir', path, dir, (p, d) => hostOf().fs.rmdir(p, d));
}

function unlink(fn: string) {
  return (path: Value, dir?: Value): Result => onPath(fn, path, dir, (p, d) => hostOf().fs.unlink(p, d));
}

/** OSError about two paths. */
function doneTwo(r: number | undefined, a: PathArg, b: PathArg): Result {
  if (r === undefined) return undefined;
  return r < 0 ? osError(r, a.object, b.object) : None;
}

function rename(fn: string) {
  return (src: Value, dst: Value, srcDir?: Value, dstDir?: Value): Result => {
    const a = pathArg(src, { fn, arg: 'src' });
    const b = a === undefined ? undefined : pathArg(dst, { fn, arg: 'dst' });
    const from = b === undefined ? null : dirFd(srcDir);
    const to = from === null ? null : dirFd(dstDir);
    if (from === null || to === null) return undefined;
    return doneTwo(
      retry(() => hostOf().fs.rename(a!.path, b!.path, from, to)),
      a!,
      b!,
    );
  };
}

function link(src: Value, dst: Value, srcDir?: Value, dstDir?: Value, followArg?: Value): Result {
  const a = pathArg(src, { fn: 'link', arg: 'src' });
  const b = a === undefined ? undefined : pathArg(dst, { fn: 'link', arg: 'dst' });
  const from = b === undefined ? null : dirFd(srcDir);
  const to = from === null ? null : dirFd(dstDir);
  if (from === null || to === null) return undefined;
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (follow === undefined) return undefined;
  return doneTwo(
    retry(() => hostOf().fs.link(a!.path, b!.path, follow, from, to)),
    a!,
    b!,
  );
}

function symlink(src: Value, dst: Value, _isDirectory?: Value, dirArg?: Value): Result {
  const a = pathArg(src, { fn: 'symlink', arg: 'src' });
  const b = a === undefined ? undefined : pathArg(dst, { fn: 'symlink', arg: 'dst' });
  const dir = b === undefined ? null : dirFd(dirArg);
  if (dir === null) return undefined;
  return doneTwo(
    retry(() => hostOf().fs.symlink(a!.path, b!.path, dir)),
    a!,
    b!,
  );
}

function readlink(path: Value, dirArg?: Value): Result {
  const p = pathArg(path, { fn: 'readlink' });
  const dir = p === undefined ? null : dirFd(dirArg);
  if (dir === null) return undefined;
  const text = guarded(() => hostOf().fs.readlink(p!.path, dir), p!.object);
  return text === undefined ? undefined : pathValue(text, p!.isBytes);
}

const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_EACCESS = 0x200;

function access(path: Value, modeArg: Value, dirArg?: Value, effectiveArg?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'access' });
  const mode = p === undefined ? undefined : cInt(modeArg);
  const dir = mode === undefined ? null : dirFd(dirArg);
  if (dir === null) return undefined;
  const effective = effectiveArg === undefined ? false : isTrue(effectiveArg);
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (effective === undefined || follow === undefined) return undefined;
  const flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return hostOf().fs.access(p!.path, mode!, dir, flags) >= 0;
}

function chmod(path: Value, modeArg: Value, dirArg?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'chmod', fd: true });
  const mode = p === undefined ? undefined : cInt(modeArg);
  const dir = mode === undefined ? null : dirFd(dirArg);
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (dir === null || follow === undefined) return undefined;
  const { fs, fd } = hostOf();
  return done(
    retry(() => (p!.isFd ? fd.fchmod(p!.fd, mode!) : fs.chmod(p!.path, mode!, dir, follow))),
    p!,
  );
}

function fchmod(fdArg: Value, modeArg: Value): Result {
  const fd = cInt(fdArg);
  const mode = fd === undefined ? undefined : cInt(modeArg);
  return mode === undefined ? undefined : done(retry(() => hostOf().fd.fchmod(fd!, mode)));
}

function chown(path: Value, uidArg: Value, gidArg: Value, dirArg?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'chown', fd: true });
  const uid = p === undefined ? undefined : idArg(uidArg, 'uid');
  const gid = uid === undefined ? undefined : idArg(gidArg, 'gid');
  const dir = gid === undefined ? null : dirFd(dirArg);
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (dir === null || follow === undefined) return undefined;
  if (p!.isFd && dir !== undefined) return valueError("chown: can't specify both dir_fd and fd");
  if (p!.isFd && !follow) return valueError('chown: cannot use fd and follow_symlinks together');
  const { fs, fd } = hostOf();
  return done(
    retry(() => (p!.isFd ? fd.fchown(p!.fd, uid!, gid!) : fs.chown(p!.path, uid!, gid!, dir, follow))),
    p!,
  );
}

function lchown(path: Value, uidArg: Value, gidArg: Value): Result {
  const p = pathArg(path, { fn: 'lchown' });
  const uid = p === undefined ? undefined : idArg(uidArg, 'uid');
  const gid = uid === undefined ? undefined : idArg(gidArg, 'gid');
  return gid === undefined
    ? undefined
    : done(
        retry(() => hostOf().fs.chown(p!.path, uid!, gid, undefined, false)),
        p!,
      );
}

function fchown(fdArg: Value, uidArg: Value, gidArg: Value): Result {
  const fd = cInt(fdArg);
  const uid = fd === undefined ? undefined : idArg(uidArg, 'uid');
  const gid = uid === undefined ? undefined : idArg(gidArg, 'gid');
  return gid === undefined ? undefined : done(retry(() => hostOf().fd.fchown(fd!, uid!, gid)));
}

/** [seconds, nanoseconds] of a time in seconds, rounded down. */
function secondsPair(v: Value): [number, number] | undefined {
  if (isInt(v)) {
    const n = cLong(v);
    return n === undefined ? undefined : [n, 0];
  }
  if (!isFloat(v)) {
    const n = cLong(v);
    return n === undefined ? undefined : [n, 0];
  }
  const t = asFloat(v)!;
  if (Number.isNaN(t)) return valueError('Invalid value NaN (not a number)');
  let sec = Math.floor(t);
  let nsec = Math.floor((t - sec) * 1e9);
  if (nsec >= 1e9) {
    sec++;
    nsec = 0;
  }
  return Math.abs(sec) > 2 ** 63 ? overflowError('timestamp out of range for platform time_t') : [sec, nsec];
}

function nanosecondsPair(v: Value): [number, number] | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  const parts = intDivmod(n, int(1000000000));
  return parts === undefined ? undefined : [Number(parts[0]), Number(parts[1])];
}

const UTIME_NOW = 0x3fffffff;

/** [atime sec, nsec, mtime sec, nsec]. */
function timesArgument(times: Value | undefined, ns: Value | undefined): [number, number, number, number] | undefined {
  const given = times !== undefined && times !== None;
  if (given && ns !== undefined) return valueError("utime: you may specify either 'times' or 'ns' but not both");
  if (given) {
    if (!isTuple(times) || times.items.length !== 2)
      return typeError("utime: 'times' must be either a tuple of two ints or None");
    const a = secondsPair(times.items[0]!);
    const m = a === undefined ? undefined : secondsPair(times.items[1]!);
    return m === undefined ? undefined : [...a!, ...m];
  }
  if (ns === undefined) return [0, UTIME_NOW, 0, UTIME_NOW];
  if (!isTuple(ns) || ns.items.length !== 2) return typeError("utime: 'ns' must be a tuple of two ints");
  const a = nanosecondsPair(ns.items[0]!);
  const m = a === undefined ? undefined : nanosecondsPair(ns.items[1]!);
  return m === undefined ? undefined : [...a!, ...m];
}

function utime(path: Value, times?: Value, ns?: Value, dirArg?: Value, followArg?: Value): Result {
  const p = pathArg(path, { fn: 'utime', fd: true });
  const dir = p === undefined ? null : dirFd(dirArg);
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (dir === null || follow === undefined) return undefined;
  const t = timesArgument(times, ns);
  if (t === undefined) return undefined;
  if (p!.isFd && dir !== undefined) return valueError("utime: can't specify dir_fd without matching path");
  if (p!.isFd && !follow) return valueError('utime: cannot use fd and follow_symlinks together');
  const { fs, fd } = hostOf();
  return done(
    retry(() => (p!.isFd ? fd.futime(p!.fd, ...t) : fs.utime(p!.path, ...t, dir, follow))),
    p!,
  );
}

function truncate(path: Value, lengthArg: Value): Result {
  const p = pathArg(path, { fn: 'truncate', fd: true });
  const length = p === undefined ? undefined : cLong(lengthArg);
  if (length === undefined) return undefined;
  const { fs, fd } = hostOf();
  return done(
    retry(() => (p!.isFd ? fd.ftruncate(p!.fd, length) : fs.truncate(p!.path, length))),
    p!,
  );
}

function mkfifo(path: Value, modeArg?: Value, dir?: Value): Result {
  const mode = modeArg === undefined ? 0o666 : cInt(modeArg);
  return mode === undefined ? undefined : onPath('mkfifo', path, dir, (p, d) => hostOf().fs.mkfifo(p, mode, d), false);
}

function mknod(path: Value, modeArg?: Value, deviceArg?: Value, dir?: Value): Result {
  const mode = modeArg === undefined ? 0o600 : cInt(modeArg);
  const device = deviceArg === undefined ? 0 : asIndex(deviceArg);
  if (mode === undefined || device === undefined) return undefined;
  return onPath('mknod', path, dir, (p, d) => hostOf().fs.mknod(p, mode, device, d), false);
}

function openFile(path: Value, flagsArg: Value, modeArg?: Value, dirArg?: Value): Result {
  const p = pathArg(path, { fn: 'open' });
  const flags = p === undefined ? undefined : cInt(flagsArg);
  const mode = flags === undefined ? undefined : modeArg === undefined ? 0o777 : cInt(modeArg);
  const dir = mode === undefined ? null : dirFd(dirArg);
  return dir === null
    ? undefined
    : number(
        retry(() => hostOf().fs.open(p!.path, flags!, mode!, dir)),
        p!,
      );
}

function chdir(path: Value): Result {
  const p = pathArg(path, { fn: 'chdir', fd: true });
  if (p === undefined) return undefined;
  const { fs } = hostOf();
  return done(p.isFd ? fs.fchdir(p.fd) : fs.chdir(p.path), p);
}

function fchdir(fdArg: Value): Result {
  const fd = fileno(fdArg);
  return fd === undefined ? undefined : done(hostOf().fs.fchdir(fd));
}

function getcwd(asBytes: boolean) {
  return (): Result => {
    const path = guarded(() => hostOf().fs.getcwd(), null);
    return path === undefined ? undefined : pathValue(path, asBytes);
  };
}

function chroot(path: Value): Result {
  const p = pathArg(path, { fn: 'chroot' });
  return p === undefined ? undefined : done(hostOf().posix.chroot(p.path), p);
}

function umask(mask: Value): Result {
  const m = cInt(mask);
  return m === undefined ? undefined : int(hostOf().fs.umask(m));
}

function sync(): Result {
  hostOf().fs.sync();
  return None;
}

/** Number of a configuration name. */
function nameNumber(v: Value, names: Readonly<Record<string, number>>): number | undefined {
  if (isInt(v)) return cInt(v);
  if (!isStr(v)) return typeError('configuration names must be strings or integers');
  const n = names[String(v)];
  return n === undefined ? valueError('unrecognized configuration name') : n;
}

function pathconf(path: Value, name: Value): Result {
  const p = pathArg(path, { fn: 'pathconf', fd: true });
  if (p === undefined) return undefined;
  const { posix } = hostOf();
  const n = nameNumber(name, posix.pathconfNames);
  if (n === undefined) return undefined;
  const r = guarded(() => posix.pathconf(p.isFd ? p.fd : p.path, n), p.object);
  return r === undefined ? undefined : int(r);
}

function fpathconf(fdArg: Value, name: Value): Result {
  const fd = fileno(fdArg);
  const { posix } = hostOf();
  const n = fd === undefined ? undefined : nameNumber(name, posix.pathconfNames);
  if (n === undefined) return undefined;
  const r = guarded(() => posix.pathconf(fd!, n), null);
  return r === undefined ? undefined : int(r);
}

function confstr(name: Value): Result {
  const { posix } = hostOf();
  const n = nameNumber(name, posix.confstrNames);
  if (n === undefined) return undefined;
  const r = guarded(() => posix.confstr(n) ?? null, null);
  if (r === undefined) return undefined;
  return r === null ? None : pathValue(r, false);
}

function sysconf(name: Value): Result {
  const { platform } = hostOf();
  if (!isInt(name) && !isStr(name)) return typeError('configuration names must be strings or integers');
  const key = isInt(name) ? cInt(name) : String(name);
  if (key === undefined) return undefined;
  if (typeof key === 'string' && platform.sysconfNames[key] === undefined)
    return valueError('unrecognized configuration name');
  const r = guarded(() => platform.sysconf(key), null);
  return r === undefined ? undefined : int(r);
}

export const FILE_FUNCTIONS = [
  method('mkdir', '(path, mode=511, *, dir_fd=None)', mkdir),
  method('rmdir', '(path, *, dir_fd=None)', rmdir),
  method('unlink', '(path, *, dir_fd=None)', unlink('unlink')),
  method('remove', '(path, *, dir_fd=None)', unlink('remove')),
  method('rename', '(src, dst, *, src_dir_fd=None, dst_dir_fd=None)', rename('rename')),
  method('replace', '(src, dst, *, src_dir_fd=None, dst_dir_fd=None)', rename('replace')),
  method('link', "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))", link),
  method('symlink', '(src, dst, target_is_directory=False, *, dir_fd=None)', symlink),
  method('readlink', '(path, *, dir_fd=None)', readlink),
  method('access', '(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)', access),
  method('chmod', "(path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))", chmod),
  method('fchmod', '(fd, mode)', fchmod),
  method('chown', '(path, uid, gid, *, dir_fd=None, follow_symlinks=True)', chown),
  method('lchown', '(path, uid, gid)', lchown),
  method('fchown', '(fd, uid, gid)', fchown),
  method('utime', '(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)', utime),
  method('truncate', '(path, length)', truncate),
  method('mkfifo', '(path, mode=438, *, dir_fd=None)', mkfifo),
  method('mknod', '(path, mode=384, device=0, *, dir_fd=None)', mknod),
  method('open', '(path, flags, mode=511, *, dir_fd=None)', openFile),
  method('chdir', '(path)', chdir),
  method('fchdir', '(fd)', fchdir),
  method('getcwd', '()', getcwd(false)),
  method('getcwdb', '()', getcwd(true)),
  method('chroot', '(path)', chroot),
  method('umask', '(mask, /)', umask),
  method('sync', '()', sync),
  method('pathconf', '(path, name)', pathconf),
  method('fpathconf', '(fd, name, /)', fpathconf),
  method('confstr', '(name, /)', confstr),
  method('sysconf', '(name, /)', sysconf),
];
