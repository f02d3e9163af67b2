// One bundle of a program of this spike with everything below it, as the command is bundled; what is imported late is a file of its own.
import * as esbuild from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withConstants } from './constants.mjs';

/** Sources find their neighbours by import.meta.url: each keeps its own address. */
const origin = {
  name: 'origin',
  setup(build) {
    build.onLoad({ filter: /\/(packages|spikes)\/.*\.ts$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
  },
};

/** Bundles `entry`; gives the path of the program. */
export async function bundle(entry) {
  const outdir = fileURLToPath(new URL('../build/bundle/', import.meta.url));
  const { outputFiles } = await esbuild.build({
    write: false,
    entryPoints: [entry],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['pyston-source'],
    plugins: [origin],
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, withConstants(text));
  return join(outdir, basename(entry).replace(/\.ts$/, '.mjs'));
}
