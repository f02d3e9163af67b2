/**
 * marshal.dumps. CPython numbers an object for references when others hold it too; reference counts do not exist here, so a first
 * walk finds the objects that occur more than once, and what CPython shares anyway (small ints, names) is always numbered.
 * Code objects are the compact form of package bytecode behind their type byte and length.
 */
import type { StrValue, Value } from '@pyston/objects';
import {
  dictCursor,
  E,
  encodeUtf8,
  Ellipsis,
  floatRepr,
  isAscii,
  isAstral,
  must,
  None,
  PyBytes,
  PyCode,
  PyComplex,
  PyDict,
  PyFloat,
  PyFrozenSet,
  PyList,
  PySet,
  PySlice,
  PyTuple,
  setItems,
  throwPending,
  tryBufferOf,
  valueError,
  strLen,
} from '@pyston/objects';
import { serialize } from '@pyston/bytecode';
import { C, FLAG_REF, INT32_MAX, MAX_DEPTH, SHIFT } from './codes.ts';

const scratch = new DataView(new ArrayBuffer(8));

function fail(message: string): never {
  valueError(message);
  throwPending();
}

class Writer {
  private data = new Uint8Array(256);
  private length = 0;
  private depth = 0;
  /** Numbers of objects already written; ints and strs by value. */
  private readonly refs = new Map<unknown, number>();
  private readonly shared = new Set<Value>();
  private readonly version: number;
  private readonly allowCode: boolean;

  constructor(version: number, allowCode: boolean) {
    this.version = version;
    this.allowCode = allowCode;
  }

  write(v: Value): Uint8Array {
    if (this.version >= 3) this.findShared(v, new Set(), 0);
    this.object(v);
    return this.data.slice(0, this.length);
  }

  private findShared(v: Value, seen: Set<Value>, depth: number): void {
    if (typeof v !== 'object' || v === None || v === Ellipsis || depth > MAX_DEPTH) return;
    if (seen.has(v)) {
      this.shared.add(v);
      return;
    }
    seen.add(v);
    for (const part of parts(v)) this.findShared(part, seen, depth + 1);
  }

  private reserve(n: number): void {
    if (this.length + n <= this.data.length) return;
    const grown = new Uint8Array((this.length + n) * 2);
    grown.set(this.data);
    this.data = grown;
  }

  private byte(b: number): void {
    this.reserve(1);
    this.data[this.length++] = b;
  }

  private raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.data.set(bytes, this.length);
    this.length += bytes.length;
  }

  private long(n: number): void {
    this.reserve(4);
    for (let i = 0; i < 4; i++) this.data[this.length++] = (n >>> (8 * i)) & 255;
  }

  private size(n: number): void {
    if (n > INT32_MAX) fail('unmarshallable object');
    this.long(n);
  }

  private double(n: number): void {
    scratch.setFloat64(0, n, true);
    for (let i = 0; i < 8; i++) this.byte(scratch.getUint8(i));
  }

  /** Text of a number, as old versions have it. */
  private shortText(text: string): void {
    this.byte(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  private sized(bytes: Uint8Array): void {
    this.size(bytes.length);
    this.raw(bytes);
  }

  /** Writes a reference and returns null when the object was written before; else the flag for its type byte. */
  private flag(v: Value): number | null {
    if (this.version < 3) return 0;
    const key = refKey(v);
    if (key === null || (typeof v === 'object' && !isAstral(v) && !this.shared.has(v))) return 0;
    const known = this.refs.get(key);
    if (known !== undefined) {
      this.byte(C.REF);
      this.long(known);
      return null;
    }
    this.refs.set(key, this.refs.size);
    return FLAG_REF;
  }

  object(v: Value): void {
    if (++this.depth > MAX_DEPTH) fail('object too deeply nested to marshal');
    if (!this.constant(v)) {
      const flag = this.flag(v);
      if (flag !== null) this.complexObject(v, flag);
    }
    this.depth--;
  }

  private constant(v: Value): boolean {
    const code =
      v === None
        ? C.NONE
        : v === true
          ? C.TRUE
          : v === false
            ? C.FALSE
            : v === Ellipsis
              ? C.ELLIPSIS
              : v === E.StopIteration
                ? C.STOPITER
                : -1;
    if (code >= 0) this.byte(code);
    return code >= 0;
  }

  private complexObject(v: Value, flag: number): void {
    if (typeof v === 'number' || typeof v === 'bigint') this.int(v, flag);
    else if (typeof v === 'string' || isAstral(v)) this.text(v, flag);
    else if (v instanceof PyFloat) this.float(v.v, flag);
    else if (v instanceof PyComplex) this.complex(v, flag);
    else if (v instanceof PyBytes) this.tagged(C.STRING, flag, v.bytes);
    else if (v instanceof PyTuple) this.tuple(v, flag);
    else if (v instanceof PyList) this.items(C.LIST, flag, v.items);
    else if (v instanceof PyDict) this.dict(v, flag);
    else if (v instanceof PySet || v instanceof PyFrozenSet) this.set(v, flag);
    else if (v instanceof PyCode) this.code(v, flag);
    else if (v instanceof PySlice && this.version >= 5) this.slice(v, flag);
    else this.buffer(v, flag);
  }

  private tagged(code: number, flag: number, bytes: Uint8Array): void {
    this.byte(code | flag);
    this.sized(bytes);
  }

  private int(v: number | bigint, flag: number): void {
    if (typeof v === 'number' && (v | 0) === v) {
      this.byte(C.INT | flag);
      this.long(v);
      return;
    }
    let rest = BigInt(v);
    const negative = rest < 0n;
    if (negative) rest = -rest;
    const digits: number[] = [];
    for (; rest > 0n; rest >>= BigInt(SHIFT)) digits.push(Number(rest & 0x7fffn));
    this.byte(C.LONG | flag);
    this.long(negative ? -digits.length : digits.length);
    for (const d of digits) {
      this.byte(d & 255);
      this.byte(d >> 8);
    }
  }

  private float(v: number, flag: number): void {
    if (this.version > 1) {
      this.byte(C.BINARY_FLOAT | flag);
      this.double(v);
    } else {
      this.byte(C.FLOAT | flag);
      this.shortText(oldFloat(v));
    }
  }

  private complex(v: PyComplex, flag: number): void {
    if (this.version > 1) {
      this.byte(C.BINARY_COMPLEX | flag);
      this.double(v.re);
      this.double(v.im);
    } else {
      this.byte(C.COMPLEX | flag);
      this.shortText(oldFloat(v.re));
      this.shortText(oldFloat(v.im));
    }
  }

  private text(v: StrValue, flag: number): void {
    if (this.version < 4 || !isAscii(v)) {
      this.tagged(
        this.version >= 3 && isNameLike(v) ? C.INTERNED : C.UNICODE,
        flag,
        must(encodeUtf8(v, 'surrogatepass')),
      );
      return;
    }
    const ascii = must(encodeUtf8(v));
    const interned = isNameLike(v);
    if (strLen(v) < 256) {
      this.byte((interned ? C.SHORT_ASCII_INTERNED : C.SHORT_ASCII) | flag);
      this.byte(ascii.length);
      this.raw(ascii);
    } else this.tagged(interned ? C.ASCII_INTERNED : C.ASCII, flag, ascii);
  }

  private items(code: number, flag: number, items: readonly Value[]): void {
    this.byte(code | flag);
    this.size(items.length);
    for (const item of items) this.object(item);
  }

  private tuple(v: PyTuple, flag: number): void {
    if (this.version < 4 || v.items.length > 255) {
      this.items(C.TUPLE, flag, v.items);
      return;
    }
    this.byte(C.SMALL_TUPLE | flag);
    this.byte(v.items.length);
    for (const item of v.items) this.object(item);
  }

  private dict(v: PyDict, flag: number): void {
    this.byte(C.DICT | flag);
    const cursor = dictCursor(v);
    while (cursor.advance()) {
      this.object(cursor.key);
      this.object(cursor.value);
    }
    this.byte(C.NULL);
  }

  /** Elements in the order of their own marshalled bytes, so that equal sets give equal bytes. */
  private set(v: PySet | PyFrozenSet, flag: number): void {
    this.byte((v instanceof PyFrozenSet ? C.FROZENSET : C.SET) | flag);
    const items = setItems(v as PySet).map((item) => ({
      item,
      bytes: new Writer(this.version, this.allowCode).write(item),
    }));
    items.sort((a, b) => compareBytes(a.bytes, b.bytes));
    this.size(items.length);
    for (const { item } of items) this.object(item);
  }

  private code(v: PyCode, flag: number): void {
    if (!this.allowCode) fail('marshalling code objects is disallowed');
    this.tagged(C.CODE, flag, serialize(v.code));
  }

  private slice(v: PySlice, flag: number): void {
    this.byte(C.SLICE | flag);
    this.object(v.start);
    this.object(v.stop);
    this.object(v.step);
  }

  private buffer(v: Value, flag: number): void {
    const bytes = tryBufferOf(v);
    if (bytes === undefined) throwPending();
    if (bytes === null) fail('unmarshallable object');
    this.tagged(C.STRING, flag, bytes);
  }
}

/** Objects inside a container. */
function parts(v: Value): Iterable<Value> {
  if (v instanceof PyTuple || v instanceof PyList) return v.items;
  if (v instanceof PySet || v instanceof PyFrozenSet) return setItems(v as PySet);
  if (v instanceof PySlice) return [v.start, v.stop, v.step];
  if (!(v instanceof PyDict)) return [];
  const out: Value[] = [];
  const cursor = dictCursor(v);
  while (cursor.advance()) out.push(cursor.key, cursor.value);
  return out;
}

/** Key under which an object is found again: objects by identity, shared ints and names by value; null: never shared. */
function refKey(v: Value): unknown {
  if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'string') return v;
  return isAstral(v) ? `astral ${String.fromCodePoint(...v.cps)}` : v;
}

/** Strs that CPython keeps one copy of. */
function isNameLike(v: StrValue): boolean {
  return typeof v === 'string' && /^([A-Za-z0-9_]*|[\0-\xff])$/.test(v);
}

function oldFloat(v: number): string {
  const text = floatRepr(v);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** Marshalled bytes; throws the pending exception (PyError). */
export function marshalBytes(v: Value, version: number, allowCode: boolean): Uint8Array {
  return new Writer(version, allowCode).write(v);
}
