/** Source text of an expression, for stringised annotations (`from __future__ import annotations`). */
import { constantRepr } from '@pyston/parser';
import type { ast } from '@pyston/parser';

// ORDER: weakest first.
const TUPLE = 0;
const TEST = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const CMP = 5;
const EXPR = 6;
const BXOR = 7;
const BAND = 8;
const SHIFT = 9;
const ARITH = 10;
const TERM = 11;
const FACTOR = 12;
const POWER = 13;
const AWAIT = 14;
const ATOM = 15;

const BINARY: Record<ast.Operator, [string, number]> = {
  Add: ['+', ARITH],
  Sub: ['-', ARITH],
  Mult: ['*', TERM],
  MatMult: ['@', TERM],
  Div: ['/', TERM],
  Mod: ['%', TERM],
  FloorDiv: ['//', TERM],
  LShift: ['<<', SHIFT],
  RShift: ['>>', SHIFT],
  BitOr: ['|', EXPR],
  BitXor: ['^', BXOR],
  BitAnd: ['&', BAND],
  Pow: ['**', POWER],
};

const UNARY: Record<ast.Unaryop, [string, number]> = {
  Not: ['not ', NOT],
  Invert: ['~', FACTOR],
  UAdd: ['+', FACTOR],
  USub: ['-', FACTOR],
};

const COMPARE: Record<ast.Cmpop, string> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};

export function unparse(e: ast.ExprNode): string {
  return expr(e, TEST);
}

function paren(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}

function list(elts: readonly ast.ExprNode[]): string {
  return elts.map((x) => expr(x, TEST)).join(', ');
}

function expr(e: ast.ExprNode, level: number): string {
  switch (e.nodeType) {
    case 'Name':
      return e.id;
    case 'Constant':
      return constant(e);
    case 'Attribute':
      return attribute(e);
    case 'Subscript':
      return `${expr(e.value, ATOM)}[${expr(e.slice, TUPLE)}]`;
    case 'Call':
      return call(e);
    case 'BoolOp':
      return boolOp(e, level);
    case 'BinOp':
      return binary(e, level);
    case 'UnaryOp':
      return paren(UNARY[e.op][0] + expr(e.operand, UNARY[e.op][1]), level > UNARY[e.op][1]);
    case 'Compare':
      return paren(
        expr(e.left, CMP + 1) + e.ops.map((op, i) => ` ${COMPARE[op]} ${expr(e.comparators[i]!, CMP + 1)}`).join(''),
        level > CMP,
      );
    case 'IfExp':
      return paren(`${expr(e.body, TEST + 1)} if ${expr(e.test, TEST + 1)} else ${expr(e.orelse, TEST)}`, level > TEST);
    case 'Lambda':
      return paren(`lambda${lambdaSpace(e.args)}${parameters(e.args)}: ${expr(e.body, TEST)}`, level > TEST);
    case 'Tuple':
      return tuple(e, level);
    case 'List':
      return `[${list(e.elts)}]`;
    case 'Set':
      return `{${list(e.elts)}}`;
    case 'Dict':
      return `{${e.keys.map((k, i) => dictItem(k, e.values[i]!)).join(', ')}}`;
    case 'ListComp':
      return `[${expr(e.elt, TEST)}${generators(e.generators)}]`;
    case 'SetComp':
      return `{${expr(e.elt, TEST)}${generators(e.generators)}}`;
    case 'GeneratorExp':
      return `(${expr(e.elt, TEST)}${generators(e.generators)})`;
    case 'DictComp':
      return `{${expr(e.key, TEST)}: ${expr(e.value, TEST)}${generators(e.generators)}}`;
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${expr(e.value, TUPLE)})`;
    case 'YieldFrom':
      return `(yield from ${expr(e.value, TEST)})`;
    case 'Await':
      return paren(`await ${expr(e.value, ATOM)}`, level > AWAIT);
    case 'Starred':
      return `*${expr(e.value, EXPR)}`;
    case 'Slice':
      return slice(e);
    case 'NamedExpr':
      return paren(`${expr(e.target, ATOM)} := ${expr(e.value, ATOM)}`, level > TUPLE);
    case 'JoinedStr':
      return `f${stringRepr(formatBody(e))}`;
    case 'TemplateStr':
      return `t${stringRepr(e.values.map(formatPart).join(''))}`;
    case 'FormattedValue':
    case 'Interpolation':
      return `f${stringRepr(formatPart(e))}`;
  }
}

function stringRepr(v: string): string {
  return constantRepr({ t: 'str', v });
}

function constant(e: ast.Constant): string {
  if (e.value.t === 'ellipsis') return '...';
  const text = constantRepr(e.value).replaceAll(
    'inf',
    e.value.t === 'float' || e.value.t === 'complex' ? '1e309' : 'inf',
  );
  return e.kind === null ? text : e.kind + text;
}

function attribute(e: ast.Attribute): string {
  const dot = e.value.nodeType === 'Constant' && e.value.value.t === 'int' ? ' .' : '.';
  return expr(e.value, ATOM) + dot + e.attr;
}

function call(e: ast.Call): string {
  const only = e.args[0];
  const func = expr(e.func, ATOM);
  if (e.args.length === 1 && e.keywords.length === 0 && only!.nodeType === 'GeneratorExp')
    return func + expr(only!, TEST);
  const args = e.args.map((a) => expr(a, TEST));
  for (const k of e.keywords)
    args.push(k.arg === null ? `**${expr(k.value, TEST)}` : `${k.arg}=${expr(k.value, TEST)}`);
  return `${func}(${args.join(', ')})`;
}

function boolOp(e: ast.BoolOp, level: number): string {
  const [word, own] = e.op === 'And' ? ([' and ', AND] as const) : ([' or ', OR] as const);
  return paren(e.values.map((v) => expr(v, own + 1)).join(word), level > own);
}

function binary(e: ast.BinOp, level: number): string {
  const [symbol, own] = BINARY[e.op];
  const right = e.op === 'Pow' ? 1 : 0;
  return paren(`${expr(e.left, own + right)} ${symbol} ${expr(e.right, own + 1 - right)}`, level > own);
}

function tuple(e: ast.Tuple, level: number): string {
  if (e.elts.length === 0) return '()';
  return paren(list(e.elts) + (e.elts.length === 1 ? ',' : ''), level > TUPLE);
}

function dictItem(key: ast.ExprNode | null, value: ast.ExprNode): string {
  return key === null ? `**${expr(value, EXPR)}` : `${expr(key, TEST)}: ${expr(value, TEST)}`;
}

function generators(list: readonly ast.Comprehension[]): string {
  return list
    .map(
      (g) =>
        `${g.is_async ? ' async for ' : ' for '}${expr(g.target, TUPLE)} in ${expr(g.iter, TEST + 1)}${g.ifs.map((t) => ` if ${expr(t, TEST + 1)}`).join('')}`,
    )
    .join('');
}

function slice(e: ast.Slice): string {
  const part = (x: ast.ExprNode | null): string => (x === null ? '' : expr(x, TEST));
  return `${part(e.lower)}:${part(e.upper)}${e.step === null ? '' : `:${part(e.step)}`}`;
}

/** CPython writes `lambda*args` and `lambda**kwargs`. */
function lambdaSpace(a: ast.Arguments): string {
  return a.posonlyargs.length + a.args.length > 0 ? ' ' : '';
}

function parameters(a: ast.Arguments): string {
  const positional = [...a.posonlyargs, ...a.args];
  const parts: string[] = [];
  positional.forEach((p, i) => {
    const d = a.defaults[i - positional.length + a.defaults.length];
    parts.push(d === undefined ? p.arg : `${p.arg}=${expr(d, TEST)}`);
    if (i === a.posonlyargs.length - 1) parts.push('/');
  });
  if (a.vararg !== null) parts.push(`*${a.vararg.arg}`);
  else if (a.kwonlyargs.length > 0) parts.push('*');
  a.kwonlyargs.forEach((p, i) => parts.push(a.kw_defaults[i] ? `${p.arg}=${expr(a.kw_defaults[i]!, TEST)}` : p.arg));
  if (a.kwarg !== null) parts.push(`**${a.kwarg.arg}`);
  return parts.join(', ');
}

// f-strings

function formatBody(e: ast.JoinedStr): string {
  return e.values.map(formatPart).join('');
}

function formatPart(e: ast.ExprNode): string {
  if (e.nodeType === 'Constant') return literalText(e).replaceAll('{', '{{').replaceAll('}', '}}');
  if (e.nodeType === 'JoinedStr') return formatBody(e);
  if (e.nodeType !== 'FormattedValue' && e.nodeType !== 'Interpolation') return expr(e, TEST);
  const inner = expr(e.value, TEST + 1);
  const conversion = e.conversion > 0 ? `!${String.fromCharCode(e.conversion)}` : '';
  const spec = e.format_spec === null ? '' : `:${formatPart(e.format_spec)}`;
  return `{${inner.startsWith('{') ? ' ' : ''}${inner}${conversion}${spec}}`;
}

function literalText(e: ast.Constant): string {
  if (e.value.t === 'str') return e.value.v;
  return e.value.t === 'ustr' ? Array.from(e.value.cps, (cp) => String.fromCodePoint(cp)).join('') : '';
}
