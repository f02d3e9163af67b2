#!/usr/bin/env node
// Writes src/index.ts: every exported name of every module of this package, explicitly. Modules whose names would
// collide (libm, dd) are exported as one namespace object each. A name exported twice is an error.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const src = join(import.meta.dirname, '..', 'src');
const NAMESPACES = new Map([
  ['libm/libm.ts', 'libm'],
  ['libm/dd.ts', 'dd'],
]);
const SKIPPED = [/^index\.ts$/, /\/generated\//, /^libm\//, /^builtins\.ts$/];

function* modules(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* modules(path);
    else if (entry.name.endsWith('.ts')) yield relative(src, path);
  }
}

const DECLARATION =
  /^export (?:declare )?(?:abstract )?(async function|function\*?|class|const|let|interface|type) ([A-Za-z_$][\w$]*)/gm;
const NAMED = /^export (type )?\{([^}]*)\}(?! from)/gm;

function exportsOf(text) {
  const values = [];
  const types = [];
  for (const [, kind, name] of text.matchAll(DECLARATION))
    (kind === 'interface' || kind === 'type' ? types : values).push(name);
  for (const [, isType, names] of text.matchAll(NAMED)) {
    for (const item of names
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean)) {
      const name = item
        .replace(/^type /, '')
        .split(' as ')
        .pop()
        .trim();
      (isType || item.startsWith('type ') ? types : values).push(name);
    }
  }
  return { values: [...new Set(values)], types: [...new Set(types)].filter((n) => !values.includes(n)) };
}

const LINE = 120;

/** One line, or one per name as the formatter would have it. */
function exportLines(keyword, names, file) {
  const line = `${keyword} { ${names.join(', ')} } from './${file}';`;
  return line.length <= LINE ? [line] : [`${keyword} {`, ...names.map((name) => `  ${name},`), `} from './${file}';`];
}

const owner = new Map();
const lines = ['/** What other packages may use. Written by scripts/make-index.mjs. */', "import './builtins.ts';"];
for (const [file, name] of NAMESPACES) lines.push(`export * as ${name} from './${file}';`);
let clash = false;
for (const file of modules(src)) {
  if (SKIPPED.some((re) => re.test(file))) continue;
  const { values, types } = exportsOf(readFileSync(join(src, file), 'utf8'));
  const fresh = (n) => {
    if (!owner.has(n)) return owner.set(n, file) && true;
    console.error(`${n}: exported by ${owner.get(n)} and ${file}; the first one stays`);
    clash = true;
    return false;
  };
  const v = values.filter(fresh).sort();
  const t = types.filter(fresh).sort();
  if (v.length > 0) lines.push(...exportLines('export', v, file));
  if (t.length > 0) lines.push(...exportLines('export type', t, file));
}
writeFileSync(join(src, 'index.ts'), `${lines.join('\n')}\n`);
if (clash) process.exitCode = 1;
