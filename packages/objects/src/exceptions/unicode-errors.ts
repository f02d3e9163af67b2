/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. */
import { typeError } from '../core/errors.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { GetSetSpec } from '../core/define.ts';
import { getset } from '../core/define.ts';
import type { Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { asIndex } from '../ops/arith.ts';
import { strJs } from '../ops/text.ts';
import { bytes, PyBytes } from '../bytes/bytes.ts';
import { bufferOf } from '../core/buffer.ts';
import { cpAt, isStr, strLen, strValue } from '../str/ops.ts';
import { strFromJs } from '../str/astral.ts';
import { PyBaseException } from './base.ts';
import { exceptionInit } from './base-type.ts';
import { defineException, fieldAttr } from './define.ts';
import './special.ts';

defineException('ValueError', E.Exception!, 'Inappropriate argument value (of correct type).');
defineException('UnicodeError', E.ValueError!, 'Unicode related error.');

export class PyUnicodeError extends PyBaseException {
  encoding: Value | null = null;
  object: Value | null = null;
  start = 0;
  end = 0;
  reason: Value | null = null;
}

function argError(self: Value, n: number, want: string, v: Value): undefined {
  return typeError(`${typeOf(self).name}() argument ${n} must be ${want}, not ${typeOf(v).name}`);
}

/** (encoding, object, start, end, reason), the first left out for translate errors. */
function initWith(hasEncoding: boolean, decodes: boolean) {
  return (self: PyUnicodeError, args: Value[], kwnames: readonly string[] | null): Result => {
    if (exceptionInit(self, args, kwnames) === undefined) return undefined;
    const need = hasEncoding ? 5 : 4;
    if (args.length !== need) return typeError(`function takes exactly ${need} arguments (${args.length} given)`);
    let i = 0;
    if (hasEncoding) {
      if (!isStr(args[0]!)) return argError(self, 1, 'str', args[0]!);
      self.encoding = args[i++]!;
    }
    const object = decodes ? asBytes(args[i]!) : args[i]!;
    if (object === undefined) return undefined;
    if (!decodes && !isStr(object)) return argError(self, i + 1, 'str', object);
    self.object = object;
    const start = asIndex(args[i + 1]!);
    const end = start === undefined ? undefined : asIndex(args[i + 2]!);
    if (start === undefined || end === undefined) return undefined;
    self.start = start;
    self.end = end;
    if (!isStr(args[i + 3]!)) return argError(self, i + 4, 'str', args[i + 3]!);
    self.reason = args[i + 3]!;
    return None;
  };
}

function asBytes(v: Value): Value | undefined {
  if (v instanceof PyBytes) return v;
  const data = bufferOf(v);
  return data === undefined ? undefined : bytes(data.slice());
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

/** `\xff`, `\uffff` or `\U0001ffff`. */
function escaped(cp: number): string {
  if (cp <= 0xff) return `\\x${hex(cp, 2)}`;
  return cp <= 0xffff ? `\\u${hex(cp, 4)}` : `\\U${hex(cp, 8)}`;
}

/** Length of the object; `undefined` = raised: a `__str__` has changed it meanwhile. */
function objectSize(self: PyUnicodeError, decodes: boolean): number | undefined {
  const { object } = self;
  if (object === null) return typeError("UnicodeError 'object' attribute is not set");
  if (decodes)
    return object instanceof PyBytes
      ? object.bytes.length
      : typeError("UnicodeError 'object' attribute must be a bytes");
  return isStr(object) ? strLen(strValue(object)) : typeError("UnicodeError 'object' attribute must be a string");
}

function message(self: PyUnicodeError, verb: 'encode' | 'decode' | 'translate'): Result {
  if (self.object === null) return str('');
  const reason = strJs(self.reason ?? None);
  const encoding = self.encoding === null ? '' : strJs(self.encoding);
  if (reason === undefined || encoding === undefined) return undefined;
  const codec = verb === 'translate' ? "can't translate" : `'${encoding}' codec can't ${verb}`;
  const size = objectSize(self, verb === 'decode');
  if (size === undefined) return undefined;
  const { start, end } = self;
  const unit = verb === 'decode' ? 'byte' : 'character';
  if (end === start + 1 && start >= 0 && start < size) {
    const what =
      self.object instanceof PyBytes
        ? `0x${hex(self.object.bytes[start]!, 2)}`
        : `'${escaped(cpAt(strValue(self.object as any), start))}'`;
    return strFromJs(`${codec} ${unit} ${what} in position ${start}: ${reason}`);
  }
  return strFromJs(`${codec} ${unit}s in position ${start}-${end - 1}: ${reason}`);
}

function numberAttr(name: 'start' | 'end'): GetSetSpec {
  const set = (self: PyUnicodeError, v: Value): Result => {
    const n = asIndex(v);
    if (n === undefined) return undefined;
    self[name] = n;
    return None;
  };
  return getset(name, (self: PyUnicodeError) => int(self[name]), set);
}

const FIELDS = [
  fieldAttr('object', 'object', 'exception object'),
  numberAttr('start'),
  numberAttr('end'),
  fieldAttr('reason', 'reason', 'exception reason'),
];
const WITH_ENCODING = [fieldAttr('encoding', 'encoding', 'exception encoding'), ...FIELDS];

defineException('UnicodeEncodeError', E.UnicodeError!, 'Unicode encoding error.', class extends PyUnicodeError {}, {
  slots: { init: initWith(true, false), str: (self: PyUnicodeError) => message(self, 'encode') },
  getset: WITH_ENCODING,
});
defineException('UnicodeDecodeError', E.UnicodeError!, 'Unicode decoding error.', class extends PyUnicodeError {}, {
  slots: { init: initWith(true, true), str: (self: PyUnicodeError) => message(self, 'decode') },
  getset: WITH_ENCODING,
});
defineException(
  'UnicodeTranslateError',
  E.UnicodeError!,
  'Unicode translation error.',
  class extends PyUnicodeError {},
  {
    slots: { init: initWith(false, false), str: (self: PyUnicodeError) => message(self, 'translate') },
    getset: FIELDS,
  },
);
