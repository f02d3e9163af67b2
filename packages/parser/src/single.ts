/** Interactive input (mode 'single'): the newlines that CPython adds at its end, and its check for one statement. */
import { PySyntaxError } from './errors.ts';
import { DEDENT, ENDMARKER, NEWLINE } from './generated/kinds.ts';
import type { TokenStream } from './tokenizer/stream.ts';
import { characterColumn } from './parser/strings.ts';
import { sourceLine } from './diagnosis/diagnose.ts';

/** Turns the end of input into NEWLINE (and DEDENTs, when it stands inside a block) before the real end. */
export function finishSingle(tokens: TokenStream, dontImplyDedent: boolean): void {
  const last = tokens.count - 1;
  if (tokens.kind[last] !== ENDMARKER || last === 0) return;
  const at = tokens.end[last];
  const line = tokens.line[last];
  tokens.kind[last] = NEWLINE;
  if (tokens.openIndents > 0 && !dontImplyDedent) {
    for (let i = 0; i < tokens.openIndents; i++) tokens.push(DEDENT, at, at, line, -1, line, -1);
    tokens.push(NEWLINE, at, at, line, -1, line, -1);
  }
  tokens.push(ENDMARKER, at, at, line, -1, line, -1);
}

/** Throws when something other than comments follows the statement, whose tokens end before `end`. */
export function multipleStatements(tokens: TokenStream, end: number): void {
  const last = end - 1;
  const { source } = tokens;
  if (!/\S/.test(source.slice(tokens.end[last]).replace(/#.*/g, ''))) return;
  const empty = tokens.col[last] < 0;
  const error = new PySyntaxError('SyntaxError', 'multiple statements found while compiling a single statement', {
    lineno: tokens.line[last],
    offset: empty ? characterColumn(source, tokens.end[last]) : characterColumn(source, tokens.start[last]) + 1,
    endLineno: tokens.endLine[last],
    endOffset: empty ? -1 : characterColumn(source, tokens.end[last] - 1) + 2,
  });
  error.text = sourceLine(tokens, error.lineno as number, true);
  throw error;
}
