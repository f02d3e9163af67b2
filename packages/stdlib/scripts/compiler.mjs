// Our parser and compiler, for the scripts that compile the library.

import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const repository = join(root, '..', '..');

/** Adds the names and contents of all files below `dir` to a hash. */
export function addTree(hash, dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) addTree(hash, join(dir, entry.name));
    else hash.update(entry.name).update(readFileSync(join(dir, entry.name)));
  }
}

/** Our parser and compiler, bundled from their sources. */
export async function loadCompiler() {
  const esbuild = createRequire(join(repository, 'package.json'))('esbuild');
  const file = join(tmpdir(), `pyston-compiler-${process.pid}.mjs`);
  await esbuild.build({
    stdin: {
      contents: `export { parse } from '@pyston/parser'; export { compileModule, serialize } from '@pyston/bytecode';`,
      resolveDir: root,
    },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['pyston-source'],
    logLevel: 'error',
  });
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file);
  }
}
