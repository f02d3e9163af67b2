/**
 * Source text: decoding of bytes (BOM, PEP 263 cookie, UTF-8 by default) and newline normalisation, with the
 * errors that CPython gives for text it cannot read.
 */
import { PySyntaxError } from './errors.ts';

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const LONE_SURROGATE = /\p{Cs}/u;
const LATIN1 = new Set([
  'iso-8859-1',
  'iso8859-1',
  'iso8859',
  '8859',
  'cp819',
  'latin',
  'latin1',
  'latin-1',
  'l1',
  'iso-ir-100',
  'iso-8859-1-1987',
]);
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** Text with \n newlines, ending in one when `addNewline`. `program`: the file's name, when a program is read from one. */
export function readSource(source: string | Uint8Array, addNewline: boolean, program: string | null = null): string {
  const text = typeof source === 'string' ? checkString(source) : decodeSource(source, program);
  return normalise(text, addNewline);
}

function normalise(text: string, addNewline: boolean): string {
  const unix = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return addNewline && unix !== '' && !unix.endsWith('\n') ? unix + '\n' : unix;
}

function checkString(text: string): string {
  if (text.includes('\0')) throw nullBytes();
  if (LONE_SURROGATE.test(text)) throw surrogateError(text);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function nullBytes(): PySyntaxError {
  return new PySyntaxError('SyntaxError', 'source code string cannot contain null bytes');
}

/** A program is read by lines: the line up to the null byte is shown. */
function nullByteInProgram(bytes: Uint8Array): PySyntaxError {
  const at = bytes.indexOf(0);
  const before = new TextDecoder().decode(bytes.subarray(0, at)).split(/\r\n?|\n/);
  const lineno = before.length;
  const error = new PySyntaxError('SyntaxError', 'source code cannot contain null bytes', {
    lineno,
    offset: 0,
    endLineno: lineno,
    endOffset: 0,
  });
  error.text = before[lineno - 1];
  return error;
}

function surrogateError(text: string): PySyntaxError {
  let position = 0;
  for (const c of text) {
    const cp = c.codePointAt(0) as number;
    if (cp >= 0xd800 && cp < 0xe000) {
      return new PySyntaxError(
        'UnicodeEncodeError',
        `'utf-8' codec can't encode character '\\u${cp.toString(16)}' in position ${position}: surrogates not allowed`,
      );
    }
    position++;
  }
  throw new Error('unreachable: the text is well formed');
}

/** Decodes as CPython's tokenizer does for a bytes source. */
export function decodeSource(bytes: Uint8Array, program: string | null = null): string {
  if (bytes.includes(0)) throw program === null ? nullBytes() : nullByteInProgram(bytes);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  const cookie = findCookie(body);
  const encoding = cookie === null ? 'utf-8' : normaliseEncoding(cookie.name);
  if (bom && encoding !== 'utf-8') throw bomProblem(encoding, cookie as Cookie);
  return encoding === 'utf-8' ? decodeUtf8(body, program) : decodeOther(bytes, encoding, (cookie as Cookie).name);
}

interface Cookie {
  name: string;
  line: number;
  text: string;
}

/** (In the second line CPython counts the newline too.) */
function bomProblem(encoding: string, cookie: Cookie): PySyntaxError {
  const at = {
    lineno: cookie.line,
    offset: 0,
    endLineno: cookie.line,
    endOffset: cookie.text.length + (cookie.line - 1),
  };
  const error = new PySyntaxError('SyntaxError', `encoding problem: ${encoding} with BOM`, at);
  error.text = cookie.text;
  return error;
}

/** The declaration in the first line, or in the second when the first holds no code. */
function findCookie(bytes: Uint8Array): Cookie | null {
  let start = 0;
  for (let line = 1; line <= 2 && start < bytes.length; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = latin1(bytes.subarray(start, end));
    const match = COOKIE.exec(text);
    if (match !== null) return { name: match[1], line, text };
    if (!BLANK.test(text)) return null;
    start = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
  }
  return null;
}

/** CPython's get_normal_name: only the two common families are folded. */
function normaliseEncoding(name: string): string {
  const folded = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (folded === 'utf-8' || folded.startsWith('utf-8-')) return 'utf-8';
  if (/^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(folded)) return 'iso-8859-1';
  return name;
}

function latin1(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return out;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array, program: string | null): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidUtf8(bytes, program);
  }
}

function invalidUtf8(bytes: Uint8Array, program: string | null): PySyntaxError {
  const at = firstInvalid(bytes);
  const lineStart = bytes.lastIndexOf(10, at - 1) + 1;
  const newline = bytes.indexOf(10, at);
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++;
  const offset = Array.from(lenient.decode(bytes.subarray(lineStart, at))).length + 1;
  const hex = bytes[at].toString(16).padStart(2, '0');
  const file = program === null ? '' : ` in file ${program}`;
  const msg = `Non-UTF-8 code starting with '\\x${hex}'${file} on line ${line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`;
  const error = new PySyntaxError('SyntaxError', msg, { lineno: line, offset, endLineno: line, endOffset: offset });
  error.text = lenient.decode(bytes.subarray(lineStart, newline < 0 ? bytes.length : newline));
  return error;
}

/** Offset of the first byte that begins no valid UTF-8 sequence. */
function firstInvalid(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return i;
}

function sequenceLength(bytes: Uint8Array, i: number): number {
  const b = bytes[i];
  if (b < 0x80) return 1;
  const length = b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
  if (length === 0 || b >= 0xf5) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1];
  if (
    (b === 0xe0 && second < 0xa0) ||
    (b === 0xed && second >= 0xa0) ||
    (b === 0xf0 && second < 0x90) ||
    (b === 0xf4 && second >= 0x90)
  )
    return 0;
  return length;
}

function decodeOther(bytes: Uint8Array, encoding: string, cookie: string): string {
  const key = encoding.toLowerCase().replaceAll('_', '-');
  if (LATIN1.has(key)) return latin1(bytes);
  if (key === 'utf8' || key === 'u8' || key === 'utf' || key === 'cp65001') return decodeNamedUtf8(bytes);
  if (key === 'ascii' || key === 'us-ascii' || key === '646') return decodeAscii(bytes);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(whatwgLabel(key), { fatal: true });
  } catch {
    throw new PySyntaxError('SyntaxError', `unknown encoding: ${cookie}`, {
      lineno: 0,
      offset: -1,
      endLineno: null,
      endOffset: null,
    });
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw decodeProblem(`'${key}' codec can't decode source`);
  }
}

/** TextDecoder knows some of Python's codecs under another label. */
function whatwgLabel(name: string): string {
  const dashless = name
    .replace(/^cp-?(125\d|874)$/, 'windows-$1')
    .replace(/^iso8859-?(\d+)$/, 'iso-8859-$1')
    .replace(/^latin-?(\d)$/, 'latin$1');
  return dashless === 'cp949'
    ? 'euc-kr'
    : dashless === 'cp932' || dashless === 'sjis'
      ? 'shift_jis'
      : dashless === 'gb2312'
        ? 'gbk'
        : dashless;
}

/** UTF-8 under a name that CPython does not fold: the codec's own error. */
function decodeNamedUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    const at = firstInvalid(bytes);
    const b = bytes[at];
    const lead = b >= 0xc2 && b < 0xf5;
    const reason = !lead
      ? 'invalid start byte'
      : at + 1 >= bytes.length
        ? 'unexpected end of data'
        : 'invalid continuation byte';
    throw decodeProblem(`'utf-8' codec can't decode byte 0x${b.toString(16)} in position ${at}: ${reason}`);
  }
}

function decodeAscii(bytes: Uint8Array): string {
  const at = bytes.findIndex((b) => b >= 128);
  if (at >= 0)
    throw decodeProblem(
      `'ascii' codec can't decode byte 0x${bytes[at].toString(16)} in position ${at}: ordinal not in range(128)`,
    );
  return latin1(bytes);
}

function decodeProblem(msg: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, { lineno: 0, offset: -1, endLineno: null, endOffset: null });
}
