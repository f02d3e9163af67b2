/** Finds the exception that CPython raises for a source that is no valid program. */
import { PySyntaxError } from '../errors.ts';
import {
  DEDENT,
  ENDMARKER,
  ERROR,
  FIRST_KEYWORD,
  FIRST_OPERATOR,
  FSTRING_END,
  INDENT,
  STRING,
  TSTRING_END,
} from '../generated/kinds.ts';
import type { ParserContext } from '../parser/base.ts';
import type { TokenStream } from '../tokenizer/stream.ts';
import { unclosedError } from '../tokenizer/base.ts';
import { SourceDiagnosis } from './compound.ts';

/** The error; `mayBeIncomplete` when the caller wants to know that more input could mend it. */
export function diagnose(tokens: TokenStream, context: ParserContext, mayBeIncomplete: boolean): PySyntaxError {
  const diagnosis = new SourceDiagnosis(tokens, context);
  const error = find(diagnosis, mayBeIncomplete);
  error.text ??= errorText(diagnosis, error);
  return error;
}

function find(diagnosis: SourceDiagnosis, mayBeIncomplete: boolean): PySyntaxError {
  const first = run(diagnosis);
  if (mayBeIncomplete && atEndOfSource(diagnosis))
    return diagnosis.errorAt(diagnosis.fill - 1, 'incomplete input', '_IncompleteInputError');
  // a source that only the parser refuses is a defect of one of the two: the plain error is still the best answer
  if (first instanceof PySyntaxError) return preferTokenizer(diagnosis, first);
  const lastToken = diagnosis.fill - 1;
  const reachedEnd = diagnosis.kinds[lastToken] === ENDMARKER;
  diagnosis.startErrorPass();
  const second = run(diagnosis);
  if (second instanceof PySyntaxError) return preferTokenizer(diagnosis, second);
  const plain = plainError(diagnosis, lastToken);
  return reachedEnd || plain.kind === 'IndentationError' ? plain : preferTokenizer(diagnosis, plain);
}

/** The error raised by one run, null when nothing matched. */
function run(diagnosis: SourceDiagnosis): PySyntaxError | 'valid' | null {
  try {
    return diagnosis.source() ? 'valid' : null;
  } catch (error) {
    if (error instanceof PySyntaxError) return error;
    // nested beyond this engine's stack: what has been read so far tells where the source is wrong
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The source line as CPython attaches it: with its newline only while the tokenizer is still in that line. */
function errorText(diagnosis: SourceDiagnosis, error: PySyntaxError): string | null {
  if (error.lineno === null || error.kind === 'MemoryError') return null;
  const { tokens } = diagnosis;
  if (tokens.error !== null && error === tokens.error.error && tokens.error.raised)
    return sourceLine(tokens, error.lineno, false);
  return sourceLine(tokens, error.lineno, tokens.endLine[diagnosis.fill - 1] <= error.lineno);
}

export function sourceLine(tokens: TokenStream, lineno: number, withNewline: boolean): string {
  const { source } = tokens;
  let start = 0;
  for (let line = 1; line < lineno; line++) start = source.indexOf('\n', start) + 1;
  const newline = source.indexOf('\n', start);
  return newline < 0 ? source.slice(start) : source.slice(start, withNewline ? newline + 1 : newline);
}

/** The error for a valid source that uses what the wanted feature version does not have, or null. */
export function diagnoseVersion(tokens: TokenStream, context: ParserContext): PySyntaxError | null {
  const diagnosis = new SourceDiagnosis(tokens, context);
  const error = run(diagnosis);
  if (!(error instanceof PySyntaxError)) return null;
  error.text ??= errorText(diagnosis, error);
  return error;
}

/** Has the tokenizer met the end of the source (also by an indentation or string that goes on to it)? */
function atEndOfSource(diagnosis: SourceDiagnosis): boolean {
  const { tokens, fill } = diagnosis;
  const last = fill - 1;
  const kind = tokens.kind[last];
  if (kind === ERROR) return tokens.error !== null && tokens.error.incomplete;
  if (kind === ENDMARKER) return true;
  if (tokens.end[last] < tokens.source.length) return false;
  // a word, number or operator at the very end has been read by looking one character further, unless it has three
  if (kind >= FIRST_OPERATOR && kind < FIRST_KEYWORD && tokens.end[last] - tokens.start[last] === 3) return false;
  return (
    tokens.col[last] < 0 ||
    (!tokens.source.endsWith('\n') && kind !== STRING && kind !== FSTRING_END && kind !== TSTRING_END)
  );
}

function plainError(diagnosis: SourceDiagnosis, lastToken: number): PySyntaxError {
  const { tokens } = diagnosis;
  const kind = tokens.kind[lastToken];
  if (kind === INDENT || kind === DEDENT) {
    diagnosis.fill = Math.max(diagnosis.fill, lastToken + 1);
    return diagnosis.errorAt(
      diagnosis.fill - 1,
      kind === INDENT ? 'unexpected indent' : 'unexpected unindent',
      'IndentationError',
    );
  }
  try {
    diagnosis.raiseToken(lastToken, 'invalid syntax');
  } catch (error) {
    return error as PySyntaxError;
  }
}

/**
 * An error of the tokenizer further down wins over one of the parser, as does a bracket that is never closed and was
 * opened before the line of the error. Not when it happens within an f-string, and not when the tokenizer had already come to its end.
 */
function preferTokenizer(diagnosis: SourceDiagnosis, error: PySyntaxError): PySyntaxError {
  const { tokens } = diagnosis;
  const last = tokens.count - 1;
  if (diagnosis.fill > last || tokens.kind[last] !== ERROR || tokens.error === null) return error;
  if (error.kind === 'MemoryError' || tokens.error.inString) return error;
  if (tokens.error.raised) return tokens.error.error;
  const { unclosed } = tokens;
  return unclosed !== null && tokens.line[diagnosis.fill - 1] > unclosed.line
    ? unclosedError(tokens.source, unclosed)
    : error;
}
