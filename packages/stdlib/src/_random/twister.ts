/** MT19937 (Matsumoto and Nishimura): the generator behind module random, with its seeding by an array of words. */

const N = 624;
const M = 397;

export class Twister {
  readonly words: Uint32Array = new Uint32Array(N);
  index: number = N;

  /** The next 32 bits. */
  next(): number {
    if (this.index >= N) this.refill();
    let y = this.words[this.index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  private refill(): void {
    const mt = this.words;
    for (let i = 0; i < N; i++) {
      const y = (mt[i]! & 0x80000000) | (mt[(i + 1) % N]! & 0x7fffffff);
      mt[i] = mt[(i + M) % N]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.index = 0;
  }

  /** A double in [0, 1) with 53 random bits. */
  double(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) * (1 / 9007199254740992);
  }

  private seedWord(seed: number): void {
    const mt = this.words;
    mt[0] = seed;
    for (let i = 1; i < N; i++) {
      const x = mt[i - 1]! ^ (mt[i - 1]! >>> 30);
      mt[i] = Math.imul(1812433253, x) + i;
    }
    this.index = N;
  }

  /** Seeds from a key of at least one 32-bit word. */
  seedArray(key: Uint32Array): void {
    this.seedWord(19650218);
    const mt = this.words;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const x = mt[i - 1]! ^ (mt[i - 1]! >>> 30);
      mt[i] = (mt[i]! ^ Math.imul(x, 1664525)) + key[j]! + j;
      i = this.wrap(i + 1);
      j = (j + 1) % key.length;
    }
    for (let k = N - 1; k > 0; k--) {
      const x = mt[i - 1]! ^ (mt[i - 1]! >>> 30);
      mt[i] = (mt[i]! ^ Math.imul(x, 1566083941)) - i;
      i = this.wrap(i + 1);
    }
    mt[0] = 0x80000000;
  }

  /** Past the end the last word is carried to the front. */
  private wrap(i: number): number {
    if (i < N) return i;
    this.words[0] = this.words[N - 1]!;
    return 1;
  }
}

export const STATE_WORDS: number = N;
