/**
 * Errors and warnings of the compiler stages. Offsets are 1-based UTF-8 byte columns, as CPython's compiler gives them.
 */

/** Stands in for the parser's class of the same name. */
export class PySyntaxError extends Error {
  readonly kind: string;
  readonly msg: string;
  readonly filename: string;
  readonly lineno: number;
  readonly offset: number;
  readonly endLineno: number;
  readonly endOffset: number;
  readonly text: string | null;

  constructor(f: { kind: string; msg: string; filename: string; lineno: number; offset: number; endLineno: number; endOffset: number; text: string | null }) {
    super(f.msg);
    this.kind = f.kind;
    this.msg = f.msg;
    this.filename = f.filename;
    this.lineno = f.lineno;
    this.offset = f.offset;
    this.endLineno = f.endLineno;
    this.endOffset = f.endOffset;
    this.text = f.text;
  }
}

/** The part of a node that places an error. */
export interface Located {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export type WarningCategory = 'SyntaxWarning' | 'DeprecationWarning';

export interface CompileWarning {
  readonly category: WarningCategory;
  readonly msg: string;
  readonly filename: string;
  readonly lineno: number;
  readonly offset: number;
  readonly endLineno: number;
  readonly endOffset: number;
}

export type WarningCallback = (warning: CompileWarning) => void;

export function syntaxError(msg: string, filename: string, at: Located): PySyntaxError {
  return new PySyntaxError({
    kind: 'SyntaxError', msg, filename, text: null,
    lineno: at.lineno, offset: at.col_offset + 1, endLineno: at.end_lineno, endOffset: at.end_col_offset + 1,
  });
}

export function syntaxWarning(msg: string, filename: string, at: Located): CompileWarning {
  return {
    category: 'SyntaxWarning', msg, filename,
    lineno: at.lineno, offset: at.col_offset + 1, endLineno: at.end_lineno, endOffset: at.end_col_offset + 1,
  };
}
