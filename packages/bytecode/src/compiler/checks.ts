/** SyntaxWarnings about expressions that cannot work: calling, indexing or identity tests of literals. */
import type { ast } from '@pyston/parser';
import type { Compiler } from './context.ts';

const CONSTANT_TYPES: Record<ast.Constant['value']['t'], string> = {
  none: 'NoneType',
  ellipsis: 'ellipsis',
  bool: 'bool',
  int: 'int',
  float: 'float',
  complex: 'complex',
  str: 'str',
  ustr: 'str',
  bytes: 'bytes',
};

/** Name of the type that the expression certainly has, or ''. */
function inferType(e: ast.ExprNode): string {
  switch (e.nodeType) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'TemplateStr':
      return 'string.templatelib.Template';
    case 'Interpolation':
      return 'string.templatelib.Interpolation';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'Constant':
      return CONSTANT_TYPES[e.value.t];
    default:
      return '';
  }
}

export function checkCaller(c: Compiler, func: ast.ExprNode): void {
  const type = inferType(func);
  if (type === '' || func.nodeType === 'Lambda') return;
  c.warn(`'${type}' object is not callable; perhaps you missed a comma?`, func);
}

export function checkSubscript(c: Compiler, value: ast.ExprNode, index: ast.ExprNode): void {
  checkSubscripted(c, value);
  checkIndex(c, value, index);
}

function checkSubscripted(c: Compiler, value: ast.ExprNode): void {
  switch (value.nodeType) {
    case 'Constant':
      if (value.value.t === 'str' || value.value.t === 'ustr' || value.value.t === 'bytes') return;
      break;
    case 'Set':
    case 'SetComp':
    case 'GeneratorExp':
    case 'TemplateStr':
    case 'Interpolation':
    case 'Lambda':
      break;
    default:
      return;
  }
  c.warn(`'${inferType(value)}' object is not subscriptable; perhaps you missed a comma?`, value);
}

function checkIndex(c: Compiler, value: ast.ExprNode, index: ast.ExprNode): void {
  const type = inferType(index);
  if (type === '' || type === 'int' || type === 'bool') return;
  switch (value.nodeType) {
    case 'Constant':
      if (value.value.t !== 'str' && value.value.t !== 'ustr' && value.value.t !== 'bytes') return;
      break;
    case 'Tuple':
    case 'List':
    case 'ListComp':
    case 'JoinedStr':
    case 'FormattedValue':
      break;
    default:
      return;
  }
  c.warn(`${inferType(value)} indices must be integers or slices, not ${type}; perhaps you missed a comma?`, value);
}

/** Whether `is` with this operand makes sense: anything but a literal that is no singleton. */
function isIdentityOperand(e: ast.ExprNode): boolean {
  if (e.nodeType === 'Tuple') return !e.elts.every((x) => x.nodeType === 'Constant');
  if (e.nodeType !== 'Constant') return true;
  return e.value.t === 'none' || e.value.t === 'bool' || e.value.t === 'ellipsis';
}

export function checkCompare(c: Compiler, e: ast.Compare): void {
  let left = e.left;
  for (let i = 0; i < e.ops.length; i++) {
    const op = e.ops[i]!;
    const right = e.comparators[i]!;
    if (op === 'Is' || op === 'IsNot') {
      const literal = !isIdentityOperand(left) ? left : !isIdentityOperand(right) ? right : null;
      if (literal !== null) {
        const [word, instead] = op === 'Is' ? ['is', '=='] : ['is not', '!='];
        c.warn(`"${word}" with '${inferType(literal)}' literal. Did you mean "${instead}"?`, e);
        return;
      }
    }
    left = right;
  }
}
