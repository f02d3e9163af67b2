/** `str % args`. */
import { overflowError, typeError, valueError } from '../core/errors.ts';
import { typeOf } from '../core/type.ts';
import { messageTypeName } from '../type/names.ts';
import type { Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { index } from '../ops/arith.ts';
import { ascii, repr, strOf } from '../ops/text.ts';
import type { StrValue } from './astral.ts';
import { cpAt, cpsOf, isStr, StrBuilder, strConcat, strFromCp, strLen, strOrUndefined, strSlice } from './ops.ts';
import type { Directive } from './percent.ts';
import {
  isDoubleCode,
  isIntegerCode,
  isPercentMapping,
  percentDouble,
  percentInteger,
  PercentFormatter,
} from './percent.ts';

const PERCENT = 37;

function units(s: StrValue): ArrayLike<number> {
  return cpsOf(s);
}

/** `format % args`. */
export function strPercent(format: StrValue, args: Value): Result {
  const text = units(format);
  const f = new PercentFormatter(text, args, isPercentMapping(args) && !isStr(args), (start, end) =>
    strSlice(format, start, end),
  );
  const out = new StrBuilder();
  let from = 0;
  for (;;) {
    let i = from;
    while (i < text.length && text[i] !== PERCENT) i++;
    if (i > from) out.add(strSlice(format, from, i));
    if (i === text.length) break;
    if (text[i + 1] === PERCENT) {
      out.addCp(PERCENT);
      from = i + 2;
      continue;
    }
    f.pos = i + 1;
    const d = f.directive();
    if (d === undefined || !convert(f, d, out)) return undefined;
    from = f.pos;
  }
  return f.leftOver() ? typeError('not all arguments converted during string formatting') : out.finish();
}

function convert(f: PercentFormatter, d: Directive, out: StrBuilder): boolean {
  const v = f.nextArgument();
  if (v === undefined) return false;
  const piece = convertValue(v, d);
  if (piece === undefined) return false;
  out.add(piece);
  return true;
}

function convertValue(v: Value, d: Directive): StrValue | undefined {
  if (isIntegerCode(d.ch)) return percentInteger(v, d) as StrValue | undefined;
  if (isDoubleCode(d.ch)) return percentDouble(v, d) as StrValue | undefined;
  switch (d.ch) {
    case 115:
      return padded(strOf(v), d);
    case 114:
      return padded(repr(v), d);
    case 97:
      return padded(ascii(v), d);
    case 99:
      return padded(character(v), { ...d, precision: -1 });
  }
  const shown = d.ch > 31 && d.ch < 127 ? String.fromCharCode(d.ch) : '?';
  return valueError(`unsupported format character '${shown}' (0x${d.ch.toString(16)}) at index ${d.at}`);
}

function padded(s: StrValue | undefined, d: Directive): StrValue | undefined {
  if (s === undefined) return undefined;
  if (d.precision >= 0 && strLen(s) > d.precision) s = strSlice(s, 0, d.precision);
  const gap = d.width - strLen(s);
  if (gap <= 0) return s;
  const space = str(' '.repeat(gap));
  return d.left ? strConcat(s, space) : strConcat(space, s);
}

/** %c: a character or its number. */
function character(v: Value): StrValue | undefined {
  const text = strOrUndefined(v);
  if (text !== undefined) {
    if (strLen(text) === 1) return strFromCp(cpAt(text, 0));
    return typeError(`%c requires an int or a unicode character, not a string of length ${strLen(text)}`);
  }
  if (!isInt(v) && typeOf(v).slots.index === null) {
    return typeError(`%c requires an int or a unicode character, not ${messageTypeName(typeOf(v))}`);
  }
  const n = isInt(v) ? intOrUndefined(v) : index(v);
  if (n === undefined) return undefined;
  if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) return overflowError('%c arg not in range(0x110000)');
  return strFromCp(n);
}
