/** Primaries and atoms: names, literals, displays, comprehensions, attribute access, calls, subscripts. */
import { ELLIPSIS as ELLIPSIS_VALUE, FALSE, NONE, TRUE, type ConstantValue } from '../ast/constant.ts';
import * as A from '../generated/nodes.ts';
import {
  COLON,
  COLONEQUAL,
  COMMA,
  DOT,
  DOUBLESTAR,
  ELLIPSIS,
  EQUAL,
  FSTRING_START,
  KW_ASYNC,
  KW_FALSE,
  KW_FOR,
  KW_IF,
  KW_IN,
  KW_NONE,
  KW_TRUE,
  KW_YIELD,
  LBRACE,
  LPAR,
  LSQB,
  NAME,
  NUMBER,
  RBRACE,
  RPAR,
  RSQB,
  STAR,
  STRING,
  TSTRING_START,
} from '../generated/kinds.ts';
import { FAILURE, GROUP_LEVELS } from './base.ts';
import { ExpressionParser } from './expressions.ts';
import { numberValue } from './numbers.ts';

/** What the arguments of a call or the bases of a class are. */
export interface CallArguments {
  args: A.ExprNode[];
  keywords: A.Keyword[];
}

export abstract class AtomParser extends ExpressionParser {
  abstract starTarget(): A.ExprNode;
  abstract starTargets(): A.ExprNode;

  primary(): A.ExprNode {
    const s = this.p;
    let node = this.atom();
    for (;;) {
      switch (this.k) {
        case DOT: {
          this.advance();
          const attr = this.identifier();
          const e = this.p - 1;
          node = A.Attribute(node, attr, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
          break;
        }
        case LPAR:
          node = this.call(s, node);
          break;
        case LSQB:
          node = this.subscript(s, node);
          break;
        default:
          return node;
      }
    }
  }

  private call(s: number, func: A.ExprNode): A.Call {
    const { args, keywords } = this.callArguments(true);
    const e = this.p - 1;
    return A.Call(func, args, keywords, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `( … )` of a call (where a lone generator needs no parentheses of its own) or class. */
  callArguments(generator: boolean): CallArguments {
    const open = this.p;
    this.advance();
    const args: A.ExprNode[] = [];
    const keywords: A.Keyword[] = [];
    while (this.k !== RPAR) {
      // a bare generator has taken the closing parenthesis as its own
      if (this.argument(args, keywords, generator && args.length === 0 && keywords.length === 0, open))
        return { args, keywords };
      if (this.k !== COMMA) break;
      this.advance();
    }
    this.expect(RPAR);
    return { args, keywords };
  }

  /** One argument; true when it was a generator that ended the call. */
  private argument(args: A.ExprNode[], keywords: A.Keyword[], mayBeGenerator: boolean, open: number): boolean {
    const s = this.p;
    if (this.k === NAME && this.kinds[s + 1] === EQUAL) {
      const name = this.identifier();
      this.advance();
      keywords.push(this.keyword(name, s));
    } else if (this.k === DOUBLESTAR) {
      this.advance();
      keywords.push(this.keyword(null, s));
    } else if (this.k === STAR) {
      if (keywords.length > 0 && keywords.some((k) => k.arg === null)) throw FAILURE;
      args.push(this.starredArgument());
    } else {
      if (keywords.length > 0) throw FAILURE;
      const value = this.namedExpression();
      if (this.k === COLONEQUAL) throw FAILURE;
      const generator = this.k === KW_FOR || this.k === KW_ASYNC;
      args.push(generator ? this.bareGenerator(value, mayBeGenerator, open) : value);
      return generator;
    }
    return false;
  }

  private keyword(name: string | null, s: number): A.Keyword {
    const value = this.expression();
    const e = this.p - 1;
    return A.Keyword(name, value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `*expression`: wider than in a display. */
  private starredArgument(): A.Starred {
    const s = this.p;
    this.advance();
    const value = this.expression();
    const e = this.p - 1;
    return A.Starred(value, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `f(x for x in y)`: the call's parentheses are the generator's; consumes the closing one. */
  private bareGenerator(elt: A.ExprNode, allowed: boolean, open: number): A.GeneratorExp {
    if (!allowed) throw FAILURE;
    const generators = this.comprehensionClauses();
    this.expect(RPAR);
    return this.generatorAt(elt, generators, open);
  }

  private generatorAt(elt: A.ExprNode, generators: A.Comprehension[], open: number): A.GeneratorExp {
    const e = this.p - 1;
    return A.GeneratorExp(elt, generators, this.lines[open], this.cols[open], this.endLines[e], this.endCols[e]);
  }

  private subscript(s: number, value: A.ExprNode): A.Subscript {
    this.advance();
    this.enter(GROUP_LEVELS);
    const slice = this.slices();
    this.leave(GROUP_LEVELS);
    this.expect(RSQB);
    const e = this.p - 1;
    return A.Subscript(value, slice, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private slices(): A.ExprNode {
    const s = this.p;
    const first = this.k === STAR ? this.starredArgument() : this.slice();
    if (this.k !== COMMA && first.nodeType !== 'Starred') return first;
    const elts = [first];
    while (this.accept(COMMA) && this.k !== RSQB) elts.push(this.k === STAR ? this.starredArgument() : this.slice());
    const e = this.p - 1;
    return A.Tuple(elts, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private slice(): A.ExprNode {
    const s = this.p;
    let lower: A.ExprNode | null = null;
    if (this.k !== COLON) {
      lower = this.namedExpression();
      if (this.k !== COLON) return lower;
      if (lower.nodeType === 'NamedExpr' && this.kinds[s + 1] === COLONEQUAL) throw FAILURE;
    }
    this.advance();
    const upper = this.sliceBound();
    let step: A.ExprNode | null = null;
    if (this.accept(COLON)) step = this.sliceBound();
    const e = this.p - 1;
    return A.Slice(lower, upper, step, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private sliceBound(): A.ExprNode | null {
    return this.k === COLON || this.k === COMMA || this.k === RSQB ? null : this.expression();
  }

  private atom(): A.ExprNode {
    const s = this.p;
    switch (this.k) {
      case NAME:
        this.advance();
        return A.Name(this.nameAt(s), 'Load', this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
      case NUMBER:
        return this.number();
      case STRING:
      case FSTRING_START:
      case TSTRING_START:
        return this.strings();
      case LPAR:
        return this.parenthesised();
      case LSQB:
        return this.listDisplay();
      case LBRACE:
        return this.braceDisplay();
      case KW_NONE:
        return this.constant(NONE);
      case KW_TRUE:
        return this.constant(TRUE);
      case KW_FALSE:
        return this.constant(FALSE);
      case ELLIPSIS:
        return this.constant(ELLIPSIS_VALUE);
    }
    throw FAILURE;
  }

  private constant(value: ConstantValue): A.Constant {
    const s = this.p;
    this.advance();
    return A.Constant(value, null, this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
  }

  number(): A.Constant {
    const value = numberValue(this.text(this.p));
    if (typeof value === 'string') throw FAILURE;
    return this.constant(value);
  }

  /** Group, tuple or generator. */
  private parenthesised(): A.ExprNode {
    const s = this.p;
    this.advance();
    if (this.accept(RPAR))
      return A.Tuple([], 'Load', this.lines[s], this.cols[s], this.endLines[s + 1], this.endCols[s + 1]);
    if (this.k === KW_YIELD) {
      const value = this.yieldExpression();
      this.expect(RPAR);
      return value;
    }
    this.enter(GROUP_LEVELS);
    const first = this.starNamedExpression();
    this.leave(GROUP_LEVELS);
    if (this.k === COMMA) return this.tuple(s, first);
    if (first.nodeType === 'Starred') throw FAILURE;
    if (this.k !== KW_FOR && this.k !== KW_ASYNC) {
      this.expect(RPAR);
      return first;
    }
    const generators = this.comprehensionClauses();
    this.expect(RPAR);
    return this.generatorAt(first, generators, s);
  }

  private tuple(s: number, first: A.ExprNode): A.Tuple {
    const elts = [first];
    this.moreItems(elts, RPAR);
    const e = this.p - 1;
    return A.Tuple(elts, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** `, item` … up to and with the closing bracket. */
  private moreItems(elts: A.ExprNode[], close: number): void {
    this.enter(GROUP_LEVELS + 2);
    while (this.k === COMMA) {
      this.advance();
      if (this.k === close) break;
      elts.push(this.starNamedExpression());
    }
    this.leave(GROUP_LEVELS + 2);
    this.expect(close);
  }

  private listDisplay(): A.ExprNode {
    const s = this.p;
    this.advance();
    const elts: A.ExprNode[] = [];
    if (this.k === RSQB) this.advance();
    else {
      this.enter(GROUP_LEVELS);
      const first = this.starNamedExpression();
      this.leave(GROUP_LEVELS);
      if (this.k === KW_FOR || this.k === KW_ASYNC) return this.listComprehension(s, first);
      elts.push(first);
      this.moreItems(elts, RSQB);
    }
    const e = this.p - 1;
    return A.List(elts, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private listComprehension(s: number, elt: A.ExprNode): A.ListComp {
    if (elt.nodeType === 'Starred') throw FAILURE;
    const generators = this.comprehensionClauses();
    this.expect(RSQB);
    const e = this.p - 1;
    return A.ListComp(elt, generators, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Dict, set, or a comprehension of either. */
  private braceDisplay(): A.ExprNode {
    const s = this.p;
    this.advance();
    if (this.accept(RBRACE))
      return A.Dict([], [], this.lines[s], this.cols[s], this.endLines[s + 1], this.endCols[s + 1]);
    this.enter(GROUP_LEVELS);
    const node = this.k === DOUBLESTAR ? this.dict(s, [], []) : this.braceItems(s);
    this.leave(GROUP_LEVELS);
    return node;
  }

  private braceItems(s: number): A.ExprNode {
    const first = this.starNamedExpression();
    if (this.k === COLON) {
      if (first.nodeType === 'Starred' || (first.nodeType === 'NamedExpr' && this.kinds[s + 2] === COLONEQUAL))
        throw FAILURE;
      this.advance();
      const value = this.expression();
      if (this.k === KW_FOR || this.k === KW_ASYNC) return this.dictComprehension(s, first, value);
      return this.dict(s, [first], [value]);
    }
    if (this.k === KW_FOR || this.k === KW_ASYNC) return this.setComprehension(s, first);
    const elts = [first];
    this.moreItems(elts, RBRACE);
    const e = this.p - 1;
    return A.Set(elts, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private setComprehension(s: number, elt: A.ExprNode): A.SetComp {
    if (elt.nodeType === 'Starred') throw FAILURE;
    const generators = this.comprehensionClauses();
    this.expect(RBRACE);
    const e = this.p - 1;
    return A.SetComp(elt, generators, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private dictComprehension(s: number, key: A.ExprNode, value: A.ExprNode): A.DictComp {
    const generators = this.comprehensionClauses();
    this.expect(RBRACE);
    const e = this.p - 1;
    return A.DictComp(key, value, generators, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Rest of a dict display, its first item read or, when it begins with `**`, not yet. */
  private dict(s: number, keys: (A.ExprNode | null)[], values: A.ExprNode[]): A.Dict {
    if (keys.length === 0) this.dictItem(keys, values);
    while (this.k === COMMA) {
      this.advance();
      if (this.k === RBRACE) break;
      this.dictItem(keys, values);
    }
    this.expect(RBRACE);
    const e = this.p - 1;
    return A.Dict(keys, values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private dictItem(keys: (A.ExprNode | null)[], values: A.ExprNode[]): void {
    if (this.accept(DOUBLESTAR)) {
      keys.push(null);
      values.push(this.bitwiseOr());
      return;
    }
    keys.push(this.expression());
    this.expect(COLON);
    values.push(this.expression());
  }

  comprehensionClauses(): A.Comprehension[] {
    const clauses: A.Comprehension[] = [];
    while (this.k === KW_FOR || this.k === KW_ASYNC) {
      const isAsync = this.accept(KW_ASYNC) ? 1 : 0;
      this.expect(KW_FOR);
      const target = this.starTargets();
      this.expect(KW_IN);
      const iter = this.disjunction();
      const ifs: A.ExprNode[] = [];
      while (this.accept(KW_IF)) ifs.push(this.disjunction());
      clauses.push(A.Comprehension(target, iter, ifs, isAsync));
    }
    return clauses;
  }
}
