/**
 * Position table of a code object: (line, end line, column, end column) of each instruction, columns in UTF-8 bytes.
 *
 * Packed form: one entry per run of instructions with equal position, in pc order, as variable-length integers
 *
 *     words of the run, zigzag(line − previous line) + 1 (0 = no position, entry ends), end line − line,
 *     column + 1 (0 = no columns, entry ends), zigzag(end column − column)
 *
 * Decoded form: an Int32Array of rows [start pc, line, end line, column, end column]; −1 where unknown.
 */

export interface Position {
  readonly line: number;
  readonly endLine: number;
  readonly col: number;
  readonly endCol: number;
}

export const NO_POSITION: Position = { line: -1, endLine: -1, col: -1, endCol: -1 };

const ROW = 5;

/** Writes the packed form; give the instructions in pc order. */
export class PositionWriter {
  private bytes = new Uint8Array(64);
  private length = 0;
  private previousLine: number;
  private runWords = 0;
  private line = -2;
  private endLine = -2;
  private col = -2;
  private endCol = -2;

  constructor(firstLine: number) {
    this.previousLine = firstLine;
  }

  add(words: number, line: number, endLine: number, col: number, endCol: number): void {
    if (line !== this.line || endLine !== this.endLine || col !== this.col || endCol !== this.endCol) {
      this.flush();
      this.line = line;
      this.endLine = endLine;
      this.col = col;
      this.endCol = endCol;
    }
    this.runWords += words;
  }

  finish(): Uint8Array {
    this.flush();
    return this.bytes.slice(0, this.length);
  }

  private flush(): void {
    if (this.runWords === 0) return;
    this.varint(this.runWords);
    this.runWords = 0;
    if (this.line < 0) {
      this.varint(0);
      return;
    }
    this.varint(zigzag(this.line - this.previousLine) + 1);
    this.previousLine = this.line;
    this.varint(this.endLine - this.line < 0 ? 0 : this.endLine - this.line);
    if (this.col < 0) {
      this.varint(0);
      return;
    }
    this.varint(this.col + 1);
    this.varint(zigzag(this.endCol - this.col));
  }

  private varint(v: number): void {
    if (this.length + 6 > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    while (v > 127) {
      this.bytes[this.length++] = (v & 127) | 128;
      v >>>= 7;
    }
    this.bytes[this.length++] = v;
  }
}

function zigzag(v: number): number {
  return v < 0 ? -v * 2 - 1 : v * 2;
}

function unzigzag(v: number): number {
  return v & 1 ? -(v + 1) / 2 : v / 2;
}

/** Rows [start pc, line, end line, column, end column] of a packed table. */
export function decodePositions(bytes: Uint8Array, firstLine: number): Int32Array {
  const rows: number[] = [];
  let at = 0;
  const varint = (): number => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = bytes[at++] ?? 0;
      v |= (b & 127) << shift;
      if (b < 128) return v;
    }
  };
  let pc = 0;
  let line = firstLine;
  while (at < bytes.length) {
    const words = varint();
    const delta = varint();
    if (delta === 0) {
      rows.push(pc, -1, -1, -1, -1);
    } else {
      line += unzigzag(delta - 1);
      const endLine = line + varint();
      const col = varint() - 1;
      rows.push(pc, line, endLine, col, col < 0 ? -1 : col + unzigzag(varint()));
    }
    pc += words;
  }
  return Int32Array.from(rows);
}

/** Index of the row that covers `pc` in a decoded table, or -1. */
export function rowAt(rows: Int32Array, pc: number): number {
  let low = 0;
  let high = rows.length / ROW - 1;
  let found = -1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    if (rows[mid * ROW]! <= pc) {
      found = mid;
      low = mid + 1;
    } else {
      high = mid - 1;
    }
  }
  return found;
}

export function positionOfRow(rows: Int32Array, row: number): Position {
  if (row < 0) return NO_POSITION;
  const at = row * ROW;
  return { line: rows[at + 1]!, endLine: rows[at + 2]!, col: rows[at + 3]!, endCol: rows[at + 4]! };
}
