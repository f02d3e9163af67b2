/** Module _blake2. */
import type { InstanceClass, ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  bindNew,
  bufferOf,
  bytes,
  defineModule,
  defineType,
  getset,
  index,
  int,
  isTrue,
  method,
  None,
  overflowError,
  PyObject,
  str,
  valueError,
} from '@pyston/objects';
import type { Blake2Variant } from './blake2.ts';
import { Blake2, BLAKE2B, BLAKE2S } from './blake2.ts';
import { hashData, hex, initialData } from './hash-object.ts';

class Blake2Object extends PyObject {
  state!: Blake2;
}

interface Limits {
  readonly name: string;
  readonly title: string;
  readonly variant: Blake2Variant;
  /** Longest digest and key. */
  readonly out: number;
  /** Length of salt and person. */
  readonly salt: number;
}

const B: Limits = { name: 'blake2b', title: 'Blake2b', variant: BLAKE2B, out: 64, salt: 16 };
const S: Limits = { name: 'blake2s', title: 'Blake2s', variant: BLAKE2S, out: 32, salt: 8 };

const SIGNATURE =
  "(data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)";

function small(v: Value | undefined, fallback: number, low: number, high: number, message: string): number | undefined {
  const n = v === undefined ? fallback : index(v);
  if (n === undefined) return undefined;
  return n < low || n > high ? valueError(message) : Number(n);
}

function unsigned(v: Value | undefined, bits: bigint, tooLarge: string): bigint | undefined {
  const n = v === undefined ? 0 : index(v);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('Cannot convert negative int');
  return BigInt(n) >> bits > 0n ? overflowError(tooLarge) : BigInt(n);
}

/** A bytes argument of limited length. */
function limited(v: Value | undefined, max: number, what: string): Uint8Array | undefined {
  const raw = v === undefined ? new Uint8Array(0) : bufferOf(v);
  return raw !== undefined && raw.length > max ? valueError(`maximum ${what} length is ${max} bytes`) : raw;
}

/** The parameter block of RFC 7693 from the arguments after `data`; its key apart. */
function parameterBlock(
  l: Limits,
  a: readonly (Value | undefined)[],
): { block: Uint8Array; key: Uint8Array; size: number } | undefined {
  const size = small(
    a[0],
    l.out,
    1,
    l.out,
    `digest_size for ${l.title} must be between 1 and ${l.out} bytes, here it is ${a[0] === undefined ? l.out : String(a[0])}`,
  );
  const salt = size === undefined ? undefined : limited(a[2], l.salt, 'salt');
  const person = salt === undefined ? undefined : limited(a[3], l.salt, 'person');
  const fanout = person === undefined ? undefined : small(a[4], 1, 0, 255, 'fanout must be between 0 and 255');
  const depth = fanout === undefined ? undefined : small(a[5], 1, 1, 255, 'depth must be between 1 and 255');
  const leaf = depth === undefined ? undefined : unsigned(a[6], 32n, 'leaf_size is too large');
  const tooLarge = 'Python int too large for C unsigned long long';
  const offset = leaf === undefined ? undefined : unsigned(a[7], 64n, tooLarge);
  if (offset === undefined) return undefined;
  if (l === S && offset >> 48n > 0n) return overflowError('node_offset is too large');
  const nodeDepth = small(a[8], 0, 0, 255, 'node_depth must be between 0 and 255');
  const inner =
    nodeDepth === undefined ? undefined : small(a[9], 0, 0, l.out, `inner_size must be between 0 and is ${l.out}`);
  const key = inner === undefined ? undefined : limited(a[1], l.out, 'key');
  if (key === undefined) return undefined;
  const block = new Uint8Array(l === B ? 64 : 32);
  const view = new DataView(block.buffer);
  block.set([size!, key.length, fanout!, depth!]);
  view.setUint32(4, Number(leaf), true);
  view.setBigUint64(8, offset, true);
  if (l === B) block.set([nodeDepth!, inner!], 16);
  else block.set([nodeDepth!, inner!], 14);
  block.set(salt!, l === B ? 32 : 16);
  block.set(person!, l === B ? 48 : 24);
  return { block, key, size: size! };
}

function makeType(l: Limits): PyType {
  const layout = class extends Blake2Object {};
  const bind = bindNew(l.name, SIGNATURE);
  const create = (_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result => {
    const bound = bind(args, kwnames) as (Value | undefined)[] | undefined;
    if (bound === undefined) return undefined;
    const data = initialData(bound[0], bound[13]);
    const p = data === undefined ? undefined : parameterBlock(l, bound.slice(1));
    const last = bound[11] === undefined ? false : isTrue(bound[11]);
    if (p === undefined || last === undefined) return undefined;
    const self = new layout();
    self.state = new Blake2(l.variant, p.size, p.block, last);
    if (p.key.length > 0) {
      const padded = new Uint8Array(self.state.blockSize);
      padded.set(p.key);
      self.state.update(padded);
    }
    self.state.update(data!);
    return self;
  };
  return defineType({
    name: l.name,
    module: '_blake2',
    instanceClass: layout as unknown as InstanceClass,
    slots: { new: create },
    methods: [
      method('update', '($self, data, /)', (self: Blake2Object, v: Value) => {
        const data = hashData(v);
        if (data === undefined) return undefined;
        self.state.update(data);
        return None;
      }),
      method('digest', '($self, /)', (self: Blake2Object) => bytes(self.state.digest())),
      method('hexdigest', '($self, /)', (self: Blake2Object) => str(hex(self.state.digest()))),
      method('copy', '($self, /)', (self: Blake2Object) => {
        const copy = new layout();
        copy.state = self.state.copy();
        return copy;
      }),
    ],
    getset: [
      getset('name', () => str(l.name)),
      getset('block_size', (self: Blake2Object) => int(self.state.blockSize)),
      getset('digest_size', (self: Blake2Object) => int(self.state.size)),
    ],
    attrs: { SALT_SIZE: int(l.salt), PERSON_SIZE: int(l.salt), MAX_KEY_SIZE: int(l.out), MAX_DIGEST_SIZE: int(l.out) },
  });
}

export const blake2Module: ModuleSpec = defineModule({
  name: '_blake2',
  doc: 'The BLAKE2 digests.',
  types: [makeType(B), makeType(S)],
  attrs: () => ({
    BLAKE2B_SALT_SIZE: int(B.salt),
    BLAKE2B_PERSON_SIZE: int(B.salt),
    BLAKE2B_MAX_KEY_SIZE: int(B.out),
    BLAKE2B_MAX_DIGEST_SIZE: int(B.out),
    BLAKE2S_SALT_SIZE: int(S.salt),
    BLAKE2S_PERSON_SIZE: int(S.salt),
    BLAKE2S_MAX_KEY_SIZE: int(S.out),
    BLAKE2S_MAX_DIGEST_SIZE: int(S.out),
    _GIL_MINSIZE: int(2048),
  }),
});
