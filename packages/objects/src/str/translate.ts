/** str.maketrans and str.translate. */
import { clearIf, typeError, valueError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { isDict } from '../dict/dict.ts';
import { dictCursor, dictSet, newDict } from '../dict/ops.ts';
import { intOrUndefined, isInt } from '../int/int.ts';
import { getItem } from '../ops/items.ts';
import { textArgument } from './args.ts';
import type { StrValue } from './astral.ts';
import { cpAt, cpsOf, StrBuilder, strLen, strOrUndefined, strValue } from './ops.ts';

function fromMapping(x: Value): Result {
  if (!isDict(x)) return typeError('if you give only one argument to maketrans it must be a dict');
  const out = newDict();
  const cursor = dictCursor(x);
  while (cursor.advance()) {
    const key = cursor.key;
    const text = strOrUndefined(key);
    let cp: Value = key;
    if (text !== undefined) {
      if (strLen(text) !== 1) return valueError('string keys in translatetable must be of length 1');
      cp = int(cpAt(text, 0));
    } else if (!isInt(key)) return typeError('keys in translate table mustbe strings or integers');
    if (dictSet(out, cp, cursor.value) === undefined) return undefined;
  }
  return out;
}

function maketransImpl(x: Value, y: Value | undefined, z: Value | undefined): Result {
  if (y === undefined) return fromMapping(x);
  const to = textArgument(y, 'maketrans() argument 2');
  if (to === undefined) return undefined;
  const dropped = z === undefined ? undefined : textArgument(z, 'maketrans() argument 3');
  if (z !== undefined && dropped === undefined) return undefined;
  const from = strOrUndefined(x);
  if (from === undefined) return typeError('first maketrans argument must be a string if there is a second argument');
  if (strLen(from) !== strLen(to)) return valueError('the first two maketrans arguments must have equal length');
  const out = newDict();
  for (let i = 0; i < strLen(from); i++)
    if (dictSet(out, int(cpAt(from, i)), int(cpAt(to, i))) === undefined) return undefined;
  if (dropped === undefined) return out;
  for (let i = 0; i < strLen(dropped); i++)
    if (dictSet(out, int(cpAt(dropped, i)), None) === undefined) return undefined;
  return out;
}

/** What a table gives for a code point: null = keep, a text (maybe ''), undefined = raised. */
function lookUp(table: Value, cp: number): Value | null | undefined {
  const found = getItem(table, int(cp));
  if (found !== undefined) return found;
  return clearIf(E.LookupError) ? null : undefined;
}

function addTranslated(out: StrBuilder, found: Value): true | undefined {
  if (found === None) return true;
  const text = strOrUndefined(found);
  if (text !== undefined) {
    out.add(text);
    return true;
  }
  const n = isInt(found) ? intOrUndefined(found) : undefined;
  if (n === undefined) return typeError('character mapping must return integer, None or str');
  if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) return valueError('character mapping must be in range(0x110000)');
  out.addCp(n);
  return true;
}

function translateImpl(self: Value, table: Value): Result {
  const s = strValue(self as StrValue);
  const out = new StrBuilder();
  const memo = new Map<number, Value | null>();
  if (strLen(s) > 0 && typeOf(table).slots.getitem === null) return getItem(table, int(0));
  for (const cp of cpsOf(s)) {
    let found: Value | null | undefined = memo.get(cp);
    if (found === undefined) {
      found = lookUp(table, cp);
      if (found === undefined) return undefined;
      if (cp < 128) memo.set(cp, found);
    }
    if (found === null) out.addCp(cp);
    else if (addTranslated(out, found) === undefined) return undefined;
  }
  return out.finish();
}

export const TRANSLATE_METHODS: readonly NativeSpec[] = [method('translate', '($self, table, /)', translateImpl)];
export const TRANSLATE_STATIC: readonly NativeSpec[] = [
  method('maketrans', '(x, y=<unrepresentable>, z=<unrepresentable>, /)', maketransImpl),
];
