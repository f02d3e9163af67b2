/** Module `_symtable`: the compiler's symbol tables as Python objects. */
import type { symbols as tables } from '@pyston/bytecode';
import { symbols } from '@pyston/bytecode';
import type { ModuleSpec, PyDict, PyType, Result, Value } from '@pyston/objects';
import {
  defineModule,
  defineType,
  dictSetStr,
  getset,
  idOf,
  int,
  isStr,
  jsString,
  list,
  method,
  newDict,
  PyObject,
  strFromJs,
  strValue,
  tryBufferOf,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { fsPath } from '../fs-path.ts';
import { symtableOf } from '../services.ts';

class PyEntry extends PyObject {
  entry!: tables.SymbolTableEntry;
  symbols!: PyDict;
  varnames!: Value;
  children!: Value;
}

function wrap(entry: tables.SymbolTableEntry): PyEntry {
  const self = new EntryType.instanceClass() as PyEntry;
  self.entry = entry;
  self.symbols = newDict();
  for (const [name, bits] of entry.symbols) dictSetStr(self.symbols, name, int(bits));
  self.varnames = list(entry.varnames.map((name) => strFromJs(name)));
  const children: Value[] = [];
  for (const child of entry.children) children.push(wrap(child));
  self.children = list(children);
  return self;
}

function repr(self: PyEntry): Result {
  return strFromJs(`<symtable entry ${self.entry.name}(${idOf(self)}), line ${self.entry.lineno}>`);
}

const EntryType: PyType = defineType({
  name: 'symtable entry',
  instanceClass: PyEntry,
  flags: TypeFlag.NoNew,
  hasWeakRef: false,
  slots: { repr },
  getset: [
    getset('id', (self: PyEntry) => idOf(self)),
    getset('name', (self: PyEntry) => strFromJs(self.entry.name)),
    getset('symbols', (self: PyEntry) => self.symbols),
    getset('varnames', (self: PyEntry) => self.varnames),
    getset('children', (self: PyEntry) => self.children),
    getset('nested', (self: PyEntry) => int(self.entry.nested ? 1 : 0)),
    getset('type', (self: PyEntry) => int(self.entry.type)),
    getset('lineno', (self: PyEntry) => int(self.entry.lineno)),
  ],
});

function sourceOf(v: Value): string | Uint8Array | undefined {
  if (isStr(v)) return jsString(strValue(v));
  const data = tryBufferOf(v);
  return data === null ? typeError('symtable() arg 1 must be a string or bytes object') : data;
}

function symtable(source: Value, filename: Value, start: Value): Result {
  const text = sourceOf(source);
  const path = text === undefined ? undefined : fsPath(filename);
  if (path === undefined) return undefined;
  if (!isStr(start)) return typeError(`symtable() argument 3 must be str, not ${typeOf(start).name}`);
  const mode = jsString(strValue(start));
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single')
    return valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  const table = symtableOf(text!, { filename: path, mode, flags: 0, optimize: 0 });
  return table === undefined ? undefined : wrap(table.top);
}

const CONSTANTS = [
  'USE',
  'DEF_GLOBAL',
  'DEF_NONLOCAL',
  'DEF_LOCAL',
  'DEF_PARAM',
  'DEF_TYPE_PARAM',
  'DEF_FREE_CLASS',
  'DEF_IMPORT',
  'DEF_BOUND',
  'DEF_ANNOT',
  'DEF_COMP_ITER',
  'DEF_COMP_CELL',
  'TYPE_FUNCTION',
  'TYPE_CLASS',
  'TYPE_MODULE',
  'TYPE_ANNOTATION',
  'TYPE_TYPE_ALIAS',
  'TYPE_TYPE_PARAMETERS',
  'TYPE_TYPE_VARIABLE',
  'LOCAL',
  'GLOBAL_EXPLICIT',
  'GLOBAL_IMPLICIT',
  'FREE',
  'CELL',
  'SCOPE_OFF',
  'SCOPE_MASK',
] as const;

export const symtableModule: ModuleSpec = defineModule({
  name: '_symtable',
  functions: [method('symtable', '(source, filename, startstr, /)', symtable)],
  attrs: () => Object.fromEntries(CONSTANTS.map((name) => [name, int(symbols[name])])),
});
