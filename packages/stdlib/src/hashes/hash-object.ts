/** Hash objects over the engine's digests: _md5, _sha1, _sha2, _sha3. */
import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { GetSetSpec, InstanceClass, NativeSpec, PyType, Result, Value } from '@pyston/objects';
import {
  bindNew,
  bytes,
  defineType,
  getset,
  index,
  int,
  isStr,
  method,
  None,
  overflowError,
  PyObject,
  str,
  tryBufferOf,
  typeError,
  TypeFlag,
  valueError,
} from '@pyston/objects';

export interface Digest {
  /** hashlib's name. */
  readonly name: string;
  /** Name of the engine. */
  readonly algorithm: string;
  /** 0 = as long as the caller asks. */
  readonly size: number;
  readonly block: number;
  /** Of sponges: the byte after the message. */
  readonly suffix?: number;
}

class HashObject extends PyObject {
  hash!: Hash;
}

/** Bytes to hash. */
export function hashData(v: Value): Uint8Array | undefined {
  if (isStr(v)) return typeError('Strings must be encoded before hashing');
  const data = tryBufferOf(v);
  return data === null ? typeError('object supporting the buffer API required') : data;
}

/** The data of a constructor's `data` and `string` arguments. */
export function initialData(data: Value | undefined, string: Value | undefined): Uint8Array | undefined {
  if (string === undefined || string === None) return data === undefined ? new Uint8Array(0) : hashData(data);
  if (data !== undefined)
    return typeError(
      "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
    );
  return hashData(string);
}

export function hex(raw: Uint8Array): string {
  let s = '';
  for (let i = 0; i < raw.length; i++) s += raw[i]!.toString(16).padStart(2, '0');
  return s;
}

function update(self: HashObject, v: Value): Result {
  const data = hashData(v);
  if (data === undefined) return undefined;
  self.hash.update(data);
  return None;
}

function plain(raw: Uint8Array): Uint8Array {
  return new Uint8Array(raw);
}

/** digest and hexdigest of fixed and of extendable length. */
function digestMethods(d: Digest): NativeSpec[] {
  if (d.size > 0) {
    return [
      method('digest', '($self, /)', (self: HashObject) => bytes(plain(self.hash.copy().digest()))),
      method('hexdigest', '($self, /)', (self: HashObject) => str(hex(self.hash.copy().digest()))),
    ];
  }
  const squeeze = (self: HashObject, lengthArg: Value): Uint8Array | undefined => {
    const n = index(lengthArg);
    if (n === undefined) return undefined;
    if (n < 0) return valueError('Cannot convert negative int');
    if (n >= 1 << 29) return overflowError('digest length is too large');
    return n === 0 ? new Uint8Array(0) : plain(self.hash.copy({ outputLength: Number(n) }).digest());
  };
  return [
    method('digest', '($self, /, length)', (self: HashObject, length: Value) => {
      const raw = squeeze(self, length);
      return raw === undefined ? undefined : bytes(raw);
    }),
    method('hexdigest', '($self, /, length)', (self: HashObject, length: Value) => {
      const raw = squeeze(self, length);
      return raw === undefined ? undefined : str(hex(raw));
    }),
  ];
}

/** Sizes of the two parts of a Keccak state of 1600 bits. */
function spongeAttributes(block: number, suffix: number): GetSetSpec[] {
  return [
    getset('_capacity_bits', () => int(1600 - 8 * block)),
    getset('_rate_bits', () => int(8 * block)),
    getset('_suffix', () => bytes(Uint8Array.of(suffix))),
  ];
}

const PARAMS = "(data=b'', *, usedforsecurity=True, string=None)";

function make(layout: new () => HashObject, d: Digest, data: Value | undefined, string: Value | undefined): Result {
  const raw = initialData(data, string);
  if (raw === undefined) return undefined;
  const self = new layout();
  self.hash = createHash(d.algorithm);
  if (raw.length > 0) self.hash.update(raw);
  return self;
}

/** A hash type; `callable`: the type itself is the constructor, else there is a function `function`. */
export function hashType(
  module: string,
  typeName: string,
  d: Digest,
  callable: boolean,
): { type: PyType; constructor: NativeSpec } {
  const layout = class extends HashObject {};
  const params = bindNew(typeName, PARAMS);
  const type = defineType({
    name: typeName,
    module,
    instanceClass: layout as unknown as InstanceClass,
    flags: callable ? 0 : TypeFlag.NoNew,
    ...(callable
      ? {
          slots: {
            new: (_cls: PyType, args: Value[], kwnames: readonly string[] | null) => {
              const bound = params(args, kwnames);
              return bound === undefined ? undefined : make(layout, d, bound[0], bound[2]);
            },
          },
        }
      : {}),
    methods: [
      method('update', '($self, obj, /)', update),
      ...digestMethods(d),
      method('copy', '($self, /)', (self: HashObject) => {
        const copy = new layout();
        copy.hash = self.hash.copy();
        return copy;
      }),
    ],
    getset: [
      getset('name', () => str(d.name)),
      getset('digest_size', () => int(d.size)),
      getset('block_size', () => int(d.block)),
      ...(d.suffix === undefined ? [] : spongeAttributes(d.block, d.suffix)),
    ],
  });
  const constructor = method(d.name, PARAMS, (data?: Value, _security?: Value, string?: Value) =>
    make(layout, d, data, string),
  );
  return { type, constructor };
}
