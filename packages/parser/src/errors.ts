/** The parser's exception: neutral data from which `objects` makes the Python exception. */

export type PySyntaxErrorKind =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | 'MemoryError'
  | 'ValueError'
  | 'UnicodeEncodeError'
  | 'UnicodeDecodeError'
  | 'OverflowError'
  | '_IncompleteInputError';

export interface ErrorLocation {
  lineno: number | null;
  /** 1-based code points, as the attributes of CPython's SyntaxError; 0 and -1 occur as they do there. */
  offset: number | null;
  endLineno: number | null;
  endOffset: number | null;
}

export const NO_LOCATION: ErrorLocation = { lineno: null, offset: null, endLineno: null, endOffset: null };

/** What a traceback needs to look for misspelt keywords: the last compound statement before the error, and the whole source. */
export interface ErrorMetadata {
  /** Both 0 where there is none. */
  readonly lineno: number;
  readonly column: number;
  readonly source: string | null;
}

export class PySyntaxError extends Error {
  readonly kind: PySyntaxErrorKind;
  readonly msg: string;
  filename: string | null = null;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;
  text: string | null = null;
  metadata: ErrorMetadata | null = null;

  constructor(kind: PySyntaxErrorKind, msg: string, at: ErrorLocation = NO_LOCATION) {
    super(msg);
    this.name = kind;
    this.kind = kind;
    this.msg = msg;
    this.lineno = at.lineno;
    this.offset = at.offset;
    this.endLineno = at.endLineno;
    this.endOffset = at.endOffset;
  }
}

/** A SyntaxWarning that CPython would issue; the receiver may throw to turn it into an error. */
export interface ParserWarning {
  category: 'SyntaxWarning' | 'DeprecationWarning';
  msg: string;
  lineno: number;
  /** The error that CPython raises in its stead when the warning filter says "error". */
  error: PySyntaxError;
}
