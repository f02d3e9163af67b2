/** The reference interpreter, for tests that compare with it; such tests are skipped where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const candidate = process.env['PYSTON_ORACLE'] ?? join(homedir(), '.cache/py-oracle/bin/python3.14');

export const hasOracle: boolean = existsSync(candidate);

/** Lines that a program prints under CPython. */
export function oracleLines(program: string): string[] {
  const r = spawnSync(candidate, ['-I', '-c', program], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (r.status !== 0) throw new Error(r.stderr);
  return r.stdout.trimEnd().split('\n');
}

/** A small generator that TypeScript and Python run alike. */
export class Random {
  seed: number;
  constructor(seed: number) {
    this.seed = seed;
  }

  /** 0 … n-1. */
  below(n: number): number {
    this.seed = (Math.imul(this.seed, 1103515245) + 12345) & 0x7fffffff;
    return (this.seed >>> 8) % n;
  }
}

/** The same in Python: `rnd(n)`. */
export const PYTHON_RANDOM = `
seed = SEED
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return (seed >> 8) % n
def i32(x):
    x &= 0xffffffff
    return x - (1 << 32) if x >> 31 else x
`;
