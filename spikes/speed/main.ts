/**
 * Runs a Python file with the tier: `main FILE ARG…`; SPEED_TIER=0 without it, SPEED_DUMP=1 shows what is emitted,
 * SPEED_STATS=1 what was compiled and refused.
 */
import { createRuntime, PythonError } from '@pyston/cli';
import { tierHost } from '@pyston/interp';
import { readFileSync } from 'node:fs';
import { SpeedTier } from './tier.ts';

const [file = '', ...args] = process.argv.slice(2);
const { SPEED_TIER, SPEED_DUMP, SPEED_STATS } = process.env;
const tier = new SpeedTier(tierHost, {
  ...(process.env.SPEED_CALLS === undefined ? {} : { calls: Number(process.env.SPEED_CALLS), budget: 3 }),
  ...(SPEED_DUMP === undefined
    ? {}
    : { dump: (name: string, text: string) => console.error(`// ---- ${name}\n${text}\n`) }),
});
const python = createRuntime({
  tiers: SPEED_TIER === '0' ? [] : [tier],
  argv: [file, ...args],
  ...(process.env.PYSTON_LIB === undefined ? {} : { lib: process.env.PYSTON_LIB }),
  hashSeed: 0,
});
try {
  python.run(readFileSync(file), file);
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  console.error(error.traceback);
  process.exitCode = 1;
}
python.close();
if (SPEED_STATS !== undefined) console.error(tier.stats);
