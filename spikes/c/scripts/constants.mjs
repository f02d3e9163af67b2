// esbuild makes `var` of the constants of every module that it bundles, and then V8's compiler no longer knows their values: it reads the
// variable, and asks a typed array in it for its length and address at every access. This gives them their `const` back.
import ts from 'typescript-api';

const { SyntaxKind } = ts;

/** Names that some statement stores to after their declaration. */
function assigned(file) {
  const names = new Set();
  const target = (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
    else if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) ts.forEachChild(node, target);
  };
  const visit = (node) => {
    const operator = node.operatorToken?.kind ?? node.operator;
    if (ts.isBinaryExpression(node)) {
      if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) target(node.left);
    } else if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) target(node.operand);
    else if (
      (ts.isForInStatement(node) || ts.isForOfStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    )
      target(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** The text of an ES module with `const` for every `var` at its top that is set once. */
export function withConstants(text) {
  const file = ts.createSourceFile('bundle.mjs', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const variable = assigned(file);
  const namesOf = (name) =>
    ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => namesOf(element.name));
  const isConstant = ({ name, initializer }) =>
    initializer !== undefined && !namesOf(name).some((one) => variable.has(one));
  let out = '';
  let from = 0;
  for (const { declarationList: list } of file.statements) {
    if (list === undefined || list.flags & ts.NodeFlags.BlockScoped || !list.declarations.every(isConstant)) continue;
    const at = list.getStart(file);
    out += `${text.slice(from, at)}const`;
    from = at + 'var'.length;
  }
  return out + text.slice(from);
}
