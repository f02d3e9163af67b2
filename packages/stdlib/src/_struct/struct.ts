/** Module `_struct`: packing values into bytes. Compiled formats are cached by their text. */
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  bufferOf,
  bytes,
  defineModule,
  defineType,
  DONE,
  getset,
  int,
  isBytes,
  method,
  None,
  PyObject,
  releaseBuffer,
  str,
  strFromJs,
  strOrUndefined,
  jsString,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  writableBufferOf,
  raiseWith,
  E,
  strRepr,
  clearIf,
} from '@pyston/objects';
import { errorType, structError } from './error.ts';
import type { Layout } from './format.ts';
import { parseFormat } from './format.ts';
import { packItem, unpackItem } from './values.ts';

class PyStruct extends PyObject {
  layout: Layout | null = null;
  format = '';
}

class PyUnpackIterator extends PyObject {
  layout: Layout | null = null;
  data: Uint8Array | null = null;
  at = 0;
}

const cache = new Map<string, Layout>();
const CACHE_SIZE = 100;

function layoutOf(text: string): Layout | undefined {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const layout = parseFormat(text);
  if (typeof layout === 'string') {
    structError(layout);
    return undefined;
  }
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, layout);
  return layout;
}

/** A format argument as text; undefined: raised. */
function formatText(v: Value): string | undefined {
  if (isBytes(v)) return latin1(v.bytes);
  const s = strOrUndefined(v);
  if (s === undefined) return typeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(v).name}`);
  const text = jsString(s);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) {
      return raiseWith(E.UnicodeEncodeError!, str('ascii'), s, int(i), int(i + 1), str('ordinal not in range(128)'));
    }
  }
  return text;
}

function latin1(data: Uint8Array): string {
  let s = '';
  for (const byte of data) s += String.fromCharCode(byte);
  return s;
}

function layoutArgument(v: Value): Layout | undefined {
  if (v instanceof PyStruct) return v.layout!;
  const text = formatText(v);
  return text === undefined ? undefined : layoutOf(text);
}

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

/** Writes all values at `at`; false: raised. */
function packAll(layout: Layout, values: readonly Value[], view: DataView, at: number): boolean {
  let next = 0;
  for (const field of layout.fields) {
    for (let i = 0; i < field.count; i++) {
      if (!packItem(field, view, at + field.offset + i * field.size, layout.little, values[next++]!)) return false;
    }
  }
  return true;
}

function unpackAll(layout: Layout, view: DataView, at: number): Value {
  const out: Value[] = [];
  for (const field of layout.fields) {
    for (let i = 0; i < field.count; i++)
      out.push(unpackItem(field, view, at + field.offset + i * field.size, layout.little));
  }
  return tuple(out);
}

function raised(_: false): undefined {
  return undefined;
}

function pack(layout: Layout, values: readonly Value[]): Result {
  if (values.length !== layout.values) {
    return raised(structError(`pack expected ${layout.values} items for packing (got ${values.length})`));
  }
  const data = new Uint8Array(layout.size);
  return packAll(layout, values, viewOf(data), 0) ? bytes(data) : undefined;
}

function packInto(layout: Layout, args: readonly Value[]): Result {
  const [target, offsetArgument, ...values] = args;
  if (target === undefined) return raised(structError('pack_into expected buffer argument'));
  if (offsetArgument === undefined) return raised(structError('pack_into expected offset argument'));
  if (values.length !== layout.values) {
    return raised(structError(`pack_into expected ${layout.values} items for packing (got ${values.length})`));
  }
  const view = writableBufferOf(target, 'argument');
  if (view === undefined) {
    return clearIf(E.BufferError!)
      ? typeError(`argument must be read-write bytes-like object, not ${typeOf(target).name}`)
      : undefined;
  }
  const data = view.bytes.subarray(view.offset, view.offset + (view.shape[0] ?? 1) * view.itemsize);
  const at = packOffset(layout.size, offsetArgument, data.length);
  const done = at !== undefined && clearAndPack(layout, values, data, at);
  releaseBuffer(view);
  return done ? None : undefined;
}

function clearAndPack(layout: Layout, values: readonly Value[], data: Uint8Array, at: number): boolean {
  data.fill(0, at, at + layout.size);
  return packAll(layout, values, viewOf(data), at);
}

function packOffset(size: number, argument: Value, length: number): number | undefined {
  const offset = asSsize(argument);
  if (offset === undefined) return undefined;
  let at = offset;
  if (at < 0) {
    if (at + size > 0) return raised(structError(`no space to pack ${size} bytes at offset ${offset}`));
    if (at + length < 0) return raised(structError(`offset ${offset} out of range for ${length}-byte buffer`));
    at += length;
  }
  if (length - at < size) {
    return raised(
      structError(
        `pack_into requires a buffer of at least ${at + size} bytes for packing ${size} bytes at offset ${at} (actual buffer size is ${length})`,
      ),
    );
  }
  return at;
}

function unpack(layout: Layout, buffer: Value): Result {
  const data = bufferOf(buffer);
  if (data === undefined) return undefined;
  if (data.length !== layout.size) return raised(structError(`unpack requires a buffer of ${layout.size} bytes`));
  return unpackAll(layout, viewOf(data), 0);
}

function unpackFrom(layout: Layout, buffer: Value, offsetArgument: Value | undefined): Result {
  const data = bufferOf(buffer);
  const offset = data === undefined ? undefined : offsetArgument === undefined ? 0 : asSsize(offsetArgument);
  if (offset === undefined) return undefined;
  const { size } = layout;
  const { length } = data!;
  let at = offset;
  if (at < 0) {
    if (at + size > 0) return raised(structError(`not enough data to unpack ${size} bytes at offset ${offset}`));
    if (at + length < 0) return raised(structError(`offset ${offset} out of range for ${length}-byte buffer`));
    at += length;
  }
  if (length - at < size) {
    return raised(
      structError(
        `unpack_from requires a buffer of at least ${at + size} bytes for unpacking ${size} bytes at offset ${at} (actual buffer size is ${length})`,
      ),
    );
  }
  return unpackAll(layout, viewOf(data!), at);
}

function iterUnpack(layout: Layout, buffer: Value): Result {
  if (layout.size === 0) return raised(structError('cannot iteratively unpack with a struct of length 0'));
  const data = bufferOf(buffer);
  if (data === undefined) return undefined;
  if (data.length % layout.size !== 0) {
    return raised(structError(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`));
  }
  const it = new iteratorType.instanceClass() as PyUnpackIterator;
  it.layout = layout;
  it.data = data;
  return it;
}

function remaining(it: PyUnpackIterator): number {
  return it.data === null ? 0 : (it.data.length - it.at) / it.layout!.size;
}

const iteratorType: PyType = defineType({
  name: 'unpack_iterator',
  module: '_struct',
  instanceClass: PyUnpackIterator,
  flags: TypeFlag.NoNew,
  slots: {
    iter: (it: PyUnpackIterator) => it,
    next: (it: PyUnpackIterator) => {
      if (it.data === null || it.at + it.layout!.size > it.data.length) {
        it.data = null;
        return DONE;
      }
      const values = unpackAll(it.layout!, viewOf(it.data), it.at);
      it.at += it.layout!.size;
      return values;
    },
  },
  methods: [method('__length_hint__', '($self, /)', (it: PyUnpackIterator) => int(remaining(it)))],
});

/** The format is __init__'s business. */
function structNew(cls: PyType): Result {
  return new cls.instanceClass();
}

function init(self: PyStruct, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && !(kwnames.length === 1 && kwnames[0] === 'format')) {
    return typeError(`Struct() got an unexpected keyword argument '${kwnames.find((k) => k !== 'format')}'`);
  }
  if (args.length === 0) return typeError("Struct() missing required argument 'format' (pos 1)");
  if (args.length > 1) return typeError(`Struct() takes at most 1 argument (${args.length} given)`);
  const text = formatText(args[0]!);
  const layout = text === undefined ? undefined : layoutOf(text);
  if (layout === undefined) return undefined;
  self.format = text!;
  self.layout = layout;
  return None;
}

/** The layout of an instance; a subclass may not have called __init__. */
function ready(self: PyStruct): Layout | undefined {
  return self.layout ?? raiseWith(E.RuntimeError!, str('Struct object is not initialized'));
}

function withLayout(fn: (layout: Layout, ...args: any[]) => Result): (self: PyStruct, ...args: any[]) => Result {
  return (self, ...args) => {
    const layout = ready(self);
    return layout === undefined ? undefined : fn(layout, ...args);
  };
}

const structType: PyType = defineType({
  name: 'Struct',
  module: '_struct',
  instanceClass: PyStruct,
  doc: 'A compiled format.',
  signature: '(format)',
  flags: TypeFlag.Base,
  hasWeakRef: true,
  slots: {
    new: structNew,
    init,
    repr: (self: PyStruct) => {
      const layout = ready(self);
      return layout === undefined ? undefined : strFromJs(`${typeOf(self).name}(${strRepr(str(self.format))})`);
    },
  },
  methods: [
    method('pack', '($self, /, *values)', withLayout(pack), 'The values as bytes.'),
    method('pack_into', '($self, /, *args)', withLayout(packInto), 'Writes the values into a buffer at an offset.'),
    method('unpack', '($self, buffer, /)', withLayout(unpack), 'The values in the bytes, as a tuple.'),
    method('unpack_from', '($self, /, buffer, offset=0)', withLayout(unpackFrom), 'The values in a part of a buffer.'),
    method('iter_unpack', '($self, buffer, /)', withLayout(iterUnpack), 'Iterates over a buffer of many records.'),
    method('__sizeof__', '($self, /)', (self: PyStruct) => int(88 + 32 * (1 + (self.layout?.fields.length ?? 0)) - 32)),
  ],
  getset: [
    getset('format', (self: PyStruct) => (ready(self) === undefined ? undefined : str(self.format))),
    getset('size', (self: PyStruct) => {
      const layout = ready(self);
      return layout === undefined ? undefined : int(layout.size);
    }),
  ],
});

/** The module's functions take the format first. */
function byFormat(fn: (layout: Layout, ...args: any[]) => Result): (...args: any[]) => Result {
  return (format, ...args) => {
    const layout = layoutArgument(format);
    return layout === undefined ? undefined : fn(layout, ...args);
  };
}

function variadic(fn: (layout: Layout, args: readonly Value[]) => Result): (args: Value[]) => Result {
  return (args) => {
    if (args.length === 0) return typeError('missing format argument');
    const layout = layoutArgument(args[0]!);
    return layout === undefined ? undefined : fn(layout, args.slice(1));
  };
}

export const structModule: ModuleSpec = defineModule({
  name: '_struct',
  doc: 'Conversion between Python values and C structs as bytes.',
  types: [structType],
  functions: [
    method(
      'calcsize',
      '(format, /)',
      byFormat((layout) => int(layout.size)),
      'Size of the struct of a format.',
    ),
    method('pack', '(*args)', variadic(pack), 'The values as bytes, by a format.'),
    method('pack_into', '(*args)', variadic(packInto), 'Writes values into a buffer, by a format.'),
    method('unpack', '(format, buffer, /)', byFormat(unpack), 'The values in the bytes, by a format.'),
    method(
      'unpack_from',
      '(format, /, buffer, offset=0)',
      byFormat(unpackFrom),
      'The values in a part of a buffer, by a format.',
    ),
    method('iter_unpack', '(format, buffer, /)', byFormat(iterUnpack), 'Iterates over a buffer of many records.'),
    method('_clearcache', '()', () => {
      cache.clear();
      return None;
    }),
  ],
  attrs: () => ({ error: errorType }),
});
