// Inside a package one imports the file that defines a thing, never the package's index; an index only re-exports names.

import { basename } from 'node:path';
import ts from 'typescript-api';
import { finding, packageOf } from '../lib/findings.mjs';
import { importsOf, localPackage, target } from '../lib/imports.mjs';

export const title = 'Index files';

export function* check(project) {
  for (const source of project.sources) {
    const own = packageOf(source.fileName);
    for (const { node, name } of importsOf(source)) {
      const file = target(source, name);
      const inside = name.startsWith('.') || localPackage(name) === own;
      if (inside && file !== null && basename(file) === 'index.ts')
        yield finding(source, node, `imports the index: name the file that defines it`);
      if (ts.isExportDeclaration(node) && node.exportClause === undefined)
        yield finding(source, node, 'export * hides what is public: list the names');
    }
  }
}
