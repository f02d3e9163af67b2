// An exported function or class is used by another file: a source, a test, a bench or a script. What nobody imports is no part of a
// module's face, and once the export is gone the compiler says whether the name is dead. Types belong to the signatures that
// name them, and constants to tables that are complete (flags, tokens), so neither are asked.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript-api';
import { finding } from '../lib/findings.mjs';
import { target } from '../lib/imports.mjs';
import { PACKAGES, ROOT, packageDir, walk } from '../lib/workspace.mjs';

export const title = 'Exports';

/** Programs that import sources without being any: the folders where they stand. */
const USERS = [
  ...PACKAGES.flatMap((name) => ['tests', 'bench', 'scripts', 'bin'].map((folder) => join(packageDir(name), folder))),
  join(ROOT, 'spikes'),
  join(ROOT, 'scripts'),
];

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

function users() {
  return USERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    walk(folder, (file) => /\.(ts|mjs)$/.test(file) && !file.includes('fixtures')).map(parse),
  );
}

/** Every word of a file, for what is reached through a namespace or `import()`. */
function words(source) {
  return new Set(source.text.match(/[A-Za-z_$][\w$]*/g));
}

/** Calls use(file, name) for what `source` imports; a namespace uses every word of the source. */
function eachUse(source, use) {
  const all = (file) => words(source).forEach((word) => use(file, word));
  const visit = (node) => {
    const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isType = ts.isImportTypeNode(node);
    const specifier = isImport
      ? node.moduleSpecifier
      : isCall
        ? node.arguments[0]
        : isType
          ? node.argument.literal
          : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const file = fileOf(source, specifier.text);
      const names = isImport ? (node.importClause?.namedBindings ?? node.exportClause) : undefined;
      if (file !== null && names?.elements !== undefined)
        for (const { name, propertyName } of names.elements) use(file, (propertyName ?? name).text);
      else if (file !== null) all(file);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function fileOf(source, name) {
  return name.startsWith('.') ? resolve(source.fileName, '..', name) : target(source, name);
}

/** The exported functions and classes of a source. */
function exportsOf(source) {
  return source.statements.filter(
    (node) =>
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) &&
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
}

export function* check(project) {
  const used = new Set();
  for (const source of [...project.sources, ...users()]) eachUse(source, (file, name) => used.add(`${file} ${name}`));
  for (const source of project.sources) {
    if (source.fileName.includes('/generated/')) continue;
    for (const node of exportsOf(source))
      if (!used.has(`${source.fileName} ${node.name.text}`))
        yield finding(source, node, `nobody imports ${node.name.text}`);
  }
}
