/**
 * Step two: our own front end. Source → AST, or CPython's error.
 *
 * The predictive parser knows valid programs only. When it stops, the diagnosis reads the tokens again and finds the
 * exception that CPython raises.
 */
import { PySyntaxError, type ParserWarning } from './errors.ts';
import { diagnose, diagnoseVersion } from './diagnosis/diagnose.ts';
import type { ModNode } from './generated/nodes.ts';
import { FAILURE, tooComplex, type ParserContext } from './parser/base.ts';
import { wrongFuture } from './future.ts';
import { parseTokens } from './parser/modules.ts';
import { finishSingle, multipleStatements } from './single.ts';
import { readSource } from './source.ts';
import { tokenize } from './tokenizer/tokenizer.ts';
import type { TokenStream } from './tokenizer/stream.ts';

export interface ParseOptions {
  filename?: string;
  mode?: 'exec' | 'eval' | 'single' | 'func_type';
  typeComments?: boolean;
  /** Minor version whose grammar is wanted, as ast.parse's feature_version. */
  featureVersion?: number;
  /** Bits of compile()'s flags. */
  flags?: number;
  onWarning?: (warning: ParserWarning) => void;
  /** The source is that of a program read from a file or standard input: its undecodable bytes are reported by file and line. */
  program?: boolean;
}

export const FLAG_DONT_IMPLY_DEDENT = 0x200;
export const FLAG_TYPE_COMMENTS = 0x1000;
export const FLAG_ALLOW_INCOMPLETE_INPUT = 0x4000;
export const FLAG_BARRY_AS_BDFL = 0x400000;

/** Minor version of the grammar that this parser knows. */
const LATEST = 14;

export function parseTwo(source: string | Uint8Array, options: ParseOptions = {}): ModNode {
  try {
    return parseText(
      readSource(
        source,
        (options.mode ?? 'exec') === 'exec',
        options.program === true ? (options.filename ?? null) : null,
      ),
      options,
    );
  } catch (error) {
    if (error instanceof PySyntaxError) error.filename = options.filename ?? null;
    throw error;
  }
}

/** Parses decoded source with normalised newlines. */
function parseText(text: string, options: ParseOptions): ModNode {
  const mode = options.mode ?? 'exec';
  const flags = options.flags ?? 0;
  const context: ParserContext = {
    mode,
    typeComments: options.typeComments ?? (mode === 'func_type' || (flags & FLAG_TYPE_COMMENTS) !== 0),
    barry: (flags & FLAG_BARRY_AS_BDFL) !== 0,
    featureVersion: options.featureVersion ?? LATEST,
    onWarning: options.onWarning ?? null,
    statement: 0,
    lastLine: 0,
    lastColumn: 0,
  };
  const tokens = tokenize(text, { typeComments: context.typeComments });
  if (mode === 'single') finishSingle(tokens, (flags & FLAG_DONT_IMPLY_DEDENT) !== 0);
  const before = { ...context };
  const tree = parseStream(tokens, context);
  if (tree === null) {
    const error = diagnose(tokens, context, (flags & FLAG_ALLOW_INCOMPLETE_INPUT) !== 0);
    // CPython does not keep the text of a program that it reads from a file.
    const source = options.program === true ? null : text;
    throw Object.assign(error, { metadata: { lineno: context.lastLine, column: context.lastColumn, source } });
  }
  const error = refuse(tree, tokens, before);
  if (error !== null) throw error;
  if (context.onWarning !== null) warnAboutTokens(tokens, context.onWarning);
  return tree;
}

/** The tree, or null when the source is not valid. */
function parseStream(tokens: TokenStream, context: ParserContext): ModNode | null {
  try {
    const tree = parseTokens(tokens, context);
    if (context.mode === 'single') multipleStatements(tokens, tree.end);
    return tree.node;
  } catch (error) {
    if (error instanceof RangeError) throw tooComplex();
    // an error without its line is one of a literal: the diagnosis decides whether it comes first
    if (error === FAILURE || (error instanceof PySyntaxError && error.kind === 'SyntaxError' && error.text === null))
      return null;
    throw error;
  }
}

/** What is wrong with a source that the grammar accepts: its `__future__` imports, or features too new for the wanted version. */
function refuse(tree: ModNode, tokens: TokenStream, context: ParserContext): PySyntaxError | null {
  if (context.featureVersion < LATEST) {
    const error = diagnoseVersion(tokens, context);
    if (error !== null) return error;
  }
  const wrong = wrongFuture(tree);
  if (wrong === null) return null;
  const { alias } = wrong;
  return new PySyntaxError('SyntaxError', wrong.msg, {
    lineno: alias.lineno,
    offset: alias.col_offset + 1,
    endLineno: alias.end_lineno,
    endOffset: alias.end_col_offset + 1,
  });
}

function warnAboutTokens(tokens: TokenStream, onWarning: (warning: ParserWarning) => void): void {
  for (const w of tokens.warnings) {
    const at = { lineno: w.line, offset: w.offset, endLineno: w.line, endOffset: w.offset };
    onWarning({
      category: 'SyntaxWarning',
      msg: w.msg,
      lineno: w.line,
      error: new PySyntaxError('SyntaxError', w.errorMsg, at),
    });
  }
}
