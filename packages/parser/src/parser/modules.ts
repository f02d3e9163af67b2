/** Whole sources in the four modes. */
import * as A from '../generated/nodes.ts';
import { COMMA, DOUBLESTAR, ENDMARKER, LPAR, NEWLINE, RARROW, RPAR, STAR } from '../generated/kinds.ts';
import type { TokenStream } from '../tokenizer/stream.ts';
import { FAILURE, type ParserContext } from './base.ts';
import { CompoundParser } from './compound.ts';

/** The AST, or FAILURE (or a PySyntaxError of a literal) thrown. */
export function parseTokens(tokens: TokenStream, context: ParserContext): { node: A.ModNode; end: number } {
  const parser = new ModuleParser(tokens, context);
  const node = parser.start();
  return { node, end: parser.p };
}

class ModuleParser extends CompoundParser {
  start(): A.ModNode {
    switch (this.context.mode) {
      case 'exec':
        return this.module();
      case 'eval':
        return this.evalInput();
      case 'single':
        return this.interactive();
      case 'func_type':
        return this.functionType();
    }
  }

  module(): A.Module {
    const body: A.StmtNode[] = [];
    let start = 0;
    while (this.k !== ENDMARKER) {
      // the statement before may be what is wrong: an `elif` behind its `else`
      this.context.statement = start;
      start = this.p;
      this.statement(body);
    }
    return A.Module(
      body,
      this.tokens.typeIgnores.map((t) => A.TypeIgnore(t.lineno, t.tag)),
    );
  }

  evalInput(): A.Expression {
    const body = this.expressions();
    this.endOfInput();
    return A.Expression(body);
  }

  interactive(): A.Interactive {
    const body: A.StmtNode[] = [];
    const s = this.p;
    const compound = this.compoundStatement();
    if (compound !== null) {
      body.push(compound);
      this.expect(NEWLINE);
    } else if (this.accept(NEWLINE)) body.push(A.Pass(this.lines[s], this.cols[s], this.endLines[s], this.endCols[s]));
    else this.simpleStatements(body);
    return A.Interactive(body);
  }

  functionType(): A.FunctionType {
    this.expect(LPAR);
    const argtypes: A.ExprNode[] = [];
    if (this.k !== RPAR) this.typeExpressions(argtypes);
    this.expect(RPAR);
    this.expect(RARROW);
    const returns = this.expression();
    this.endOfInput();
    return A.FunctionType(argtypes, returns);
  }

  /** Types, then at most one `*type` and one `**type`. */
  private typeExpressions(types: A.ExprNode[]): void {
    let stage = 0;
    do {
      const next = this.k === STAR ? 1 : this.k === DOUBLESTAR ? 2 : 0;
      if (next < stage || (next > 0 && next === stage)) throw FAILURE;
      stage = next;
      if (next > 0) this.advance();
      types.push(this.expression());
    } while (this.accept(COMMA));
  }

  private endOfInput(): void {
    while (this.accept(NEWLINE));
    if (this.k !== ENDMARKER) throw FAILURE;
  }
}
