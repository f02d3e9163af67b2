/** Source text, bytes or AST to a code object: what compile(), exec(), eval() and the import system share. */
import type { CodeObject, symbols } from '@pyston/bytecode';
import { buildSymtable, compileModule, flags as bits, NestingError, optimizeTree } from '@pyston/bytecode';
import { decodeSource, parse, PySyntaxError } from '@pyston/parser';
import type { ast, ParserWarning } from '@pyston/parser';
import type { PyBaseException, Value } from '@pyston/objects';
import { clearIf, E, hooks, int, None, raise, raiseValue, setAttr, str, strFromJs, ts, tuple } from '@pyston/objects';
import type { ParserService } from './config.ts';

export type Mode = 'exec' | 'eval' | 'single' | 'func_type';

export interface CompileOptions {
  readonly filename: string;
  readonly mode: Mode;
  /** PyCF_* and CO_FUTURE_* bits. */
  readonly flags: number;
  /** 0, 1 (-O) or 2 (-OO). */
  readonly optimize: number;
  /** See the parser's option. */
  readonly program?: boolean;
  /** Minor version of Python whose syntax is wanted; the newest by default. */
  readonly featureVersion?: number | undefined;
}

/** Thrown through the parser when a warning became an error; the exception is pending. */
class WarningRaised {}

/** Gives a SyntaxWarning to the warnings filter; an error it raises travels as WarningRaised. */
function warner(filename: string): (warning: ParserWarning) => void {
  return ({ category, msg, lineno, error }) => {
    if (hooks.warnExplicit(E[category]!, msg, filename, lineno) !== undefined) return;
    if (error === undefined || !clearIf(E[category]!)) throw new WarningRaised();
    throw error;
  };
}

/** The AST of a source, or `undefined` with SyntaxError pending. */
export function parseSource(source: string | Uint8Array, options: CompileOptions): ast.ModNode | undefined {
  const { filename, mode, flags, program = false, featureVersion } = options;
  const parser = (ts.runtime.extras.get('parser') as ParserService | undefined) ?? OWN_PARSER;
  try {
    const tree = parser.parse(source, {
      filename,
      mode,
      flags,
      program,
      typeComments: (flags & bits.PYCF_TYPE_COMMENTS) !== 0,
      ...(featureVersion === undefined ? {} : { featureVersion }),
      onWarning: warner(filename),
    });
    return wantsOptimized(flags) ? optimizeTree(tree, options) : tree;
  } catch (error) {
    return pendSyntaxError(error, filename, source);
  }
}

const OWN_PARSER: ParserService = { parse };

/** Whether compile() is to give the tree as the compiler would take it. */
export function wantsOptimized(flags: number): boolean {
  return (flags & bits.PYCF_OPTIMIZED_AST) === bits.PYCF_OPTIMIZED_AST;
}

/** Compiles a parsed tree. */
export function compileTree(
  tree: ast.ModNode,
  options: CompileOptions,
  source?: string | Uint8Array,
): CodeObject | undefined {
  const { filename, flags, optimize } = options;
  const warn = warner(filename);
  try {
    return compileModule(tree, {
      filename,
      flags,
      optimize,
      onWarning: (w) => warn({ ...w, error: new PySyntaxError('SyntaxError', w.msg, w) }),
    });
  } catch (error) {
    return pendSyntaxError(error, filename, source);
  }
}

/** Source to code object; `undefined` with SyntaxError (or what a warning filter raised) pending. */
export function compileSource(source: string | Uint8Array, options: CompileOptions): CodeObject | undefined {
  const tree = parseSource(source, options);
  return tree === undefined ? undefined : compileTree(tree, options, source);
}

/** The symbol table of a source; `undefined` with SyntaxError pending. */
export function symtableSource(source: string | Uint8Array, options: CompileOptions): symbols.SymbolTable | undefined {
  const tree = parseSource(source, options);
  if (tree === undefined) return undefined;
  try {
    return buildSymtable(tree, options);
  } catch (error) {
    return pendSyntaxError(error, options.filename, source);
  }
}

/** The parser's error as a pending Python exception; a stack overflow as RecursionError. */
export function pendSyntaxError(error: unknown, filename: string, source?: string | Uint8Array): undefined {
  if (error instanceof WarningRaised) return undefined;
  if (error instanceof PySyntaxError) return raiseValue(syntaxError(error, filename, source));
  if (
    error instanceof NestingError ||
    (error instanceof RangeError && error.message.startsWith('Maximum call stack'))
  ) {
    return raise(E.RecursionError!, 'maximum recursion depth exceeded during compilation');
  }
  throw error;
}

function number(n: number | null | undefined): Value {
  return n === null || n === undefined ? None : int(n);
}

/** What encoding a text with a surrogate raises. */
function encodeError(msg: string, source: string): PyBaseException {
  const position = Number(/position (\d+)/.exec(msg)![1]);
  const reason = 'surrogates not allowed';
  return hooks.newException(E.UnicodeEncodeError!, [
    str('utf-8'),
    strFromJs(source),
    int(position),
    int(position + 1),
    str(reason),
  ]);
}

function metadata({ lineno, column, source }: NonNullable<PySyntaxError['metadata']>): Value {
  return tuple([int(lineno), int(column), source === null ? None : strFromJs(source)]);
}

function syntaxError(e: PySyntaxError, filename: string, source: string | Uint8Array | undefined): PyBaseException {
  const type = E[e.kind] ?? E.SyntaxError!;
  const { msg } = e;
  if (e.kind === 'UnicodeEncodeError') return encodeError(msg, source as string);
  if (!type.mro.includes(E.SyntaxError!)) return hooks.newException(type, msg === '' ? [] : [strFromJs(msg)]);
  if (e.lineno === null) return hooks.newException(type, [strFromJs(msg)]);
  const text = e.text ?? lineOf(source, e.lineno);
  const info = [
    strFromJs(e.filename ?? filename),
    number(e.lineno),
    number(e.offset),
    text === null ? None : strFromJs(text),
    number(e.endLineno),
    number(e.endOffset),
  ];
  const exc = hooks.newException(type, [strFromJs(msg), tuple(info)]);
  if (e.metadata !== null) void setAttr(exc, '_metadata', metadata(e.metadata));
  return exc;
}

/** Text of a source; as UTF-8 where its own encoding is what is wrong with it. */
function decoded(source: Uint8Array): string {
  try {
    return decodeSource(source);
  } catch (error) {
    if (error instanceof PySyntaxError) return new TextDecoder().decode(source);
    throw error;
  }
}

/** Line `lineno` of the source, for errors of the compiler stages. */
function lineOf(source: string | Uint8Array | undefined, lineno: number): string | null {
  if (source === undefined) return null;
  const text = typeof source === 'string' ? source : decoded(source);
  const line = text.split('\n')[lineno - 1];
  return line === undefined ? null : `${line}\n`;
}
