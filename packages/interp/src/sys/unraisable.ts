/**
 * How an exception that nobody can catch is shown: without the library's traceback module, and so without carets, notes and
 * the exceptions before it; source lines come from files only (CPython's PyTraceBack_Print).
 */
import type { Host } from '@pyston/host';
import type { PyBaseException, PyTraceback, Value } from '@pyston/objects';
import {
  callMethod,
  getAttr,
  isStr,
  jsString,
  strFromJs,
  strJs,
  strValue,
  takeException,
  tracebackLine,
  ts,
  typeOf,
} from '@pyston/objects';

/** Equal lines in a row that are shown; of the others only the number. */
const REPEATED = 3;

export function writeException(stderr: Value, exc: PyBaseException): void {
  let text = exc.traceback === null ? '' : traceback(exc.traceback);
  text += `${typeName(exc)}${description(exc)}\n`;
  if (callMethod(stderr, 'write', strFromJs(text)) === undefined) takeException();
  if (callMethod(stderr, 'flush') === undefined) takeException();
}

function traceback(first: PyTraceback): string {
  let text = 'Traceback (most recent call last):\n';
  let last = '';
  let count = 0;
  for (let tb: PyTraceback | null = first; tb !== null; tb = tb.next) {
    const { code } = tb.frame.code;
    const line = tracebackLine(tb);
    const entry = `  File "${code.filename}", line ${line}, in ${code.name}\n`;
    if (entry !== last) {
      text += repeats(count);
      last = entry;
      count = 0;
    }
    count++;
    if (count <= REPEATED) text += entry + sourceLine(code.filename, line);
  }
  return text + repeats(count);
}

function repeats(count: number): string {
  const more = count - REPEATED;
  return more <= 0 ? '' : `  [Previous line repeated ${more} more time${more === 1 ? '' : 's'}]\n`;
}

/** Line `number` of a file, indented; '' where there is none. */
function sourceLine(file: string, number: number): string {
  const host = ts.runtime.host as Host;
  const fd = host.fs.open(file, 0, 0);
  if (fd < 0) return '';
  const parts: Uint8Array[] = [];
  for (let chunk = new Uint8Array(65536); ; chunk = new Uint8Array(65536)) {
    const n = host.fd.read(fd, chunk, 0, chunk.length);
    if (n <= 0) break;
    parts.push(chunk.subarray(0, n));
  }
  host.fd.close(fd);
  const decoder = new TextDecoder();
  const text = parts.map((part) => decoder.decode(part, { stream: true })).join('');
  const line = text.split('\n')[number - 1]?.trim() ?? '';
  return line === '' ? '' : `    ${line}\n`;
}

function typeName(exc: PyBaseException): string {
  const type = typeOf(exc);
  const module = getAttr(type, '__module__');
  const qualname = getAttr(type, '__qualname__');
  if (module === undefined || qualname === undefined) takeException();
  const name = qualname !== undefined && isStr(qualname) ? jsString(strValue(qualname)) : type.name;
  if (module === undefined || !isStr(module)) return `<unknown>.${name}`;
  const from = jsString(strValue(module));
  return from === 'builtins' || from === '__main__' ? name : `${from}.${name}`;
}

function description(exc: PyBaseException): string {
  const text = strJs(exc);
  if (text === undefined) {
    takeException();
    return ': <exception str() failed>';
  }
  return `: ${text}`;
}
