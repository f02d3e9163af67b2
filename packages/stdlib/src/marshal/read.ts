/** marshal.loads and load. Failures throw the pending exception (PyError), which the call boundary turns back. */
import type { PyStr, Result, Value } from '@pyston/objects';
import {
  big,
  bytes,
  byteArray,
  callMethod,
  complex,
  decodeUtf8,
  dictSet,
  E,
  Ellipsis,
  float,
  floatFromString,
  asIndex,
  int,
  isBytes,
  list,
  must,
  newDict,
  newFrozenSet,
  newSet,
  None,
  PyCode,
  PySlice,
  PyTuple,
  raise,
  setAdd,
  str,
  throwPending,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { deserialize, isSerialized } from '@pyston/bytecode';
import { C, FLAG_REF, INT32_MAX, MAX_DEPTH, SHIFT } from './codes.ts';

/** Gives the next bytes. */
export interface Source {
  /** -1 at the end. */
  byte(): number;
  take(n: number): Uint8Array;
}

function fail(message: string): never {
  valueError(`bad marshal data (${message})`);
  throwPending();
}

export class MemorySource implements Source {
  private readonly data: Uint8Array;
  private at = 0;
  constructor(data: Uint8Array) {
    this.data = data;
  }

  byte(): number {
    return this.at < this.data.length ? this.data[this.at++]! : -1;
  }

  take(n: number): Uint8Array {
    if (this.data.length - this.at < n) {
      raise(E.EOFError!, 'marshal data too short');
      throwPending();
    }
    this.at += n;
    return this.data.subarray(this.at - n, this.at);
  }
}

/** Reads through the file's `readinto`, so that nothing beyond the value is consumed. */
export class FileSource implements Source {
  private readonly file: Value;
  constructor(file: Value) {
    this.file = file;
  }

  private read(n: number): Uint8Array {
    const buffer = new Uint8Array(n);
    const got = must(asIndex(must(callMethod(this.file, 'readinto', byteArray(buffer)))));
    if (got > n) {
      valueError(`read() returned too much data: ${n} bytes requested, ${got} returned`);
      throwPending();
    }
    return buffer.subarray(0, got);
  }

  byte(): number {
    const got = this.read(1);
    return got.length === 0 ? -1 : got[0]!;
  }

  take(n: number): Uint8Array {
    const got = this.read(n);
    if (got.length === n) return got;
    raise(E.EOFError!, 'EOF read where not expected');
    throwPending();
  }
}

/** Marks a number that is taken while its object is still being read. */
const PENDING = Symbol('PENDING');

export class Reader {
  private readonly source: Source;
  private readonly allowCode: boolean;
  private readonly refs: (Value | typeof PENDING)[] = [];
  private depth = 0;

  constructor(source: Source, allowCode: boolean) {
    this.source = source;
    this.allowCode = allowCode;
  }

  /** The value; a missing one (NULL) is an error. */
  read(): Value {
    const v = this.object();
    if (v === null) this.nullIn('object');
    return v;
  }

  private nullIn(what: string): never {
    typeError(`NULL object in marshal data for ${what}`);
    throwPending();
  }

  private long(): number {
    const b = this.source.take(4);
    return b[0]! | (b[1]! << 8) | (b[2]! << 16) | (b[3]! << 24);
  }

  private size(what: string): number {
    const n = this.long();
    if (n < 0 || n > INT32_MAX) fail(`${what} size out of range`);
    return n;
  }

  private byte(): number {
    const b = this.source.byte();
    if (b >= 0) return b;
    raise(E.EOFError!, 'EOF read where not expected');
    throwPending();
  }

  private double(): number {
    const b = this.source.take(8);
    return new DataView(b.buffer, b.byteOffset, 8).getFloat64(0, true);
  }

  /** No version writes these any more. */
  private int64(): Value {
    const b = this.source.take(8);
    return big(new DataView(b.buffer, b.byteOffset, 8).getBigInt64(0, true));
  }

  private floatText(): number {
    const text = latin1(this.source.take(this.byte()));
    const v = floatFromString(text);
    if (v !== null && v !== undefined) return v;
    valueError(`could not convert string to float: '${text}'`);
    throwPending();
  }

  /** The next object, or null for TYPE_NULL. */
  object(): Value | null {
    const head = this.source.byte();
    if (head < 0) {
      raise(E.EOFError!, 'EOF read where object expected');
      throwPending();
    }
    if (++this.depth > MAX_DEPTH) {
      valueError('recursion limit exceeded');
      throwPending();
    }
    const flagged = (head & FLAG_REF) !== 0;
    const v = this.body(head & ~FLAG_REF, flagged);
    this.depth--;
    return v;
  }

  private note<V extends Value>(v: V, flagged: boolean): V {
    if (flagged) this.refs.push(v);
    return v;
  }

  private body(code: number, flagged: boolean): Value | null {
    switch (code) {
      case C.NULL:
        return null;
      case C.NONE:
        return None;
      case C.FALSE:
        return false;
      case C.TRUE:
        return true;
      case C.ELLIPSIS:
        return Ellipsis;
      case C.STOPITER:
        return E.StopIteration!;
      case C.REF:
        return this.reference();
      case C.INT:
        return this.note(int(this.long()), flagged);
      case C.INT64:
        return this.note(this.int64(), flagged);
      case C.LONG:
        return this.note(this.bigInt(), flagged);
      case C.FLOAT:
        return this.note(float(this.floatText()), flagged);
      case C.BINARY_FLOAT:
        return this.note(float(this.double()), flagged);
      case C.COMPLEX:
        return this.note(complex(this.floatText(), this.floatText()), flagged);
      case C.BINARY_COMPLEX:
        return this.note(complex(this.double(), this.double()), flagged);
      case C.STRING:
        return this.note(bytes(this.source.take(this.size('bytes object')).slice()), flagged);
      default:
        return this.textOrContainer(code, flagged);
    }
  }

  private textOrContainer(code: number, flagged: boolean): Value {
    switch (code) {
      case C.ASCII:
      case C.ASCII_INTERNED:
        return this.note(ascii(this.source.take(this.size('string'))), flagged);
      case C.SHORT_ASCII:
      case C.SHORT_ASCII_INTERNED:
        return this.note(ascii(this.source.take(this.byte())), flagged);
      case C.UNICODE:
      case C.INTERNED:
        return this.note(must(decodeUtf8(this.source.take(this.size('string')), 'surrogatepass')).text, flagged);
      case C.SMALL_TUPLE:
        return this.tuple(this.byte(), flagged);
      case C.TUPLE:
        return this.tuple(this.size('tuple'), flagged);
      case C.LIST:
        return this.list(flagged);
      case C.DICT:
        return this.dict(flagged);
      case C.SET:
        return this.set(flagged);
      case C.FROZENSET:
        return this.reserved(flagged, () => must(newFrozenSet(this.sequence(this.size('set'), 'set'))));
      case C.SLICE:
        return this.reserved(flagged, () => this.slice());
      case C.CODE:
        return this.code(flagged);
      default:
        return fail('unknown type code');
    }
  }

  private reference(): Value {
    const n = this.long();
    const v = n < 0 ? undefined : this.refs[n];
    return v === undefined || v === PENDING ? fail('invalid reference') : v;
  }

  /** An object whose number is taken before its parts are read. */
  private reserved(flagged: boolean, make: () => Value): Value {
    if (!flagged) return make();
    const n = this.refs.push(PENDING) - 1;
    return (this.refs[n] = make());
  }

  private bigInt(): Value {
    const n = this.long();
    if (n === -0x80000000) fail('long size out of range');
    const count = Math.abs(n);
    let v = 0n;
    let last = 0;
    for (let i = 0; i < count; i++) {
      const b = this.source.take(2);
      last = b[0]! | (b[1]! << 8);
      if (last >= 1 << SHIFT) fail('digit out of range in long');
      v |= BigInt(last) << BigInt(SHIFT * i);
    }
    if (count > 0 && last === 0) fail('unnormalized long data');
    return big(n < 0 ? -v : v);
  }

  private sequence(n: number, what: string): Value[] {
    const items: Value[] = [];
    for (let i = 0; i < n; i++) items.push(this.object() ?? this.nullIn(what));
    return items;
  }

  private tuple(n: number, flagged: boolean): Value {
    if (n === 0) return this.note(tuple([]), flagged);
    const items: Value[] = [];
    const v = this.note(new PyTuple(items), flagged);
    for (let i = 0; i < n; i++) items.push(this.object() ?? this.nullIn('tuple'));
    return v;
  }

  private list(flagged: boolean): Value {
    const n = this.size('list');
    const v = this.note(list([]), flagged);
    for (let i = 0; i < n; i++) v.items.push(this.object() ?? this.nullIn('list'));
    return v;
  }

  private dict(flagged: boolean): Value {
    const d = this.note(newDict(), flagged);
    for (;;) {
      const key = this.object();
      if (key === null) return d;
      const value = this.object();
      if (value === null) return d;
      must(dictSet(d, key, value));
    }
  }

  private set(flagged: boolean): Value {
    const n = this.size('set');
    const s = this.note(newSet(), flagged);
    for (let i = 0; i < n; i++) must(setAdd(s, this.object() ?? this.nullIn('set')));
    return s;
  }

  private slice(): Value {
    const start = this.read();
    const stop = this.read();
    return new PySlice(start, stop, this.read());
  }

  private code(flagged: boolean): Value {
    if (!this.allowCode) {
      valueError('unmarshalling code objects is disallowed');
      throwPending();
    }
    const raw = this.source.take(this.size('code object')).slice();
    if (!isSerialized(raw)) fail('code object of another version');
    return this.note(new PyCode(deserialize(raw)), flagged);
  }
}

function ascii(raw: Uint8Array): PyStr {
  return str(latin1(raw));
}

function latin1(raw: Uint8Array): string {
  let s = '';
  for (let i = 0; i < raw.length; i += 8192) s += String.fromCharCode(...raw.subarray(i, i + 8192));
  return s;
}

/** True when `file` reads bytes; else TypeError is pending. */
export function readsBytes(file: Value): Result {
  const data = callMethod(file, 'read', int(0));
  if (data === undefined) return undefined;
  return isBytes(data) ? true : typeError(`file.read() returned not bytes but ${typeOf(data).name}`);
}
