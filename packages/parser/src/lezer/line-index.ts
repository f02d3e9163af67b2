/**
 * Offsets (UTF-16) to lines and UTF-8 byte columns. `lineAt` is a table look-up per 32 characters plus a short
 * walk; columns of ASCII lines are subtractions, others count the bytes of the line's prefix.
 */
const BLOCK_SHIFT = 5;

export class LineIndex {
  readonly source: string;
  readonly ascii: boolean;
  /** Offset of each line's first character, and the source's length + 1 as a last entry. */
  readonly starts: Int32Array;
  private readonly lineOfBlock: Int32Array;

  constructor(source: string) {
    this.source = source;
    this.ascii = isAscii(source);
    this.starts = lineStarts(source);
    this.lineOfBlock = new Int32Array((source.length >> BLOCK_SHIFT) + 1);
    for (let line = 0, block = 0; block < this.lineOfBlock.length; block++) {
      while (this.starts[line + 1] <= block << BLOCK_SHIFT) line++;
      this.lineOfBlock[block] = line;
    }
  }

  /** Zero-based line of an offset. */
  lineAt(offset: number): number {
    const { starts } = this;
    let line = this.lineOfBlock[offset >> BLOCK_SHIFT];
    while (starts[line + 1] <= offset) line++;
    return line;
  }

  /** Bytes in UTF-8 between the start of the line and the offset. */
  columnAt(line: number, offset: number): number {
    const start = this.starts[line];
    return this.ascii ? offset - start : utf8Length(this.source, start, offset);
  }
}

function lineStarts(source: string): Int32Array {
  let count = 1;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) count++;
  const starts = new Int32Array(count + 1);
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts[line++] = at + 1;
  starts[count] = source.length + 1;
  return starts;
}

function isAscii(source: string): boolean {
  // V8 scans a character class faster than a charCodeAt loop.
  return !/[^\x00-\x7f]/.test(source);
}

function utf8Length(source: string, from: number, to: number): number {
  let bytes = to - from;
  for (let i = from; i < to; i++) {
    const unit = source.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes: two per unit, one of them counted already.
    bytes += unit < 0x800 || (unit & 0xf800) === 0xd800 ? 1 : 2;
  }
  return bytes;
}
