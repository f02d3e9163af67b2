/** The type `bytes` and its iterator. */
import { itemMemories } from '../core/arena.ts';
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import type { NativeSpec } from '../core/native.ts';
import { bufferOf, bytesView, hasBuffer } from '../core/buffer.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { Done, PyInt, Result, Value } from '../core/value.ts';
import { DONE, int, str } from '../core/value.ts';
import { decodeText } from '../codec/api.ts';
import { BUFFER_METHODS } from '../memoryview/buffer-methods.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { asSsize } from '../ops/arith.ts';
import { nameArgument } from '../str/name-argument.ts';
import { siphash13 } from '../str/siphash.ts';
import { tuple } from '../tuple/tuple.ts';
import { asciiMethods, bytesFromHex, maketransImpl } from './ascii.ts';
import { bytes, isBytes, PyBytes } from './bytes.ts';
import { bytesMethod, bytesObject, constructorArguments, contents } from './construct.ts';
import type { Flavor } from './flavor.ts';
import { bytesRepr, compareSlots, concatOf, containsOf, getItemOf, repeatOf, strOfBytes } from './ops.ts';
import { bytesPercent } from './percent.ts';
import { searchMethods } from './search.ts';
import { call1 } from '../ops/call.ts';

const FLAVOR: Flavor = {
  name: 'bytes',
  data: (self: PyBytes) => self.bytes,
  make: bytes,
  same: (self: PyBytes) => (self instanceof PyBytes ? self : bytes((self as PyBytes).bytes)),
};

export function bytesHash(b: PyBytes): PyInt {
  if (b.hash === null) b.hash = siphash13(b.bytes, ts.runtime.hashSecret);
  return b.hash;
}

function bytesNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = constructorArguments('bytes', args, kwnames);
  if (bound === undefined) return undefined;
  const [source, encoding, errors] = bound;
  if (cls === T.bytes && source instanceof PyBytes && encoding === undefined && errors === undefined) return source;
  if (cls === T.bytes && typeof source === 'object' && encoding === undefined && errors === undefined) {
    const made = bytesObject(source);
    if (made !== null) return made;
  }
  const data = contents('bytes', bound);
  if (data === undefined) return undefined;
  const out = cls === T.bytes ? new PyBytes() : (new cls.instanceClass() as PyBytes);
  out.bytes = data;
  return out;
}

/** `decode(encoding, errors)` shared with bytearray. */
export function decodeMethod(data: (self: any) => Uint8Array): NativeSpec {
  return method('decode', "($self, /, encoding='utf-8', errors='strict')", (self, encodingArg, errorsArg) => {
    const encoding = nameArgument(encodingArg, 'decode', 'encoding');
    const errors = encoding === undefined ? undefined : nameArgument(errorsArg, 'decode', 'errors');
    if (encoding === undefined || errors === undefined) return undefined;
    return decodeText(data(self), encoding ?? 'utf-8', errors ?? 'strict');
  });
}

function fromhexImpl(cls: PyType, text: Value): Result {
  const data = bytesFromHex(text);
  if (data === undefined) return undefined;
  return cls === T.bytes ? bytes(data) : call1(cls, bytes(data));
}

function maketrans(from: Value, to: Value): Result {
  const table = maketransImpl(from, to);
  return table === undefined ? undefined : bytes(table);
}

export const MAKETRANS: NativeSpec = method('maketrans', '(frm, to, /)', maketrans);

/** `bytes_iterator`. `object` is null once exhausted. */
export class PyBytesIterator extends PyObject {
  object: PyBytes | null;
  index = 0;
  constructor(object?: PyBytes) {
    super();
    this.object = object ?? null;
  }
}

function iteratorNext(it: PyBytesIterator): Value | Done {
  const { object } = it;
  if (object === null) return DONE;
  if (it.index < object.bytes.length) return int(object.bytes[it.index++]);
  it.object = null;
  return DONE;
}

const ITERATOR_METHODS: readonly NativeSpec[] = [
  method('__length_hint__', '($self, /)', (it: PyBytesIterator) =>
    int(it.object === null ? 0 : it.object.bytes.length - it.index),
  ),
  method('__reduce__', '($self, /)', (it: PyBytesIterator) =>
    it.object === null ? reduceTo('iter', [tuple([])]) : reduceTo('iter', [it.object], it.index),
  ),
  method('__setstate__', '($self, state, /)', (it: PyBytesIterator, state: Value) => {
    const i = asSsize(state);
    if (i === undefined) return undefined;
    if (it.object !== null) it.index = Math.min(Math.max(i, 0), it.object.bytes.length);
    return None;
  }),
];

T.bytes_iterator = defineType({
  name: 'bytes_iterator',
  instanceClass: PyBytesIterator,
  slots: { iter: (it) => it, next: iteratorNext },
  methods: ITERATOR_METHODS,
  flags: TypeFlag.NoNew,
});

function percent(self: Value, args: Value): Result {
  if (!isBytes(self)) return NotImplemented;
  const out = bytesPercent(self.bytes, args);
  return out === undefined ? undefined : bytes(out);
}

const reprImpl = (self: PyBytes): Result => str(bytesRepr(self.bytes, false));

T.bytes = defineType({
  name: 'bytes',
  instanceClass: PyBytes,
  doc: 'An immutable sequence of bytes, made of an iterable of integers, a text and its encoding, a buffer, or a length.',
  signature: "(source=b'', encoding='utf-8', errors='strict')",
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  slots: {
    new: bytesNew,
    repr: reprImpl,
    str: strOfBytes(FLAVOR, reprImpl),
    hash: bytesHash,
    len: (self: PyBytes) => self.bytes.length,
    iter: (self: PyBytes) => new PyBytesIterator(self),
    getitem: getItemOf(FLAVOR, 'byte indices must be integers or slices', 'index out of range'),
    contains: containsOf(FLAVOR),
    concat: concatOf(FLAVOR),
    repeat: repeatOf(FLAVOR),
    mod: percent,
    rmod: (self: Value, left: Value) => percent(left, self),
    getbuffer: (self: PyBytes) => bytesView(self, self.bytes, true),
    ...compareSlots(FLAVOR),
  },
  methods: [
    ...searchMethods(FLAVOR),
    ...asciiMethods(FLAVOR),
    decodeMethod(FLAVOR.data),
    ...BUFFER_METHODS.slice(0, 1),
    method('__bytes__', '($self, /)', (self: PyBytes) => FLAVOR.same(self)),
    method('__getnewargs__', '($self, /)', (self: PyBytes) => tuple([bytes(self.bytes)])),
    method('__sizeof__', '($self, /)', (self: PyBytes) => int(33 + self.bytes.length)),
  ],
  classMethods: [method('fromhex', '($type, string, /)', fromhexImpl)],
  staticMethods: [MAKETRANS],
});

/** Contents of `bytes(o)` for other modules: `__bytes__`, buffers. */
export function bytesOf(o: Value): Uint8Array | undefined {
  const made = bytesMethod(o);
  if (made !== null) return made;
  return hasBuffer(o) ? bufferOf(o) : contents('bytes', [o, undefined, undefined]);
}

itemMemories.set(T.bytes, {
  writable: false,
  bytes: (b: PyBytes) => b.bytes,
  format: () => 'B',
  movable: () => true,
  move: (b: PyBytes, to) => {
    b.bytes = to;
  },
});
