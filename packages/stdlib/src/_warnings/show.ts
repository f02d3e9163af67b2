/** What a warning looks like: through `warnings._showwarnmsg`, or plainly on stderr while that module is not imported. */
import type { Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  call1,
  callMethod,
  clearIf,
  decodeUtf8,
  dictGetStr,
  E,
  getAttr,
  int,
  jsString,
  None,
  raise,
  strFromJs,
  strJs,
  ts,
  typeError,
  typeOf,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { warningsAttr } from './state.ts';

export interface Shown {
  readonly message: Value;
  readonly text: Value;
  readonly category: Value;
  readonly filename: Value;
  readonly line: number;
  readonly source: Value | null;
}

export function showWarning(w: Shown): Result {
  const show = warningsAttr('_showwarnmsg', w.source !== null);
  if (show === undefined) return undefined;
  if (show === ABSENT) return showPlainly(w);
  if (typeOf(show).slots.call === null) return typeError('warnings._showwarnmsg() must be set to a callable');
  const cls = warningsAttr('WarningMessage', false);
  if (cls === undefined) return undefined;
  if (cls === ABSENT) return raise(E.RuntimeError!, 'unable to get warnings.WarningMessage');
  const msg = call(cls, [w.message, w.category, w.filename, int(w.line), None, None, w.source ?? None]);
  return msg === undefined || call1(show, msg) === undefined ? undefined : None;
}

/** `file:line: Category: text` and the source line, on sys.stderr if there is one. Failures are dropped. */
function showPlainly(w: Shown): Result {
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  if (stderr === ABSENT || stderr === None) return None;
  const name = getAttr(w.category, '__name__');
  const head = name === undefined ? undefined : [strJs(w.filename), strJs(name), strJs(w.text)];
  if (head === undefined || head.includes(undefined)) return clearIf(E.Exception!) ? None : undefined;
  const line = sourceLine(head[0]!, w.line);
  const text = `${head[0]!}:${w.line}: ${head[1]!}: ${head[2]!}\n${line === '' ? '' : `  ${line}\n`}`;
  return callMethod(stderr, 'write', strFromJs(text)) === undefined && !clearIf(E.Exception!) ? undefined : None;
}

const READ_ONLY = 0;

/** The line of a source file without its indentation; empty when it cannot be read. */
function sourceLine(filename: string, line: number): string {
  const host = hostOf();
  const fd = line < 1 ? -1 : host.fs.open(filename, READ_ONLY, 0);
  if (fd < 0) return '';
  const parts: string[] = [];
  const chunk = new Uint8Array(65536);
  for (let n = host.fd.read(fd, chunk, 0, chunk.length); n > 0; n = host.fd.read(fd, chunk, 0, chunk.length)) {
    const decoded = decodeUtf8(chunk.subarray(0, n), 'replace', true);
    parts.push(decoded === undefined ? '' : jsString(decoded.text));
  }
  host.fd.close(fd);
  return (parts.join('').split(/\r\n|\r|\n/)[line - 1] ?? '').replace(/^[ \t\f]+/, '');
}
