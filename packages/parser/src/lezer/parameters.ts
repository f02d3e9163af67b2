/** Parameter lists of functions and lambdas, and type parameters. */
import type { Arg as ArgNode, Arguments as ArgumentsNode, ExprNode, TypeParamNode } from '../generated/nodes.ts';
import { Arg, Arguments, ParamSpec, TypeVar, TypeVarTuple } from '../generated/nodes.ts';
import type { Lowering } from './context.ts';
import { plainExpression } from './expressions.ts';
import { identifier } from './names.ts';
import {
  K_ASSIGN_OP,
  K_COLON,
  K_COMMA,
  K_OPEN_PAREN,
  K_STAR,
  K_STAR_STAR,
  K_TYPE_DEF,
  K_TYPE_PARAM,
  K_VARIABLE,
} from './terms.ts';

/** Reads one list; the fields grow while `cursor` goes over the list's children up to `end`. */
class ParameterReader {
  private readonly low: Lowering;
  private cursor: number;
  private readonly end: number;
  private posonly: ArgNode[] = [];
  private args: ArgNode[] = [];
  private readonly kwonly: ArgNode[] = [];
  private readonly kwDefaults: (ExprNode | null)[] = [];
  private readonly defaults: ExprNode[] = [];
  private vararg: ArgNode | null = null;
  private kwarg: ArgNode | null = null;
  private slash = false;
  private star = false;

  constructor(low: Lowering, first: number, end: number) {
    this.low = low;
    this.cursor = first;
    this.end = end;
  }

  /** `closing` is the source offset of what ends the list, `)` or `:`. */
  read(start: number, closing: number): ArgumentsNode {
    const { low } = this;
    let gapFrom = start;
    while (this.cursor < this.end) {
      const at = this.cursor;
      if (low.kind(at) === K_COMMA) this.slashItem(gapFrom, low.from(at), true);
      else this.parameter(at);
      gapFrom = this.comma();
    }
    if (gapFrom >= 0) this.slashItem(gapFrom, closing, false);
    if (this.star && this.vararg === null && this.kwonly.length === 0)
      low.decline('bare star without parameters', this.end);
    return Arguments(this.posonly, this.args, this.vararg, this.kwonly, this.kwDefaults, this.kwarg, this.defaults);
  }

  /** Steps over the comma after an item; returns the offset after it, -1 at the end of the list. */
  private comma(): number {
    if (this.cursor >= this.end) return -1;
    const { low, cursor } = this;
    if (low.kind(cursor) !== K_COMMA) low.decline('parameter', cursor);
    this.cursor = low.next(cursor);
    return low.to(cursor);
  }

  /** `/` has no node in lezer's tree: it shows as nothing between two separators. */
  private slashItem(from: number, to: number, required: boolean): void {
    const { low } = this;
    const found = onlyToken(low.source, from, to);
    if (found === '' && !required) return;
    if (found !== '/' || this.slash || this.star || this.kwarg !== null || this.args.length === 0)
      low.decline('parameter list', this.cursor);
    this.slash = true;
    this.posonly = this.args;
    this.args = [];
  }

  private parameter(at: number): void {
    const { low } = this;
    if (this.kwarg !== null) low.decline('parameter after **', at);
    const kind = low.kind(at);
    if (kind === K_STAR || kind === K_STAR_STAR) {
      this.cursor = low.next(at);
      const named = this.cursor < this.end && low.kind(this.cursor) === K_VARIABLE;
      const arg = named ? this.arg(this.cursor) : null;
      if (kind === K_STAR) this.setVararg(arg, at);
      else this.kwarg = arg ?? low.decline('** without a name', at);
    } else if (kind === K_VARIABLE) {
      this.named(at);
    } else {
      low.decline('parameter', at);
    }
  }

  private setVararg(arg: ArgNode | null, at: number): void {
    if (this.star) this.low.decline('second star', at);
    this.star = true;
    this.vararg = arg;
  }

  private named(at: number): void {
    const arg = this.arg(at);
    const value = this.defaultValue();
    if (this.star) {
      this.kwonly.push(arg);
      this.kwDefaults.push(value);
      return;
    }
    if (value !== null) this.defaults.push(value);
    else if (this.defaults.length > 0) this.low.decline('parameter without default after one with', at);
    this.args.push(arg);
  }

  private arg(at: number): ArgNode {
    const { low } = this;
    const name = identifier(low, at);
    let to = low.to(at);
    let annotation: ExprNode | null = null;
    this.cursor = low.next(at);
    if (this.cursor < this.end && low.kind(this.cursor) === K_TYPE_DEF) {
      annotation = typeDefinition(low, this.cursor);
      to = low.to(this.cursor);
      this.cursor = low.next(this.cursor);
    }
    low.span(low.from(at), to);
    return Arg(name, annotation, null, low.line, low.column, low.endLine, low.endColumn);
  }

  private defaultValue(): ExprNode | null {
    const { low, cursor } = this;
    if (cursor >= this.end || low.kind(cursor) !== K_ASSIGN_OP) return null;
    const at = low.next(cursor);
    this.cursor = low.next(at);
    return plainExpression(low, at);
  }
}

/** ParamList of a function, with its parentheses. */
export function parameters(low: Lowering, list: number): ArgumentsNode {
  const open = low.first(list);
  if (low.kind(open) !== K_OPEN_PAREN) low.decline('parameter list', list);
  const closing = low.to(list) - 1;
  return new ParameterReader(low, low.next(open), lastChild(low, list)).read(low.to(open), closing);
}

/** ParamList of a lambda; -1 when there is none. */
export function lambdaParameters(low: Lowering, list: number): ArgumentsNode {
  if (list < 0) return Arguments([], [], null, [], [], null, []);
  return new ParameterReader(low, low.first(list), low.next(list)).read(low.from(list), low.to(list));
}

function lastChild(low: Lowering, p: number): number {
  const end = low.next(p);
  let q = low.first(p);
  while (low.next(q) < end) q = low.next(q);
  return q;
}

/** Annotation (`: test`) or return type (`-> test`, whose arrow has no node). */
export function typeDefinition(low: Lowering, p: number): ExprNode {
  const first = low.first(p);
  const at = low.kind(first) === K_COLON ? low.next(first) : first;
  if (low.next(at) !== low.next(p)) low.decline('annotation', p);
  return plainExpression(low, at);
}

/** What is between two offsets besides white space, line continuations and comments. */
function onlyToken(source: string, from: number, to: number): string {
  const text = source.slice(from, to);
  return text.includes('#') ? text.replace(/#[^\n]*/g, '').replace(/[\s\\]+/g, '') : text.replace(/[\s\\]+/g, '');
}

export function typeParameters(low: Lowering, list: number): TypeParamNode[] {
  const params: TypeParamNode[] = [];
  const end = low.next(list);
  for (let p = low.next(low.first(list)); low.next(p) < end; p = low.next(p)) {
    if (low.kind(p) === K_TYPE_PARAM) params.push(typeParameter(low, p));
    else if (low.kind(p) !== K_COMMA) low.decline('type parameter', p);
  }
  return params;
}

function typeParameter(low: Lowering, p: number): TypeParamNode {
  const first = low.first(p);
  const kind = low.kind(first);
  if (kind === K_STAR || kind === K_STAR_STAR) {
    const name = identifier(low, low.next(first));
    low.spanNode(p);
    const build = kind === K_STAR ? TypeVarTuple : ParamSpec;
    return build(name, null, low.line, low.column, low.endLine, low.endColumn);
  }
  const name = identifier(low, first);
  const boundAt = low.next(first);
  const bound = boundAt < low.next(p) ? typeDefinition(low, boundAt) : null;
  low.spanNode(p);
  return TypeVar(name, bound, null, low.line, low.column, low.endLine, low.endColumn);
}
