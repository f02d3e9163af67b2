/**
 * csv.reader: a state machine over the characters of the lines; the end of each line is one more character, EOL.
 * Runs of ordinary characters inside a field are taken as slices of the line.
 */
import type { Done, PyType, Result, Value } from '@pyston/objects';
import {
  call1,
  defineType,
  DONE,
  getIter,
  getset,
  int,
  isStr,
  iterNext,
  jsString,
  list,
  None,
  PyObject,
  strFromJs,
  strValue,
  T,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import type { PyDialect } from './dialect.ts';
import { csvError, dialectOf, Quote } from './dialect.ts';

const EOL = -2;

const START_RECORD = 0;
const START_FIELD = 1;
const ESCAPED_CHAR = 2;
const IN_FIELD = 3;
const IN_QUOTED_FIELD = 4;
const ESCAPE_IN_QUOTED_FIELD = 5;
const QUOTE_IN_QUOTED_FIELD = 6;
const EAT_CRNL = 7;
const AFTER_ESCAPED_CRNL = 8;

/** The longest field, in characters. */
export const limits = { field: 128 * 1024 };

class PyReader extends PyObject {
  input!: Value;
  dialect!: PyDialect;
  /** Null between rows. */
  fields: Value[] | null = null;
  field = '';
  state = START_RECORD;
  unquoted = true;
  lineNum = 0;
}

export function makeReader(iterable: Value, dialect: Value | undefined, options: Map<string, Value>): Result {
  const input = getIter(iterable);
  const made = input === undefined ? undefined : dialectOf(dialect, options);
  if (made === undefined) return undefined;
  const self = new ReaderType.instanceClass() as PyReader;
  self.input = input!;
  self.dialect = made;
  return self;
}

function reset(self: PyReader): void {
  self.fields = [];
  self.field = '';
  self.state = START_RECORD;
  self.unquoted = true;
}

function next(self: PyReader): Value | Done | undefined {
  reset(self);
  do {
    const line = iterNext(self.input);
    if (line === undefined) return undefined;
    if (self.fields === null) return csvError('iterator has already advanced the reader');
    if (line === DONE) {
      if (self.field === '' && self.state !== IN_QUOTED_FIELD) return DONE;
      if (self.dialect.strict) return csvError('unexpected end of data');
      if (!saveField(self)) return undefined;
      break;
    }
    if (!isStr(line))
      return csvError(
        `iterator should return strings, not ${typeOf(line).name} (the file should be opened in text mode)`,
      );
    self.lineNum++;
    if (!processLine(self, jsString(strValue(line))) || !step(self, EOL)) return undefined;
  } while (self.state !== START_RECORD);
  const fields = self.fields!;
  self.fields = null;
  return list(fields);
}

function processLine(self: PyReader, line: string): boolean {
  const { delimiter, quotechar, escapechar } = self.dialect;
  const astral = delimiter > 0xffff || quotechar > 0xffff || escapechar > 0xffff;
  for (let i = 0; i < line.length; ) {
    if (self.state === IN_FIELD || self.state === IN_QUOTED_FIELD) {
      const end = ordinaryEnd(self, line, i, astral);
      if (end > i) {
        if (!add(self, line.slice(i, end))) return false;
        i = end;
        continue;
      }
    }
    const c = astral ? line.codePointAt(i)! : line.charCodeAt(i);
    if (!step(self, c)) return false;
    i += c > 0xffff ? 2 : 1;
  }
  return true;
}

/** End of the run of characters from `i` that mean nothing in a field. */
function ordinaryEnd(self: PyReader, line: string, i: number, astral: boolean): number {
  const { delimiter, quotechar, escapechar } = self.dialect;
  const quoted = self.state === IN_QUOTED_FIELD;
  while (i < line.length) {
    const c = astral ? line.codePointAt(i)! : line.charCodeAt(i);
    if (c === escapechar || (quoted ? c === quotechar : c === delimiter || c === 10 || c === 13)) break;
    i += c > 0xffff ? 2 : 1;
  }
  return i;
}

function add(self: PyReader, text: string): boolean {
  self.field += text;
  if (self.field.length <= limits.field) return true;
  csvError(`field larger than field limit (${limits.field})`);
  return false;
}

function addChar(self: PyReader, c: number, state: number): boolean {
  self.state = state;
  return add(self, String.fromCodePoint(c));
}

function saveField(self: PyReader): boolean {
  const { quoting } = self.dialect;
  const text = self.field;
  const { unquoted } = self;
  self.field = '';
  self.unquoted = true;
  let v: Result = strFromJs(text);
  if (unquoted && text === '' && (quoting === Quote.NotNull || quoting === Quote.Strings)) v = None;
  else if (unquoted && text !== '' && (quoting === Quote.NonNumeric || quoting === Quote.Strings))
    v = call1(T.float, v);
  if (v === undefined) return false;
  self.fields!.push(v);
  return true;
}

/** Ends a field at a line break or at the end of the line. */
function endField(self: PyReader, c: number): boolean {
  self.state = c === EOL ? START_RECORD : EAT_CRNL;
  return saveField(self);
}

function nextField(self: PyReader): boolean {
  self.state = START_FIELD;
  return saveField(self);
}

function isBreak(c: number): boolean {
  return c === 10 || c === 13;
}

function step(self: PyReader, c: number): boolean {
  switch (self.state) {
    case START_RECORD:
      if (c === EOL) return true;
      if (isBreak(c)) {
        self.state = EAT_CRNL;
        return true;
      }
      return startField(self, c);
    case START_FIELD:
      return startField(self, c);
    case ESCAPED_CHAR:
      if (isBreak(c)) return addChar(self, c, AFTER_ESCAPED_CRNL);
      return addChar(self, c === EOL ? 10 : c, IN_FIELD);
    case AFTER_ESCAPED_CRNL:
      return c === EOL || inField(self, c);
    case IN_FIELD:
      return inField(self, c);
    case IN_QUOTED_FIELD:
      return inQuotedField(self, c);
    case ESCAPE_IN_QUOTED_FIELD:
      return addChar(self, c === EOL ? 10 : c, IN_QUOTED_FIELD);
    case QUOTE_IN_QUOTED_FIELD:
      return afterQuote(self, c);
    default:
      return eatBreak(self, c);
  }
}

function startField(self: PyReader, c: number): boolean {
  const d = self.dialect;
  self.state = START_FIELD;
  if (isBreak(c) || c === EOL) return endField(self, c);
  if (c === d.quotechar && d.quoting !== Quote.None) {
    self.unquoted = false;
    self.state = IN_QUOTED_FIELD;
    return true;
  }
  if (c === d.escapechar) {
    self.state = ESCAPED_CHAR;
    return true;
  }
  if (c === 32 && d.skipinitialspace) return true;
  return c === d.delimiter ? nextField(self) : addChar(self, c, IN_FIELD);
}

function inField(self: PyReader, c: number): boolean {
  const d = self.dialect;
  if (isBreak(c) || c === EOL) return endField(self, c);
  if (c === d.escapechar) {
    self.state = ESCAPED_CHAR;
    return true;
  }
  return c === d.delimiter ? nextField(self) : addChar(self, c, IN_FIELD);
}

function inQuotedField(self: PyReader, c: number): boolean {
  const d = self.dialect;
  if (c === EOL) return true;
  if (c === d.escapechar) self.state = ESCAPE_IN_QUOTED_FIELD;
  else if (c === d.quotechar && d.quoting !== Quote.None) self.state = d.doublequote ? QUOTE_IN_QUOTED_FIELD : IN_FIELD;
  else return add(self, String.fromCodePoint(c));
  return true;
}

function afterQuote(self: PyReader, c: number): boolean {
  const d = self.dialect;
  if (d.quoting !== Quote.None && c === d.quotechar) return addChar(self, c, IN_QUOTED_FIELD);
  if (c === d.delimiter) return nextField(self);
  if (isBreak(c) || c === EOL) return endField(self, c);
  if (!d.strict) return addChar(self, c, IN_FIELD);
  csvError(`'${String.fromCodePoint(d.delimiter)}' expected after '${String.fromCodePoint(d.quotechar)}'`);
  return false;
}

function eatBreak(self: PyReader, c: number): boolean {
  if (isBreak(c)) return true;
  if (c === EOL) {
    self.state = START_RECORD;
    return true;
  }
  csvError("new-line character seen in unquoted field - do you need to open the file with newline=''?");
  return false;
}

export const ReaderType: PyType = defineType({
  name: 'reader',
  module: '_csv',
  instanceClass: PyReader,
  flags: TypeFlag.NoNew,
  doc: 'CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.',
  slots: { iter: (self: PyReader) => self, next },
  getset: [
    getset('dialect', (self: PyReader) => self.dialect),
    getset('line_num', (self: PyReader) => int(self.lineNum)),
  ],
});
