/** Patterns of `case` (PEP 634). */
import { FALSE, NONE, TRUE, type ConstantValue } from '../ast/constant.ts';
import * as A from '../generated/nodes.ts';
import {
  COLON,
  COMMA,
  DOT,
  DOUBLESTAR,
  EQUAL,
  FSTRING_START,
  KW_AS,
  KW_FALSE,
  KW_NONE,
  KW_TRUE,
  LBRACE,
  LPAR,
  LSQB,
  MINUS,
  NAME,
  NUMBER,
  PLUS,
  RBRACE,
  RPAR,
  RSQB,
  STAR,
  STRING,
  TSTRING_START,
  VBAR,
} from '../generated/kinds.ts';
import { FAILURE } from './base.ts';
import { ParameterParser } from './parameters.ts';

export abstract class PatternParser extends ParameterParser {
  /** Top level of a case: an open sequence or one pattern. */
  patterns(): A.PatternNode {
    const s = this.p;
    const first = this.maybeStarPattern();
    if (this.k !== COMMA) {
      if (first.nodeType === 'MatchStar') throw FAILURE;
      return first;
    }
    const items = [first];
    while (this.accept(COMMA) && this.startsPattern()) items.push(this.maybeStarPattern());
    const e = this.p - 1;
    return A.MatchSequence(items, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Only `if` and `:` end an open sequence. */
  private startsPattern(): boolean {
    const { k } = this;
    return (
      k === STAR ||
      k === NAME ||
      k === NUMBER ||
      k === STRING ||
      k === FSTRING_START ||
      k === TSTRING_START ||
      k === MINUS ||
      k === LPAR ||
      k === LSQB ||
      k === LBRACE ||
      k === KW_NONE ||
      k === KW_TRUE ||
      k === KW_FALSE
    );
  }

  private maybeStarPattern(): A.PatternNode {
    if (this.k !== STAR) return this.pattern();
    const s = this.p;
    this.advance();
    const name = this.captureName();
    const e = this.p - 1;
    return A.MatchStar(name === '_' ? null : name, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private pattern(): A.PatternNode {
    const s = this.p;
    this.enter(1);
    const first = this.orPattern();
    this.leave(1);
    if (!this.accept(KW_AS)) return first;
    const name = this.captureName();
    if (name === '_') throw FAILURE;
    const e = this.p - 1;
    return A.MatchAs(first, name, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** A name that binds: not followed by what would make it a value, call or keyword. */
  private captureName(): string {
    const name = this.identifier();
    if (this.k === DOT || this.k === LPAR || this.k === EQUAL) throw FAILURE;
    return name;
  }

  private orPattern(): A.PatternNode {
    const s = this.p;
    const first = this.closedPattern();
    if (this.k !== VBAR) return first;
    const items = [first];
    while (this.accept(VBAR)) items.push(this.closedPattern());
    const e = this.p - 1;
    return A.MatchOr(items, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private closedPattern(): A.PatternNode {
    switch (this.k) {
      case NAME:
        return this.namePattern();
      case NUMBER:
      case MINUS:
      case STRING:
      case FSTRING_START:
      case TSTRING_START:
        return this.valuePattern();
      case KW_NONE:
        return this.singleton(NONE);
      case KW_TRUE:
        return this.singleton(TRUE);
      case KW_FALSE:
        return this.singleton(FALSE);
      case LPAR:
        return this.groupPattern();
      case LSQB:
        return this.listPattern();
      case LBRACE:
        return this.mappingPattern();
    }
    throw FAILURE;
  }

  private singleton(value: ConstantValue): A.MatchSingleton {
    const s = this.p;
    this.advance();
    return A.MatchSingleton(value, this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
  }

  private valuePattern(): A.MatchValue {
    const s = this.p;
    const value = this.literal();
    const e = this.p - 1;
    return A.MatchValue(value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private literal(): A.ExprNode {
    if (this.k !== NUMBER && this.k !== MINUS) return this.strings();
    const s = this.p;
    const real = this.signedNumber();
    if (this.k !== PLUS && this.k !== MINUS) return real;
    if (isImaginary(real)) throw FAILURE;
    const op = this.k === PLUS ? 'Add' : 'Sub';
    this.advance();
    if (this.k !== NUMBER) throw FAILURE;
    const imaginary = this.number();
    if (!isImaginary(imaginary)) throw FAILURE;
    const e = this.p - 1;
    return A.BinOp(real, op, imaginary, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private signedNumber(): A.ExprNode {
    const s = this.p;
    const negative = this.accept(MINUS);
    if (this.k !== NUMBER) throw FAILURE;
    const number = this.number();
    return negative
      ? A.UnaryOp('USub', number, this.lines[s], this.cols[s], this.endLines[s + 1], this.endCols[s + 1])
      : number;
  }

  /** Capture, wildcard, value or class pattern. */
  private namePattern(): A.PatternNode {
    const s = this.p;
    const next = this.kinds[s + 1];
    // `_` is the wildcard before it is a name
    if ((next !== DOT && next !== LPAR) || this.atSoft('_')) {
      const name = this.captureName();
      return A.MatchAs(
        null,
        name === '_' ? null : name,
        this.lines[s],
        this.cols[s],
        this.endLines[s],
        this.endCols[s],
      );
    }
    const value = this.nameOrAttribute();
    if (this.k === LPAR) return this.classPattern(s, value);
    const e = this.p - 1;
    return A.MatchValue(value, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private nameOrAttribute(): A.ExprNode {
    const s = this.p;
    let node: A.ExprNode = A.Name(
      this.identifier(),
      'Load',
      this.lines[s],
      this.cols[s],
      this.endLines[s],
      this.endCols[s],
    );
    while (this.accept(DOT)) {
      const attr = this.identifier();
      const e = this.p - 1;
      node = A.Attribute(node, attr, 'Load', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
    }
    return node;
  }

  private groupPattern(): A.PatternNode {
    const s = this.p;
    this.advance();
    const items: A.PatternNode[] = [];
    let comma = false;
    while (this.k !== RPAR) {
      items.push(this.maybeStarPattern());
      if (!this.accept(COMMA)) break;
      comma = true;
    }
    this.expect(RPAR);
    if (items.length === 1 && !comma) {
      if (items[0].nodeType === 'MatchStar') throw FAILURE;
      return items[0];
    }
    const e = this.p - 1;
    return A.MatchSequence(items, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private listPattern(): A.MatchSequence {
    const s = this.p;
    this.advance();
    const items: A.PatternNode[] = [];
    while (this.k !== RSQB) {
      items.push(this.maybeStarPattern());
      if (!this.accept(COMMA)) break;
    }
    this.expect(RSQB);
    const e = this.p - 1;
    return A.MatchSequence(items, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private mappingPattern(): A.MatchMapping {
    const s = this.p;
    this.advance();
    const keys: A.ExprNode[] = [];
    const values: A.PatternNode[] = [];
    let rest: string | null = null;
    while (this.k !== RBRACE && rest === null) {
      if (this.accept(DOUBLESTAR)) {
        rest = this.captureName();
        if (rest === '_') throw FAILURE;
      } else {
        keys.push(this.mappingKey());
        this.expect(COLON);
        values.push(this.pattern());
      }
      if (!this.accept(COMMA)) break;
    }
    this.expect(RBRACE);
    const e = this.p - 1;
    return A.MatchMapping(keys, values, rest, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  private mappingKey(): A.ExprNode {
    const s = this.p;
    switch (this.k) {
      case NAME: {
        const key = this.nameOrAttribute();
        if (key.nodeType === 'Name') throw FAILURE;
        return key;
      }
      case KW_NONE:
        return this.keyConstant(s, NONE);
      case KW_TRUE:
        return this.keyConstant(s, TRUE);
      case KW_FALSE:
        return this.keyConstant(s, FALSE);
      case NUMBER:
      case MINUS:
      case STRING:
      case FSTRING_START:
      case TSTRING_START:
        return this.literal();
    }
    throw FAILURE;
  }

  private keyConstant(s: number, value: ConstantValue): A.Constant {
    this.advance();
    return A.Constant(value, null, this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]);
  }

  private classPattern(s: number, cls: A.ExprNode): A.MatchClass {
    this.advance();
    const patterns: A.PatternNode[] = [];
    const names: string[] = [];
    const values: A.PatternNode[] = [];
    while (this.k !== RPAR) {
      if (this.k === NAME && this.kinds[this.p + 1] === EQUAL) {
        names.push(this.identifier());
        this.advance();
        values.push(this.pattern());
      } else {
        if (names.length > 0) throw FAILURE;
        patterns.push(this.pattern());
      }
      if (!this.accept(COMMA)) break;
    }
    this.expect(RPAR);
    const e = this.p - 1;
    return A.MatchClass(cls, patterns, names, values, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }
}

function isImaginary(node: A.ExprNode): boolean {
  const constant = node.nodeType === 'UnaryOp' ? node.operand : node;
  return constant.nodeType === 'Constant' && constant.value.t === 'complex';
}
