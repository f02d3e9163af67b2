/** Listing directories: listdir, scandir, DirEntry. */
import type { HostDirEntries } from '@pyston/host';
import { HostStat, fsDecode } from '@pyston/host';
import type { Done, InstanceClass, PyStr, PyType, Result, Value } from '@pyston/objects';
import {
  big,
  CLASS_GETITEM,
  defineType,
  DONE,
  getset,
  int,
  isBytes,
  isTrue,
  jsString,
  list,
  method,
  None,
  PyObject,
  reprJs,
  strFromJs,
  strValue,
  TypeFlag,
} from '@pyston/objects';
import { guarded, hostOf, osError } from '../os-error.ts';
import { pathValue } from '../fs-path.ts';
import { pathArg } from './args.ts';
import { statValue } from './stat.ts';

/** What a directory entry is by readdir's d_type. */
const DT = { Unknown: 0, Directory: 4, Regular: 8, Link: 10 } as const;

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

class DirEntry extends PyObject {
  name!: Value;
  path!: Value;
  type = 0;
  ino: number | bigint = 0;
  /** Directory's descriptor when scandir was given one, else undefined. */
  dirFd: number | undefined = undefined;
  own: Value | null = null;
  target: Value | null = null;
}

const record = new HostStat();

function hostPath(self: DirEntry): string {
  const v = self.dirFd === undefined ? self.path : self.name;
  return isBytes(v) ? fsDecode(v.bytes) : jsString(strValue(v as PyStr));
}

/** The raw record of the entry; a negative errno on failure. */
function fetch(self: DirEntry, follow: boolean): number {
  const { fs } = hostOf();
  return follow ? fs.stat(hostPath(self), record, self.dirFd) : fs.lstat(hostPath(self), record, self.dirFd);
}

function stat(self: DirEntry, followArg?: Value): Result {
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (follow === undefined) return undefined;
  const asLink = follow && (self.type === DT.Link || self.type === DT.Unknown);
  const known = asLink ? self.target : self.own;
  if (known !== null) return known;
  const r = fetch(self, asLink);
  if (r < 0) return osError(r, self.path);
  const value = statValue(record);
  if (asLink) self.target = value;
  else self.own = value;
  return value;
}

/** Whether the entry has this type; a vanished one has none. */
function hasMode(self: DirEntry, wanted: number, dt: number, followArg?: Value): Result {
  const follow = followArg === undefined ? true : isTrue(followArg);
  if (follow === undefined) return undefined;
  if (self.type !== DT.Unknown && !(follow && self.type === DT.Link)) return self.type === dt;
  const r = fetch(self, follow);
  if (r === -2) return false;
  return r < 0 ? osError(r, self.path) : (record.mode & S_IFMT) === wanted;
}

function isSymlink(self: DirEntry): Result {
  if (self.type !== DT.Unknown) return self.type === DT.Link;
  const r = fetch(self, false);
  if (r === -2) return false;
  return r < 0 ? osError(r, self.path) : (record.mode & S_IFMT) === 0o120000;
}

function repr(self: DirEntry): Result {
  const name = reprJs(self.name);
  return name === undefined ? undefined : strFromJs(`<DirEntry ${name}>`);
}

export const DirEntryType: PyType = defineType({
  name: 'DirEntry',
  module: 'posix',
  instanceClass: DirEntry as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: { repr },
  methods: [
    method('is_dir', '($self, /, *, follow_symlinks=True)', (self: DirEntry, follow?: Value) =>
      hasMode(self, S_IFDIR, DT.Directory, follow),
    ),
    method('is_file', '($self, /, *, follow_symlinks=True)', (self: DirEntry, follow?: Value) =>
      hasMode(self, S_IFREG, DT.Regular, follow),
    ),
    method('is_symlink', '($self, /)', isSymlink),
    method('is_junction', '($self, /)', () => false),
    method('stat', '($self, /, *, follow_symlinks=True)', stat),
    method('inode', '($self, /)', (self: DirEntry) => (typeof self.ino === 'bigint' ? big(self.ino) : int(self.ino))),
    method('__fspath__', '($self, /)', (self: DirEntry) => self.path),
  ],
  classMethods: [CLASS_GETITEM],
  getset: [getset('name', (self: DirEntry) => self.name), getset('path', (self: DirEntry) => self.path)],
});

class ScandirIterator extends PyObject {
  entries: HostDirEntries | null = null;
  at = 0;
  /** Put in front of names. */
  prefix = '';
  asBytes = false;
  dirFd: number | undefined = undefined;
}

function next(self: ScandirIterator): Value | Done {
  const { entries } = self;
  if (entries === null) return DONE;
  const i = self.at++;
  if (i >= entries.names.length) {
    self.entries = null;
    return DONE;
  }
  const entry = new DirEntry();
  entry.name = pathValue(entries.names[i]!, self.asBytes);
  entry.path = self.prefix === '' ? entry.name : pathValue(self.prefix + entries.names[i]!, self.asBytes);
  entry.type = entries.types[i]!;
  entry.ino = entries.inos[i]!;
  entry.dirFd = self.dirFd;
  return entry;
}

function close(self: ScandirIterator): Result {
  self.entries = null;
  return None;
}

export const ScandirIteratorType: PyType = defineType({
  name: 'ScandirIterator',
  module: 'posix',
  instanceClass: ScandirIterator as unknown as InstanceClass,
  flags: TypeFlag.NoNew,
  slots: { iter: (self: ScandirIterator) => self, next },
  methods: [
    method('__enter__', '($self, /)', (self: ScandirIterator) => self),
    method('__exit__', '($self, /, *args)', close),
    method('close', '($self, /)', close),
  ],
});

function scandir(path?: Value): Result {
  const p = pathArg(path, { fn: 'scandir', fd: true, none: true });
  if (p === undefined) return undefined;
  const entries = guarded(() => hostOf().fs.scandir(p.isFd ? p.fd : p.path), p.object);
  if (entries === undefined) return undefined;
  const it = new ScandirIterator();
  it.entries = entries;
  it.asBytes = p.isBytes;
  if (p.isFd) it.dirFd = p.fd;
  else it.prefix = p.object === null ? './' : p.path.endsWith('/') || p.path === '' ? p.path : `${p.path}/`;
  return it;
}

function listdir(path?: Value): Result {
  const p = pathArg(path, { fn: 'listdir', fd: true, none: true });
  if (p === undefined) return undefined;
  const names = guarded(() => hostOf().fs.listdir(p.isFd ? p.fd : p.path), p.object);
  if (names === undefined) return undefined;
  const out: Value[] = [];
  for (const name of names) out.push(pathValue(name, p.isBytes));
  return list(out);
}

export const DIR_FUNCTIONS = [method('listdir', '(path=None)', listdir), method('scandir', '(path=None)', scandir)];
