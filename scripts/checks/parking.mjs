// Nothing that may run Python code is called from a callback of a JavaScript built-in, nor from a getter or toJSON: the
// thread may park there with the built-in's frame below it. Recognised by type: a call that gives a Result may run Python.

import ts from 'typescript-api';
import { finding, packageOf } from '../lib/findings.mjs';
import { declarationOf, isPlatform, isResult, returnType } from '../lib/result-types.mjs';

export const title = 'Callbacks that may park';

const PACKAGES = ['objects', 'interp', 'jit-js', 'jit-llvm', 'stdlib'];

/** Functions that may run Python code without saying so in their type. */
const ALSO_PARKING = new Set(['poll', 'checkSignals', 'park']);

/** Built-ins that call their argument before they return. */
const CALLING_BUILTINS = new Set([
  ...[
    'sort',
    'toSorted',
    'forEach',
    'map',
    'filter',
    'reduce',
    'reduceRight',
    'some',
    'every',
    'flatMap',
    'from',
    'fromAsync',
  ],
  ...['find', 'findIndex', 'findLast', 'findLastIndex', 'replace', 'replaceAll', 'stringify', 'parse', 'groupBy'],
]);

const isFunctionLiteral = (node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

function mayRunPython(call, checker) {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText();
  if (ALSO_PARKING.has(name)) return true;
  const declaration = declarationOf(call, checker);
  return declaration !== undefined && !isPlatform(declaration) && isResult(returnType(call, checker), checker);
}

/** The parking calls of a function's own body; functions within are judged where they are used. */
function* parkingCalls(node, checker) {
  if (ts.isFunctionLike(node)) return;
  for (const child of node.getChildren()) {
    if (ts.isCallExpression(child) && mayRunPython(child, checker)) yield child;
    yield* parkingCalls(child, checker);
  }
}

const calledName = (call) =>
  ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText();

/** A named function given as a callback: its own type decides. */
function isParkingReference(node, checker) {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const signatures = checker.getTypeAtLocation(node).getCallSignatures();
  return signatures.some(
    (signature) => !isPlatform(signature.declaration) && isResult(checker.getReturnTypeOfSignature(signature), checker),
  );
}

function* visitCall(call, source, checker) {
  if (!CALLING_BUILTINS.has(calledName(call)) || !isPlatform(declarationOf(call, checker))) return;
  for (const argument of call.arguments ?? []) {
    if (isFunctionLiteral(argument)) {
      for (const inner of parkingCalls(argument.body, checker)) {
        yield finding(
          source,
          inner,
          `${calledName(inner)}() may run Python inside the callback of ${calledName(call)}(): use an own loop`,
        );
      }
      if (ts.isCallExpression(argument.body) && mayRunPython(argument.body, checker)) {
        yield finding(
          source,
          argument,
          `${calledName(argument.body)}() may run Python inside the callback of ${calledName(call)}(): use an own loop`,
        );
      }
    } else if (isParkingReference(argument, checker)) {
      yield finding(
        source,
        argument,
        `${argument.getText(source)} may run Python as the callback of ${calledName(call)}(): use an own loop`,
      );
    }
  }
}

function* visit(node, source, checker) {
  if (ts.isCallExpression(node)) yield* visitCall(node, source, checker);
  const implicit =
    ts.isGetAccessor(node) ||
    (ts.isMethodDeclaration(node) && /^(toJSON|valueOf|toString)$/.test(node.name.getText(source)));
  if (implicit && node.body) {
    for (const inner of parkingCalls(node.body, checker))
      yield finding(source, inner, `${calledName(inner)}() may run Python inside ${node.name.getText(source)}`);
  }
  for (const child of node.getChildren(source)) yield* visit(child, source, checker);
}

export function* check(project) {
  const checker = project.program.getTypeChecker();
  for (const file of project.files) {
    if (!PACKAGES.includes(packageOf(file))) continue;
    const source = project.program.getSourceFile(file);
    yield* visit(source, source, checker);
  }
}
