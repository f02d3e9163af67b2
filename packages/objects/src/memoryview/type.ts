/** The type `memoryview` and its iterator. */
import { raise, takeException, typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset, method } from '../core/define.ts';
import type { NativeSpec } from '../core/native.ts';
import { BUFFER_METHODS } from './buffer-methods.ts';
import {
  bufferHooks,
  BufferFlag,
  BufferView,
  isCContiguous,
  isFContiguous,
  releaseBuffer,
  tryGetBuffer,
  viewBytes,
} from '../core/buffer.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { Ellipsis, None, NotImplemented } from '../core/singletons.ts';
import { ts } from '../core/thread-state.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, PyInt, Result, Value } from '../core/value.ts';
import { ABSENT, DONE, int, str } from '../core/value.ts';
import { hexText } from '../bytes/ascii.ts';
import { bytes } from '../bytes/bytes.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { isInt } from '../int/int.ts';
import { asSsize } from '../ops/arith.ts';
import { tryCallSpecial } from '../ops/call.ts';
import { eq } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { addressOf } from '../object/object.ts';
import { PyList } from '../list/list.ts';
import { PySlice, sliceIndices } from '../slice/slice.ts';
import { jsString } from '../str/astral.ts';
import { nameArgument } from '../str/name-argument.ts';
import { strOrUndefined } from '../str/ops.ts';
import { siphash13 } from '../str/siphash.ts';
import { isTuple, tuple } from '../tuple/tuple.ts';
import { itemCodec } from './item.ts';
import { isByteArray } from '../bytearray/bytearray.ts';
import { noteView } from '../bytearray/exports.ts';
import { PyMemoryView } from './memoryview.ts';
import {
  assignView,
  castView,
  copyFortran,
  copyOf,
  dataView,
  derived,
  itemAt,
  offsetOf,
  offsetsOf,
  shapedView,
  slicedView,
  toNestedList,
} from './view.ts';

const RELEASED = 'operation forbidden on released memoryview object';

/** The window, or ValueError once released. */
function live(m: PyMemoryView): BufferView | undefined {
  return m.view ?? valueError(RELEASED);
}

/** Views of one exporter's buffer: the buffer is given back when the last of them is released. */
class SharedBuffer {
  readonly master: BufferView;
  private views = 0;
  constructor(master: BufferView) {
    this.master = master;
  }
  hold(view: BufferView): BufferView {
    this.views++;
    sharedOf.set(view, this);
    view.onRelease = () => {
      if (--this.views === 0) releaseBuffer(this.master);
    };
    return view;
  }
}

const sharedOf = new WeakMap<BufferView, SharedBuffer>();

/** A memoryview of `view`, which shares the buffer of `parent`. */
function derivedMemory(parent: BufferView, view: BufferView): PyMemoryView {
  return new PyMemoryView(sharedOf.get(parent)!.hold(view));
}

/** `memoryview(o)`. */
export function memoryOf(o: Value, flags: number = BufferFlag.FullRo): PyMemoryView | undefined {
  if (o instanceof PyMemoryView) {
    const view = live(o);
    if (view === undefined) return undefined;
    return derivedMemory(view, derived(view, view.offset, view.shape, view.strides));
  }
  const master = tryGetBuffer(o, flags);
  if (master === undefined) return undefined;
  if (master === null) return typeError(`memoryview: a bytes-like object is required, not '${typeOf(o).name}'`);
  if (isByteArray(o)) noteView(o, master);
  return new PyMemoryView(new SharedBuffer(master).hold(derived(master, master.offset, master.shape, master.strides)));
}

function memoryNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (args.length === 0) return typeError("memoryview() missing required argument 'object' (pos 1)");
  if (args.length > 1) return typeError(`memoryview() takes at most 1 argument (${args.length} given)`);
  if (kwnames !== null && kwnames.length > 0 && kwnames[0] !== 'object')
    return typeError(`memoryview() got an unexpected keyword argument '${kwnames[0]}'`);
  return memoryOf(args[0]);
}

function release(m: PyMemoryView): Result {
  const { view } = m;
  if (view === null) return None;
  if (m.exports > 0)
    return raise(E.BufferError, `memoryview has ${m.exports} exported buffer${m.exports === 1 ? '' : 's'}`);
  m.view = null;
  releaseBuffer(view);
  return None;
}

/** Numbers of an index: one int or a tuple of ints; null for what is neither. */
function indexNumbers(key: Value): number[] | null | undefined {
  const items: readonly Value[] = isTuple(key) ? key.items : [key];
  const out: number[] = [];
  for (const item of items) {
    if (!isInt(item) && typeOf(item).slots.index === null) return null;
    const n = asSsize(item, E.IndexError);
    if (n === undefined) return undefined;
    out.push(n);
  }
  return out;
}

function isSliceTuple(key: Value): boolean {
  return isTuple(key) && key.items.length > 0 && key.items.every((item) => item instanceof PySlice);
}

/** Byte offset that a key means; `undefined` = raised. */
function locate(view: BufferView, key: Value): number | undefined {
  const ndim = view.shape.length;
  if (ndim === 0) {
    if (key === Ellipsis || (isTuple(key) && key.items.length === 0)) return view.offset;
    return typeError('invalid indexing of 0-dim memory');
  }
  const numbers = indexNumbers(key);
  if (numbers === undefined) return undefined;
  if (numbers === null) {
    if (isSliceTuple(key)) return raise(E.NotImplementedError, 'multi-dimensional slicing is not implemented');
    return typeError('memoryview: invalid slice key');
  }
  if (!isTuple(key) && ndim > 1) return raise(E.NotImplementedError, 'multi-dimensional sub-views are not implemented');
  if (numbers.length > ndim)
    return typeError(`cannot index ${ndim}-dimension view with ${numbers.length}-element tuple`);
  if (numbers.length < ndim) return raise(E.NotImplementedError, 'sub-views are not implemented');
  return offsetOf(view, numbers);
}

function getItemImpl(m: PyMemoryView, key: Value): Result {
  const view = live(m);
  if (view === undefined) return undefined;
  if (view.shape.length === 0 && key === Ellipsis) return m;
  if (key instanceof PySlice && view.shape.length > 0) {
    const range = sliceIndices(key, view.shape[0]);
    return range === undefined ? undefined : derivedMemory(view, slicedView(view, range));
  }
  const at = locate(view, key);
  // __index__ may have released the view
  return at === undefined || live(m) === undefined ? undefined : itemAt(view, at);
}

function setItemImpl(m: PyMemoryView, key: Value, value: Value): Result {
  const view = live(m);
  if (view === undefined) return undefined;
  const codec = itemCodec(view.format);
  if (codec === undefined) return raise(E.NotImplementedError, `memoryview: format ${view.format} not supported`);
  if (view.readonly) return typeError('cannot modify read-only memory');
  if (key instanceof PySlice && view.shape.length === 1) return assignSlice(view, key, value);
  if (key instanceof PySlice && view.shape.length > 0)
    return raise(E.NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
  const at = locate(view, key);
  if (at === undefined || live(m) === undefined) return undefined;
  // conversion of the value may release the view too: the memory is still there, the error is due
  return codec.set(dataView(view), at, value) === undefined || live(m) === undefined ? undefined : None;
}

function assignSlice(view: BufferView, key: PySlice, value: Value): Result {
  const source = tryGetBuffer(value, BufferFlag.FullRo);
  if (source === undefined) return undefined;
  if (source === null) return typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  const range = sliceIndices(key, view.shape[0]);
  const ok = range === undefined ? undefined : assignView(slicedView(view, range), source);
  releaseBuffer(source);
  return ok === undefined ? undefined : None;
}

function castImpl(m: PyMemoryView, formatArg: Value, shapeArg: Value | undefined): Result {
  const view = live(m);
  if (view === undefined) return undefined;
  const format = strOrUndefined(formatArg);
  if (format === undefined) return typeError(`cast() argument 'format' must be str, not ${typeOf(formatArg).name}`);
  if (!isCContiguous(view)) return typeError('memoryview: casts are restricted to C-contiguous views');
  const ndim = view.shape.length;
  let items: readonly Value[] | null = null;
  if (shapeArg !== undefined) {
    if (!(shapeArg instanceof PyList) && !isTuple(shapeArg)) return typeError('shape must be a list or a tuple');
    items = shapeArg.items;
    if (items.length > 64) return valueError('memoryview: number of dimensions must not exceed 64');
    if (ndim !== 1 && items.length !== 1) return typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const flat = castView(view, jsString(format));
  if (flat === undefined) return undefined;
  const shaped = items === null ? flat : shapedView(flat, items);
  return shaped === undefined ? undefined : derivedMemory(view, shaped);
}

function tobytesImpl(m: PyMemoryView, orderArg: Value | undefined): Result {
  const view = live(m);
  if (view === undefined) return undefined;
  const order = orderArg === undefined || orderArg === None ? 'C' : nameArgument(orderArg, 'tobytes', 'order');
  if (order === undefined) return undefined;
  if (order !== 'C' && order !== 'F' && order !== 'A') return valueError("order must be 'C', 'F' or 'A'");
  const fortran = order === 'F' || (order === 'A' && isFContiguous(view) && !isCContiguous(view));
  return bytes(fortran ? copyFortran(view) : copyOf(view));
}

/** Same shape and equal items; formats that struct does not know natively compare unequal. */
function equalViews(a: BufferView, b: BufferView): boolean | undefined {
  if (a.shape.length !== b.shape.length || !a.shape.every((n, d) => n === b.shape[d])) return false;
  const left = itemCodec(a.format);
  const right = itemCodec(b.format);
  if (left === undefined || right === undefined) return false;
  const [p, q, x, y] = [offsetsOf(a), offsetsOf(b), dataView(a), dataView(b)];
  for (let i = 0; i < p.length; i++) {
    const same = eqItems(left.get(x, p[i]), right.get(y, q[i]));
    if (same !== true) return same;
  }
  return true;
}

function eqItems(a: Value, b: Value): boolean | undefined {
  return typeof a === 'number' && typeof b === 'number' ? a === b : eq(a, b);
}

function equality(wanted: boolean) {
  return (m: PyMemoryView, other: Value): Result => {
    if (m.view === null || (other instanceof PyMemoryView && other.view === null)) return (m === other) === wanted;
    if (m === other && m.view.format !== 'f' && m.view.format !== 'd' && m.view.format !== 'e') return wanted;
    const view = other instanceof PyMemoryView ? other.view! : tryGetBuffer(other, BufferFlag.FullRo);
    if (view === undefined) {
      ts.exc = null;
      return NotImplemented;
    }
    if (view === null) return NotImplemented;
    const same = equalViews(m.view, view);
    if (!(other instanceof PyMemoryView)) releaseBuffer(view);
    return same === undefined ? undefined : same === wanted;
  };
}

function hashImpl(m: PyMemoryView): PyInt | undefined {
  if (m.hash !== null) return m.hash;
  const view = live(m);
  if (view === undefined) return undefined;
  if (!view.readonly) return valueError('cannot hash writable memoryview object');
  if (!/^@?[Bbc]$/.test(view.format)) return valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  m.exports++;
  const exporterHash = view.obj === null ? int(0) : hash(view.obj);
  m.exports--;
  if (exporterHash === undefined) return undefined;
  m.hash = siphash13(copyOf(view), ts.runtime.hashSecret);
  return m.hash;
}

function lenImpl(m: PyMemoryView): number | undefined {
  const view = live(m);
  if (view === undefined) return undefined;
  return view.shape.length === 0 ? typeError('0-dim memory has no length') : view.shape[0];
}

function countImpl(m: PyMemoryView, value: Value): Result {
  const it = iterImpl(m);
  if (it === undefined) return undefined;
  let n = 0;
  for (;;) {
    const item = iteratorNext(it);
    if (item === undefined) return undefined;
    if (item === DONE) return int(n);
    const same = eq(item, value);
    if (same === undefined) return undefined;
    if (same) n++;
  }
}

function indexImpl(m: PyMemoryView, value: Value, startArg: Value | undefined, stopArg: Value | undefined): Result {
  const view = live(m);
  if (view === undefined) return undefined;
  if (view.shape.length === 0) return typeError('invalid lookup on 0-dim memory');
  if (view.shape.length > 1) return raise(E.NotImplementedError, 'multi-dimensional lookup is not implemented');
  const range = sliceIndices(new PySlice(startArg ?? int(0), stopArg ?? None), view.shape[0]);
  if (range === undefined) return undefined;
  for (let i = range.start; i < range.start + range.length; i++) {
    const item = itemAt(view, view.offset + i * view.strides[0]);
    const same = item === undefined ? undefined : eq(item, value);
    if (same === undefined) return undefined;
    if (same) return int(i);
  }
  return valueError('memoryview.index(x): x not found');
}

/** `memory_iterator`. `seq` is null once exhausted. */
export class PyMemoryIterator extends PyObject {
  seq: PyMemoryView | null;
  index = 0;
  constructor(seq?: PyMemoryView) {
    super();
    this.seq = seq ?? null;
  }
}

function iterImpl(m: PyMemoryView): PyMemoryIterator | undefined {
  const view = live(m);
  if (view === undefined) return undefined;
  if (view.shape.length === 0) return typeError('invalid indexing of 0-dim memory');
  return itemCodec(view.format) === undefined
    ? raise(E.NotImplementedError, `memoryview: format ${view.format} not supported`)
    : new PyMemoryIterator(m);
}

function iteratorNext(it: PyMemoryIterator): Value | Done | undefined {
  const { seq } = it;
  if (seq === null) return DONE;
  const view = live(seq);
  if (view === undefined) return undefined;
  if (view.shape.length > 1) return raise(E.NotImplementedError, 'multi-dimensional sub-views are not implemented');
  if (it.index < view.shape[0]) return itemAt(view, view.offset + it.index++ * view.strides[0]);
  it.seq = null;
  return DONE;
}

T.memory_iterator = defineType({
  name: 'memory_iterator',
  instanceClass: PyMemoryIterator,
  slots: { iter: (it) => it, next: iteratorNext },
  flags: TypeFlag.NoNew,
});

function field(name: string, get: (view: BufferView) => Value): GetSetSpec {
  return getset(name, (m: PyMemoryView) => {
    const view = live(m);
    return view === undefined ? undefined : get(view);
  });
}

function ints(numbers: readonly number[]): Value {
  return tuple(numbers.map((n) => int(n)));
}

/** The view is locked meanwhile: the length of the separator may be Python code. */
function hexImpl(view: BufferView, m: PyMemoryView, sep: Value | undefined, group: Value | undefined): Result {
  m.exports++;
  const text = hexText(copyOf(view), sep, group);
  m.exports--;
  return text;
}

const FIELDS: readonly GetSetSpec[] = [
  field('obj', (v) => v.obj ?? None),
  field('nbytes', (v) => int(viewBytes(v))),
  field('readonly', (v) => v.readonly),
  field('itemsize', (v) => int(v.itemsize)),
  field('format', (v) => str(v.format)),
  field('ndim', (v) => int(v.shape.length)),
  field('shape', (v) => ints(v.shape)),
  field('strides', (v) => ints(v.strides)),
  field('suboffsets', () => tuple([])),
  field('c_contiguous', isCContiguous),
  field('f_contiguous', isFContiguous),
  field('contiguous', (v) => isCContiguous(v) || isFContiguous(v)),
];

function onView(
  name: string,
  signature: string,
  impl: (view: BufferView, m: PyMemoryView, a: Value | undefined, b: Value | undefined) => Result,
): NativeSpec {
  return method(name, signature, (m: PyMemoryView, a: Value | undefined, b: Value | undefined) => {
    const view = live(m);
    return view === undefined ? undefined : impl(view, m, a, b);
  });
}

function fromFlags(_cls: PyType, object: Value, flagsArg: Value): Result {
  const flags = asSsize(flagsArg);
  if (flags === undefined) return undefined;
  const m = memoryOf(object, flags);
  if (m !== undefined && flags & BufferFlag.Writable && m.view!.readonly)
    return raise(E.BufferError, 'Object is not writable.');
  return m;
}

/** The buffer a consumer gets of a memoryview: it cannot be released meanwhile. */
function getBufferImpl(m: PyMemoryView, flags: number): BufferView | undefined {
  const view = live(m);
  if (view === undefined) return undefined;
  if (flags & BufferFlag.Writable && view.readonly)
    return raise(E.BufferError, 'memoryview: underlying buffer is not writable');
  if ((flags & BufferFlag.Strides) !== BufferFlag.Strides && !isCContiguous(view)) {
    return raise(E.BufferError, 'memoryview: underlying buffer is not C-contiguous');
  }
  m.exports++;
  return new BufferView(
    view.obj,
    view.bytes,
    view.offset,
    view.readonly,
    view.format,
    view.itemsize,
    view.shape,
    view.strides,
    () => {
      m.exports--;
    },
  );
}

/** `__buffer__` written in Python (PEP 688). */
function pythonBuffer(o: Value, flags: number): BufferView | null | undefined {
  const made = tryCallSpecial(o, '__buffer__', [int(flags)]);
  if (made === ABSENT) return null;
  if (made === undefined) return undefined;
  if (!(made instanceof PyMemoryView)) return typeError('__buffer__ returned non-memoryview object');
  const view = live(made);
  if (view === undefined) return undefined;
  return new BufferView(
    o,
    view.bytes,
    view.offset,
    view.readonly,
    view.format,
    view.itemsize,
    view.shape,
    view.strides,
    () => {
      if (tryCallSpecial(o, '__release_buffer__', [made]) === undefined) hooks.writeUnraisable(takeException(), o);
    },
  );
}

bufferHooks.pythonBuffer = pythonBuffer;
bufferHooks.memoryOf = (o, flags) => memoryOf(o, flags);

T.memoryview = defineType({
  name: 'memoryview',
  instanceClass: PyMemoryView,
  doc: "A view of another object's memory, without copying it.",
  signature: '(object)',
  hasWeakRef: true,
  flags: TypeFlag.Sequence,
  slots: {
    new: memoryNew,
    repr: (m: PyMemoryView) => str(`<${m.view === null ? 'released memory' : 'memory'} at ${addressOf(m)}>`),
    hash: hashImpl,
    len: lenImpl,
    getitem: getItemImpl,
    setitem: setItemImpl,
    delitem: (m: PyMemoryView) => (live(m) === undefined ? undefined : typeError('cannot delete memory')),
    iter: iterImpl,
    eq: equality(true),
    ne: equality(false),
    getbuffer: getBufferImpl,
  },
  getset: FIELDS,
  methods: [
    method('release', '($self, /)', release),
    onView('tobytes', "($self, /, order='C')", (_view, m, order) => tobytesImpl(m, order)),
    onView('hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', hexImpl),
    onView('tolist', '($self, /)', (view) => toNestedList(view)),
    method('cast', '($self, /, format, shape=<unrepresentable>)', castImpl),
    onView('toreadonly', '($self, /)', (view) =>
      derivedMemory(view, derived(view, view.offset, view.shape, view.strides, view.format, view.itemsize, true)),
    ),
    method('count', '($self, value, /)', countImpl),
    method('index', '($self, value, start=0, stop=sys.maxsize, /)', indexImpl),
    onView('__enter__', '($self, /)', (_view, m) => m),
    method('__exit__', '($self, /, *exc_info)', release),
    ...BUFFER_METHODS,
  ],
  classMethods: [method('_from_flags', '($type, /, object, flags)', fromFlags), CLASS_GETITEM],
});
