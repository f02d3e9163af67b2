/** The type `bytearray` and its iterator. */
import type { ItemMemory } from '../core/arena.ts';
import { beforeExport, itemMemories } from '../core/arena.ts';
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import type { NativeSpec } from '../core/native.ts';
import { PyObject } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { DONE, int, str } from '../core/value.ts';
import { asciiMethods, bytesFromHex } from '../bytes/ascii.ts';
import { bytes } from '../bytes/bytes.ts';
import { constructorArguments, contents } from '../bytes/construct.ts';
import type { Flavor } from '../bytes/flavor.ts';
import { bytesRepr, compareSlots, concatOf, containsOf, getItemOf, repeatOf, strOfBytes } from '../bytes/ops.ts';
import { bytesPercent } from '../bytes/percent.ts';
import { searchMethods } from '../bytes/search.ts';
import { decodeMethod, MAKETRANS } from '../bytes/type.ts';
import { BUFFER_METHODS } from '../memoryview/buffer-methods.ts';
import { reduceTo } from '../iterators/reduce.ts';
import { asSsize } from '../ops/arith.ts';
import { call1, callMethod } from '../ops/call.ts';
import { strFromLatin1 } from '../str/ops.ts';
import { tuple } from '../tuple/tuple.ts';
import { byteArray, byteArrayData, isByteArray, PyByteArray } from './bytearray.ts';
import { exportBuffer } from './exports.ts';
import { mayResize, replaceAll } from './edit.ts';
import { delItemImpl, EDIT_METHODS, iconcat, irepeat, setItemImpl } from './methods.ts';

const FLAVOR: Flavor = {
  name: 'bytearray',
  data: byteArrayData,
  make: byteArray,
  same: (self: PyByteArray) => byteArray(byteArrayData(self).slice()),
};

function arrayNew(cls: PyType): Result {
  return new cls.instanceClass();
}

function arrayInit(self: PyByteArray, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = constructorArguments('bytearray', args, kwnames);
  if (bound === undefined) return undefined;
  if (self.length > 0) {
    if (!mayResize(self)) return undefined;
    replaceAll(self, new Uint8Array(0));
  }
  const data = contents('bytearray', bound);
  if (data === undefined) return undefined;
  replaceAll(self, data);
  return None;
}

function fromhexImpl(cls: PyType, text: Value): Result {
  const data = bytesFromHex(text);
  if (data === undefined) return undefined;
  return cls === T.bytearray ? byteArray(data) : call1(cls, bytes(data));
}

/** `(class, arguments, state)` of pickling: protocol 2 stores Latin-1 text, 3 and above bytes. */
function reduceParts(self: PyByteArray, protocol: number): Result {
  const state = callMethod(self, '__getstate__');
  if (state === undefined) return undefined;
  const data = byteArrayData(self).slice();
  if (protocol < 3) return tuple([self.cls, tuple([strFromLatin1(data), str('latin-1')]), state]);
  return tuple([self.cls, data.length === 0 ? tuple([]) : tuple([bytes(data)]), state]);
}

function reduceExImpl(self: PyByteArray, protocolArg: Value | undefined): Result {
  const protocol = protocolArg === undefined ? 0 : asSsize(protocolArg);
  return protocol === undefined ? undefined : reduceParts(self, protocol);
}

/** `bytearray_iterator`. `object` is null once exhausted. */
export class PyByteArrayIterator extends PyObject {
  object: PyByteArray | null;
  index = 0;
  constructor(object?: PyByteArray) {
    super();
    this.object = object ?? null;
  }
}

function iteratorNext(it: PyByteArrayIterator): Value | Done {
  const { object } = it;
  if (object === null) return DONE;
  if (it.index < object.length) return int(object.store[object.start + it.index++]);
  it.object = null;
  return DONE;
}

const ITERATOR_METHODS: readonly NativeSpec[] = [
  method('__length_hint__', '($self, /)', (it: PyByteArrayIterator) =>
    int(it.object === null ? 0 : Math.max(0, it.object.length - it.index)),
  ),
  method('__reduce__', '($self, /)', (it: PyByteArrayIterator) =>
    it.object === null ? reduceTo('iter', [tuple([])]) : reduceTo('iter', [it.object], it.index),
  ),
  method('__setstate__', '($self, state, /)', (it: PyByteArrayIterator, state: Value) => {
    const i = asSsize(state);
    if (i === undefined) return undefined;
    if (it.object !== null) it.index = Math.min(Math.max(i, 0), it.object.length);
    return None;
  }),
];

T.bytearray_iterator = defineType({
  name: 'bytearray_iterator',
  instanceClass: PyByteArrayIterator,
  slots: { iter: (it) => it, next: iteratorNext },
  methods: ITERATOR_METHODS,
  flags: TypeFlag.NoNew,
});

const MEMORY: ItemMemory<PyByteArray> = {
  writable: true,
  bytes: byteArrayData,
  format: () => 'B',
  movable: (b) => b.lock === null || b.lock.exports === 0,
  move: replaceAll,
};

function percent(self: Value, args: Value): Result {
  if (!isByteArray(self)) return NotImplemented;
  const out = bytesPercent(byteArrayData(self), args);
  return out === undefined ? undefined : byteArray(out);
}

function reprImpl(self: PyByteArray): Value {
  return str(`${self.cls.name}(${bytesRepr(byteArrayData(self), true)})`);
}

T.bytearray = defineType({
  name: 'bytearray',
  instanceClass: PyByteArray,
  doc: 'A mutable sequence of bytes, made as bytes() makes its contents.',
  signature: "(source=b'', encoding='utf-8', errors='strict')",
  flags: TypeFlag.Base | TypeFlag.MatchSelf,
  slots: {
    new: arrayNew,
    init: arrayInit,
    repr: reprImpl,
    str: strOfBytes(FLAVOR, reprImpl),
    hash: null,
    len: (self: PyByteArray) => self.length,
    iter: (self: PyByteArray) => new PyByteArrayIterator(self),
    getitem: getItemOf(FLAVOR, 'bytearray indices must be integers or slices', 'bytearray index out of range'),
    setitem: setItemImpl,
    delitem: delItemImpl,
    contains: containsOf(FLAVOR),
    concat: concatOf(FLAVOR),
    repeat: repeatOf(FLAVOR),
    iconcat,
    irepeat,
    mod: percent,
    rmod: (self: Value, left: Value) => percent(left, self),
    getbuffer: (self: PyByteArray) => {
      beforeExport(self, MEMORY);
      return exportBuffer(self);
    },
    ...compareSlots(FLAVOR),
  },
  methods: [
    ...searchMethods(FLAVOR),
    ...asciiMethods(FLAVOR),
    ...EDIT_METHODS,
    decodeMethod(FLAVOR.data),
    ...BUFFER_METHODS.slice(0, 2),
    method('__alloc__', '($self, /)', (self: PyByteArray) => int(self.store.length === 0 ? 0 : self.store.length + 1)),
    method('__reduce__', '($self, /)', (self: PyByteArray) => reduceParts(self, 2)),
    method('__reduce_ex__', '($self, proto=0, /)', reduceExImpl),
    method('__sizeof__', '($self, /)', (self: PyByteArray) =>
      int(56 + (self.store.length === 0 ? 0 : self.store.length + 1)),
    ),
  ],
  classMethods: [method('fromhex', '($type, string, /)', fromhexImpl)],
  staticMethods: [MAKETRANS],
});

itemMemories.set(T.bytearray, MEMORY);
