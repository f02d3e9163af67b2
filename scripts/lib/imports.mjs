// The imports of a parsed source file: what they name, where that is, whether they exist at run time.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript-api';
import { packageDir } from './workspace.mjs';

/** Every `import … from`, `export … from` and `import(…)` as { node, name, typeOnly }. */
export function* importsOf(source) {
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) continue;
    if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) continue;
    const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly === true : node.isTypeOnly;
    yield { node, name: node.moduleSpecifier.text, typeOnly };
  }
  yield* dynamicImports(source);
}

function* dynamicImports(node) {
  for (const child of node.getChildren()) {
    if (
      ts.isCallExpression(child) &&
      child.expression.kind === ts.SyntaxKind.ImportKeyword &&
      ts.isStringLiteral(child.arguments[0])
    ) {
      yield { node: child, name: child.arguments[0].text, typeOnly: false };
    }
    yield* dynamicImports(child);
  }
}

/** The workspace package that `name` belongs to (`@pyston/objects/core` → `objects`), or null. */
export const localPackage = (name) => (name.startsWith('@pyston/') ? name.split('/')[1] : null);

/** The source file that an import reaches: of the same package, or the index of another; null outside the workspace. */
export function target(source, name) {
  if (name.startsWith('.')) return join(dirname(source.fileName), name);
  const local = localPackage(name);
  if (local === null) return null;
  const sub = name.split('/').slice(2).join('/') || 'index';
  const file = join(packageDir(local), 'src', `${sub}.ts`);
  return existsSync(file) ? file : join(packageDir(local), 'src', 'index.ts');
}
