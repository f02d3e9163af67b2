/** csv.writer: a row at a time, quoted and escaped as the dialect says. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call1,
  clearIf,
  defineType,
  DONE,
  E,
  getAttrOrAbsent,
  getIter,
  getset,
  isStr,
  iterNext,
  jsString,
  method,
  None,
  PyComplex,
  PyObject,
  strFromJs,
  strJs,
  strValue,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import type { PyDialect } from './dialect.ts';
import { csvError, dialectOf, Quote } from './dialect.ts';

class PyWriter extends PyObject {
  write!: Value;
  dialect!: PyDialect;
}

export function makeWriter(file: Value, dialect: Value | undefined, options: Map<string, Value>): Result {
  const write = getAttrOrAbsent(file, 'write');
  if (write === undefined) return undefined;
  if (write === ABSENT || typeOf(write).slots.call === null) return typeError('argument 1 must have a "write" method');
  const made = dialectOf(dialect, options);
  if (made === undefined) return undefined;
  const self = new WriterType.instanceClass() as PyWriter;
  self.write = write;
  self.dialect = made;
  return self;
}

function isNumber(v: Value): boolean {
  const { slots } = typeOf(v);
  return slots.index !== null || slots.int !== null || slots.float !== null || v instanceof PyComplex;
}

/** True if quotes go around the field whatever it contains. */
function alwaysQuoted(quoting: number, field: Value): boolean {
  switch (quoting) {
    case Quote.All:
      return true;
    case Quote.NonNumeric:
      return !isNumber(field);
    case Quote.Strings:
      return isStr(field);
    case Quote.NotNull:
      return field !== None;
    default:
      return false;
  }
}

/** The row's text without terminator; a field of None is empty. */
function joinRow(self: PyWriter, row: Value): string | undefined {
  const d = self.dialect;
  const it = getIter(row);
  if (it === undefined)
    return clearIf(E.TypeError!) ? csvError(`iterable expected, not ${typeOf(row).name}`) : undefined;
  let line = '';
  let count = 0;
  let lastIsNone = false;
  const delimiter = String.fromCodePoint(d.delimiter);
  for (;;) {
    const field = iterNext(it);
    if (field === undefined) return undefined;
    if (field === DONE) break;
    lastIsNone = field === None;
    const text = isStr(field) ? jsString(strValue(field)) : lastIsNone ? '' : strJs(field);
    const piece = text === undefined ? undefined : joinField(d, text, lastIsNone, alwaysQuoted(d.quoting, field));
    if (piece === undefined) return undefined;
    line += count++ === 0 ? piece : delimiter + piece;
  }
  if (count === 0 || line !== '') return line;
  if (mustStayBare(d, lastIsNone)) return csvError('single empty field record must be quoted');
  const quote = String.fromCodePoint(d.quotechar);
  return quote + quote;
}

/** No quotes may go around this empty field. */
function mustStayBare(d: PyDialect, isNone: boolean): boolean {
  return d.quoting === Quote.None || (isNone && (d.quoting === Quote.Strings || d.quoting === Quote.NotNull));
}

function joinField(d: PyDialect, text: string, isNone: boolean, quoted: boolean): string | undefined {
  if (text === '' && d.delimiter === 32 && d.skipinitialspace) {
    if (mustStayBare(d, isNone))
      return csvError('empty field must be quoted if delimiter is a space and skipinitialspace is true');
    quoted = true;
  }
  let out = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i)!;
    if (c > 0xffff) i++;
    if (!isSpecial(d, c)) continue;
    const at = c > 0xffff ? i - 1 : i;
    let escape = d.quoting === Quote.None;
    if (!escape) {
      if (c === d.quotechar) {
        if (d.doublequote) {
          out += text.slice(start, at) + String.fromCodePoint(c);
          start = at;
        } else escape = true;
      } else if (c === d.escapechar) escape = true;
      if (!escape) quoted = true;
    }
    if (!escape) continue;
    if (d.escapechar < 0) return csvError('need to escape, but no escapechar set');
    out += text.slice(start, at) + String.fromCodePoint(d.escapechar);
    start = at;
  }
  out += text.slice(start);
  if (!quoted) return out;
  const quote = String.fromCodePoint(d.quotechar);
  return quote + out + quote;
}

function isSpecial(d: PyDialect, c: number): boolean {
  return (
    c === d.delimiter ||
    c === d.escapechar ||
    c === d.quotechar ||
    c === 10 ||
    c === 13 ||
    (d.lineterminator !== '\r\n' && d.lineterminator.includes(String.fromCodePoint(c)))
  );
}

function writeRow(self: PyWriter, row: Value): Result {
  const line = joinRow(self, row);
  return line === undefined ? undefined : call1(self.write, strFromJs(line + self.dialect.lineterminator));
}

function writeRows(self: PyWriter, rows: Value): Result {
  const it = getIter(rows);
  if (it === undefined) return undefined;
  for (;;) {
    const row = iterNext(it);
    if (row === undefined) return undefined;
    if (row === DONE) return None;
    if (writeRow(self, row) === undefined) return undefined;
  }
}

export const WriterType: PyType = defineType({
  name: 'writer',
  module: '_csv',
  instanceClass: PyWriter,
  flags: TypeFlag.NoNew,
  doc: 'CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.',
  methods: [method('writerow', '($self, row, /)', writeRow), method('writerows', '($self, rows, /)', writeRows)],
  getset: [getset('dialect', (self: PyWriter) => self.dialect)],
});
