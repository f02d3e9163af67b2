/** Regular expression code ready to run: the words, tables of its character sets, what a search can use. */
import { asciiLower, inCharset, inCharsetLocale, sameInLocale, unicodeLower } from './characters.ts';
import { At, InfoFlag, Op } from './opcodes.ts';

export class Program {
  readonly code: Int32Array;
  readonly groups: number;
  /** Membership of characters below 256 by set position, made at first use. */
  private readonly tables: (Uint8Array | undefined)[] = [];
  /** First instruction after INFO. */
  readonly start: number;
  readonly minWidth: number;
  /** Matches start at the beginning of the text only. */
  readonly atBeginning: boolean;
  /** Literal text that every match starts with; '' for none. */
  readonly prefix: string;
  /** Single-character item that the first character of every match fulfils (its position), or -1. */
  readonly firstItem: number;
  /** The first character is restricted: by `firstItem`, or by the set that INFO carries. */
  readonly hasFirst: boolean;
  /** Answers for first characters below 256. */
  readonly firstTable: Uint8Array = new Uint8Array(256);

  constructor(code: Int32Array, groups: number) {
    this.code = code;
    this.groups = groups;
    const info = code[0] === Op.INFO;
    this.start = info ? 1 + code[1] : 0;
    this.minWidth = info ? code[3] : 0;
    this.atBeginning =
      code[this.start] === Op.AT &&
      (code[this.start + 1] === At.BEGINNING || code[this.start + 1] === At.BEGINNING_STRING);
    const flags = info ? code[2] : 0;
    this.prefix = flags & InfoFlag.PREFIX ? String.fromCodePoint(...code.subarray(7, 7 + code[5])) : '';
    this.firstItem = this.minWidth > 0 ? firstItem(code, this.start) : -1;
    this.hasFirst = this.firstItem >= 0 || (flags & InfoFlag.CHARSET) !== 0;
    if (this.hasFirst) for (let ch = 0; ch < 256; ch++) this.firstTable[ch] = this.canStart(ch) ? 1 : 0;
  }

  /** Can a match start with `ch`? Only where `hasFirst`. */
  canStart(ch: number): boolean {
    return this.firstItem >= 0 ? matchesItem(this, this.firstItem, ch) : inCharset(this.code, 5, ch);
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

/** The item at the start of every match of the code at `pc`, or -1 where it depends. */
function firstItem(code: Int32Array, pc: number): number {
  for (;;) {
    switch (code[pc]) {
      case Op.MARK:
      case Op.AT:
      case Op.ATOMIC_GROUP:
        pc += 2;
        break;
      case Op.REPEAT:
      case Op.REPEAT_ONE:
      case Op.MIN_REPEAT_ONE:
      case Op.POSSESSIVE_REPEAT:
      case Op.POSSESSIVE_REPEAT_ONE:
        if (code[pc + 2] === 0) return -1;
        pc += 4;
        break;
      default:
        return SINGLE_ITEMS.has(code[pc]) ? pc : -1;
    }
  }
}

const SINGLE_ITEMS: ReadonlySet<number> = new Set([
  Op.LITERAL,
  Op.NOT_LITERAL,
  Op.IN,
  Op.ANY,
  Op.IN_IGNORE,
  Op.LITERAL_IGNORE,
  Op.NOT_LITERAL_IGNORE,
  Op.IN_LOC_IGNORE,
  Op.LITERAL_LOC_IGNORE,
  Op.NOT_LITERAL_LOC_IGNORE,
  Op.IN_UNI_IGNORE,
  Op.LITERAL_UNI_IGNORE,
  Op.NOT_LITERAL_UNI_IGNORE,
]);

/** Does the single-character item at `pc` match `ch`? */
export function matchesItem(program: Program, pc: number, ch: number): boolean {
  const { code } = program;
  switch (code[pc]) {
    case Op.LITERAL:
      return ch === code[pc + 1];
    case Op.NOT_LITERAL:
      return ch !== code[pc + 1];
    case Op.ANY:
      return ch !== 10;
    case Op.IN:
      return program.has(pc + 2, ch);
    case Op.LITERAL_IGNORE:
      return asciiLower(ch) === code[pc + 1];
    case Op.NOT_LITERAL_IGNORE:
      return asciiLower(ch) !== code[pc + 1];
    case Op.LITERAL_UNI_IGNORE:
      return unicodeLower(ch) === code[pc + 1];
    case Op.NOT_LITERAL_UNI_IGNORE:
      return unicodeLower(ch) !== code[pc + 1];
    case Op.LITERAL_LOC_IGNORE:
      return sameInLocale(ch, code[pc + 1]);
    case Op.NOT_LITERAL_LOC_IGNORE:
      return !sameInLocale(ch, code[pc + 1]);
    case Op.IN_IGNORE:
      return program.has(pc + 2, asciiLower(ch));
    case Op.IN_UNI_IGNORE:
      return program.has(pc + 2, unicodeLower(ch));
    case Op.IN_LOC_IGNORE:
      return inCharsetLocale(code, pc + 2, ch);
  }
  throw new Error(`regular expression code ${code[pc]} is no single-character item`);
}
