/** The entry of the package: AST to code object. */
import type { ast } from '@pyston/parser';
import type { CodeObject } from './code.ts';
import { CodeCompiler } from './compiler/compiler.ts';
import type { WarningCallback } from './errors.ts';
import { PYCF_ALLOW_TOP_LEVEL_AWAIT, PYCF_MASK } from './flags.ts';
import { futureFeatures } from './symtable/future.ts';
import { buildSymtable } from './symtable/symtable.ts';

export interface CompileOptions {
  readonly filename: string;
  /** 0, 1 (-O: no assert, __debug__ false) or 2 (-OO: no docstrings either). */
  readonly optimize?: number;
  /** CO_FUTURE_* bits inherited from the caller and PyCF_* bits. */
  readonly flags?: number;
  readonly onWarning?: WarningCallback;
}

/** Compiles a module, expression or interactive statement. @throws PySyntaxError */
export function compileModule(mod: ast.ModNode, options: CompileOptions): CodeObject {
  const { filename } = options;
  const future = futureFeatures(mod, filename);
  const flags = (options.flags ?? 0) & (PYCF_MASK | PYCF_ALLOW_TOP_LEVEL_AWAIT);
  const optimize = options.optimize ?? 0;
  const table = buildSymtable(mod, { filename, flags, optimize, future });
  const compiler = new CodeCompiler(table, {
    filename,
    optimize,
    flags: flags | future.features,
    interactive: mod.nodeType === 'Interactive',
    onWarning: options.onWarning ?? null,
  });
  return compiler.module(mod);
}
