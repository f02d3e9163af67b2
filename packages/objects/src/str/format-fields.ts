/** The `{field!conversion:spec}` language of str.format (PEP 3101): literals, fields and field names. */
import { valueError } from '../core/errors.ts';
import { decimalValue } from '../unicode/ctype.ts';
import type { StrValue } from './astral.ts';
import { cpAt, strLen, strSlice } from './ops.ts';

const OPEN = 123;
const CLOSE = 125;
const BRACKET_OPEN = 91;
const BRACKET_CLOSE = 93;
const BANG = 33;
const COLON = 58;
const DOT = 46;

/** Walks a format string; after `advance()` the fields describe the next literal and the replacement field after it. */
export class MarkupReader {
  private readonly s: StrValue;
  private readonly end: number;
  private pos: number;
  /** Literal text before the field, as a range. */
  literalStart = 0;
  literalEnd = 0;
  hasField = false;
  nameStart = 0;
  nameEnd = 0;
  specStart = 0;
  specEnd = 0;
  /** The spec contains replacement fields itself. */
  nested = false;
  /** Conversion character, 0 for none. */
  conversion = 0;

  constructor(s: StrValue, start: number, end: number) {
    this.s = s;
    this.pos = start;
    this.end = end;
  }

  /** True: something was read; false: the end; `undefined` = raised. */
  advance(): boolean | undefined {
    this.hasField = false;
    if (this.pos >= this.end) return false;
    const start = this.pos;
    let c = 0;
    while (this.pos < this.end) {
      c = cpAt(this.s, this.pos++);
      if (c === OPEN || c === CLOSE) break;
    }
    const brace = c === OPEN || c === CLOSE;
    const atEnd = this.pos >= this.end;
    const doubled = brace && !atEnd && cpAt(this.s, this.pos) === c;
    if (c === CLOSE && !doubled) return valueError("Single '}' encountered in format string");
    if (c === OPEN && atEnd) return valueError("Single '{' encountered in format string");
    this.literalStart = start;
    this.literalEnd = brace && !doubled ? this.pos - 1 : this.pos;
    if (doubled) this.pos++;
    if (!brace || doubled) return true;
    this.hasField = true;
    return this.field();
  }

  private field(): true | undefined {
    this.conversion = 0;
    this.nested = false;
    const c = this.fieldName();
    if (c === undefined) return undefined;
    this.specStart = this.pos;
    this.specEnd = this.pos;
    if (c === CLOSE) return true;
    if (c !== BANG && c !== COLON) return valueError("expected '}' before end of string");
    if (c === BANG) {
      const more = this.conversionCharacter();
      if (more !== false) return more;
    }
    return this.spec();
  }

  /** Reads to the end of the field name; gives the character that ended it (0: none did). */
  private fieldName(): number | undefined {
    this.nameStart = this.pos;
    let c = 0;
    while (this.pos < this.end) {
      c = cpAt(this.s, this.pos++);
      if (c === OPEN) return valueError("unexpected '{' in field name");
      if (c === BRACKET_OPEN) while (this.pos < this.end && cpAt(this.s, this.pos) !== BRACKET_CLOSE) this.pos++;
      else if (c === CLOSE || c === COLON || c === BANG) break;
    }
    this.nameEnd = this.pos - 1;
    return c === CLOSE || c === COLON || c === BANG ? c : 0;
  }

  /** After '!'; false: a spec may follow. */
  private conversionCharacter(): true | false | undefined {
    if (this.pos >= this.end) return valueError('end of string while looking for conversion specifier');
    this.conversion = cpAt(this.s, this.pos++);
    if (this.pos < this.end) {
      const c = cpAt(this.s, this.pos++);
      if (c === CLOSE) {
        this.specStart = this.specEnd = this.pos;
        return true;
      }
      if (c !== COLON) return valueError("expected ':' after conversion specifier");
    }
    return false;
  }

  private spec(): true | undefined {
    this.specStart = this.pos;
    let depth = 1;
    while (this.pos < this.end) {
      const c = cpAt(this.s, this.pos++);
      if (c === OPEN) {
        this.nested = true;
        depth++;
      } else if (c === CLOSE && --depth === 0) {
        this.specEnd = this.pos - 1;
        return true;
      }
    }
    return valueError("unmatched '{' in format spec");
  }
}

/** Decimal number in a range of the text, -1 when it is none; `undefined` = raised (too large). */
export function fieldNumber(s: StrValue, start: number, end: number): number | undefined {
  if (start >= end) return -1;
  let n = 0;
  for (let i = start; i < end; i++) {
    const d = decimalValue(cpAt(s, i));
    if (d < 0) return -1;
    n = n * 10 + d;
    if (n > 9223372036854775000) return valueError('Too many decimal digits in format string');
  }
  return n;
}

/** End of the first part of a field name: up to '.' or '['. */
export function firstPartEnd(s: StrValue, start: number, end: number): number {
  let i = start;
  while (i < end && cpAt(s, i) !== DOT && cpAt(s, i) !== BRACKET_OPEN) i++;
  return i;
}

/** Walks the `.attribute` and `[item]` parts of a field name. */
export class FieldNameReader {
  private readonly s: StrValue;
  private readonly end: number;
  private pos: number;
  isAttribute = false;
  /** Item as a number, or -1. */
  number = -1;
  name!: StrValue;

  constructor(s: StrValue, start: number, end: number) {
    this.s = s;
    this.pos = start;
    this.end = end;
  }

  /** True: a part was read; false: the end; `undefined` = raised. */
  advance(): boolean | undefined {
    if (this.pos >= this.end) return false;
    const c = cpAt(this.s, this.pos++);
    if (c === DOT) {
      const start = this.pos;
      this.pos = firstPartEnd(this.s, start, this.end);
      this.isAttribute = true;
      this.number = -1;
      this.name = strSlice(this.s, start, this.pos);
    } else if (c === BRACKET_OPEN) {
      if (this.item() === undefined) return undefined;
    } else return valueError("Only '.' or '[' may follow ']' in format field specifier");
    return strLen(this.name) > 0 ? true : valueError('Empty attribute in format string');
  }

  private item(): true | undefined {
    const start = this.pos;
    while (this.pos < this.end && cpAt(this.s, this.pos) !== BRACKET_CLOSE) this.pos++;
    if (this.pos >= this.end) return valueError("Missing ']' in format string");
    this.isAttribute = false;
    this.name = strSlice(this.s, start, this.pos);
    const n = fieldNumber(this.s, start, this.pos);
    if (n === undefined) return undefined;
    this.number = n;
    this.pos++;
    return true;
  }
}
