/** str.format, str.format_map, str.__format__. */
import { keyError, raise, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { parseFormatSpec, unknownFormatCode } from '../format/spec.ts';
import { getAttr } from '../ops/attr.ts';
import { getItem } from '../ops/items.ts';
import { ascii, format, repr, strOf } from '../ops/text.ts';
import { textArgument } from './args.ts';
import type { StrValue } from './astral.ts';
import { jsString, strFromJs } from './astral.ts';
import { isExactStr, StrBuilder, strLen, strSlice, strValue } from './ops.ts';
import { strPad } from './pad.ts';
import { FieldNameReader, fieldNumber, firstPartEnd, MarkupReader } from './format-fields.ts';

const NUMBERING = { None: 0, Automatic: 1, Manual: 2 } as const;

class Formatter {
  /** Positional arguments; null for format_map. */
  private readonly args: readonly Value[] | null;
  private readonly keywords: Map<string, Value> | null;
  private readonly mapping: Value | null;
  private numbering: number = NUMBERING.None;
  private nextNumber = 0;

  constructor(args: readonly Value[] | null, keywords: Map<string, Value> | null, mapping: Value | null) {
    this.args = args;
    this.keywords = keywords;
    this.mapping = mapping;
  }

  build(s: StrValue, start: number, end: number, depth: number): StrValue | undefined {
    if (depth <= 0) return valueError('Max string recursion exceeded');
    const reader = new MarkupReader(s, start, end);
    const out = new StrBuilder();
    for (;;) {
      const more = reader.advance();
      if (more === undefined) return undefined;
      if (!more) return out.finish();
      if (reader.literalEnd > reader.literalStart) out.add(strSlice(s, reader.literalStart, reader.literalEnd));
      if (!reader.hasField) continue;
      const text = this.field(s, reader, depth);
      if (text === undefined) return undefined;
      out.add(text);
    }
  }

  private field(s: StrValue, reader: MarkupReader, depth: number): StrValue | undefined {
    const { nameStart, nameEnd, specStart, specEnd, nested, conversion } = reader;
    const value = this.fieldValue(s, nameStart, nameEnd);
    if (value === undefined) return undefined;
    const shown = conversion === 0 ? value : convert(value, conversion);
    if (shown === undefined) return undefined;
    const spec = nested ? this.build(s, specStart, specEnd, depth - 1) : strSlice(s, specStart, specEnd);
    return spec === undefined ? undefined : format(shown, spec);
  }

  private fieldValue(s: StrValue, start: number, end: number): Result {
    const first = firstPartEnd(s, start, end);
    let value = this.firstValue(s, start, first);
    if (first === end || value === undefined) return value;
    const parts = new FieldNameReader(s, first, end);
    for (;;) {
      const more = parts.advance();
      if (more === undefined) return undefined;
      if (!more) return value;
      if (parts.isAttribute) value = getAttr(value, jsString(parts.name));
      else value = getItem(value, parts.number >= 0 ? int(parts.number) : parts.name);
      if (value === undefined) return undefined;
    }
  }

  private firstValue(s: StrValue, start: number, end: number): Result {
    let number = fieldNumber(s, start, end);
    if (number === undefined) return undefined;
    const empty = start === end;
    if (empty || number >= 0) {
      if (!this.checkNumbering(empty)) return undefined;
      if (empty) number = this.nextNumber++;
      return this.positional(number);
    }
    return this.named(strSlice(s, start, end));
  }

  private checkNumbering(automatic: boolean): boolean {
    const wanted = automatic ? NUMBERING.Automatic : NUMBERING.Manual;
    if (this.numbering === NUMBERING.None) this.numbering = wanted;
    if (this.numbering === wanted) return true;
    valueError(
      automatic
        ? 'cannot switch from manual field specification to automatic field numbering'
        : 'cannot switch from automatic field numbering to manual field specification',
    );
    return false;
  }

  private positional(number: number): Result {
    if (this.args === null) return valueError('Format string contains positional fields');
    if (number < this.args.length) return this.args[number];
    return raise(E.IndexError, `Replacement index ${number} out of range for positional args tuple`);
  }

  private named(key: StrValue): Result {
    if (this.mapping !== null) return getItem(this.mapping, key);
    return this.keywords?.get(jsString(key)) ?? keyError(key);
  }
}

function convert(v: Value, conversion: number): Result {
  switch (conversion) {
    case 114:
      return repr(v);
    case 115:
      return strOf(v);
    case 97:
      return ascii(v);
  }
  const shown = conversion > 32 && conversion < 127 ? String.fromCharCode(conversion) : `\\x${conversion.toString(16)}`;
  return valueError(`Unknown conversion specifier ${shown}`);
}

/** `s.format(*args, **keywords)`. */
export function strFormat(s: StrValue, args: readonly Value[], keywords: Map<string, Value>): StrValue | undefined {
  return new Formatter(args, keywords, null).build(s, 0, strLen(s), 2);
}

/** `format(s, spec)` of a str. */
export function strFormatSpec(s: StrValue, spec: StrValue, typeName: string): StrValue | undefined {
  if (spec === '') return s;
  const f = parseFormatSpec(jsString(spec), typeName, 's', '<');
  if (f === undefined) return undefined;
  if (f.type !== 's') return unknownFormatCode(f.type, typeName);
  if (f.sign !== '') return valueError(`${f.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (f.noNegZero) return valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (f.alternate) return valueError('Alternate form (#) not allowed in string format specifier');
  if (f.align === '=') return valueError("'=' alignment not allowed in string format specifier");
  if (f.precision >= 0 && strLen(s) > f.precision) s = strSlice(s, 0, f.precision);
  const gap = f.width - strLen(s);
  if (gap <= 0) return s;
  const left = f.align === '<' ? 0 : f.align === '^' ? Math.floor(gap / 2) : gap;
  return strPad(s, left, gap - left, strFromJs(f.fill));
}

function formatImpl(self: Value, args: Value[], keywords: Map<string, Value>): Result {
  return strFormat(strValue(self as StrValue), args, keywords);
}

function formatMapImpl(self: Value, mapping: Value): Result {
  const s = strValue(self as StrValue);
  return new Formatter(null, null, mapping).build(s, 0, strLen(s), 2);
}

function dunderFormat(self: Value, specArg: Value): Result {
  const spec = textArgument(specArg, '__format__() argument');
  if (spec === '' && !isExactStr(self)) return strOf(self);
  return spec === undefined ? undefined : strFormatSpec(strValue(self as StrValue), spec, typeOf(self).name);
}

export const FORMAT_METHODS: readonly NativeSpec[] = [
  method('format', '($self, /, *args, **kwargs)', formatImpl),
  method('format_map', '($self, mapping, /)', formatMapImpl),
  method('__format__', '($self, format_spec, /)', dunderFormat),
];
