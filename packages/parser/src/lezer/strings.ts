/**
 * String nodes: single literals, f-strings, implicit concatenation. Literals are taken apart into pieces
 * (constants and formatted values); as in CPython, neighbouring constants of a concatenation with an f-string
 * in it become one, positioned from the first to the last, and empty ones disappear.
 */
import type { BytesConstant, StrConstant, AstralStrConstant } from '../ast/constant.ts';
import { concatStr } from '../ast/constant.ts';
import type { Constant as ConstantNode, ExprNode } from '../generated/nodes.ts';
import { Constant, FormattedValue, JoinedStr } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { expressionList, yieldExpression } from './expressions.ts';
import type { LiteralShape } from './literals.ts';
import { STRIDE } from './flat-tree.ts';
import { bytesText, literalShape, strText } from './literals.ts';
import {
  K_COLON,
  K_CONTINUED_STRING,
  K_CONVERSION,
  K_ESCAPE,
  K_FORMAT_SPEC,
  K_FORMAT_STRING,
  K_LAMBDA,
  K_NAMED,
  K_REPLACEMENT,
  K_SELF_DOC,
  K_STRING,
  K_YIELD,
} from './terms.ts';

type Str = StrConstant | AstralStrConstant;

/** Code of `r`, the conversion of `{x=}`. */
const REPR_CONVERSION = 114;
const NO_CONVERSION = -1;
/** CPython refuses a third format spec inside format specs. */
const MAX_SPEC_DEPTH = 2;

export function strings(low: Lowering, p: number): ExprNode {
  const kind = low.kind(p);
  if (kind === K_STRING) return literal(low, p);
  if (kind === K_FORMAT_STRING) return joined(low, p, mergePieces(low, formatPieces(low, p)));
  return concatenation(low, p);
}

function literal(low: Lowering, p: number): ExprNode {
  const shape = literalShape(low, p);
  const text = low.source.slice(shape.bodyFrom, shape.bodyTo);
  const value = shape.bytes ? bytesText(low, text, shape.raw) : strText(low, text, shape.raw);
  low.spanNode(p);
  return Constant(value, shape.unicode ? 'u' : null, low.line, low.column, low.endLine, low.endColumn);
}

function joined(low: Lowering, p: number, values: ExprNode[]): ExprNode {
  low.spanNode(p);
  return JoinedStr(values, low.line, low.column, low.endLine, low.endColumn);
}

/** Implicit concatenation (ContinuedString). */
function concatenation(low: Lowering, p: number): ExprNode {
  if (low.kind(p) !== K_CONTINUED_STRING) low.decline('string', p);
  const end = low.next(p);
  const parts: ExprNode[] = [];
  let formatted = false;
  for (let q = low.first(p); q < end; q = low.next(q)) {
    if (low.kind(q) === K_FORMAT_STRING) {
      formatted = true;
      for (const piece of formatPieces(low, q)) parts.push(piece);
    } else {
      parts.push(literal(low, q));
    }
  }
  if (formatted) return joined(low, p, mergePieces(low, parts));
  return plainConcatenation(low, p, parts as ConstantNode[]);
}

function plainConcatenation(low: Lowering, p: number, parts: ConstantNode[]): ExprNode {
  const isBytes = parts[0].value.t === 'bytes';
  for (const part of parts) if ((part.value.t === 'bytes') !== isBytes) low.decline('bytes and str mixed', p);
  const value = isBytes ? joinBytes(parts) : concatStr(parts.map((part) => part.value as Str));
  low.spanNode(p);
  return Constant(value, parts[0].kind, low.line, low.column, low.endLine, low.endColumn);
}

function joinBytes(parts: ConstantNode[]): BytesConstant {
  const chunks = parts.map((part) => (part.value as BytesConstant).v);
  const v = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    v.set(chunk, at);
    at += chunk.length;
  }
  return { t: 'bytes', v };
}

/** Joins neighbouring constants and drops empty ones. */
function mergePieces(low: Lowering, pieces: ExprNode[]): ExprNode[] {
  const merged: ExprNode[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const first = pieces[i];
    if (first.nodeType !== 'Constant') {
      merged.push(first);
      continue;
    }
    const run: ConstantNode[] = [first];
    for (let next = pieces[i + 1]; i + 1 < pieces.length && next.nodeType === 'Constant'; next = pieces[i + 1]) {
      run.push(next);
      i++;
    }
    if (run.some((piece) => piece.value.t === 'bytes')) low.decline('bytes in a formatted string', low.words.length);
    const constant = run.length === 1 ? first : joinRun(run);
    if (!isEmpty(constant)) merged.push(constant);
  }
  return merged;
}

function joinRun(run: ConstantNode[]): ConstantNode {
  const first = run[0];
  const last = run[run.length - 1];
  const value = concatStr(run.map((piece) => piece.value as Str));
  return Constant(value, first.kind, first.lineno, first.col_offset, last.end_lineno, last.end_col_offset);
}

function isEmpty(node: ConstantNode): boolean {
  return node.value.t === 'str' && node.value.v === '';
}

/** Constants and formatted values of one f-string. */
function formatPieces(low: Lowering, p: number): ExprNode[] {
  const shape = literalShape(low, p);
  if (shape.bytes || shape.unicode) low.decline('string prefix', p);
  const pieces: ExprNode[] = [];
  const end = low.next(p);
  let from = shape.bodyFrom;
  for (let q = low.first(p); q < end; q = low.next(q)) {
    if (low.kind(q) !== K_REPLACEMENT) {
      if (low.kind(q) !== K_ESCAPE) low.decline('formatted string', q);
      continue;
    }
    textPiece(low, from, low.from(q), shape, pieces);
    replacement(low, q, shape, pieces, 0);
    from = low.to(q);
  }
  textPiece(low, from, shape.bodyTo, shape, pieces);
  return pieces;
}

/** Literal text between replacement fields, with doubled braces. */
function textPiece(low: Lowering, from: number, to: number, shape: LiteralShape, pieces: ExprNode[]): void {
  if (from === to) return;
  const text = low.source.slice(from, to);
  // A backslash before a brace is a warning in plain literals, and lezer reads it otherwise in raw ones.
  if (/\\[{}N]/.test(text) || text.replaceAll('{{', '').replaceAll('}}', '').search(/[{}]/) >= 0)
    low.decline('brace in a formatted string', low.words.length);
  const single = text.replaceAll('{{', '{').replaceAll('}}', '}');
  const value = strText(low, single, shape.raw);
  low.span(from, to);
  pieces.push(Constant(value, null, low.line, low.column, low.endLine, low.endColumn));
}

/** `{expression = !r :spec}`; `depth` counts the format specs around it. */
function replacement(low: Lowering, p: number, shape: LiteralShape, pieces: ExprNode[], depth: number): void {
  const end = low.next(p);
  const first = low.next(low.first(p));
  let q = first;
  while (low.next(q) < end && !endsExpression(low.kind(q))) {
    checkField(low, q);
    q = low.next(q);
  }
  const value = low.kind(first) === K_YIELD ? yieldExpression(low, first) : expressionList(low, first, q);
  let conversion = NO_CONVERSION;
  if (low.kind(q) === K_SELF_DOC) {
    const after = low.next(q);
    if (depth > 0) low.decline('= inside a format spec', q);
    pieces.push(selfDocumentation(low, low.from(p) + 1, low.to(q), low.from(after)));
    if (low.next(after) === end) conversion = REPR_CONVERSION;
    q = after;
  }
  if (low.kind(q) === K_CONVERSION) {
    conversion = low.source.charCodeAt(low.from(q) + 1);
    q = low.next(q);
  }
  const spec = low.kind(q) === K_FORMAT_SPEC ? formatSpec(low, q, shape, depth + 1) : null;
  low.spanNode(p);
  pieces.push(FormattedValue(value, conversion, spec, low.line, low.column, low.endLine, low.endColumn));
}

function endsExpression(kind: number): boolean {
  return kind === K_SELF_DOC || kind === K_CONVERSION || kind === K_FORMAT_SPEC;
}

/** CPython's tokenizer ends a field's expression at `:` and `!`, so that a lambda needs parentheses: left to step two. */
function checkField(low: Lowering, p: number): void {
  const end = low.next(p);
  for (let q = p; q < end; q += STRIDE)
    if (low.kind(q) === K_LAMBDA || low.kind(q) === K_NAMED) low.decline('lambda or := in a formatted string', q);
}

/** Source text of the expression up to and with `=` and the blanks after it. */
function selfDocumentation(low: Lowering, from: number, equals: number, to: number): ExprNode {
  const text = low.source.slice(from, to);
  if (/[#\\]/.test(text) || low.source.slice(equals, to).trim() !== '')
    low.decline('self-documenting expression', low.words.length);
  const value = strText(low, text, true);
  low.span(from, to);
  return Constant(value, null, low.line, low.column, low.endLine, low.endColumn);
}

/** The node begins at the colon and ends before the closing brace. */
function formatSpec(low: Lowering, p: number, shape: LiteralShape, depth: number): ExprNode {
  if (depth > MAX_SPEC_DEPTH) low.decline('format specs nested too deeply', p);
  const end = low.next(p);
  const pieces: ExprNode[] = [];
  let from = low.from(p) + 1;
  if (low.kind(low.first(p)) !== K_COLON) low.decline('format spec', p);
  for (let q = low.next(low.first(p)); q < end; q = low.next(q)) {
    if (low.kind(q) !== K_REPLACEMENT) low.decline('format spec', q);
    specText(low, from, low.from(q), shape, pieces);
    replacement(low, q, shape, pieces, depth);
    from = low.to(q);
  }
  specText(low, from, low.to(p), shape, pieces);
  low.spanNode(p);
  return JoinedStr(pieces, low.line, low.column, low.endLine, low.endColumn);
}

function specText(low: Lowering, from: number, to: number, shape: LiteralShape, pieces: ExprNode[]): void {
  if (from === to) return;
  const text = low.source.slice(from, to);
  if (/[\\\n]/.test(text) || text.includes(String.fromCharCode(shape.quote)))
    low.decline('format spec', low.words.length);
  const value = strText(low, text, true);
  low.span(from, to);
  pieces.push(Constant(value, null, low.line, low.column, low.endLine, low.endColumn));
}
