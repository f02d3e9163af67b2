/** Symbol table of a module. */
import type { ast } from '@pyston/parser';
import { ScopeAnalyzer } from './analyze.ts';
import { SymbolTableBuilder } from './build.ts';
import type { SymbolTable } from './entry.ts';
import { futureFeatures } from './future.ts';
import type { FutureFeatures } from './future.ts';

export interface SymtableOptions {
  readonly filename: string;
  /** Flags of compile(). */
  readonly flags?: number;
  readonly optimize?: number;
  readonly future?: FutureFeatures;
}

/** Builds and analyses the symbol table. @throws PySyntaxError */
export function buildSymtable(mod: ast.ModNode, options: SymtableOptions): SymbolTable {
  const future = options.future ?? futureFeatures(mod, options.filename);
  const builder = new SymbolTableBuilder(options.filename, future, options.flags ?? 0, (options.optimize ?? 0) >= 2);
  const table = builder.build(mod);
  new ScopeAnalyzer(options.filename).analyze(table.top);
  return table;
}
