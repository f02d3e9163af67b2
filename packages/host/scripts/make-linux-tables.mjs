#!/usr/bin/env node
// Writes src/generated/errno-linux.ts, constants-linux.ts and sockets-linux.ts from the C library, asked through CPython on x86-64:
//   PYSTON_ORACLE=python3.14 node scripts/make-linux-tables.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';

const python = process.env.PYSTON_ORACLE ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
const ask = (program) => JSON.parse(execFileSync(python, ['-c', program], { encoding: 'utf8' }));
const write = (name, text) => writeFileSync(new URL(`../src/generated/${name}`, import.meta.url), text);
const quote = (text) => `'${text.replaceAll("'", "\\'")}'`;

const errors = ask(`
import errno, os, json
names = sorted((n for n in dir(errno) if n[0] == 'E'), key=lambda n: (getattr(errno, n), errno.errorcode[getattr(errno, n)] != n, n))
print(json.dumps([[n, getattr(errno, n), os.strerror(getattr(errno, n))] for n in names]))
`);
write(
  'errno-linux.ts',
  `/** Linux errno names, numbers and glibc's messages. Made by scripts/make-linux-tables.mjs. */
export const LINUX_ERRNO: readonly (readonly [name: string, value: number, message: string])[] = [
${errors.map(([name, value, text]) => `  [${quote(name)}, ${value}, ${quote(text)}],`).join('\n')}
];
`,
);

const { constants, sysconf, pathconf, confstr } = ask(`
import fcntl, json, mmap, os, posix, resource, select, signal, stat, termios
own = {'SIG_DFL', 'SIG_IGN', '_POSIX_VDISABLE'}
found = {}
for module in (posix, signal, select, fcntl, termios, resource, stat, mmap):
    for name in dir(module):
        value = getattr(module, name)
        if name.isupper() and not name.startswith('_') and name not in own and isinstance(value, int):
            found[name] = int(value)
found |= {'AT_FDCWD': -100, 'AT_SYMLINK_NOFOLLOW': 0x100, 'AT_REMOVEDIR': 0x200, 'AT_EACCESS': 0x200,
          'AT_SYMLINK_FOLLOW': 0x400, 'UTIME_NOW': 0x3fffffff, 'UTIME_OMIT': 0x3ffffffe, 'SEEK_SET': 0, 'SEEK_CUR': 1,
          'SEEK_END': 2, 'SIG_DFL': 0, 'SIG_IGN': 1}
print(json.dumps({'constants': found, 'sysconf': os.sysconf_names,
                  'pathconf': os.pathconf_names, 'confstr': os.confstr_names}))
`);
const { sockets } = ask(`
import json, socket, mmap
found = {n: int(getattr(socket, n)) for n in dir(socket) if n.isupper() and n[0] != '_' and isinstance(getattr(socket, n), int)}
print(json.dumps({'sockets': found}))
`);
const { locale } = ask(`
import json, _locale
print(json.dumps({'locale': {n: getattr(_locale, n) for n in dir(_locale) if n.isupper() and isinstance(getattr(_locale, n), int)}}))
`);
const rows = (table) =>
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `    ${name}: ${value},`)
    .join('\n');
write(
  'constants-linux.ts',
  `/** Linux x86-64 constants of the posix, signal, select, fcntl, termios, resource, stat, mman and langinfo headers, and the names of
 * sysconf. Made by scripts/make-linux-tables.mjs. */
export function linuxConstants(): Record<string, number> {
  return {
${rows(constants)}
  };
}

export function linuxLocaleConstants(): Record<string, number> {
  return {
${rows(locale)}
  };
}

export function linuxPathconfNames(): Record<string, number> {
  return {
${rows(pathconf)}
  };
}

export function linuxConfstrNames(): Record<string, number> {
  return {
${rows(confstr)}
  };
}

export function linuxSysconfNames(): Record<string, number> {
  return {
${rows(sysconf)}
  };
}
`,
);
write(
  'sockets-linux.ts',
  `/** Linux constants of the socket headers. Made by scripts/make-linux-tables.mjs. */
export function linuxSocketConstants(): Record<string, number> {
  return {
${rows(sockets)}
  };
}
`,
);
