/**
 * Compact binary form of code objects.
 *
 *     magic "PYSC", version, digest of the opcode table      (10 bytes)
 *     strings      count, then each: length·2 + wide, bytes  (all identifiers and texts, once; latin-1, or wide = UTF-16 units)
 *     code         length-prefixed blob; nested code stands inside its constants and is decoded when it is asked for
 *
 * Integers are LEB128; instruction words are zigzag-coded. The blob of a code object is self-contained given the strings.
 */
import { CodeObject } from './code.ts';
import type { CodeConstant, ConstantValue } from './constants.ts';
import { OPCODES } from './opcodes.ts';

const MAGIC = 0x43535950;
const VERSION = 1;

/** Changes whenever an opcode or operand does: stale files are refused. */
export const OPCODE_DIGEST: number = digest(
  OPCODES.map((o) => `${o.name}(${o.operands.map((x) => x.kind).join()})`).join(),
);

function digest(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

// ORDER: tags of constants.
const TAGS = [
  'none',
  'ellipsis',
  'bool',
  'int',
  'float',
  'complex',
  'str',
  'ustr',
  'bytes',
  'tuple',
  'frozenset',
  'slice',
  'code',
] as const;
const TAG = Object.fromEntries(TAGS.map((t, i) => [t, i])) as Record<(typeof TAGS)[number], number>;

const float = new DataView(new ArrayBuffer(8));

class Writer {
  private bytes = new Uint8Array(1024);
  length = 0;

  private reserve(n: number): void {
    if (this.length + n <= this.bytes.length) return;
    const grown = new Uint8Array((this.bytes.length + n) * 2);
    grown.set(this.bytes);
    this.bytes = grown;
  }

  byte(v: number): void {
    this.reserve(1);
    this.bytes[this.length++] = v;
  }

  uint(v: number): void {
    this.reserve(5);
    while (v > 127) {
      this.bytes[this.length++] = (v & 127) | 128;
      v >>>= 7;
    }
    this.bytes[this.length++] = v;
  }

  int(v: number): void {
    this.uint(((v << 1) ^ (v >> 31)) >>> 0);
  }

  uint32(v: number): void {
    for (let i = 0; i < 4; i++) this.byte((v >>> (8 * i)) & 255);
  }

  double(v: number): void {
    float.setFloat64(0, v, true);
    for (let i = 0; i < 8; i++) this.byte(float.getUint8(i));
  }

  raw(v: Uint8Array): void {
    this.reserve(v.length);
    this.bytes.set(v, this.length);
    this.length += v.length;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

class Strings {
  private readonly index = new Map<string, number>();
  readonly list: string[] = [];

  of(s: string): number {
    let i = this.index.get(s);
    if (i === undefined) {
      i = this.list.push(s) - 1;
      this.index.set(s, i);
    }
    return i;
  }
}

/** Bytes of a code object and all code inside it. */
export function serialize(code: CodeObject): Uint8Array {
  const strings = new Strings();
  const body = codeBlob(code, strings);
  const out = new Writer();
  out.uint32(MAGIC);
  out.byte(VERSION);
  out.byte(0);
  out.uint32(OPCODE_DIGEST);
  out.uint(strings.list.length);
  for (const s of strings.list) writeString(out, s);
  out.uint(body.length);
  out.raw(body);
  return out.finish();
}

function writeString(out: Writer, s: string): void {
  let wide = 0;
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 255) wide = 1;
  out.uint(s.length * 2 + wide);
  for (let i = 0; i < s.length; i++) {
    const u = s.charCodeAt(i);
    out.byte(u & 255);
    if (wide === 1) out.byte(u >> 8);
  }
}

function codeBlob(code: CodeObject, strings: Strings): Uint8Array {
  const out = new Writer();
  for (const s of [code.name, code.qualname, code.filename]) out.uint(strings.of(s));
  for (const v of [
    code.firstlineno,
    code.flags,
    code.argcount,
    code.posonlyargcount,
    code.kwonlyargcount,
    code.constBase,
    code.nregs,
    code.cacheSlots,
  ])
    out.uint(v);
  for (const list of [code.varnames, code.cellvars, code.freevars, code.names]) {
    out.uint(list.length);
    for (const s of list) out.uint(strings.of(s));
  }
  out.uint(code.consts.length);
  for (const c of code.consts) writeConstant(out, c, strings);
  for (const words of [code.instructions, code.exceptionTable]) {
    out.uint(words.length);
    for (let i = 0; i < words.length; i++) out.int(words[i]!);
  }
  out.uint(code.positions.length);
  out.raw(code.positions);
  return out.finish();
}

function writeConstant(out: Writer, c: ConstantValue, strings: Strings): void {
  out.byte(TAG[c.t]);
  switch (c.t) {
    case 'none':
    case 'ellipsis':
      return;
    case 'bool':
      out.byte(c.v ? 1 : 0);
      return;
    case 'int':
      out.uint(strings.of(c.v.toString(36)));
      return;
    case 'float':
      out.double(c.v);
      return;
    case 'complex':
      out.double(c.re);
      out.double(c.im);
      return;
    case 'str':
      out.uint(strings.of(c.v));
      return;
    case 'ustr':
      out.uint(c.cps.length);
      for (const cp of c.cps) out.uint(cp);
      return;
    case 'bytes':
      out.uint(c.v.length);
      out.raw(c.v);
      return;
    case 'tuple':
    case 'frozenset':
      out.uint(c.v.length);
      for (const x of c.v) writeConstant(out, x, strings);
      return;
    case 'slice':
      for (const x of [c.start, c.stop, c.step]) writeConstant(out, x, strings);
      return;
    case 'code': {
      const blob = codeBlob(c.v, strings);
      out.uint(blob.length);
      out.raw(blob);
    }
  }
}

/** Strings of an archive, decoded when asked for. */
class StringTable {
  private readonly bytes: Uint8Array;
  private readonly offsets: Int32Array;
  private readonly cache: (string | undefined)[];
  /** File name of all code in the archive instead of the recorded one. */
  readonly filename: string | null;

  constructor(bytes: Uint8Array, offsets: Int32Array, filename: string | null = null) {
    this.filename = filename;
    this.bytes = bytes;
    this.offsets = offsets;
    this.cache = new Array<string | undefined>(offsets.length).fill(undefined);
  }

  get(i: number): string {
    return (this.cache[i] ??= this.decode(i));
  }

  private decode(i: number): string {
    const r = new Reader(this.bytes, this.offsets[i]!, this);
    const head = r.uint();
    const length = head >> 1;
    return (head & 1) === 1 ? wideString(this.bytes, r.at, length) : latin1(this.bytes, r.at, length);
  }
}

/** Longest run of code units that one call of fromCharCode takes. */
const UNITS = 4096;

/** Made in one piece: a string added up unit by unit would be a chain of as many objects in V8's heap. */
function latin1(bytes: Uint8Array, at: number, length: number): string {
  if (length > UNITS) return latin1(bytes, at, UNITS) + latin1(bytes, at + UNITS, length - UNITS);
  return String.fromCharCode.apply(null, bytes.subarray(at, at + length) as unknown as number[]);
}

function wideString(bytes: Uint8Array, at: number, length: number): string {
  if (length > UNITS) return wideString(bytes, at, UNITS) + wideString(bytes, at + 2 * UNITS, length - UNITS);
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i++) units[i] = bytes[at + 2 * i]! | (bytes[at + 2 * i + 1]! << 8);
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

/** A nested code object that is decoded on first use. */
class LazyCode implements CodeConstant {
  readonly t = 'code';
  private source: Reader | null;
  private code: CodeObject | null = null;

  constructor(source: Reader) {
    this.source = source;
  }

  get v(): CodeObject {
    if (this.code === null) {
      this.code = this.source!.code();
      this.source = null;
    }
    return this.code;
  }
}

const NO_NAMES: readonly string[] = [];
const NO_WORDS = new Int32Array(0);
const NONE = { t: 'none' } as const;
const ELLIPSIS = { t: 'ellipsis' } as const;
const FALSE = { t: 'bool', v: false } as const;
const TRUE = { t: 'bool', v: true } as const;

/** Words of one buffer that many code objects share: buffers are dear, in memory and in a start-up snapshot. */
const POOL = 4096;
let pool = NO_WORDS;
let used = 0;

function wordsOf(length: number): Int32Array {
  if (length === 0) return NO_WORDS;
  if (length > POOL / 4) return new Int32Array(length);
  if (used + length > pool.length) {
    pool = new Int32Array(POOL);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}

class Reader {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly strings: StringTable;

  constructor(bytes: Uint8Array, at: number, strings: StringTable) {
    this.bytes = bytes;
    this.at = at;
    this.strings = strings;
  }

  uint(): number {
    const { bytes } = this;
    let b = bytes[this.at++]!;
    if (b < 128) return b;
    let v = b & 127;
    for (let shift = 7; ; shift += 7) {
      b = bytes[this.at++]!;
      v |= (b & 127) << shift;
      if (b < 128) return v >>> 0;
    }
  }

  int(): number {
    const v = this.uint();
    return (v >>> 1) ^ -(v & 1);
  }

  private double(): number {
    for (let i = 0; i < 8; i++) float.setUint8(i, this.bytes[this.at++]!);
    return float.getFloat64(0, true);
  }

  private string(): string {
    return this.strings.get(this.uint());
  }

  private stringList(): readonly string[] {
    const length = this.uint();
    if (length === 0) return NO_NAMES;
    const list = new Array<string>(length);
    for (let i = 0; i < list.length; i++) list[i] = this.string();
    return list;
  }

  private words(): Int32Array {
    const words = wordsOf(this.uint());
    for (let i = 0; i < words.length; i++) words[i] = this.int();
    return words;
  }

  private take(length: number): Uint8Array {
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  code(): CodeObject {
    const [name, qualname, recorded] = [this.string(), this.string(), this.string()];
    const filename = this.strings.filename ?? recorded;
    const [firstlineno, flags, argcount, posonlyargcount, kwonlyargcount, constBase, nregs, cacheSlots] = [
      this.uint(),
      this.uint(),
      this.uint(),
      this.uint(),
      this.uint(),
      this.uint(),
      this.uint(),
      this.uint(),
    ];
    const [varnames, cellvars, freevars, names] = [
      this.stringList(),
      this.stringList(),
      this.stringList(),
      this.stringList(),
    ];
    const consts = this.constants(this.uint());
    const instructions = this.words();
    const exceptionTable = this.words();
    const positions = this.take(this.uint());
    return new CodeObject({
      name,
      qualname,
      filename,
      firstlineno,
      flags,
      argcount,
      posonlyargcount,
      kwonlyargcount,
      varnames,
      cellvars,
      freevars,
      names,
      consts,
      instructions,
      constBase,
      nregs,
      cacheSlots,
      exceptionTable,
      positions,
    });
  }

  private constants(count: number): ConstantValue[] {
    const list = new Array<ConstantValue>(count);
    for (let i = 0; i < count; i++) list[i] = this.constant();
    return list;
  }

  private constant(): ConstantValue {
    const t = TAGS[this.bytes[this.at++]!]!;
    switch (t) {
      case 'none':
        return NONE;
      case 'ellipsis':
        return ELLIPSIS;
      case 'bool':
        return this.bytes[this.at++] === 1 ? TRUE : FALSE;
      case 'int':
        return { t, v: parseInt36(this.string()) };
      case 'float':
        return { t, v: this.double() };
      case 'complex':
        return { t, re: this.double(), im: this.double() };
      case 'str':
        return { t, v: this.string() };
      case 'ustr':
        return { t, cps: this.codePoints() };
      case 'bytes':
        return { t, v: this.take(this.uint()) };
      case 'tuple':
      case 'frozenset':
        return { t, v: this.constants(this.uint()) };
      case 'slice':
        return { t, start: this.constant(), stop: this.constant(), step: this.constant() };
      case 'code':
        return this.nested();
    }
  }

  private codePoints(): Uint32Array {
    const cps = new Uint32Array(this.uint());
    for (let i = 0; i < cps.length; i++) cps[i] = this.uint();
    return cps;
  }

  private nested(): LazyCode {
    const length = this.uint();
    const lazy = new LazyCode(new Reader(this.bytes, this.at, this.strings));
    this.at += length;
    return lazy;
  }
}

function parseInt36(text: string): number | bigint {
  if (text.length <= 10) return parseInt(text, 36);
  const negative = text.startsWith('-');
  let v = 0n;
  for (const ch of negative ? text.slice(1) : text) v = v * 36n + BigInt(parseInt(ch, 36));
  if (negative) v = -v;
  return v <= 9007199254740991n && v >= -9007199254740991n ? Number(v) : v;
}

/**
 * Code object of serialize()'s bytes; keeps a reference to them. `filename` replaces the recorded one.
 * @throws Error on a foreign or stale format
 */
export function deserialize(bytes: Uint8Array, filename: string | null = null): CodeObject {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || head.getUint32(0, true) !== MAGIC) throw new Error('bad magic number in code file');
  if (bytes[4] !== VERSION || head.getUint32(6, true) !== OPCODE_DIGEST)
    throw new Error('code file of another version');
  const none = new StringTable(bytes, new Int32Array(0));
  const r = new Reader(bytes, 10, none);
  const offsets = new Int32Array(r.uint());
  for (let i = 0; i < offsets.length; i++) {
    offsets[i] = r.at;
    const headWord = r.uint();
    r.at += (headWord >> 1) << (headWord & 1);
  }
  r.uint();
  return new Reader(bytes, r.at, new StringTable(bytes, offsets, filename)).code();
}

/** Whether deserialize() would take these bytes. */
export function isSerialized(bytes: Uint8Array): boolean {
  if (bytes.length < 10) return false;
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return head.getUint32(0, true) === MAGIC && bytes[4] === VERSION && head.getUint32(6, true) === OPCODE_DIGEST;
}
