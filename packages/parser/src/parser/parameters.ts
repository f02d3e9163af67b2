/** Parameter lists of functions and lambdas, and targets of assignments. */
import * as A from '../generated/nodes.ts';
import { COLON, COMMA, DOUBLESTAR, EQUAL, KW_IN, SLASH, STAR, TYPE_COMMENT } from '../generated/kinds.ts';
import { AtomParser } from './atoms.ts';
import { FAILURE } from './base.ts';

export abstract class ParameterParser extends AtomParser {
  lambdaParameters(): A.Arguments {
    return this.parameters(COLON, false);
  }

  /** Parameters up to the closing token, which is not consumed. */
  parameters(close: number, annotated: boolean): A.Arguments {
    const list = A.Arguments([], [], null, [], [], null, []);
    let slash = false;
    while (this.k !== close) {
      let arg: A.Arg | null = null;
      if (this.k === SLASH) {
        if (slash || list.args.length === 0) throw FAILURE;
        slash = true;
        this.advance();
        list.posonlyargs = list.args;
        list.args = [];
      } else if (this.k === STAR) {
        this.starParameters(list, close, annotated);
        break;
      } else if (this.k === DOUBLESTAR) {
        this.doubleStarParameter(list, close, annotated);
        break;
      } else arg = this.positionalParameter(list, annotated);
      if (!this.parameterEnd(close, arg)) break;
    }
    if (this.k !== close) throw FAILURE;
    return list;
  }

  /** Consumes a comma and the type comment of `arg`, which may stand behind it; false when the list is over. */
  private parameterEnd(close: number, arg: A.Arg | null): boolean {
    const comma = this.accept(COMMA);
    if (this.k === TYPE_COMMENT) {
      if (arg === null) throw FAILURE;
      arg.type_comment = this.text(this.p);
      this.advance();
    }
    if (!comma && this.k !== close) throw FAILURE;
    return comma;
  }

  private positionalParameter(list: A.Arguments, annotated: boolean): A.Arg {
    const arg = this.parameter(annotated, false);
    if (this.accept(EQUAL)) list.defaults.push(this.defaultValue());
    else if (list.defaults.length > 0) throw FAILURE;
    list.args.push(arg);
    return arg;
  }

  private defaultValue(): A.ExprNode {
    this.enter(8);
    const value = this.expression();
    this.leave(8);
    return value;
  }

  /** From `*`: its parameter, keyword-only ones, `**`. */
  private starParameters(list: A.Arguments, close: number, annotated: boolean): void {
    this.advance();
    if (this.k !== COMMA) list.vararg = this.parameter(annotated, true);
    let arg = list.vararg;
    while (this.parameterEnd(close, arg) && this.k !== close) {
      if (this.k === DOUBLESTAR) {
        if (arg === null) throw FAILURE;
        return this.doubleStarParameter(list, close, annotated);
      }
      arg = this.parameter(annotated, false);
      list.kw_defaults.push(this.accept(EQUAL) ? this.defaultValue() : null);
      list.kwonlyargs.push(arg);
    }
    if (arg === null) throw FAILURE;
  }

  private doubleStarParameter(list: A.Arguments, close: number, annotated: boolean): void {
    this.advance();
    list.kwarg = this.parameter(annotated, false);
    this.parameterEnd(close, list.kwarg);
    if (this.k !== close) throw FAILURE;
  }

  /** Name with annotation; that of `*args` may be starred. */
  private parameter(annotated: boolean, starAnnotation: boolean): A.Arg {
    const s = this.p;
    const name = this.identifier();
    let annotation: A.ExprNode | null = null;
    if (annotated && this.accept(COLON)) {
      annotation = starAnnotation && this.k === STAR ? this.starredExpression() : this.expression();
    }
    const e = this.p - 1;
    return A.Arg(name, annotation, null, this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** One target, starred or not: a primary that can be stored to. */
  starTarget(): A.ExprNode {
    if (this.k !== STAR) return this.store(this.primary());
    const s = this.p;
    this.advance();
    const value = this.store(this.primary());
    const e = this.p - 1;
    return A.Starred(value, 'Store', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Targets of `for`: one, or a tuple. */
  starTargets(): A.ExprNode {
    const s = this.p;
    const first = this.starTarget();
    if (this.k !== COMMA) return first;
    const elts = [first];
    while (this.accept(COMMA) && this.k !== KW_IN && this.k !== EQUAL) elts.push(this.starTarget());
    const e = this.p - 1;
    return A.Tuple(elts, 'Store', this.lines[s], this.cols[s], this.endLines[e], this.endCols[e]);
  }

  /** Makes an expression read as a value the target of an assignment. */
  store(node: A.ExprNode): A.ExprNode {
    switch (node.nodeType) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        node.ctx = 'Store';
        return node;
      case 'Starred':
        if (node.value.nodeType === 'Starred') throw FAILURE;
        node.ctx = 'Store';
        this.store(node.value);
        return node;
      case 'Tuple':
      case 'List':
        node.ctx = 'Store';
        for (const element of node.elts) this.store(element);
        return node;
    }
    throw FAILURE;
  }

  /** The same for `del`, which knows no starred targets. */
  del(node: A.ExprNode): A.ExprNode {
    switch (node.nodeType) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        node.ctx = 'Del';
        return node;
      case 'Tuple':
      case 'List':
        node.ctx = 'Del';
        for (const element of node.elts) this.del(element);
        return node;
    }
    throw FAILURE;
  }
}
