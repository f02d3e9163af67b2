/** What the tests of the speed spike share: a program runs in tier 0, with the tier, and (where it is installed) in CPython 3.14. */
import { createRuntime } from '@pyston/cli';
import { tierHost } from '@pyston/interp';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SpeedTier } from '../speed/tier.ts';

const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache/py-oracle/bin/python3.14');
/** Python: `drive(source)` gives what a program prints, with the traceback that ends it. */
const DRIVER = `
import io, sys, traceback
def drive(source):
    out = io.StringIO()
    space = {'__name__': 'prog', 'print': lambda *a: print(*a, file=out)}
    import linecache
    linecache.cache['prog.py'] = (len(source), None, source.splitlines(True), 'prog.py')
    try:
        exec(compile(source, 'prog.py', 'exec'), space)
    except BaseException as e:
        tb = e.__traceback__.tb_next
        out.write(''.join(traceback.format_exception(type(e), e, tb)))
    return out.getvalue()
`;

export const tier = new SpeedTier(tierHost, { calls: 2, budget: 3 });
const plain = createRuntime({ hashSeed: 0 });
export const compiled = createRuntime({ tiers: [tier], hashSeed: 0, signals: true });
for (const python of [plain, compiled]) python.run(DRIVER);

export const inTier0 = (source: string): string => String(plain.call('drive', source));
export const inTier = (source: string): string => String(compiled.call('drive', source));

/** Python: with little memory, a sequence repeated billions of times is a MemoryError, as it is in the engine. */
const LIMIT = 'import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))';

/** What CPython prints, or null where it is not installed. */
export function inCPython(sources: readonly string[]): string[] | null {
  if (!existsSync(oracle)) return null;
  const script = `${LIMIT}\n${DRIVER}\nimport json\nprint(json.dumps([drive(s) for s in json.load(sys.stdin)]))`;
  const done = spawnSync(oracle, ['-c', script], { input: JSON.stringify(sources), encoding: 'utf8' });
  return JSON.parse(done.stdout) as string[];
}
