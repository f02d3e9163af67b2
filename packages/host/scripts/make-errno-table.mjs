#!/usr/bin/env node
// Writes src/generated/errno-linux.ts from the C library, asked through CPython:
//   PYSTON_ORACLE=python3.14 node scripts/make-errno-table.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';

const python = process.env.PYSTON_ORACLE ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
const program = `
import errno, os, json
names = sorted((n for n in dir(errno) if n[0] == 'E'), key=lambda n: (getattr(errno, n), errno.errorcode[getattr(errno, n)] != n, n))
print(json.dumps([[n, getattr(errno, n), os.strerror(getattr(errno, n))] for n in names]))
`;
const rows = JSON.parse(execFileSync(python, ['-c', program], { encoding: 'utf8' }));
const lines = rows.map(([name, value, text]) => `  [${JSON.stringify(name)}, ${value}, ${JSON.stringify(text)}],`);
writeFileSync(
  new URL('../src/generated/errno-linux.ts', import.meta.url),
  `/** Linux errno names, numbers and glibc's messages. Made by scripts/make-errno-table.mjs. */
export const LINUX_ERRNO: readonly (readonly [name: string, value: number, message: string])[] = [
${lines.join('\n')}
];
`.replaceAll(/"((?:[^"\\'])*)"/g, "'$1'"),
);
