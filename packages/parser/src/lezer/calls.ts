/** Argument lists of calls, class definitions and decorators. */
import type { ExprNode, Keyword as KeywordNode } from '../generated/nodes.ts';
import { Call, GeneratorExp, Keyword, NamedExpr } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { comprehensions, expression, namedTarget, plainExpression, starred } from './expressions.ts';
import { identifier } from './names.ts';
import { K_ASSIGN_OP, K_COMMA, K_KW_ASYNC, K_KW_FOR, K_STAR, K_STAR_STAR, K_VARIABLE } from './terms.ts';

export interface ArgumentList {
  args: ExprNode[];
  keywords: KeywordNode[];
}

/** `p` spans the whole call, `list` is its ArgList. */
export function call(low: Lowering, p: number, func: ExprNode, list: number): ExprNode {
  return callFrom(low, low.from(p), func, list);
}

export function callFrom(low: Lowering, from: number, func: ExprNode, list: number): ExprNode {
  const { args, keywords } = argumentList(low, list, true);
  low.span(from, low.to(list));
  return Call(func, args, keywords, low.line, low.column, low.endLine, low.endColumn);
}

/** A generator expression without parentheses of its own is allowed in calls only, and as only argument. */
export function argumentList(low: Lowering, list: number, generatorAllowed: boolean): ArgumentList {
  const end = low.next(list);
  const args: ExprNode[] = [];
  const keywords: KeywordNode[] = [];
  let unpackedMapping = false;
  let p = low.next(low.first(list));
  while (low.next(p) < end) {
    const kind = low.kind(p);
    if (kind === K_COMMA) {
      p = low.next(p);
    } else if (kind === K_STAR_STAR) {
      keywords.push(mappingArgument(low, p));
      unpackedMapping = true;
      p = low.next(low.next(p));
    } else if (kind === K_STAR) {
      if (unpackedMapping) low.decline('iterable unpacking after mapping unpacking', p);
      args.push(starred(low, p));
      p = low.next(low.next(p));
    } else if (isKeywordArgument(low, p)) {
      keywords.push(keywordArgument(low, p));
      p = low.next(low.next(low.next(p)));
    } else {
      if (keywords.length > 0) low.decline('positional argument after keyword', p);
      const walrus = low.kind(low.next(p)) === K_ASSIGN_OP;
      const node = walrus ? namedArgument(low, p) : plainExpression(low, p);
      const after = walrus ? low.next(low.next(low.next(p))) : low.next(p);
      const afterKind = low.kind(after);
      if ((afterKind === K_KW_FOR || afterKind === K_KW_ASYNC) && low.next(after) < end) {
        if (!generatorAllowed || p !== low.next(low.first(list))) low.decline('unparenthesised generator', p);
        return { args: [generatorArgument(low, list, node, after)], keywords };
      }
      args.push(node);
      p = after;
    }
    if (low.next(p) < end && low.kind(p) !== K_COMMA && kind !== K_COMMA) low.decline('argument', p);
  }
  return { args, keywords };
}

function isKeywordArgument(low: Lowering, p: number): boolean {
  const after = low.next(p);
  return low.kind(after) === K_ASSIGN_OP && low.kind(p) === K_VARIABLE && low.to(after) - low.from(after) === 1;
}

function mappingArgument(low: Lowering, p: number): KeywordNode {
  const at = low.next(p);
  const value = plainExpression(low, at);
  low.span(low.from(p), low.to(at));
  return Keyword(null, value, low.line, low.column, low.endLine, low.endColumn);
}

function keywordArgument(low: Lowering, p: number): KeywordNode {
  const at = low.next(low.next(p));
  const arg = identifier(low, p);
  const value = plainExpression(low, at);
  low.span(low.from(p), low.to(at));
  return Keyword(arg, value, low.line, low.column, low.endLine, low.endColumn);
}

/** `name := value` as an argument: three sibling nodes here. */
function namedArgument(low: Lowering, p: number): ExprNode {
  if (low.kind(p) !== K_VARIABLE) low.decline('assignment expression', p);
  const at = low.next(low.next(p));
  const target = namedTarget(low, p);
  const value = expression(low, at);
  low.span(low.from(p), low.to(at));
  return NamedExpr(target, value, low.line, low.column, low.endLine, low.endColumn);
}

/** The generator's position includes the call's parentheses. */
function generatorArgument(low: Lowering, list: number, elt: ExprNode, clauses: number): ExprNode {
  const generators = comprehensions(low, clauses, low.next(list));
  low.spanNode(list);
  return GeneratorExp(elt, generators, low.line, low.column, low.endLine, low.endColumn);
}
