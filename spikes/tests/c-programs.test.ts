// Programs that use C extensions print what they print on CPython: our own sample, and modules of CPython as they were built for it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  buildSample,
  expectedOutput,
  FOLDER,
  importExtension,
  includeFolders,
  linkBuiltin,
  outputOf,
  problem,
  shipped,
  startPython,
} from './c-support.ts';

const why = problem();
if (why !== null) console.log(`C extensions are not tested: ${why}`);
else {
  const python = await startPython();
  const sample = buildSample();

  test('the layouts of abi.h are those of the real headers', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'abi-'));
    const offsets = (name: string, flags: string[]): string => {
      const program = join(scratch, name);
      execFileSync('gcc', ['-w', ...flags, join(FOLDER, 'native/core/abi-probe.c'), '-o', program]);
      return execFileSync(program, { encoding: 'utf8' });
    };
    const own = offsets('own', []);
    assert.is(own.split('\n').length > 120, true);
    assert.is(own, offsets('real', ['-DREAL', ...includeFolders().map((folder) => `-I${folder}`)]));
  });

  test('an extension compiled against the real headers', () => {
    importExtension(python, 'sample', sample);
    assert.is(outputOf(python, 'extension.py'), expectedOutput('extension.py'));
  });

  const heapq = linkBuiltin('_heapq', '_heapqmodule.o');
  const bisect = linkBuiltin('_bisect', '_bisectmodule.o');
  if (heapq === null || bisect === null)
    console.log('_heapq and _bisect are not tested: no libpython3.14-pic.a beside the oracle');
  else {
    test('unmodified modules of CPython', () => {
      for (const name of ['_queue', '_bz2']) importExtension(python, name, shipped(name));
      importExtension(python, '_heapq', heapq);
      importExtension(python, '_bisect', bisect);
      assert.is(outputOf(python, 'unmodified.py'), expectedOutput('unmodified.py'));
    });
  }

  test('other modules that CPython ships load', () => {
    for (const name of ['_uuid', '_lzma', '_zstd', '_multiprocessing']) {
      importExtension(python, name, shipped(name));
      assert.ok(python.evaluate(`__import__('sys').modules['${name}'].__name__ == '${name}'`), name);
    }
  });

  test('a function that the core does not have raises SystemError', () => {
    assert.throws(() => python.run('import sample; sample.missing(0)'), /PyFrame_GetBuiltins is not implemented/);
  });

  test('capsules, struct sequences and types over built-in ones', () => {
    for (const name of ['unicodedata', 'resource', 'xxlimited']) {
      const path = name === 'unicodedata' ? linkBuiltin(name, 'unicodedata.o') : shipped(name);
      if (path !== null) importExtension(python, name, path);
    }
    python.run(`
from resource import getrusage
from xxlimited import Error, Str
usage = getrusage(0)
class Mine(Str): pass
`);
    assert.ok(python.evaluate('usage.ru_maxrss > 0 and len(usage) == 16 and usage[0] == usage.ru_utime'));
    assert.ok(python.evaluate("Mine('ab') + 'c' == 'abc' and issubclass(Str, str) and issubclass(Error, Exception)"));
  });
}

test.run();
