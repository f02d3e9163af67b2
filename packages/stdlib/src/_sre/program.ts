/** Regular expression code ready to run: the words, tables of its character sets, what a search can use. */
import { inCharset } from './characters.ts';
import { InfoFlag, Op } from './opcodes.ts';

export class Program {
  readonly code: Int32Array;
  readonly groups: number;
  /** Membership of characters below 256 by set position, made at first use. */
  private readonly tables: (Uint8Array | undefined)[] = [];
  /** First instruction after INFO. */
  readonly start: number;
  readonly minWidth: number;
  /** Literal text that every match starts with; '' for none. */
  readonly prefix: string;
  /** Set that every match starts with (its code position), or -1. */
  readonly firstSet: number;

  constructor(code: Int32Array, groups: number) {
    this.code = code;
    this.groups = groups;
    const info = code[0] === Op.INFO;
    this.start = info ? 1 + code[1] : 0;
    this.minWidth = info ? code[3] : 0;
    const flags = info ? code[2] : 0;
    this.prefix = flags & InfoFlag.PREFIX ? String.fromCodePoint(...code.subarray(7, 7 + code[5])) : '';
    this.firstSet = flags & InfoFlag.CHARSET ? 5 : -1;
  }

  /** The membership table of the set at `i`. */
  table(i: number): Uint8Array {
    return this.tables[i] ?? this.makeTable(i);
  }

  private makeTable(i: number): Uint8Array {
    const table = new Uint8Array(256);
    for (let ch = 0; ch < 256; ch++) table[ch] = inCharset(this.code, i, ch) ? 1 : 0;
    this.tables[i] = table;
    return table;
  }

  has(i: number, ch: number): boolean {
    return ch < 256 ? this.table(i)[ch] === 1 : inCharset(this.code, i, ch);
  }
}
