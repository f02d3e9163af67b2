/** Source text, bytes or AST to a code object: what compile(), exec(), eval() and the import system share. */
import type { CodeObject } from '@pyston/bytecode';
import { compileModule } from '@pyston/bytecode';
import { parse, PySyntaxError } from '@pyston/parser';
import type { ParseOptions } from '@pyston/parser';
import type { PyBaseException, Value } from '@pyston/objects';
import { E, hooks, int, None, raise, raiseValue, strFromJs, tuple } from '@pyston/objects';

export type Mode = 'exec' | 'eval' | 'single' | 'func_type';

export interface CompileOptions {
  readonly filename: string;
  readonly mode: Mode;
  /** PyCF_* and CO_FUTURE_* bits. */
  readonly flags: number;
  /** 0, 1 (-O) or 2 (-OO). */
  readonly optimize: number;
}

/** Thrown through the parser when a warning became an error; the exception is pending. */
class WarningRaised {}

function warner(filename: string): (category: string, message: string, lineno: number) => void {
  return (category, message, lineno) => {
    if (hooks.warnExplicit(E[category]!, message, filename, lineno) === undefined) throw new WarningRaised();
  };
}

/** The AST of a source, or `undefined` with SyntaxError pending. */
export function parseSource(source: string | Uint8Array, options: CompileOptions): ReturnType<typeof parse> | undefined {
  const warn = warner(options.filename);
  try {
    return parse(source, {
      filename: options.filename,
      mode: options.mode,
      flags: options.flags,
      optimize: options.optimize,
      typeComments: (options.flags & 0x1000) !== 0,
      onWarning: (w: any) => warn(w.category ?? 'SyntaxWarning', w.msg ?? w.message, w.lineno),
    } as unknown as ParseOptions);
  } catch (error) {
    return pendSyntaxError(error);
  }
}

/** Compiles a parsed tree. */
export function compileTree(tree: NonNullable<ReturnType<typeof parse>>, options: CompileOptions, source?: string | Uint8Array): CodeObject | undefined {
  const warn = warner(options.filename);
  try {
    return compileModule(tree as any, {
      filename: options.filename,
      mode: options.mode,
      flags: options.flags,
      optimize: options.optimize,
      source,
      onWarning: (w: any) => warn(w.category ?? 'SyntaxWarning', w.msg ?? w.message, w.lineno),
    } as any);
  } catch (error) {
    return pendSyntaxError(error);
  }
}

/** Source to code object; `undefined` with SyntaxError (or what a warning filter raised) pending. */
export function compileSource(source: string | Uint8Array, options: CompileOptions): CodeObject | undefined {
  const tree = parseSource(source, options);
  return tree === undefined ? undefined : compileTree(tree, options, source);
}

/** The parser's error as a pending Python exception; a stack overflow as RecursionError. */
export function pendSyntaxError(error: unknown): undefined {
  if (error instanceof WarningRaised) return undefined;
  if (error instanceof PySyntaxError) return raiseValue(syntaxError(error));
  if (error instanceof RangeError && error.message.startsWith('Maximum call stack')) {
    return raise(E.RecursionError!, 'maximum recursion depth exceeded during compilation');
  }
  throw error;
}

function number(n: number | null | undefined): Value {
  return n === null || n === undefined ? None : int(n);
}

function syntaxError(e: PySyntaxError): PyBaseException {
  const type = E[e.kind] ?? E.SyntaxError!;
  const { msg, text } = e;
  if (e.kind !== 'SyntaxError' && !type.mro.includes(E.SyntaxError!)) return hooks.newException(type, msg === '' ? [] : [strFromJs(msg)]);
  if (e.lineno === null || e.lineno === undefined) return hooks.newException(type, [strFromJs(msg)]);
  const info = tuple([strFromJs(e.filename), number(e.lineno), number(e.offset), text === null || text === undefined ? None : strFromJs(text), number(e.endLineno), number(e.endOffset)]);
  const exc = hooks.newException(type, [strFromJs(msg), info]);
  return exc;
}
