/** Where the standard library is: PYSTON_LIB, or the one that package stdlib packed. */
import { FROZEN_PACK } from '@pyston/stdlib';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Paths {
  /** Folder of os.py. */
  readonly lib: string;
  /** sys.prefix. */
  readonly prefix: string;
  /** sys.path without the program's own entry. */
  readonly path: readonly string[];
  readonly frozenPack: string;
}

/** Size and date of the frozen pack, by which a start-up snapshot knows that it is still the one it was made from. */
export function packStamp(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.size} ${stat.mtimeMs}`;
}

export function findPaths(env: (name: string) => string | undefined): Paths {
  const frozenPack = fileURLToPath(FROZEN_PACK);
  const packed = dirname(frozenPack);
  const lib = env('PYSTON_LIB') ?? join(packed, 'python3.14');
  const prefix = env('PYSTON_LIB') === undefined ? dirname(packed) : dirname(dirname(lib));
  const given = env('PYTHONPATH') ?? '';
  const extra = given === '' ? [] : given.split(':');
  return {
    lib,
    prefix,
    path: [...extra, join(dirname(lib), 'python314.zip'), lib, join(lib, 'lib-dynload')],
    frozenPack,
  };
}

/** The bytes of the frozen pack, or null where it was not built. */
export function readPack(file: string): Uint8Array | null {
  return existsSync(file) ? readFileSync(file) : null;
}
