// A package imports only from packages before it in the layer order, and only what its manifest declares.

import { join } from 'node:path';
import { finding, packageOf } from '../lib/findings.mjs';
import { importsOf, localPackage } from '../lib/imports.mjs';
import { LAYERS, packageDir, readJson } from '../lib/workspace.mjs';

export const title = 'Layer order';

/** Packages that stand side by side: neither knows the other, although one comes first in the order. */
const STRANGERS = [
  ['host', ['parser', 'bytecode']],
  ['jit-js', ['interp']],
  ['jit-llvm', ['interp', 'jit-js']],
  ['capi', ['interp', 'jit-js', 'jit-llvm']],
  ['stdlib', ['jit-js', 'jit-llvm', 'capi']],
];

function complaint(from, to) {
  if (LAYERS.indexOf(to) > LAYERS.indexOf(from)) return `${from} stands below ${to} and may not import it`;
  if (STRANGERS.some(([one, others]) => one === from && others.includes(to))) return `${from} may not know ${to}`;
  const { dependencies = {}, optionalDependencies = {} } = readJson(join(packageDir(from), 'package.json'));
  if (!(`@pyston/${to}` in { ...dependencies, ...optionalDependencies }))
    return `@pyston/${to} is not among the dependencies of ${from}`;
  return null;
}

export function* check(project) {
  for (const source of project.sources) {
    const from = packageOf(source.fileName);
    for (const { node, name } of importsOf(source)) {
      if (/(^|\/)packages\//.test(name) || /^\.\.\/.*\/src\//.test(name))
        yield finding(source, node, `import ${name} by its package name`);
      const to = localPackage(name);
      if (to === null || to === from) continue;
      const text = complaint(from, to);
      if (text !== null) yield finding(source, node, text);
    }
  }
}
