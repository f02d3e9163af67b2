/** BLAKE2 (RFC 7693) with all its parameters; the engine's digests have none. `Word` is 64 bits (BLAKE2b) or 32 bits (BLAKE2s). */

export interface Blake2Variant {
  readonly word: 64 | 32;
  readonly rounds: number;
  readonly rotations: readonly [number, number, number, number];
  readonly iv: readonly bigint[];
}

const IV64 = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

export const BLAKE2B: Blake2Variant = { word: 64, rounds: 12, rotations: [32, 24, 16, 63], iv: IV64 };
export const BLAKE2S: Blake2Variant = {
  word: 32,
  rounds: 10,
  rotations: [16, 12, 8, 7],
  iv: IV64.map((v) => v >> 32n),
};

/** Message schedule of the rounds, a hexadecimal digit per word. */
const SIGMA: readonly (readonly number[])[] = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => [...row].map((c) => parseInt(c, 16)));

const COLUMNS: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

export class Blake2 {
  private readonly variant: Blake2Variant;
  readonly blockSize: number;
  private readonly h: bigint[];
  private readonly block: Uint8Array;
  private filled = 0;
  private total = 0n;
  private readonly lastNode: boolean;
  readonly size: number;

  /** `parameters`: the parameter block as bytes (64 or 32). */
  constructor(variant: Blake2Variant, size: number, parameters: Uint8Array, lastNode: boolean, from?: Blake2) {
    this.variant = variant;
    this.size = size;
    this.lastNode = lastNode;
    this.blockSize = variant.word * 2;
    this.block = from === undefined ? new Uint8Array(this.blockSize) : from.block.slice();
    if (from !== undefined) {
      this.h = from.h.slice();
      this.filled = from.filled;
      this.total = from.total;
    } else this.h = variant.iv.map((v, i) => v ^ readWord(parameters, i, variant.word));
  }

  copy(): Blake2 {
    return new Blake2(this.variant, this.size, new Uint8Array(0), this.lastNode, this);
  }

  update(data: Uint8Array): void {
    let at = 0;
    while (at < data.length) {
      if (this.filled === this.blockSize) {
        this.total += BigInt(this.blockSize);
        this.compress(false);
        this.filled = 0;
      }
      const n = Math.min(this.blockSize - this.filled, data.length - at);
      this.block.set(data.subarray(at, at + n), this.filled);
      this.filled += n;
      at += n;
    }
  }

  /** The digest; the state stays as it is. */
  digest(): Uint8Array {
    const end = this.copy();
    end.total += BigInt(end.filled);
    end.block.fill(0, end.filled);
    end.compress(true);
    const bytes = this.variant.word / 8;
    const out = new Uint8Array(8 * bytes);
    for (let i = 0; i < 8; i++)
      for (let k = 0; k < bytes; k++) out[i * bytes + k] = Number((end.h[i]! >> BigInt(8 * k)) & 255n);
    return out.slice(0, this.size);
  }

  private compress(last: boolean): void {
    const { word, rounds, rotations, iv } = this.variant;
    const W = BigInt(word);
    const mask = (1n << W) - 1n;
    const [r1, r2, r3, r4] = rotations.map(BigInt) as [bigint, bigint, bigint, bigint];
    const rotate = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (W - n))) & mask;
    const m: bigint[] = [];
    for (let i = 0; i < 16; i++) m.push(readWord(this.block, i, word));
    const v = [...this.h, ...iv];
    v[12]! ^= this.total & mask;
    v[13]! ^= this.total >> W;
    if (last) {
      v[14]! ^= mask;
      if (this.lastNode) v[15]! ^= mask;
    }
    for (let round = 0; round < rounds; round++) {
      const sigma = SIGMA[round % 10]!;
      for (let i = 0; i < 8; i++) {
        const [a, b, c, d] = COLUMNS[i]!;
        v[a] = (v[a]! + v[b]! + m[sigma[2 * i]!]!) & mask;
        v[d] = rotate(v[d]! ^ v[a]!, r1);
        v[c] = (v[c]! + v[d]!) & mask;
        v[b] = rotate(v[b]! ^ v[c]!, r2);
        v[a] = (v[a]! + v[b]! + m[sigma[2 * i + 1]!]!) & mask;
        v[d] = rotate(v[d]! ^ v[a]!, r3);
        v[c] = (v[c]! + v[d]!) & mask;
        v[b] = rotate(v[b]! ^ v[c]!, r4);
      }
    }
    for (let i = 0; i < 8; i++) this.h[i]! ^= v[i]! ^ v[i + 8]!;
  }
}

function readWord(data: Uint8Array, i: number, word: number): bigint {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return word === 64 ? view.getBigUint64(8 * i, true) : BigInt(view.getUint32(4 * i, true));
}
