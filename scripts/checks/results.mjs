// The result of an operation says whether it raised: a statement that drops it loses an exception.
// Where that is right (the exception is cleared next, or checked in the thread state), write `void operation(…)`.

import ts from 'typescript-api';
import { finding, packageOf } from '../lib/findings.mjs';
import { declarationOf, isPlatform, isResult, returnType } from '../lib/result-types.mjs';

export const title = 'Unread operation results';

const PACKAGES = ['objects', 'interp', 'jit-js', 'jit-llvm', 'capi', 'stdlib', 'cli'];

/** The calls whose value a statement throws away: its expression, and the arms of `a && f()`, `a ? f() : g()`, `a, f()`. */
function* droppedCalls(expression) {
  if (ts.isParenthesizedExpression(expression)) yield* droppedCalls(expression.expression);
  else if (ts.isCallExpression(expression)) yield expression;
  else if (ts.isConditionalExpression(expression)) {
    yield* droppedCalls(expression.whenTrue);
    yield* droppedCalls(expression.whenFalse);
  } else if (ts.isBinaryExpression(expression)) {
    const operator = expression.operatorToken.kind;
    if (operator === ts.SyntaxKind.CommaToken) yield* droppedCalls(expression.left);
    if ([ts.SyntaxKind.CommaToken, ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(operator))
      yield* droppedCalls(expression.right);
  }
}

function* visit(node, source, checker) {
  if (ts.isExpressionStatement(node)) {
    for (const call of droppedCalls(node.expression)) {
      if (isPlatform(declarationOf(call, checker)) || !isResult(returnType(call, checker), checker)) continue;
      yield finding(
        source,
        call,
        `the result of ${call.expression.getText(source).slice(0, 60)}() is not read: it may have raised`,
      );
    }
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
