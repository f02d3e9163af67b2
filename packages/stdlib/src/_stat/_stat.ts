/** Module _stat: constants and tests of file modes. */
import type { ModuleSpec, NativeSpec, Result, Value } from '@pyston/objects';
import { defineModule, index, int, method, overflowError, str } from '@pyston/objects';
import { hostOf } from '../os-error.ts';

const S_IFMT = 0o170000;

/** mode_t argument. */
function modeArg(v: Value): number | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  if (n < 0) return overflowError("can't convert negative value to unsigned int");
  return n > 0xffffffff ? overflowError('mode out of range') : Number(n);
}

function test(name: string, type: number): NativeSpec {
  return method(name, '(mode, /)', (v: Value): Result => {
    const mode = modeArg(v);
    return mode === undefined ? undefined : type !== 0 && (mode & S_IFMT) === type;
  });
}

function part(name: string, mask: number): NativeSpec {
  return method(name, '(mode, /)', (v: Value): Result => {
    const mode = modeArg(v);
    return mode === undefined ? undefined : int((mode & mask) >>> 0);
  });
}

const TYPES: readonly [number, string][] = [
  [0o120000, 'l'],
  [0o140000, 's'],
  [0o100000, '-'],
  [0o060000, 'b'],
  [0o040000, 'd'],
  [0o020000, 'c'],
  [0o010000, 'p'],
];

/** One letter of a permission triple's end: x, or the set-id or sticky bit. */
function last(mode: number, execute: number, special: number, letter: string): string {
  if ((mode & special) === 0) return (mode & execute) === 0 ? '-' : 'x';
  return (mode & execute) === 0 ? letter.toUpperCase() : letter;
}

function filemode(v: Value): Result {
  const mode = modeArg(v);
  if (mode === undefined) return undefined;
  const bit = (mask: number, letter: string): string => ((mode & mask) === 0 ? '-' : letter);
  const type = TYPES.find(([t]) => (mode & S_IFMT) === t)?.[1] ?? '?';
  return str(
    type +
      bit(0o400, 'r') +
      bit(0o200, 'w') +
      last(mode, 0o100, 0o4000, 's') +
      bit(0o040, 'r') +
      bit(0o020, 'w') +
      last(mode, 0o010, 0o2000, 's') +
      bit(0o004, 'r') +
      bit(0o002, 'w') +
      last(mode, 0o001, 0o1000, 't'),
  );
}

/** S_*, UF_*, SF_*, ST_* and FILE_ATTRIBUTE_* of the platform; the mount flags of statvfs are posix's. */
const WANTED = /^(S_(?!IFMT$)|UF_|SF_|FILE_ATTRIBUTE_)|^ST_(ATIME|CTIME|DEV|GID|INO|MODE|MTIME|NLINK|SIZE|UID)$/;

function attributes(): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const [name, n] of Object.entries(hostOf().platform.constants)) if (WANTED.test(name)) out[name] = int(n);
  return out;
}

export const statModule: ModuleSpec = defineModule({
  name: '_stat',
  doc: 'Constants and tests of file modes.',
  functions: [
    test('S_ISDIR', 0o040000),
    test('S_ISCHR', 0o020000),
    test('S_ISBLK', 0o060000),
    test('S_ISREG', 0o100000),
    test('S_ISFIFO', 0o010000),
    test('S_ISLNK', 0o120000),
    test('S_ISSOCK', 0o140000),
    test('S_ISDOOR', 0),
    test('S_ISPORT', 0),
    test('S_ISWHT', 0),
    part('S_IMODE', 0o7777),
    part('S_IFMT', S_IFMT),
    method('filemode', '(mode, /)', filemode),
  ],
  attrs: attributes,
});
