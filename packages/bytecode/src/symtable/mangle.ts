/** Name mangling: `__name` in a class becomes `_Class__name`. */
import type { SymbolTableEntry } from './entry.ts';

function mangle(className: string | null, name: string): string {
  if (className === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** Mangling inside a block: a class's type parameter scope mangles only the type parameters. */
export function mangleIn(entry: SymbolTableEntry, className: string | null, name: string): string {
  if (className === null) return name;
  if (entry.mangledNames !== null && !entry.mangledNames.has(name)) return name;
  return mangle(className, name);
}
