/** UTF-7 (RFC 2152): ASCII with runs of base64-coded UTF-16 between '+' and '-'. */
import type { DecodeResult, StrValue } from '@pyston/objects';
import { ByteSink, cpsOf, decodeError, StrBuilder } from '@pyston/objects';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PLUS = 43;
const MINUS = 45;
const DIRECT = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\'(),-./:? \t\n\r!"#$%&*;<=>@[]^_`{|}'].map((c) =>
    c.charCodeAt(0),
  ),
);

function base64Value(c: number): number {
  return c < 128 ? DIGITS.indexOf(String.fromCharCode(c)) : -1;
}

/** Writes 16-bit units as base64 digits. */
class Base64Writer {
  private readonly sink: ByteSink;
  private bits = 0;
  private count = 0;
  constructor(sink: ByteSink) {
    this.sink = sink;
  }
  unit(value: number): void {
    this.bits = (this.bits << 16) | value;
    this.count += 16;
    while (this.count >= 6) {
      this.count -= 6;
      this.sink.push(DIGITS.charCodeAt((this.bits >> this.count) & 63));
    }
    this.bits &= (1 << this.count) - 1;
  }
  flush(): void {
    if (this.count > 0) this.sink.push(DIGITS.charCodeAt((this.bits << (6 - this.count)) & 63));
    this.bits = 0;
    this.count = 0;
  }
}

export function encodeUtf7(s: StrValue): Uint8Array {
  const sink = new ByteSink(16);
  const writer = new Base64Writer(sink);
  let shifted = false;
  for (const cp of cpsOf(s)) {
    if (shifted && DIRECT.has(cp)) {
      writer.flush();
      shifted = false;
      if (base64Value(cp) >= 0 || cp === MINUS) sink.push(MINUS);
    } else if (!shifted && cp === PLUS) {
      sink.push(PLUS);
      sink.push(MINUS);
      continue;
    } else if (!shifted && !DIRECT.has(cp)) {
      sink.push(PLUS);
      shifted = true;
    }
    if (!shifted) sink.push(cp);
    else if (cp > 0xffff) {
      writer.unit(0xd7c0 + (cp >> 10));
      writer.unit(0xdc00 + (cp & 0x3ff));
    } else writer.unit(cp);
  }
  if (shifted) {
    writer.flush();
    sink.push(MINUS);
  }
  return sink.finish();
}

/** State of decoding: inside a base64 run the bits read so far and a waiting high surrogate. */
interface Run {
  bits: number;
  count: number;
  high: number;
  start: number;
}

function addUnit(out: StrBuilder, run: Run, unit: number): void {
  if (run.high >= 0) {
    if (unit >= 0xdc00 && unit <= 0xdfff) {
      out.addCp(0x10000 + ((run.high & 0x3ff) << 10) + (unit & 0x3ff));
      run.high = -1;
      return;
    }
    out.addCp(run.high);
    run.high = -1;
  }
  if (unit >= 0xd800 && unit <= 0xdbff) run.high = unit;
  else out.addCp(unit);
}

function addDigit(out: StrBuilder, run: Run, digit: number): void {
  run.bits = (run.bits << 6) | digit;
  run.count += 6;
  if (run.count >= 16) {
    run.count -= 16;
    addUnit(out, run, (run.bits >>> run.count) & 0xffff);
    run.bits &= (1 << run.count) - 1;
  }
}

/** Why a run may not end here; '' if it may. */
function badEnd(run: Run): string {
  if (run.count >= 6) return 'partial character in shift sequence';
  return run.bits !== 0 ? 'non-zero padding bits in shift sequence' : '';
}

export function decodeUtf7(data: Uint8Array, errors: string, final: boolean): DecodeResult | undefined {
  const out = new StrBuilder();
  let run: Run | null = null;
  let d = data;
  let i = 0;
  const fail = (start: number, end: number, reason: string): boolean => {
    const r = decodeError(errors, 'utf7', d, start, end, reason);
    if (r === undefined) return false;
    out.add(r.by);
    i = r.next;
    d = r.data;
    run = null;
    return true;
  };
  /** What was complete before the run that is still open, for incremental decoding. */
  let settled: { text: StrValue; consumed: number } | null = null;
  while (i < d.length) {
    const c = d[i];
    const digit = base64Value(c);
    if (run !== null && digit >= 0) {
      addDigit(out, run, digit);
      i++;
    } else if (run !== null) {
      const open: Run = run;
      const reason = badEnd(open);
      if (reason !== '') {
        if (!fail(open.start, i + 1, reason)) return undefined;
        continue;
      }
      if (open.high >= 0 && c < 128 && c !== PLUS) out.addCp(open.high);
      run = null;
      if (c === MINUS) i++;
    } else if (c === PLUS) {
      const next = d[i + 1];
      if (next === MINUS) {
        out.addCp(PLUS);
        i += 2;
      } else if (next !== undefined && base64Value(next) < 0) {
        if (!fail(i, i + 2, 'ill-formed sequence')) return undefined;
      } else {
        if (!final) settled = { text: out.finish(), consumed: i };
        run = { bits: 0, count: 0, high: -1, start: i };
        i++;
      }
    } else if (c < 128) {
      out.addCp(c);
      i++;
    } else if (!fail(i, i + 1, 'unexpected special character')) return undefined;
  }
  const open = run as Run | null;
  if (open === null) return { text: out.finish(), consumed: i };
  if (!final && settled !== null) return settled;
  if (open.high >= 0 || open.count >= 6 || open.bits !== 0) {
    if (!fail(open.start, d.length, 'unterminated shift sequence')) return undefined;
  }
  return { text: out.finish(), consumed: d.length };
}
