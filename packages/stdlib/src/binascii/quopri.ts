/** Quoted-printable (RFC 1521) both ways. */

const HEX = '0123456789ABCDEF';
const MAX_LINE = 76;

function hexDigit(c: number | undefined): number {
  if (c === undefined) return -1;
  if (c >= 48 && c <= 57) return c - 48;
  const upper = c & ~32;
  return upper >= 65 && upper <= 70 ? upper - 55 : -1;
}

export function decodeQp(data: Uint8Array, header: boolean): Uint8Array {
  const out: number[] = [];
  let i = 0;
  while (i < data.length) {
    const c = data[i]!;
    if (c !== 61) {
      out.push(header && c === 95 ? 32 : c);
      i++;
      continue;
    }
    if (++i >= data.length) break;
    if (data[i] === 10 || data[i] === 13) {
      // soft line break
      while (i < data.length && data[i] !== 10) i++;
      if (i < data.length) i++;
    } else if (data[i] === 61) {
      out.push(61);
      i++;
    } else if (hexDigit(data[i]) >= 0 && hexDigit(data[i + 1]) >= 0) {
      out.push(hexDigit(data[i]) * 16 + hexDigit(data[i + 1]));
      i += 2;
    } else out.push(61);
  }
  return Uint8Array.from(out);
}

/** Whether the byte at `i` must be written as =XX. `column`: characters in the line so far. */
function mustQuote(
  data: Uint8Array,
  i: number,
  column: number,
  quotetabs: boolean,
  istext: boolean,
  header: boolean,
): boolean {
  const c = data[i]!;
  const next = data[i + 1];
  if (c > 126 || c === 61 || (header && c === 95)) return true;
  if (c === 46 && column === 0) return next === undefined || next === 10 || next === 13 || next === 0;
  if (!istext && (c === 13 || c === 10)) return true;
  if ((c === 9 || c === 32) && next === undefined) return true;
  return c < 33 && c !== 13 && c !== 10 && (quotetabs || (c !== 9 && c !== 32));
}

export function encodeQp(data: Uint8Array, quotetabs: boolean, istext: boolean, header: boolean): Uint8Array {
  const out: number[] = [];
  const firstNewline = data.indexOf(10);
  const crlf = firstNewline > 0 && data[firstNewline - 1] === 13;
  let column = 0;
  const softBreak = (): void => {
    out.push(61);
    if (crlf) out.push(13);
    out.push(10);
    column = 0;
  };
  for (let i = 0; i < data.length; i++) {
    const c = data[i]!;
    if (mustQuote(data, i, column, quotetabs, istext, header)) {
      if (column + 3 >= MAX_LINE) softBreak();
      pushHex(out, c);
      column += 3;
    } else if (istext && (c === 10 || (c === 13 && data[i + 1] === 10))) {
      quoteTrailingSpace(out);
      if (crlf) out.push(13);
      out.push(10);
      if (c === 13) i++;
      column = 0;
    } else {
      if (data[i + 1] !== undefined && data[i + 1] !== 10 && column + 1 >= MAX_LINE) softBreak();
      column++;
      out.push(header && c === 32 ? 95 : c);
    }
  }
  return Uint8Array.from(out);
}

function pushHex(out: number[], c: number): void {
  out.push(61, HEX.charCodeAt(c >> 4), HEX.charCodeAt(c & 15));
}

/** White space at the end of a line has to be visible. */
function quoteTrailingSpace(out: number[]): void {
  const last = out[out.length - 1];
  if (last !== 32 && last !== 9) return;
  out.pop();
  pushHex(out, last);
}
