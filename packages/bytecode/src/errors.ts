/**
 * Errors and warnings of the compiler stages. Offsets are 1-based UTF-8 byte columns, as CPython's compiler gives them.
 */
import { PySyntaxError } from '@pyston/parser';

/** The part of a node that places an error. */
export interface Located {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

/** Expressions nested deeper than a compiler's stack allows: RecursionError. */
export class NestingError extends RangeError {}

export type WarningCategory = 'SyntaxWarning' | 'DeprecationWarning';

/** As the parser's warnings. The receiver may throw `error` to turn it into an error. */
export interface CompileWarning {
  readonly category: WarningCategory;
  readonly msg: string;
  readonly filename: string;
  readonly lineno: number;
  readonly offset: number;
  readonly endLineno: number;
  readonly endOffset: number;
  /** The error that CPython raises in its stead when the warning filter says "error". */
  readonly error: PySyntaxError;
}

export type WarningCallback = (warning: CompileWarning) => void;

export function syntaxError(msg: string, filename: string, at: Located): PySyntaxError {
  const error = new PySyntaxError('SyntaxError', msg, {
    lineno: at.lineno,
    offset: at.col_offset + 1,
    endLineno: at.end_lineno,
    endOffset: at.end_col_offset + 1,
  });
  error.filename = filename;
  return error;
}

export function syntaxWarning(msg: string, filename: string, at: Located): CompileWarning {
  return {
    category: 'SyntaxWarning',
    msg,
    filename,
    lineno: at.lineno,
    offset: at.col_offset + 1,
    endLineno: at.end_lineno,
    endOffset: at.end_col_offset + 1,
    error: syntaxError(msg, filename, at),
  };
}
