/**
 * Values to refs and back.
 *
 * `toRef` gives a new reference (the caller releases it), `fromRef` reads one without touching its count, `take` consumes one.
 * How a body of some type is read is its layout, kept per type address.
 */
import type { PyBytes, PyDict, PyObject, PyTuple, PyType, Value } from '@pyston/objects';
import { bytes, dictLen, float, Kind, type PyAstralStr, PyFloat, structSequence, T, tuple } from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import {
  allocate,
  allocatePair,
  allocateSmall,
  freeSmall,
  i32,
  putHeader,
  putPointer,
  putValueHeader,
  refAt,
  release,
  typeWords,
  u32,
} from './arena.ts';
import { FOREIGN, foreignTypes, foreignValues } from './foreign.ts';
import { bodies, dropHandle, existingWrapper, handles, hold, newHandle, registerWrapper } from './lifetime.ts';
import { adoptList, crossedAgain, freeListBody, migrate, noteCrossing } from './native-list.ts';
import { isNativeObject, type PyNativeObject } from './native-object.ts';
import { typeRef } from './types.ts';
import {
  astralRef,
  bigIntRef,
  bytesRef,
  FLOAT,
  floatRef,
  INT,
  intRef,
  readBytes,
  readFloat,
  readInt,
  readStr,
  STR,
  strRef,
} from './values.ts';

/** How a body is read; the Tie of Prefix layouts lies before the object. */
export const Layout = {
  Int: 1,
  Float: 2,
  Str: 3,
  Bytes: 4,
  Tuple: 5,
  List: 6,
  Dict: 7,
  Stub: 8,
  Native: 9,
  Type: 10,
  Boxed: 11,
} as const;

const TIED: ReadonlySet<number> = new Set([Layout.Stub, Layout.Dict, Layout.List, Layout.Tuple, Layout.Boxed]);

interface TypeRecord {
  readonly layout: number;
  readonly type: PyType;
}

/** By ref of the type object; one inside the arena has the number of its record in tp_subclasses, which is ours to use. */
const records: TypeRecord[] = [];
const foreignRecords: (TypeRecord | undefined)[] = [];
const TP_SUBCLASSES = 360 / 4;

const STUB_GRANULES = 2;
const DICT_GRANULES = 3;

export function startConversion(): void {
  for (const [ref, type] of foreignTypes) registerType(ref, type);
  bodies.tieWord = tieWord;
  bodies.items = itemRefs;
  bodies.hasTie = (ref) => TIED.has(recordOf(ref).layout);
  bodies.inUse = (ref) => recordOf(ref).layout === Layout.List && crossedAgain(ref);
  bodies.free = freeBody;
}

/** Makes a type object known under its ref. */
export function registerType(ref: Ref, type: PyType): void {
  const record = { layout: layoutOf(type), type };
  if (ref < 0) foreignRecords[-ref] = record;
  else u32[ref * 4 + TP_SUBCLASSES] = records.push(record);
}

const EXACT = new Map<string, number>([
  ['int', Layout.Int],
  ['float', Layout.Float],
  ['str', Layout.Str],
  ['bytes', Layout.Bytes],
  ['tuple', Layout.Tuple],
]);
const BOXED = Kind.Int | Kind.Float | Kind.Str | Kind.Bytes;

function layoutOf(type: PyType): number {
  const { layout } = type;
  if (layout & Kind.Native) return Layout.Native;
  if (layout & Kind.List) return Layout.List;
  if (layout & Kind.Dict) return Layout.Dict;
  if (layout & Kind.Type) return Layout.Type;
  const exact = (T as Record<string, PyType>)[type.name] === type ? EXACT.get(type.name) : undefined;
  if (exact !== undefined) return exact;
  if (layout & Kind.Tuple) return Layout.Tuple;
  return layout & BOXED && type !== T.bool ? Layout.Boxed : Layout.Stub;
}

function recordOf(ref: Ref): TypeRecord {
  return recordAt(refAt(ref * 4 + 2));
}

function recordAt(type: Ref): TypeRecord {
  const record = type < 0 ? foreignRecords[-type] : records[u32[type * 4 + TP_SUBCLASSES]! - 1];
  if (record === undefined) throw new Error(`the type object ${type} is not known`);
  return record;
}

function tieWord(ref: Ref): number {
  switch (recordOf(ref).layout) {
    case Layout.Stub:
      return ref * 4 + 4;
    case Layout.Dict:
      return ref * 4 + 6;
    default:
      return ref * 4 - 4;
  }
}

// --- to C

export function toRef(v: Value): Ref {
  if (typeof v === 'number') return intRef(v);
  if (typeof v === 'string') return strRef(v);
  if (typeof v === 'boolean') return v ? FOREIGN.true : FOREIGN.false;
  if (typeof v === 'bigint') return bigIntRef(v);
  if (v instanceof PyFloat) return floatRef(v.v);
  const stub = v.stub as Ref | undefined;
  if (stub === undefined) return newBody(v);
  if (stub > 0 && i32[stub * 4]! >= 0) {
    i32[stub * 4]!++;
    if (v.kind & (Kind.Native | Kind.List | Kind.Dict)) noteUse(v, stub);
  }
  return stub;
}

function noteUse(v: PyObject, ref: Ref): void {
  if (isNativeObject(v)) hold(v);
  else if (v.kind & Kind.Dict) noteSize(v as PyDict, ref);
  else noteCrossing(ref);
}

/** ma_used, which C's macros read: right whenever the dict crosses or C changes it. */
export function noteSize(d: PyDict, ref: Ref): void {
  u32[ref * 4 + 4] = dictLen(d);
}

function newBody(v: PyObject): Ref {
  const { kind } = v;
  if (kind & Kind.Type) return typeRef(v as PyType);
  if (kind & Kind.List) return migrate(v as never);
  const exact = v.cls;
  if (exact === T.str) return astralRef(v as PyAstralStr);
  if (exact === T.bytes) return bytesRef((v as PyBytes).bytes);
  if (kind & Kind.Tuple) return tupleRef(v as PyTuple);
  if (kind & BOXED) return boxedRef(v);
  if (!(kind & Kind.Dict)) return stubRef(v, STUB_GRANULES, 4);
  const ref = stubRef(v, DICT_GRANULES, 6);
  noteSize(v as PyDict, ref);
  return ref;
}

/** A header with a handle. */
function stubRef(v: PyObject, granules: number, tie: number): Ref {
  const ref = granules === STUB_GRANULES ? allocatePair() : allocateSmall(granules);
  putHeader(ref, typeRef(v.cls));
  const w = ref * 4;
  u32[w + 4] = u32[w + 5] = 0;
  u32[w + tie] = newHandle(v);
  u32[w + tie + 1] = 0;
  v.stub = ref;
  return ref;
}

function tupleRef(t: PyTuple): Ref {
  const { items } = t;
  const ref = addon.newTuple(items.length);
  const w = ref * 4;
  t.stub = ref;
  u32[w - 4] = newHandle(t);
  if (t.cls !== T.tuple) putPointer(w + 2, typeRef(t.cls));
  for (let i = 0; i < items.length; i++) putPointer(w + 8 + 2 * i, toRef(items[i]!));
  return ref;
}

/** An instance of a subclass of int, float, str or bytes: its value's body behind a prefix with the handle. */
function boxedRef(v: PyObject): Ref {
  const plain = toRef(plainValue(v));
  const words = 4 * 32;
  const ref = addon.allocate(words * 4 + 16) + 1;
  const w = ref * 4;
  u32.copyWithin(w, plain * 4, plain * 4 + words - 4);
  putHeader(ref, typeRef(v.cls));
  u32[w - 4] = newHandle(v);
  release(plain);
  v.stub = ref;
  return ref;
}

function plainValue(v: PyObject): Value {
  if (v.kind & Kind.Float) return float((v as PyFloat).v);
  if (v.kind & Kind.Bytes) return bytes((v as PyBytes).bytes);
  return (v as unknown as { value: Value }).value;
}

// --- from C

export function fromRef(ref: Ref): Value {
  if (ref < 0) return foreignValues[-ref] ?? foreignType(ref);
  const low = u32[ref * 4 + 2]!;
  const high = u32[ref * 4 + 3]!;
  if (low === INT.low && high === INT.high) return readInt(ref);
  if (low === STR.low && high === STR.high) return readStr(ref);
  if (low === FLOAT.low && high === FLOAT.high) return readFloat(ref);
  const { layout, type } = recordOf(ref);
  switch (layout) {
    case Layout.Int:
      return readInt(ref);
    case Layout.Float:
      return readFloat(ref);
    case Layout.Str:
      return readStr(ref);
    case Layout.Bytes:
      return readBytes(ref);
    case Layout.Tuple:
      return u32[ref * 4 - 4] === 0 ? readTuple(ref, type) : handles[u32[ref * 4 - 4]!]!;
    case Layout.List:
      return u32[ref * 4 - 4] === 0 ? adoptList(ref) : handles[u32[ref * 4 - 4]!]!;
    case Layout.Dict:
      return handles[u32[ref * 4 + 6]!]!;
    case Layout.Boxed:
      return handles[u32[ref * 4 - 4]!]!;
    case Layout.Type:
      return typeAt(ref);
    case Layout.Native:
      return wrapper(ref, type);
    default:
      return handles[u32[ref * 4 + 4]!]!;
  }
}

/** The value of a new reference, which is given back. */
export function take(ref: Ref): Value {
  if (ref < 0) return fromRef(ref);
  const w = ref * 4;
  const low = u32[w + 2]!;
  if (low === INT.low && u32[w + 3] === INT.high) {
    const v = readInt(ref);
    dropValue(ref, u32[w + 4]! < 24);
    return v;
  }
  if (low === FLOAT.low && u32[w + 3] === FLOAT.high) {
    const v = readFloat(ref);
    dropValue(ref, true);
    return v;
  }
  const v = fromRef(ref);
  drop(ref);
  return v;
}

/** Gives back a reference to an int or a float; `pair`: of two granules. */
function dropValue(ref: Ref, pair: boolean): void {
  const count = i32[ref * 4]!;
  if (count < 0) return;
  if (count === 1 && pair) freeSmall(ref, 2);
  else release(ref);
}

/** Gives back a reference; bodies of values that nobody else has are freed without crossing. */
export function drop(ref: Ref): void {
  if (ref <= 0) return;
  const w = ref * 4;
  const count = i32[w]!;
  if (count < 0) return;
  if (count > 1) {
    i32[w] = count - 1;
    return;
  }
  const low = u32[w + 2]!;
  if (low === FLOAT.low && u32[w + 3] === FLOAT.high) freeSmall(ref, 2);
  else if (low === INT.low && u32[w + 3] === INT.high && u32[w + 4]! < 24) freeSmall(ref, 2);
  else if (u32[w + 3] === STR.high && low === STR.low && u32[w + 8]! & STATE_ASCII) freeText(ref);
  else release(ref);
}

/** An ASCII body has nothing beside it. */
function freeText(ref: Ref): void {
  const bytes = 41 + u32[ref * 4 + 4]!;
  if (bytes <= 512) freeSmall(ref, (bytes + 15) >> 4);
  else release(ref);
}

const STATE_ASCII = 1 << 6;

/** The arguments of a call as a tuple that only C sees. */
export function argumentTuple(args: readonly Value[], from: number, to: number): Ref {
  const n = to - from;
  const bytes = 48 + 8 * n;
  if (bytes > 512) return toRef(tuple(args.slice(from, to)));
  const ref = allocate(bytes) + 1;
  const w = ref * 4;
  u32.fill(0, w - 4, w);
  putValueHeader(ref, TUPLE);
  u32[w + 4] = n;
  u32[w + 5] = 0;
  i32[w + 6] = i32[w + 7] = -1;
  for (let i = 0; i < n; i++) putPointer(w + 8 + 2 * i, toRef(args[from + i]!));
  return ref;
}

const TUPLE = typeWords(FOREIGN.tuple);

function typeAt(ref: Ref): PyType {
  return recordAt(ref).type;
}

function foreignType(ref: Ref): Value {
  const v = typeAt(ref);
  foreignValues[-ref] = v;
  return v;
}

/** Types that C made with PyStructSequence_NewType. */
export const structTypes: Set<PyType> = new Set();

function readTuple(ref: Ref, type: PyType): Value {
  const n = tupleRoom(ref);
  const items: Value[] = [];
  for (let i = 0; i < n; i++) items.push(fromRef(refAt(ref * 4 + 8 + 2 * i)));
  const t = structTypes.has(type) ? structSequence(type, items) : tuple(items);
  if (n === 0 || t.stub !== undefined) return t;
  t.stub = ref;
  u32[ref * 4 - 4] = newHandle(t);
  return t;
}

/** Items in the body: a struct sequence has more than its length says. */
function tupleRoom(ref: Ref): number {
  return u32[ref * 4 - 2]! || u32[ref * 4 + 4]!;
}

function itemRefs(ref: Ref): Ref[] {
  const w = ref * 4;
  const isList = recordOf(ref).layout === Layout.List;
  const first = isList ? refAt(w + 6) * 4 : w + 8;
  const out: Ref[] = [];
  for (let i = 0, n = isList ? u32[w + 4]! : tupleRoom(ref); i < n; i++) out.push(refAt(first + 2 * i));
  return out;
}

function wrapper(ref: Ref, type: PyType): Value {
  const known = existingWrapper(ref);
  if (known !== undefined) return known;
  type.instantiated = true;
  const o = new type.instanceClass() as PyNativeObject;
  registerWrapper(o, ref);
  return o;
}

// --- end of a body

function freeBody(ref: Ref, handle: number): void {
  const { layout } = recordOf(ref);
  const w = ref * 4;
  switch (layout) {
    case Layout.Stub:
      dropHandle(handle);
      freeSmall(ref, STUB_GRANULES);
      break;
    case Layout.Dict:
      dropHandle(handle);
      freeSmall(ref, DICT_GRANULES);
      break;
    case Layout.List:
      freeListBody(ref, handle);
      break;
    case Layout.Tuple:
      dropHandle(handle);
      for (let i = 0, n = tupleRoom(ref); i < n; i++) drop(refAt(w + 8 + 2 * i));
      addon.release(ref - 1);
      break;
    default:
      dropHandle(handle);
      addon.release(ref - 1);
  }
}
