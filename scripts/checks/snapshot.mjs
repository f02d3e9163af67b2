// What runs while the packages load ends up in the start-up snapshot, so it must be the same in every process: it asks
// nothing of the process, its clock, its chance or the system, and makes no memory that V8 cannot save.

import ts from 'typescript-api';
import { finding, packageOf } from '../lib/findings.mjs';

export const title = 'Code at module level that a start-up snapshot cannot hold';

/** Packages of the bundle that the snapshot is made of. */
const PACKAGES = ['parser', 'bytecode', 'host', 'objects', 'interp', 'jit-js', 'stdlib', 'cli'];

/** Modules whose functions ask the system. */
const SYSTEM = /^(node:)?(fs|os|child_process|crypto|perf_hooks|process|worker_threads|tty|net|dns)(\/|$)/;
/** Of these, what only computes. */
const PURE = new Set(['createRequire', 'fileURLToPath']);

/** Globals, and members of globals, that differ between processes. */
const ASKING = new Map([
  ['process', 'asks the process'],
  ['performance', 'asks the clock'],
  ['Date.now', 'asks the clock'],
  ['Date', 'asks the clock'],
  ['Math.random', 'asks for chance'],
  ['crypto', 'asks for chance'],
  ['SharedArrayBuffer', 'makes memory that cannot be saved'],
  ['WebAssembly.Memory', 'makes memory that cannot be saved'],
  ['Worker', 'starts a thread'],
  ['setTimeout', 'waits'],
  ['setInterval', 'waits'],
]);

/** The same in every process that can start from the snapshot. */
const OF_THE_ENGINE = new Set(['process.platform', 'process.arch', 'process.versions']);

/** Names that a file imports from modules of the system. */
function systemNames(source) {
  const names = new Set();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) continue;
    if (!SYSTEM.test(statement.moduleSpecifier.text)) continue;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name) names.add(name.text);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    for (const element of namedBindings?.elements ?? []) if (!PURE.has(element.name.text)) names.add(element.name.text);
  }
  return names;
}

/** `a.b.c` → 'a', 'a.b'; other expressions → nothing. */
function headsOf(node) {
  if (ts.isIdentifier(node)) return [node.text];
  if (!ts.isPropertyAccessExpression(node)) return [];
  const heads = headsOf(node.expression);
  return heads.length === 0 ? [] : [...heads, `${heads.at(-1)}.${node.name.text}`];
}

/** Why an expression that is evaluated differs between processes, or null. */
function reason(node, system) {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const heads = headsOf(node.expression);
    if (heads.length > 0 && system.has(heads[0])) return 'asks the system';
    if (heads.length === 1 && heads[0] === 'Date' && (node.arguments ?? []).length > 0) return null;
    for (const head of heads) if (head !== 'process' && ASKING.has(head)) return ASKING.get(head);
    return null;
  }
  const heads = ts.isPropertyAccessExpression(node) ? headsOf(node) : [];
  if (heads[0] === 'process' && !OF_THE_ENGINE.has(heads[1])) return ASKING.get('process');
  if (/(^|\.)runtime\.host$/.test(heads.at(-1) ?? '')) return 'asks the host';
  return null;
}

/** A function that is called where it stands runs; every other function is only made. */
const runsAtOnce = (node) => {
  let outer = node.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isCallExpression(outer) && !outer.arguments.some((argument) => argument === node);
};

function* visit(node, source, system) {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
  if (ts.isFunctionLike(node) && !runsAtOnce(node)) return;
  if (ts.isPropertyDeclaration(node) && !node.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword)) return;
  const why = reason(node, system);
  if (why !== null) {
    yield finding(source, node, `${node.getText(source).split('\n')[0].slice(0, 60)} ${why} while the module loads`);
    return;
  }
  for (const child of node.getChildren(source)) yield* visit(child, source, system);
}

export function* check(project) {
  for (const source of project.sources) {
    if (PACKAGES.includes(packageOf(source.fileName))) yield* visit(source, source, systemNames(source));
  }
}
