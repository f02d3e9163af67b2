/** import and from-import. */
import type { Alias as AliasNode, StmtNode } from '../generated/nodes.ts';
import { Alias, Import, ImportFrom } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { identifier } from './names.ts';
import {
  K_CLOSE_PAREN,
  K_COMMA,
  K_DOT,
  K_ELLIPSIS,
  K_KW_AS,
  K_KW_FROM,
  K_KW_IMPORT,
  K_OPEN_PAREN,
  K_STAR,
  K_VARIABLE,
} from './terms.ts';

/** Features without a meaning for the parser; `barry_as_FLUFL` has one, others are errors. */
const FUTURES: ReadonlySet<string> = new Set(
  'nested_scopes generators division absolute_import with_statement print_function unicode_literals generator_stop annotations'.split(
    ' ',
  ),
);

export function importStatement(low: Lowering, p: number): StmtNode {
  const first = low.first(p);
  if (low.kind(first) === K_KW_FROM) return fromImport(low, p);
  const names = aliases(low, low.next(first), low.next(p), true);
  low.spanNode(p);
  return Import(names, low.line, low.column, low.endLine, low.endColumn);
}

function fromImport(low: Lowering, p: number): StmtNode {
  const end = low.next(p);
  let q = low.next(low.first(p));
  let level = 0;
  for (; low.kind(q) === K_DOT || low.kind(q) === K_ELLIPSIS; q = low.next(q)) level += low.to(q) - low.from(q);
  const moduleAt = q;
  while (q < end && low.kind(q) !== K_KW_IMPORT) q = low.next(q);
  const module = q > moduleAt ? dottedName(low, moduleAt, q) : null;
  if (module === null && level === 0) low.decline('from without a module', p);
  const names = importedNames(low, low.next(q), end);
  if (module === '__future__' && !names.every((alias) => FUTURES.has(alias.name))) low.decline('future import', p);
  low.spanNode(p);
  return ImportFrom(module, names, level, low.line, low.column, low.endLine, low.endColumn);
}

function importedNames(low: Lowering, p: number, end: number): AliasNode[] {
  if (p >= end) low.decline('import', p);
  if (low.kind(p) === K_STAR) {
    if (low.next(p) !== end) low.decline('import', p);
    low.spanNode(p);
    return [Alias('*', null, low.line, low.column, low.endLine, low.endColumn)];
  }
  if (low.kind(p) !== K_OPEN_PAREN) return aliases(low, p, end, false);
  let last = p;
  let beforeLast = p;
  for (let q = p; q < end; q = low.next(q)) {
    beforeLast = last;
    last = q;
  }
  if (low.kind(last) !== K_CLOSE_PAREN) low.decline('import', p);
  return aliases(low, low.next(p), low.kind(beforeLast) === K_COMMA ? beforeLast : last, false);
}

/** `dotted`: a module name may have dots. No trailing comma here. */
function aliases(low: Lowering, p: number, end: number, dotted: boolean): AliasNode[] {
  const names: AliasNode[] = [];
  while (p < end) {
    let q = p;
    while (q < end && low.kind(q) !== K_COMMA) q = low.next(q);
    names.push(alias(low, p, q, dotted));
    if (q >= end) return names;
    p = low.next(q);
  }
  return low.decline('trailing comma', p);
}

function alias(low: Lowering, p: number, end: number, dotted: boolean): AliasNode {
  let asAt = p;
  let to = low.from(p);
  let last = p;
  for (let q = p; q < end; q = low.next(q)) {
    if (low.kind(q) !== K_KW_AS && asAt === last) asAt = low.next(q);
    last = low.next(q);
    to = low.to(q);
  }
  const name = dottedName(low, p, asAt);
  if (!dotted && low.next(p) !== asAt) low.decline('dotted name in from import', p);
  const asname = asAt < end ? aliasTarget(low, asAt, end) : null;
  low.span(low.from(p), to);
  return Alias(name, asname, low.line, low.column, low.endLine, low.endColumn);
}

function aliasTarget(low: Lowering, asAt: number, end: number): string {
  const at = low.next(asAt);
  if (low.kind(at) !== K_VARIABLE || low.next(at) !== end) low.decline('import alias', at);
  return identifier(low, at);
}

/** Names and dots from `p` up to `end`. */
function dottedName(low: Lowering, p: number, end: number): string {
  if (p >= end) low.decline('dotted name', p);
  let name = '';
  for (; p < end; p = low.next(p)) {
    const kind = low.kind(p);
    if (kind === K_DOT) name += '.';
    else if (kind === K_VARIABLE) name += identifier(low, p);
    else low.decline('dotted name', p);
  }
  return name;
}
