/** repr() and ascii() of text: quotes, escapes, CPython's notion of printable. */
import { str } from '../core/value.ts';
import { isPrintable } from '../unicode/ctype.ts';
import type { StrValue } from './astral.ts';
import { StrBuilder } from './ops.ts';

const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** `repr(s)`. */
export function strRepr(s: StrValue): StrValue {
  if (typeof s !== 'string') return reprCps(s.cps);
  return isPlain(s) ? str(`'${s}'`) : reprUnits(s);
}

/** ASCII without quotes and backslash; short texts are looked through without the regular expression engine. */
function isPlain(s: string): boolean {
  if (s.length > 32) return PLAIN.test(s);
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c < 32 || c > 126 || c === 34 || c === 39 || c === 92) return false;
  }
  return true;
}

function quoteFor(hasSingle: boolean, hasDouble: boolean): number {
  return hasSingle && !hasDouble ? 34 : 39;
}

function reprUnits(s: string): StrValue {
  const quote = quoteFor(s.includes("'"), s.includes('"'));
  const mark = String.fromCharCode(quote);
  let out = mark;
  let done = 0;
  for (let i = 0; i < s.length; i++) {
    const cp = s.charCodeAt(i);
    const escaped = escape(cp, quote);
    if (escaped === '') continue;
    out += s.slice(done, i) + escaped;
    done = i + 1;
  }
  return str(out + s.slice(done) + mark);
}

function reprCps(cps: Uint32Array): StrValue {
  const quote = quoteFor(cps.includes(39), cps.includes(34));
  const out = new StrBuilder();
  out.addCp(quote);
  for (const cp of cps) {
    const escaped = escape(cp, quote);
    if (escaped === '') out.addCp(cp);
    else out.addUnits(escaped);
  }
  out.addCp(quote);
  return out.finish();
}

/** Escape sequence of a character in a repr; '' when it stands for itself. */
function escape(cp: number, quote: number): string {
  if (cp === quote || cp === 92) return cp === 92 ? '\\\\' : `\\${String.fromCharCode(cp)}`;
  if (cp >= 32 && cp < 127) return '';
  if (cp === 10) return '\\n';
  if (cp === 13) return '\\r';
  if (cp === 9) return '\\t';
  return isPrintable(cp) ? '' : hexEscape(cp);
}

/** `\xhh`, `\uhhhh` or `\Uhhhhhhhh`. */
export function hexEscape(cp: number): string {
  if (cp < 0x100) return `\\x${cp.toString(16).padStart(2, '0')}`;
  if (cp < 0x10000) return `\\u${cp.toString(16).padStart(4, '0')}`;
  return `\\U${cp.toString(16).padStart(8, '0')}`;
}

/** Text with every character above U+007F escaped (what `ascii()` does to a repr). */
export function strAscii(s: StrValue): StrValue {
  if (typeof s === 'string') {
    let i = 0;
    while (i < s.length && s.charCodeAt(i) < 128) i++;
    if (i === s.length) return s;
  }
  let out = '';
  const n = typeof s === 'string' ? s.length : s.cps.length;
  for (let i = 0; i < n; i++) {
    const cp = typeof s === 'string' ? s.charCodeAt(i) : s.cps[i];
    out += cp < 128 ? String.fromCharCode(cp) : hexEscape(cp);
  }
  return str(out);
}
