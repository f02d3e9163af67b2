/** What modules need of the compiler pipeline: filled by the assembly (package interp is not imported here). */
import type { symbols } from '@pyston/bytecode';
import type { ast } from '@pyston/parser';

export interface CompileRequest {
  readonly filename: string;
  readonly mode: string;
  readonly flags: number;
  readonly optimize: number;
  /** Minor version of Python whose syntax is wanted. */
  readonly featureVersion?: number | undefined;
}

/** Parses for `ast.parse`; `undefined` = SyntaxError is pending. */
export let parseForAst: (source: string | Uint8Array, options: CompileRequest) => ast.ModNode | undefined = () => {
  throw new Error('the parser service is not installed');
};

export function setParseService(fn: typeof parseForAst): void {
  parseForAst = fn;
}

/** Symbol table of a source; `undefined` = SyntaxError is pending. */
export let symtableOf: (source: string | Uint8Array, options: CompileRequest) => symbols.SymbolTable | undefined =
  () => {
    throw new Error('the symbol table service is not installed');
  };

export function setSymtableService(fn: typeof symtableOf): void {
  symtableOf = fn;
}
