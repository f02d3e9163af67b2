/** Type `code`: the `co_*` view of a CodeObject (Data model §3.2.13.1). */
import type { CodeFields, ConstantValue } from '@pyston/bytecode';
import { CodeObject, flags, linesOf, OPCODES, positionAt, instructionStarts, verify } from '@pyston/bytecode';
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import { typeOf } from '../core/type.ts';
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
import type { PackedCode } from './code-pack.ts';
import { countsOf, packCode, relocate, unpackCode } from './code-pack.ts';
import { codeView, exceptionTableView } from './code-view.ts';
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

/** Offset of the instruction at a word as Python sees it (`f_lasti`, `tb_lasti`, events): that of its operation; 0 of the entry. */
export function codeOffset(code: CodeObject, pc: number): number {
  return pc < 0 ? 0 : codeView(code).units[pc]! * 2;
}

/** Offset where the instruction at a word begins: where jumps lead, and lines. */
export function startOffset(code: CodeObject, pc: number): number {
  return codeView(code).starts[pc]! * 2;
}

/** The word of the instruction that an offset lies in; −1 for the entry. */
export function offsetPc(code: CodeObject, offset: number): number {
  const { starts } = codeView(code);
  let pc = -1;
  for (const start of instructionStarts(code.instructions)) if (starts[start]! * 2 <= offset) pc = start;
  return pc;
}

/** Line of the entry: the definition's, and none of the source in a module. */
export function entryLine(code: CodeObject): number {
  return (code.flags & (flags.CO_OPTIMIZED | flags.CO_NEWLOCALS)) === 0 && code.name === '<module>'
    ? 0
    : code.firstlineno;
}

function coLines(self: PyCode): Result {
  if (self.code.positions.length === 0) return getIter(list([]));
  const rows: Value[] = [];
  let start = 0;
  let line = entryLine(self.code);
  const end = (offset: number): void => {
    rows.push(tuple([int(start), int(offset), line < 0 ? None : int(line)]));
  };
  for (const range of linesOf(self.code)) {
    // Back-edges and clean-up without a line belong to what stands before them.
    if (range.end === range.start || range.line === line || range.line < 0) continue;
    const offset = startOffset(self.code, range.start);
    end(offset);
    start = offset;
    line = range.line;
  }
  end(startOffset(self.code, self.code.instructions.length));
  return getIter(list(rows));
}

/** A row per unit of co_code, the entry's first. */
function coPositions(self: PyCode): Result {
  const { code } = self;
  const ranges = ts.runtime.extras.get('debugRanges') !== false;
  const show = (n: number): Value => (n < 0 ? None : int(n));
  const row = (line: number, endLine: number, col: number, endCol: number): Value =>
    tuple(ranges ? [show(line), show(endLine), show(col), show(endCol)] : [show(line), show(line), None, None]);
  const first = entryLine(code);
  const out: Value[] = [row(first, Math.max(first, 1), 0, 0)];
  const { starts } = codeView(code);
  const pcs = instructionStarts(code.instructions);
  for (let i = 0; i < pcs.length; i++) {
    const p = positionAt(code, pcs[i]!);
    const shown = row(p.line, p.endLine, p.col, p.endCol);
    const end = starts[pcs[i + 1] ?? code.instructions.length]!;
    for (let unit = starts[pcs[i]!]!; unit < end; unit++) out.push(shown);
  }
  return getIter(list(out));
}

/** co_branches(): offset of each conditional jump, of what follows it, of where it leads. */
function coBranches(self: PyCode): Result {
  const { code } = self;
  const rows: Value[] = [];
  for (const pc of instructionStarts(code.instructions)) {
    const { flow, operands, length } = OPCODES[code.instructions[pc]!]!;
    if (flow !== 'branch') continue;
    const target = code.instructions[pc + 1 + operands.findIndex((o) => o.kind === 'jump')]!;
    const offsets = [codeOffset(code, pc), startOffset(code, pc + length), startOffset(code, target)];
    rows.push(tuple(offsets.map(int)));
  }
  return getIter(list(rows));
}

/** co_lnotab: pairs of the bytes and lines from one line to the next. */
function oldLineTable(self: PyCode): Result {
  const text = 'co_lnotab is deprecated, use co_lines instead.';
  if (hooks.warn(E.DeprecationWarning!, text, 1) === undefined) return undefined;
  const out: number[] = [];
  let offset = 0;
  let line = self.code.firstlineno;
  for (const range of linesOf(self.code)) {
    if (range.line < 0 || range.line === line || range.start === range.end) continue;
    let more = startOffset(self.code, range.start) - offset;
    let lines = range.line - line;
    for (; more > 255; more -= 255) out.push(255, 0);
    for (; Math.abs(lines) > 127; lines -= Math.sign(lines) * 127, more = 0)
      out.push(more, (Math.sign(lines) * 127) & 255);
    out.push(more, lines & 255);
    offset = startOffset(self.code, range.start);
    line = range.line;
  }
  return bytes(Uint8Array.from(out));
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
    sameWords(a.exceptionTable, b.exceptionTable) &&
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
  const { firstlineno, argcount, posonlyargcount, kwonlyargcount, instructions } = self.code;
  let mixed = firstlineno;
  for (const n of [argcount, posonlyargcount, kwonlyargcount, ...instructions])
    mixed = (Math.imul(mixed, 1000003) ^ n) >>> 0;
  return big(BigInt(h) ^ BigInt(mixed));
}

/** `replace(co_name=…, …)`. */
function replace(self: PyCode, ...values: (Value | undefined)[]): Result {
  const given = convert(values, 'replace');
  if (given === undefined) return undefined;
  const { code } = self;
  const linetable = given.get('co_linetable') as PyBytes | undefined;
  const packed = linetable === undefined ? null : unpackCode(linetable.bytes);
  const layout = packed ?? { fields: code, counts: countsOf(code) };
  const changes: Changes = { ...layoutOf(layout.fields) };
  if (linetable !== undefined && packed === null) changes.positions = new Uint8Array(0);
  if ((given.get('co_exceptiontable') as PyBytes | undefined)?.bytes.length === 0)
    changes.exceptionTable = new Int32Array(0);
  return assemble(code, changes, given, layout.counts);
}

type Changes = { -readonly [K in keyof CodeFields]?: CodeFields[K] };

function layoutOf(fields: PackedCode['fields']): Changes {
  const { constBase, nregs, cacheSlots, instructions, exceptionTable, positions } = fields;
  return { constBase, nregs, cacheSlots, instructions, exceptionTable, positions };
}

/** `code(argcount, …)`: the instructions come out of the line table, which only a code object has. */
function create(_cls: unknown, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0) return typeError('code() takes no keyword arguments');
  const required = POSITIONAL.length - 2;
  if (args.length < required || args.length > POSITIONAL.length)
    return typeError(
      `code expected at ${args.length < required ? `least ${required}` : `most ${POSITIONAL.length}`} arguments, got ${args.length}`,
    );
  const values = REPLACEABLE.map(
    ([name]) => args[POSITIONAL.indexOf(name)] ?? (OPTIONAL.has(name) ? tuple([]) : undefined),
  );
  const given = convert(values, 'code');
  if (given === undefined) return undefined;
  const packed = unpackCode((given.get('co_linetable') as PyBytes).bytes);
  if (packed === null) return raise(E.ValueError!, 'code: co_linetable is not that of a code object');
  return assemble(null, layoutOf(packed.fields), given, packed.counts);
}

/** Arguments of code() in their order. */
const POSITIONAL =
  'argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name qualname firstlineno linetable exceptiontable freevars cellvars'
    .split(' ')
    .map((name) => `co_${name}`);
const OPTIONAL = new Set(['co_freevars', 'co_cellvars']);

/** What was given, by name and converted. */
function convert(values: readonly (Value | undefined)[], fn: string): Map<string, unknown> | undefined {
  const given = new Map<string, unknown>();
  for (let i = 0; i < REPLACEABLE.length; i++) {
    const v = values[i];
    if (v === undefined) continue;
    const [name, , kind] = REPLACEABLE[i]!;
    const converted = CONVERTERS[kind](v, name, fn);
    if (converted === undefined) return undefined;
    given.set(name, converted);
  }
  return given;
}

/** A code object of a layout for `counts` variables and the fields that were given, others from `base`. */
function assemble(
  base: CodeObject | null,
  changes: Changes,
  given: ReadonlyMap<string, unknown>,
  counts: ReturnType<typeof countsOf>,
): Result {
  for (const [name, field] of REPLACEABLE)
    if (field !== null && given.has(name)) (changes as Record<string, unknown>)[field] = given.get(name);
  const fields = { ...base, ...changes } as CodeFields;
  const wanted = countsOf(fields);
  if ((given.get('co_nlocals') ?? wanted[0]) !== wanted[0])
    return raise(E.ValueError!, 'code: co_nlocals != len(co_varnames)');
  const layout = relocate(fields, counts, wanted);
  if (layout === null) return raise(E.ValueError!, 'code: variables are missing that the code uses');
  if (fields.consts.length < fields.nregs - fields.constBase)
    return raise(E.ValueError!, 'code: constants are missing that the code uses');
  const made = new CodeObject({ ...fields, ...layout });
  if (base === null || given.has('co_linetable') || given.has('co_consts') || given.has('co_names')) {
    const problems = verify(made);
    if (problems.length > 0) return raise(E.ValueError!, `code: ${problems[0]!}`);
  }
  const shown = given.get('co_code') as PyBytes | undefined;
  if (shown !== undefined && !sameBytes(shown.bytes, codeView(made).bytes))
    return raise(E.ValueError!, 'code: co_code is that of other code than co_linetable');
  return new PyCode(made);
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

const CONVERTERS: Record<FieldKind, (v: Value, name: string, fn: string) => unknown> = {
  int(v, name, fn) {
    const n = asIndex(v);
    if (n === undefined || n >= 0) return n;
    const text = fn === 'code' ? `code: ${name.slice(3)} must not be negative` : `${name} must be a positive integer`;
    return raise(E.ValueError!, text);
  },
  str: (v, name, fn) =>
    isStr(v) ? jsString(strValue(v)) : typeError(`${fn}() argument '${name}' must be str, not ${typeOf(v).name}`),
  names(v, name, fn) {
    if (!isTuple(v)) return typeError(`${fn}() argument '${name}' must be tuple, not ${typeOf(v).name}`);
    const out: string[] = [];
    for (const item of v.items) {
      if (!isStr(item)) return typeError(`name tuples must contain only strings, not '${typeOf(item).name}'`);
      out.push(jsString(strValue(item)));
    }
    return out;
  },
  bytes: (v, name, fn) =>
    v instanceof PyBytes ? v : typeError(`${fn}() argument '${name}' must be bytes, not ${typeOf(v).name}`),
  consts(v, name, fn) {
    if (!isTuple(v)) return typeError(`${fn}() argument '${name}' must be tuple, not ${typeOf(v).name}`);
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
  signature:
    '(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)',
  hasWeakRef: true,
  slots: {
    new: create,
    repr: (self: PyCode) =>
      strFromJs(
        `<code object ${self.code.name} at ${addressOf(self)}, file "${self.code.filename}", line ${self.code.firstlineno}>`,
      ),
    eq: equal,
    hash: hashCode,
  },
  methods: [
    method('co_lines', '($self, /)', coLines),
    method('co_branches', '($self, /)', coBranches),
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
    getset('co_code', (self: PyCode) => bytes(codeView(self.code).bytes.slice())),
    getset('_co_code_adaptive', (self: PyCode) => bytes(codeView(self.code).bytes.slice())),
    getset('co_consts', (self: PyCode) => tuple(codeConstants(self))),
    getset('co_names', (self: PyCode) => names(self.code.names)),
    getset('co_varnames', (self: PyCode) => names(self.code.varnames)),
    getset('co_freevars', (self: PyCode) => names(self.code.freevars)),
    getset('co_cellvars', (self: PyCode) => names(self.code.cellvars)),
    getset('co_filename', (self: PyCode) => strFromJs(self.code.filename)),
    getset('co_name', (self: PyCode) => strFromJs(self.code.name)),
    getset('co_qualname', (self: PyCode) => strFromJs(self.code.qualname)),
    getset('co_linetable', (self: PyCode) =>
      bytes(self.code.positions.length === 0 ? new Uint8Array(0) : packCode(self.code)),
    ),
    getset('co_lnotab', oldLineTable),
    getset('co_exceptiontable', (self: PyCode) => bytes(exceptionTableView(self.code))),
  ],
});
