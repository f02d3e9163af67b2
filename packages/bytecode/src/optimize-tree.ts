/**
 * What CPython does to a tree before it compiles it, for `ast.parse(…, optimize=n)`: `__debug__` is a constant, docstrings go
 * (level 2), `'…' % (…)` becomes an f-string, numbers of patterns are folded. Works in place, on trees that nobody else has.
 */
import type { ast } from '@pyston/parser';
import { SCHEMA } from '@pyston/parser';
import type { ConstantValue } from './constants.ts';
import { docstringOf } from './docstring.ts';
import { CO_FUTURE_ANNOTATIONS } from './flags.ts';
import { foldBinary, foldUnary } from './compiler/fold.ts';
import { futureFeatures } from './symtable/future.ts';

type Node = Record<string, any> & { nodeType: string };

interface State {
  readonly optimize: number;
  /** Annotations are not evaluated, so they stay as they are. */
  readonly keepAnnotations: boolean;
}

export interface OptimizeOptions {
  readonly filename: string;
  readonly optimize: number;
  readonly flags: number;
}

export function optimizeTree(tree: ast.ModNode, options: OptimizeOptions): ast.ModNode {
  const features = options.flags | futureFeatures(tree, options.filename).features;
  return visit(tree, {
    optimize: options.optimize,
    keepAnnotations: (features & CO_FUTURE_ANNOTATIONS) !== 0,
  }) as unknown as ast.ModNode;
}

const WITH_DOCSTRING = ['Module', 'FunctionDef', 'AsyncFunctionDef', 'ClassDef'];
const ANNOTATIONS = ['annotation', 'returns'];

/** The node that takes the place of one. */
function visit(node: Node, state: State): Node {
  const hasDocstring = WITH_DOCSTRING.includes(node.nodeType);
  const docstring = hasDocstring && docstringOf(node.body) !== null;
  const removed = docstring && state.optimize >= 2;
  if (removed) node.body = withoutDocstring(node.body);
  visitParts(node, state);
  if (hasDocstring && (removed || !docstring)) hideDocstring(node.body);
  switch (node.nodeType) {
    case 'Name':
      return node.id === '__debug__' && node.ctx === 'Load'
        ? constant(node, { t: 'bool', v: state.optimize === 0 })
        : node;
    case 'BinOp':
      return formatted(node) ?? node;
    case 'MatchValue':
      node.value = foldNumber(node.value);
      return node;
    case 'MatchMapping':
      node.keys = node.keys.map(foldNumber);
      return node;
    default:
      return node;
  }
}

function visitParts(node: Node, state: State): void {
  for (const [field, kind, quantifier] of SCHEMA[node.nodeType]!.fields) {
    if (kind !== 'node' || (state.keepAnnotations && ANNOTATIONS.includes(field))) continue;
    const value = node[field];
    if (quantifier.includes('*'))
      node[field] = (value as (Node | null)[]).map((item) => (item === null ? null : visit(item, state)));
    else if (value !== null) node[field] = visit(value, state);
  }
}

/** The node as a constant, its fields in the schema's order. */
function constant(at: Node, value: ConstantValue): Node {
  const { lineno, col_offset, end_lineno, end_col_offset } = at;
  return { nodeType: 'Constant', value, kind: null, lineno, col_offset, end_lineno, end_col_offset };
}

function joined(at: Node, values: Node[]): Node {
  const { lineno, col_offset, end_lineno, end_col_offset } = at;
  return { nodeType: 'JoinedStr', values, lineno, col_offset, end_lineno, end_col_offset };
}

function withoutDocstring(body: Node[]): Node[] {
  if (body.length > 1) return body.slice(1);
  const { lineno, col_offset } = body[0]!;
  return [{ nodeType: 'Pass', lineno, col_offset, end_lineno: lineno, end_col_offset: col_offset + 4 }];
}

/** A string that only now begins the body is no docstring. */
function hideDocstring(body: Node[]): void {
  if (docstringOf(body as unknown as ast.StmtNode[]) === null) return;
  const first = body[0]!;
  first.value = joined(first, [first.value]);
}

// --- numbers in patterns: -1, 1 + 2j

function foldNumber(e: Node): Node {
  if (e.nodeType === 'UnaryOp' && e.op === 'USub' && e.operand.nodeType === 'Constant')
    return foldedTo(e, foldUnary('USub', e.operand.value));
  if (e.nodeType !== 'BinOp' || (e.op !== 'Add' && e.op !== 'Sub') || e.right.nodeType !== 'Constant') return e;
  e.left = foldNumber(e.left);
  return e.left.nodeType === 'Constant' ? foldedTo(e, foldBinary(e.op, e.left.value, e.right.value)) : e;
}

function foldedTo(e: Node, value: ConstantValue | null): Node {
  return value === null ? e : constant(e, value);
}

// --- '…' % (…)

/** A conversion that an f-string has too: flags, width, precision, s, r or a. */
const FORMAT = /%(?<flags>[-+ #0]*)(?<width>[1-9]\d?)?(?:\.(?<precision>\d{0,2}))?(?<kind>[sra])/y;
const LITERAL = /(?:[^%]|%%)+/y;
const NOWHERE: Node = { nodeType: '', lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 };

/** The f-string that a formatting expression is equal to, or null. */
function formatted(node: Node): Node | null {
  const { left, right } = node;
  if (node.op !== 'Mod' || left.nodeType !== 'Constant' || left.value.t !== 'str' || right.nodeType !== 'Tuple')
    return null;
  const arguments_: Node[] = right.elts;
  if (arguments_.some((e) => e.nodeType === 'Starred')) return null;
  const text: string = left.value.v;
  const values: Node[] = [];
  let used = 0;
  for (let at = 0; at < text.length; ) {
    LITERAL.lastIndex = at;
    const literal = LITERAL.exec(text)?.[0] ?? '';
    if (literal !== '') values.push(constant(NOWHERE, { t: 'str', v: literal.replaceAll('%%', '%') }));
    at += literal.length;
    if (at >= text.length) break;
    FORMAT.lastIndex = at;
    const format = FORMAT.exec(text);
    if (format === null || used >= arguments_.length) return null;
    values.push(replacement(format.groups!, arguments_[used++]!));
    at += format[0].length;
  }
  return used === arguments_.length ? joined(node, values) : null;
}

function replacement({ flags, width, precision, kind }: Record<string, string | undefined>, value: Node): Node {
  const fill = width !== undefined && !flags!.includes('-') ? '>' : '';
  const spec = `${fill}${width ?? ''}${precision === undefined ? '' : `.${Number(precision)}`}`;
  const { lineno, col_offset, end_lineno, end_col_offset } = value;
  return {
    nodeType: 'FormattedValue',
    value,
    conversion: kind!.charCodeAt(0),
    format_spec: spec === '' ? null : constant(NOWHERE, { t: 'str', v: spec }),
    lineno,
    col_offset,
    end_lineno,
    end_col_offset,
  };
}
