#!/usr/bin/env node
// The public API of each package, as text: packages/P/api.txt lists every exported name with its declaration.
//
//   node scripts/api-report.mjs            writes the reports
//   node scripts/api-report.mjs --check    compares, and shows what changed
//
// Read from the built declarations (dist/), so that the report is what users of the package see. Where packages/P/public.txt
// lists the names that users may rely on, the report is about these alone.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-api';
import { PACKAGES, packageDir, readJson } from './lib/workspace.mjs';

/** Entry points of a package that have types: export path → declaration file. */
function entries(name) {
  const { exports } = readJson(join(packageDir(name), 'package.json'));
  return Object.entries(exports)
    .filter(([, target]) => typeof target === 'object' && target.types)
    .map(([path, target]) => [path, join(packageDir(name), target.types)]);
}

const printer = ts.createPrinter({ removeComments: true });

const oneLine = (text) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^(export )?(declare )?/, '')
    .trim();

/** The declarations of a symbol, one line each; members of classes and interfaces on lines of their own. */
function* describe(symbol) {
  for (const declaration of symbol.declarations ?? []) {
    const source = declaration.getSourceFile();
    if (source.fileName.includes('node_modules') && !source.fileName.includes('@pyston')) continue;
    if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
      const whole = oneLine(printer.printNode(ts.EmitHint.Unspecified, declaration, source));
      yield whole.slice(0, whole.indexOf('{')).trim();
      for (const member of declaration.members) {
        if (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) continue;
        yield `  ${oneLine(printer.printNode(ts.EmitHint.Unspecified, member, source))}`;
      }
    } else {
      const statement = ts.isVariableDeclaration(declaration) ? declaration.parent : declaration;
      yield oneLine(printer.printNode(ts.EmitHint.Unspecified, statement, source));
    }
  }
}

/** The names in packages/P/public.txt, or null where all exports are public. */
function publicNames(name) {
  const file = join(packageDir(name), 'public.txt');
  if (!existsSync(file)) return null;
  return new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/))
      .filter((word) => word !== ''),
  );
}

function* report(name) {
  const wanted = publicNames(name);
  for (const [path, file] of entries(name)) {
    if (!existsSync(file)) {
      yield `# @pyston/${name}${path.slice(1)}: not built`;
      continue;
    }
    const program = ts.createProgram([file], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      noEmit: true,
      types: [],
    });
    const checker = program.getTypeChecker();
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    const all = module === undefined ? [] : checker.getExportsOfModule(module);
    const symbols = wanted === null ? all : all.filter((symbol) => wanted.has(symbol.name));
    const absent = wanted === null ? [] : [...wanted].filter((one) => !all.some((symbol) => symbol.name === one));
    for (const one of absent) yield `# public.txt names ${one}, which is not exported`;
    yield `# @pyston/${name}${path.slice(1)}: ${symbols.length} names`;
    for (const symbol of symbols.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      yield '';
      yield* describe(target);
    }
    yield '';
  }
}

function showChange(name, before, after) {
  if (before === '') {
    console.log(`@pyston/${name} has no API report yet: npm run api writes it`);
    return;
  }
  const [old, now] = [new Set(before.split('\n')), new Set(after.split('\n'))];
  const changes = [
    ...before
      .split('\n')
      .filter((line) => !now.has(line))
      .map((line) => `- ${line}`),
    ...after
      .split('\n')
      .filter((line) => !old.has(line))
      .map((line) => `+ ${line}`),
  ];
  console.log(
    `The public API of @pyston/${name} changed (npm run api writes the report):\n${changes.slice(0, 40).join('\n')}\n`,
  );
}

const checking = process.argv.includes('--check');
let changed = 0;
for (const name of PACKAGES) {
  const file = join(packageDir(name), 'api.txt');
  const text = `${[...report(name)].join('\n').trim()}\n`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === before) continue;
  changed += 1;
  if (checking) showChange(name, before, text);
  else writeFileSync(file, text);
}
console.log(`${PACKAGES.length} packages, ${changed} ${checking ? 'differ from their report' : 'written'}`);
process.exitCode = checking && changed > 0 ? 1 : 0;
