/** What modules need of the compiler pipeline: filled by the assembly (package interp is not imported here). */
import type { ast } from '@pyston/parser';

export interface CompileRequest {
  readonly filename: string;
  readonly mode: string;
  readonly flags: number;
  readonly optimize: number;
}

/** Parses for `ast.parse`; `undefined` = SyntaxError is pending. */
export let parseForAst: (source: string | Uint8Array, options: CompileRequest, featureVersion: number) => ast.ModNode | undefined = () => {
  throw new Error('the parser service is not installed');
};

export function setParseService(fn: typeof parseForAst): void {
  parseForAst = fn;
}
