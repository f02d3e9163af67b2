/** Type `code`: the `co_*` view of a CodeObject (Data model §3.2.13.1). */
import type { CodeFields, CodeObject, ConstantValue } from '@pyston/bytecode';
import { flags, linesOf, positionAt, instructionStarts } from '@pyston/bytecode';
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { big, int } from '../core/value.ts';
import { bytes, PyBytes } from '../bytes/bytes.ts';
import { asIndex } from '../ops/arith.ts';
import { hash } from '../ops/hash.ts';
import { addressOf } from '../object/object.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';
import { list } from '../list/list.ts';
import { getIter } from '../ops/iter.ts';
import { PyCode } from './code.ts';
import { constantValue } from './constants.ts';
import { neutralConstant } from './neutral.ts';

/** `co_consts` as values; nested code keeps its identity. */
export function codeConstants(self: PyCode): Value[] {
  return (self.consts ??= self.code.consts.map(constantValue));
}

function names(list_: readonly string[]): Result {
  return tuple(list_.map((n) => strFromJs(n)));
}

function stackSize(code: CodeObject): number {
  return Math.max(1, code.constBase - code.nlocalsplus);
}

/**
 * Offset of a word as Python sees it (`f_lasti`, `tb_lasti`, co_lines()): two per word, since CPython's code units have two
 * bytes, behind one unit for the entry, CPython's RESUME.
 */
export function codeOffset(pc: number): number {
  return (pc + 1) * 2;
}

/** Half words for offsets that no instruction has. */
export function offsetPc(offset: number): number {
  return offset / 2 - 1;
}

/** Line of the entry: the definition's, and none of the source in a module. */
export function entryLine(code: CodeObject): number {
  return (code.flags & (flags.CO_OPTIMIZED | flags.CO_NEWLOCALS)) === 0 && code.name === '<module>'
    ? 0
    : code.firstlineno;
}

/** Two bytes per word, behind the entry's: as long as the offsets say. It shows what code there is; it is never executed. */
function codeBytes(self: PyCode): Result {
  const words = self.code.instructions;
  const out = new Uint8Array(codeOffset(words.length));
  for (let pc = 0; pc < words.length; pc++) {
    out[codeOffset(pc)] = words[pc]!;
    out[codeOffset(pc) + 1] = words[pc]! >> 8;
  }
  return bytes(out);
}

function coLines(self: PyCode): Result {
  const rows: Value[] = [];
  let start = 0;
  let line = entryLine(self.code);
  const end = (offset: number): void => {
    rows.push(tuple([int(start), int(offset), line < 0 ? None : int(line)]));
  };
  for (const range of linesOf(self.code)) {
    if (range.end === range.start || range.line === line) continue;
    end(codeOffset(range.start));
    start = codeOffset(range.start);
    line = range.line;
  }
  end(codeOffset(self.code.instructions.length));
  return getIter(list(rows));
}

/** A row for the entry, then one per word of code, so that `co_positions()[lasti // 2]` finds the instruction as library code expects. */
function coPositions(self: PyCode): Result {
  const first = entryLine(self.code);
  const out: Value[] = [tuple([int(first), int(Math.max(first, 1)), int(0), int(0)])];
  const show = (n: number): Value => (n < 0 ? None : int(n));
  const starts = instructionStarts(self.code.instructions);
  for (let i = 0; i < starts.length; i++) {
    const p = positionAt(self.code, starts[i]!);
    const row = tuple([show(p.line), show(p.endLine), show(p.col), show(p.endCol)]);
    const end = starts[i + 1] ?? self.code.instructions.length;
    for (let pc = starts[i]!; pc < end; pc++) out.push(row);
  }
  return getIter(list(out));
}

/** Code objects are equal if all that a program can see of them is. */
function equal(self: PyCode, other: Value): Result {
  if (!(other instanceof PyCode)) return NotImplemented;
  const a = self.code;
  const b = other.code;
  if (a === b) return true;
  return (
    a.name === b.name &&
    a.argcount === b.argcount &&
    a.posonlyargcount === b.posonlyargcount &&
    a.kwonlyargcount === b.kwonlyargcount &&
    a.flags === b.flags &&
    a.firstlineno === b.firstlineno &&
    sameWords(a.instructions, b.instructions) &&
    sameBytes(a.positions, b.positions) &&
    a.names.join() === b.names.join() &&
    a.varnames.join() === b.varnames.join() &&
    a.cellvars.join() === b.cellvars.join() &&
    a.freevars.join() === b.freevars.join() &&
    a.consts.length === b.consts.length &&
    JSON.stringify(a.consts, plainJson) === JSON.stringify(b.consts, plainJson)
  );
}

/** Big ints and code as text, for comparing constants. */
function plainJson(key: string, v: unknown): unknown {
  if (typeof v === 'bigint') return `${v}n`;
  if (typeof v === 'number' && Object.is(v, -0)) return '-0';
  return key === 'positionRows' ? undefined : v;
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function hashCode(self: PyCode): PyInt | undefined {
  const h = hash(strFromJs(self.code.qualname));
  if (h === undefined) return undefined;
  return big(BigInt(h) ^ BigInt(self.code.firstlineno * 1000003 + self.code.instructions.length));
}

/** `replace(co_name=…, …)`. */
function replace(self: PyCode, ...values: (Value | undefined)[]): Result {
  const changes: { -readonly [K in keyof CodeFields]?: CodeFields[K] } = {};
  for (let i = 0; i < REPLACEABLE.length; i++) {
    const v = values[i];
    if (v === undefined) continue;
    const [name, field, kind] = REPLACEABLE[i]!;
    const converted = CONVERTERS[kind](v, name);
    if (converted === undefined) return undefined;
    if (field !== null) (changes as any)[field] = converted;
  }
  return new PyCode(self.code.replace(changes));
}

type FieldKind = 'int' | 'str' | 'names' | 'bytes' | 'consts';

const REPLACEABLE: readonly (readonly [string, keyof CodeFields | null, FieldKind])[] = [
  ['co_argcount', 'argcount', 'int'],
  ['co_posonlyargcount', 'posonlyargcount', 'int'],
  ['co_kwonlyargcount', 'kwonlyargcount', 'int'],
  ['co_nlocals', null, 'int'],
  ['co_stacksize', null, 'int'],
  ['co_flags', 'flags', 'int'],
  ['co_firstlineno', 'firstlineno', 'int'],
  ['co_code', null, 'bytes'],
  ['co_consts', 'consts', 'consts'],
  ['co_names', 'names', 'names'],
  ['co_varnames', 'varnames', 'names'],
  ['co_freevars', 'freevars', 'names'],
  ['co_cellvars', 'cellvars', 'names'],
  ['co_filename', 'filename', 'str'],
  ['co_name', 'name', 'str'],
  ['co_qualname', 'qualname', 'str'],
  ['co_linetable', null, 'bytes'],
  ['co_exceptiontable', null, 'bytes'],
];

const CONVERTERS: Record<FieldKind, (v: Value, name: string) => unknown> = {
  int(v, name) {
    const n = asIndex(v);
    if (n === undefined) return undefined;
    return n < 0 ? raise(E.ValueError!, `code: ${name.slice(3)} must not be negative`) : n;
  },
  str: (v, name) =>
    isStr(v) ? jsString(strValue(v)) : typeError(`replace() argument '${name}' must be str, not ${typeOf(v).name}`),
  names(v, name) {
    if (!isTuple(v)) return typeError(`replace() argument '${name}' must be tuple, not ${typeOf(v).name}`);
    const out: string[] = [];
    for (const item of v.items) {
      if (!isStr(item)) return typeError(`name tuples must contain only strings, not '${typeOf(item).name}'`);
      out.push(jsString(strValue(item)));
    }
    return out;
  },
  bytes: (v, name) =>
    v instanceof PyBytes ? v : typeError(`replace() argument '${name}' must be bytes, not ${typeOf(v).name}`),
  consts(v, name) {
    if (!isTuple(v)) return typeError(`replace() argument '${name}' must be tuple, not ${typeOf(v).name}`);
    const out: ConstantValue[] = [];
    for (const item of v.items) {
      const c = neutralConstant(item);
      if (c === undefined) return undefined;
      out.push(c);
    }
    return out;
  },
};

const field = (name: string, get: (c: CodeObject) => number) => getset(name, (self: PyCode) => int(get(self.code)));

T.code = defineType({
  name: 'code',
  instanceClass: PyCode as any,
  doc: 'Create a code object.  Not for mere mortals.',
  flags: TypeFlag.NoNew,
  hasWeakRef: true,
  slots: {
    repr: (self: PyCode) =>
      strFromJs(
        `<code object ${self.code.name} at ${addressOf(self)}, file "${self.code.filename}", line ${self.code.firstlineno}>`,
      ),
    eq: equal,
    hash: hashCode,
  },
  methods: [
    method('co_lines', '($self, /)', coLines),
    method('co_positions', '($self, /)', coPositions),
    method(
      'replace',
      `($self, /, *, ${REPLACEABLE.map(([n]) => `${n}=None`).join(', ')})`,
      replace,
      'Return a copy of the code object with new values for the specified fields.',
    ),
    method(
      '__replace__',
      `($self, /, *, ${REPLACEABLE.map(([n]) => `${n}=None`).join(', ')})`,
      replace,
      'The same as replace().',
    ),
    method('_varname_from_oparg', '($self, /, oparg)', (self: PyCode, i: Value) =>
      strFromJs([...self.code.varnames, ...self.code.cellvars, ...self.code.freevars][Number(i)] ?? ''),
    ),
  ],
  getset: [
    field('co_argcount', (c) => c.argcount),
    field('co_posonlyargcount', (c) => c.posonlyargcount),
    field('co_kwonlyargcount', (c) => c.kwonlyargcount),
    field('co_nlocals', (c) => c.nlocals),
    field('co_stacksize', stackSize),
    field('co_flags', (c) => c.flags),
    field('co_firstlineno', (c) => c.firstlineno),
    getset('co_code', codeBytes),
    getset('_co_code_adaptive', codeBytes),
    getset('co_consts', (self: PyCode) => tuple(codeConstants(self))),
    getset('co_names', (self: PyCode) => names(self.code.names)),
    getset('co_varnames', (self: PyCode) => names(self.code.varnames)),
    getset('co_freevars', (self: PyCode) => names(self.code.freevars)),
    getset('co_cellvars', (self: PyCode) => names(self.code.cellvars)),
    getset('co_filename', (self: PyCode) => strFromJs(self.code.filename)),
    getset('co_name', (self: PyCode) => strFromJs(self.code.name)),
    getset('co_qualname', (self: PyCode) => strFromJs(self.code.qualname)),
    getset('co_linetable', (self: PyCode) => bytes(self.code.positions.slice())),
    getset('co_exceptiontable', (self: PyCode) =>
      bytes(
        new Uint8Array(
          self.code.exceptionTable.buffer,
          self.code.exceptionTable.byteOffset,
          self.code.exceptionTable.byteLength,
        ).slice(),
      ),
    ),
  ],
});
