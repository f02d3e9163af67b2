#!/usr/bin/env node
// Writes native/exports.txt: what the libpython of a real CPython 3.14 exports, one name a line, functions (F) and data (D, with size).
//   node spikes/c/scripts/list-exports.mjs [PYTHON]      default: $PYSTON_ORACLE or ~/.cache/py-oracle/bin/python3.14
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';

const python = process.argv[2] ?? process.env.PYSTON_ORACLE ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
const program = execFileSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
const table = execFileSync('nm', ['-D', '-S', '--defined-only', program], { encoding: 'utf8', maxBuffer: 1 << 26 });
const lines = [];
for (const row of table.split('\n')) {
  const [, size, kind, name] = row.split(/\s+/);
  if (name === undefined || !/^_?Py/.test(name)) continue;
  lines.push(/[TWV]/.test(kind) && kind !== 'V' ? `F ${name}` : `D ${name} ${parseInt(size, 16)}`);
}
writeFileSync(
  new URL('../native/exports.txt', import.meta.url),
  `# What libpython 3.14 exports. Made by scripts/list-exports.mjs.\n${lines.sort().join('\n')}\n`,
);
console.log(`${lines.length} names`);
