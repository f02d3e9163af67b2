#!/usr/bin/env node
// Our own rules on the sources, beyond the compiler and the linter.
//
//   node scripts/check.mjs [RULE …]       rules: the files of scripts/checks/
//
// Each rule is a module that exports `title` and `check(project)`, an iterable of { file, line, text }. `project` holds the
// parsed sources; its `program` (with types) is built only when a rule asks. A finding can be allowed in the source by a
// comment on the same or the preceding line: `// check-allow RULE: reason`.

import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript-api';
import { PACKAGES, ROOT, packageDir, walk } from './lib/workspace.mjs';

/** The TypeScript sources of the packages, parsed once. */
class Project {
  constructor() {
    this.files = PACKAGES.flatMap((name) => walk(join(packageDir(name), 'src'), (file) => file.endsWith('.ts')));
  }

  /** Every source file as a tree, without types. */
  get sources() {
    this.parsed ??= this.files.map((file) =>
      ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true),
    );
    return this.parsed;
  }

  /** The whole program with types. */
  get program() {
    if (this.built === undefined) {
      const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
      const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
      this.built = ts.createProgram(this.files, { ...parsed.options, noEmit: true });
    }
    return this.built;
  }
}

function isAllowed(rule, { file, line }) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return [lines[line - 1], lines[line - 2]].some((text) => text?.includes(`check-allow ${rule}:`));
}

async function main(wanted) {
  const project = new Project();
  const modules = walk(join(ROOT, 'scripts', 'checks'), (file) => file.endsWith('.mjs'));
  let count = 0;
  let rules = 0;
  for (const file of modules) {
    const rule = basename(file, '.mjs');
    if (wanted.length > 0 && !wanted.includes(rule)) continue;
    rules += 1;
    const { check, title } = await import(pathToFileURL(file).href);
    const found = [...check(project)].filter((one) => !isAllowed(rule, one));
    for (const { file: where, line, text } of found) console.log(`${relative(ROOT, where)}:${line}: ${rule}: ${text}`);
    if (found.length > 0) console.log(`${title}: ${found.length} findings\n`);
    count += found.length;
  }
  console.log(`${rules} rules, ${project.files.length} files, ${count} findings`);
  process.exitCode = count > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
