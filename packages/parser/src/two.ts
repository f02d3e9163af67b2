/** Step two: our own front end. Source → AST, or CPython's error. */
import { PySyntaxError, type ParserWarning } from './errors.ts';
import type { ModNode } from './generated/nodes.ts';
import { FAILURE, tooComplex, type ParserContext } from './parser/base.ts';
import { parseTokens } from './parser/modules.ts';
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
}

const BARRY_AS_BDFL = 0x400000;

export function parseTwo(source: string | Uint8Array, options: ParseOptions = {}): ModNode {
  const mode = options.mode ?? 'exec';
  const context: ParserContext = {
    mode,
    typeComments: options.typeComments ?? mode === 'func_type',
    barry: ((options.flags ?? 0) & BARRY_AS_BDFL) !== 0,
    onWarning: options.onWarning ?? null,
  };
  const tokens = tokenize(readSource(source, mode === 'exec'), { typeComments: context.typeComments });
  return parseStream(tokens, context);
}

function parseStream(tokens: TokenStream, context: ParserContext): ModNode {
  try {
    return parseTokens(tokens, context);
  } catch (error) {
    if (error instanceof RangeError) throw tooComplex();
    if (error !== FAILURE) throw error;
  }
  throw new PySyntaxError('SyntaxError', 'invalid syntax');
}
