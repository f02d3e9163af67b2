/** The scanner of json.JSONDecoder: one JSON value at a position of a text. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  bindArguments,
  call1,
  defineType,
  dictSet,
  E,
  float,
  getAttr,
  getset,
  int,
  intFromString,
  isTrue,
  list,
  newDict,
  newInstance,
  None,
  parseSignature,
  PyObject,
  raiseWith,
  str,
  strOrUndefined,
  T,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';
import { decodeError, literal, scanString, Source } from './strings.ts';
import type { Text } from './strings.ts';

class PyScanner extends PyObject {
  strict = true;
  objectHook: Value = None;
  objectPairsHook: Value = None;
  parseFloat: Value = None;
  parseInt: Value = None;
  parseConstant: Value = None;
}

/** One run over a text. `end` is the position after the value that was read last. */
class Scan {
  readonly scanner: PyScanner;
  readonly source: Source;
  /** Keys are often repeated: one object for each. */
  readonly memo: Map<string, Text> = new Map();
  end = 0;
  constructor(scanner: PyScanner, source: Source) {
    this.scanner = scanner;
    this.source = source;
  }

  /** No value at `at`: the decoder turns this into an error. */
  stop(at: number): undefined {
    return raiseWith(E.StopIteration!, int(at));
  }

  skipSpace(at: number): number {
    for (;;) {
      const c = this.source.at(at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
      at++;
    }
  }

  value(at: number): Result {
    const c = this.source.at(at);
    switch (c) {
      case -1:
        return this.stop(at);
      case 34: {
        const s = scanString(this.source, at + 1, this.scanner.strict);
        this.end = literal.end;
        return s;
      }
      case 123:
        return this.object(at + 1);
      case 91:
        return this.array(at + 1);
      case 110:
        return this.word(at, 'null', None);
      case 116:
        return this.word(at, 'true', true);
      case 102:
        return this.word(at, 'false', false);
      case 78:
        return this.constant(at, 'NaN');
      case 73:
        return this.constant(at, 'Infinity');
      case 45:
        return this.source.at(at + 1) === 73 && this.has(at, '-Infinity')
          ? this.constant(at, '-Infinity')
          : this.number(at);
      default:
        return this.number(at);
    }
  }

  has(at: number, word: string): boolean {
    return this.source.slice(at, at + word.length) === word;
  }

  word(at: number, word: string, value: Value): Result {
    if (!this.has(at, word)) return this.stop(at);
    this.end = at + word.length;
    return value;
  }

  constant(at: number, word: string): Result {
    if (!this.has(at, word)) return this.stop(at);
    this.end = at + word.length;
    return call1(this.scanner.parseConstant, str(word));
  }

  number(start: number): Result {
    const { source } = this;
    let at = start;
    if (source.at(at) === 45) at++;
    const first = source.at(at);
    if (!isDigit(first)) return this.stop(start);
    at = first === 48 ? at + 1 : this.digits(at);
    let isFloat = false;
    if (source.at(at) === 46 && isDigit(source.at(at + 1))) {
      isFloat = true;
      at = this.digits(at + 1);
    }
    if ((source.at(at) | 32) === 101) {
      const sign = source.at(at + 1);
      const from = sign === 43 || sign === 45 ? at + 2 : at + 1;
      if (isDigit(source.at(from))) {
        isFloat = true;
        at = this.digits(from);
      }
    }
    this.end = at;
    const text = source.slice(start, at);
    return isFloat ? this.float(text) : this.int(text);
  }

  digits(at: number): number {
    while (isDigit(this.source.at(at))) at++;
    return at;
  }

  float(text: string): Result {
    return this.scanner.parseFloat === T.float ? float(Number(text)) : call1(this.scanner.parseFloat, str(text));
  }

  int(text: string): Result {
    if (this.scanner.parseInt !== T.int) return call1(this.scanner.parseInt, str(text));
    return text.length < 15 ? int(Number(text) + 0) : (intFromString(text, 10) as Result);
  }

  array(start: number): Result {
    const items: Value[] = [];
    let at = this.skipSpace(start);
    if (this.source.at(at) === 93) {
      this.end = at + 1;
      return list(items);
    }
    for (;;) {
      const v = this.value(at);
      if (v === undefined) return undefined;
      items.push(v);
      at = this.skipSpace(this.end);
      const c = this.source.at(at);
      if (c === 93) break;
      if (c !== 44) return decodeError("Expecting ',' delimiter", this.source, at);
      const comma = at;
      at = this.skipSpace(at + 1);
      if (this.source.at(at) === 93)
        return decodeError('Illegal trailing comma before end of array', this.source, comma);
    }
    this.end = at + 1;
    return list(items);
  }

  object(start: number): Result {
    const pairs: [Value, Value][] = [];
    let at = this.skipSpace(start);
    if (this.source.at(at) !== 125) {
      for (;;) {
        const next = this.member(at, pairs);
        if (next === undefined) return undefined;
        at = this.skipSpace(next);
        const c = this.source.at(at);
        if (c === 125) break;
        if (c !== 44) return decodeError("Expecting ',' delimiter", this.source, at);
        const comma = at;
        at = this.skipSpace(at + 1);
        if (this.source.at(at) === 125)
          return decodeError('Illegal trailing comma before end of object', this.source, comma);
      }
    }
    this.end = at + 1;
    return this.finishObject(pairs);
  }

  /** Reads `"key": value`; gives the position after it. */
  member(at: number, pairs: [Value, Value][]): number | undefined {
    if (this.source.at(at) !== 34)
      return decodeError('Expecting property name enclosed in double quotes', this.source, at);
    const key = scanString(this.source, at + 1, this.scanner.strict);
    if (key === undefined) return undefined;
    const colon = this.skipSpace(literal.end);
    if (this.source.at(colon) !== 58) return decodeError("Expecting ':' delimiter", this.source, colon);
    const v = this.value(this.skipSpace(colon + 1));
    if (v === undefined) return undefined;
    pairs.push([this.memoized(key), v]);
    return this.end;
  }

  memoized(key: Text): Text {
    if (typeof key === 'string') return key;
    const text = String.fromCodePoint(...key.cps);
    const known = this.memo.get(text);
    if (known !== undefined) return known;
    this.memo.set(text, key);
    return key;
  }

  finishObject(pairs: [Value, Value][]): Result {
    const { objectHook, objectPairsHook } = this.scanner;
    const { end } = this;
    let result: Result;
    if (objectPairsHook !== None) {
      const items: Value[] = [];
      for (const pair of pairs) items.push(tuple(pair));
      result = call1(objectPairsHook, list(items));
    } else {
      const d = newDict();
      for (const [k, v] of pairs) if (dictSet(d, k, v) === undefined) return undefined;
      result = objectHook === None ? d : call1(objectHook, d);
    }
    this.end = end;
    return result;
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

const ATTRIBUTES = ['object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'] as const;
const FIELDS = {
  object_hook: 'objectHook',
  object_pairs_hook: 'objectPairsHook',
  parse_float: 'parseFloat',
  parse_int: 'parseInt',
  parse_constant: 'parseConstant',
} as const;
const NEW = { name: 'make_scanner', signature: '(context)', impl: (): Result => undefined };
const NEW_PARAMS = parseSignature(NEW.signature);

function scannerNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(NEW, NEW_PARAMS, 'make_scanner', args, 0, kwnames) as [Value] | undefined;
  if (given === undefined) return undefined;
  const s = newInstance<PyScanner>(cls);
  const strict = getAttr(given[0], 'strict');
  const isStrict = strict === undefined ? undefined : isTrue(strict);
  if (isStrict === undefined) return undefined;
  s.strict = isStrict;
  for (const name of ATTRIBUTES) {
    const v = getAttr(given[0], name);
    if (v === undefined) return undefined;
    s[FIELDS[name]] = v;
  }
  return s;
}

const CALL = { name: 'scan_once', signature: '(string, idx)', impl: (): Result => undefined };
const CALL_PARAMS = parseSignature(CALL.signature);

function scannerCall(self: PyScanner, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(CALL, CALL_PARAMS, 'scan_once', args, 0, kwnames) as [Value, Value] | undefined;
  const at = given === undefined ? undefined : asSsize(given[1]);
  if (at === undefined) return undefined;
  const s = strOrUndefined(given![0]);
  if (s === undefined) return typeError(`first argument must be a string, not ${typeOf(given![0]).name}`);
  if (at < 0) return valueError('idx cannot be negative');
  const scan = new Scan(self, new Source(s));
  const v = scan.value(at);
  return v === undefined ? undefined : tuple([v, int(scan.end)]);
}

export const scannerType: PyType = defineType({
  name: 'Scanner',
  module: '_json',
  instanceClass: PyScanner,
  doc: 'Scanner of JSON text.',
  flags: TypeFlag.Base,
  slots: { new: scannerNew, call: scannerCall },
  getset: [
    getset('strict', (self: PyScanner) => self.strict),
    ...ATTRIBUTES.map((name) => getset(name, (self: PyScanner) => self[FIELDS[name]])),
  ],
});
