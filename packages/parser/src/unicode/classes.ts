/** Identifier characters and printable ones, by tables of Unicode 16.0 (the engine's own may be older or newer). */
import { IDENTIFIER_PART, IDENTIFIER_START, PRINTABLE } from '../generated/unicode-classes.ts';

/** A set of code points; its table is unpacked at the first question. */
class CharacterClass {
  private readonly packed: string;
  private edges: Uint32Array | null = null;

  constructor(packed: string) {
    this.packed = packed;
  }

  has(cp: number): boolean {
    const edges = (this.edges ??= unpack(this.packed));
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle] <= cp) low = middle + 1;
      else high = middle;
    }
    // an odd number of edges at or before the character: membership is on
    return (low & 1) === 1;
  }
}

function unpack(packed: string): Uint32Array {
  let cp = 0;
  return Uint32Array.from(packed.split(' '), (step) => (cp += parseInt(step, 36)));
}

const start = new CharacterClass(IDENTIFIER_START);
const part = new CharacterClass(IDENTIFIER_PART);
const printable = new CharacterClass(PRINTABLE);

export function isIdentifierStart(cp: number): boolean {
  return start.has(cp);
}

export function isIdentifierPart(cp: number): boolean {
  return part.has(cp);
}

export function isPrintable(cp: number): boolean {
  return printable.has(cp);
}
