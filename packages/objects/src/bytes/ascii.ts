/** Case, classes, padding, stripping, translation, hex of bytes and bytearray: ASCII rules. */
import { raise, typeError, valueError } from '../core/errors.ts';
import { bufferOf, hasBuffer } from '../core/buffer.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import { messageTypeName } from '../type/names.ts';
import type { PyStr, Result, Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { asSsize } from '../ops/arith.ts';
import { len } from '../ops/items.ts';
import { count } from '../str/args.ts';
import { cpAt, strOrUndefined } from '../str/ops.ts';
import { centerLeft } from '../str/pad.ts';
import { expandTabs } from '../str/units.ts';
import { ByteSink } from '../codec/sink.ts';
import { byteArrayData, isByteArray } from '../bytearray/bytearray.ts';
import { isBytes } from './bytes.ts';
import { bytesOrNone, isByteSpace } from './args.ts';
import type { Flavor } from './flavor.ts';

const isUpper = (b: number): boolean => b >= 65 && b <= 90;
const isLower = (b: number): boolean => b >= 97 && b <= 122;
const isAlpha = (b: number): boolean => isUpper(b) || isLower(b);
const isDigit = (b: number): boolean => b >= 48 && b <= 57;
const lower = (b: number): number => (isUpper(b) ? b + 32 : b);
const upper = (b: number): number => (isLower(b) ? b - 32 : b);

type Case = (data: Uint8Array) => Uint8Array;

function mapped(map: (b: number) => number): Case {
  return (data) => {
    const out = new Uint8Array(data.length);
    for (let i = 0; i < data.length; i++) out[i] = map(data[i]);
    return out;
  };
}

function title(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length);
  let inWord = false;
  for (let i = 0; i < data.length; i++) {
    out[i] = inWord ? lower(data[i]) : upper(data[i]);
    inWord = isAlpha(data[i]);
  }
  return out;
}

function capitalize(data: Uint8Array): Uint8Array {
  const out = mapped(lower)(data);
  if (out.length > 0) out[0] = upper(data[0]);
  return out;
}

const CASES: readonly [string, Case][] = [
  ['lower', mapped(lower)],
  ['upper', mapped(upper)],
  ['swapcase', mapped((b) => (isUpper(b) ? b + 32 : upper(b)))],
  ['title', title],
  ['capitalize', capitalize],
];

function every(test: (b: number) => boolean): (data: Uint8Array) => boolean {
  return (data) => {
    for (let i = 0; i < data.length; i++) if (!test(data[i])) return false;
    return data.length > 0;
  };
}

function allCased(wanted: (b: number) => boolean, refused: (b: number) => boolean): (data: Uint8Array) => boolean {
  return (data) => {
    let seen = false;
    for (let i = 0; i < data.length; i++) {
      if (refused(data[i])) return false;
      seen ||= wanted(data[i]);
    }
    return seen;
  };
}

function isTitle(data: Uint8Array): boolean {
  let seen = false;
  let inWord = false;
  for (let i = 0; i < data.length; i++) {
    if (isUpper(data[i]) ? inWord : isLower(data[i]) && !inWord) return false;
    inWord = isAlpha(data[i]);
    seen ||= inWord;
  }
  return seen;
}

const PREDICATES: readonly [string, (data: Uint8Array) => boolean][] = [
  ['isalpha', every(isAlpha)],
  ['isdigit', every(isDigit)],
  ['isalnum', every((b) => isAlpha(b) || isDigit(b))],
  ['isspace', every(isByteSpace)],
  ['isascii', (data) => data.length === 0 || every((b) => b < 128)(data)],
  ['islower', allCased(isLower, isUpper)],
  ['isupper', allCased(isUpper, isLower)],
  ['istitle', isTitle],
];

function stripMethod(f: Flavor, name: string, left: boolean, right: boolean): NativeSpec {
  return method(name, '($self, bytes=None, /)', (self, arg) => {
    const set = bytesOrNone(arg);
    if (set === undefined) return undefined;
    const drop = set === null ? isByteSpace : (b: number): boolean => set.includes(b);
    const data = f.data(self);
    let start = 0;
    let end = data.length;
    if (left) while (start < end && drop(data[start])) start++;
    if (right) while (end > start && drop(data[end - 1])) end--;
    return start === 0 && end === data.length ? f.same(self) : f.make(data.slice(start, end));
  });
}

function fillByte(v: Value | undefined, name: string): number | undefined {
  if (v === undefined) return 32;
  const data = isBytes(v) ? v.bytes : isByteArray(v) ? byteArrayData(v) : null;
  if (data === null)
    return typeError(
      `${name}() argument 2 must be a byte string of length 1, not ${v === None ? 'None' : typeOf(v).name}`,
    );
  if (data.length === 1) return data[0];
  return typeError(
    `${name}(): argument 2 must be a byte string of length 1, not a ${typeOf(v).name} object of length ${data.length}`,
  );
}

function padded(data: Uint8Array, left: number, right: number, fill: number): Uint8Array {
  const out = new Uint8Array(left + data.length + right).fill(fill);
  out.set(data, left);
  return out;
}

function padMethod(f: Flavor, name: string, left: (gap: number, width: number) => number): NativeSpec {
  return method(name, "($self, width, fillchar=b' ', /)", (self, widthArg, fillArg) => {
    const width = asSsize(widthArg);
    if (width === undefined) return undefined;
    const fill = fillByte(fillArg, name);
    if (fill === undefined) return undefined;
    const data = f.data(self);
    const gap = width - data.length;
    if (gap <= 0) return f.same(self);
    const before = left(gap, width);
    return f.make(padded(data, before, gap - before, fill));
  });
}

function zfillMethod(f: Flavor): NativeSpec {
  return method('zfill', '($self, width, /)', (self, widthArg) => {
    const width = asSsize(widthArg);
    if (width === undefined) return undefined;
    const data = f.data(self);
    const gap = width - data.length;
    if (gap <= 0) return f.same(self);
    const out = padded(data, gap, 0, 48);
    if (data[0] === 43 || data[0] === 45) {
      out[0] = data[0];
      out[gap] = 48;
    }
    return f.make(out);
  });
}

function expandtabsMethod(f: Flavor): NativeSpec {
  return method('expandtabs', '($self, /, tabsize=8)', (self, sizeArg) => {
    const size = count(sizeArg, 8);
    if (size === undefined) return undefined;
    const data = f.data(self);
    const out = new ByteSink(data.length + 16);
    expandTabs(data, size, (unit, times) => {
      for (let k = 0; k < times; k++) out.push(unit);
    });
    return f.make(out.finish());
  });
}

function translateMethod(f: Flavor): NativeSpec {
  return method('translate', "($self, table, /, delete=b'')", (self, tableArg, deleteArg) => {
    const table = bytesOrNone(tableArg);
    if (table === undefined) return undefined;
    if (table !== null && table.length !== 256) return valueError('translation table must be 256 characters long');
    const dropped = deleteArg === undefined ? new Uint8Array(0) : bufferOf(deleteArg);
    if (dropped === undefined) return undefined;
    const drop = new Uint8Array(256);
    for (const b of dropped) drop[b] = 1;
    const data = f.data(self);
    const out = new Uint8Array(data.length);
    let n = 0;
    for (let i = 0; i < data.length; i++) if (drop[data[i]] === 0) out[n++] = table === null ? data[i] : table[data[i]];
    return f.make(out.slice(0, n));
  });
}

export function maketransImpl(fromArg: Value, toArg: Value): Uint8Array | undefined {
  const from = bufferOf(fromArg);
  const to = from === undefined ? undefined : bufferOf(toArg);
  if (from === undefined || to === undefined) return undefined;
  if (from.length !== to.length) return valueError('maketrans arguments must have same length');
  const out = new Uint8Array(256);
  for (let i = 0; i < 256; i++) out[i] = i;
  for (let i = 0; i < from.length; i++) out[from[i]] = to[i];
  return out;
}

const HEX = '0123456789abcdef';

/** Separator argument of hex(): '' when absent; `undefined` = raised. */
function separator(v: Value | undefined): string | undefined {
  if (v === undefined) return '';
  const n = len(v);
  if (n === undefined) return undefined;
  if (n !== 1) return valueError('sep must be length 1.');
  const text = strOrUndefined(v);
  if (text === undefined && !isBytes(v)) return typeError('sep must be str or bytes.');
  const cp = text === undefined ? (v as unknown as { bytes: Uint8Array }).bytes[0] : cpAt(text, 0);
  return cp > 127 ? valueError('sep must be ASCII.') : String.fromCharCode(cp);
}

/** `data.hex(sep, group)`. */
export function hexText(data: Uint8Array, sepArg: Value | undefined, groupArg: Value | undefined): PyStr | undefined {
  const sep = separator(sepArg);
  if (sep === undefined) return undefined;
  const group = count(groupArg, 1);
  if (group === undefined) return undefined;
  const size = Math.abs(group);
  let out = '';
  for (let i = 0; i < data.length; i++) {
    const position = group > 0 ? data.length - i : i;
    if (i > 0 && sep !== '' && size > 0 && position % size === 0) out += sep;
    out += HEX[data[i] >> 4] + HEX[data[i] & 15];
  }
  return str(out);
}

function hexValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const l = c | 32;
  return l >= 97 && l <= 102 ? l - 87 : -1;
}

/** Units of the argument of fromhex: str (code points above 255 made invalid) or bytes-like. */
function hexUnits(v: Value): ArrayLike<number> | undefined {
  const text = strOrUndefined(v);
  if (text !== undefined) {
    const n = typeof text === 'string' ? text.length : text.cps.length;
    return Array.from({ length: n }, (_, i) => cpAt(text, i));
  }
  if (hasBuffer(v)) return bufferOf(v);
  return typeError(`fromhex() argument must be str or bytes-like, not ${messageTypeName(typeOf(v))}`);
}

export function bytesFromHex(v: Value): Uint8Array | undefined {
  const units = hexUnits(v);
  if (units === undefined) return undefined;
  const out = new ByteSink(units.length >> 1);
  let i = 0;
  for (;;) {
    while (i < units.length && isByteSpace(units[i])) i++;
    if (i >= units.length) return out.finish();
    const high = hexValue(units[i]);
    if (high < 0) return badHex(i);
    if (i + 1 >= units.length)
      return raise(E.ValueError, 'fromhex() arg must contain an even number of hexadecimal digits');
    const low = hexValue(units[i + 1]);
    if (low < 0) return badHex(i + 1);
    out.push(high * 16 + low);
    i += 2;
  }
}

function badHex(at: number): undefined {
  return valueError(`non-hexadecimal number found in fromhex() arg at position ${at}`);
}

export function asciiMethods(f: Flavor): NativeSpec[] {
  return [
    ...CASES.map(([name, map]) => method(name, '($self, /)', (self) => f.make(map(f.data(self))))),
    ...PREDICATES.map(([name, test]) => method(name, '($self, /)', (self): Result => test(f.data(self)))),
    stripMethod(f, 'strip', true, true),
    stripMethod(f, 'lstrip', true, false),
    stripMethod(f, 'rstrip', false, true),
    padMethod(f, 'center', centerLeft),
    padMethod(f, 'ljust', () => 0),
    padMethod(f, 'rjust', (gap) => gap),
    zfillMethod(f),
    expandtabsMethod(f),
    translateMethod(f),
    method('hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', (self, sep, group) =>
      hexText(f.data(self), sep, group),
    ),
  ];
}
