/** What int(), float() and complex() do to text before they read it: decimal digits and spaces of all scripts become ASCII. */

/** The zeros of Unicode 16's decimal digits; each is followed by its nine companions. */
const ZEROS = Uint32Array.of(
  0x30,
  0x660,
  0x6f0,
  0x7c0,
  0x966,
  0x9e6,
  0xa66,
  0xae6,
  0xb66,
  0xbe6,
  0xc66,
  0xce6,
  0xd66,
  0xde6,
  0xe50,
  0xed0,
  0xf20,
  0x1040,
  0x1090,
  0x17e0,
  0x1810,
  0x1946,
  0x19d0,
  0x1a80,
  0x1a90,
  0x1b50,
  0x1bb0,
  0x1c40,
  0x1c50,
  0xa620,
  0xa8d0,
  0xa900,
  0xa9d0,
  0xa9f0,
  0xaa50,
  0xabf0,
  0xff10,
  0x104a0,
  0x10d30,
  0x10d40,
  0x11066,
  0x110f0,
  0x11136,
  0x111d0,
  0x112f0,
  0x11450,
  0x114d0,
  0x11650,
  0x116c0,
  0x116d0,
  0x116da,
  0x11730,
  0x118e0,
  0x11950,
  0x11bf0,
  0x11c50,
  0x11d50,
  0x11da0,
  0x11f50,
  0x16130,
  0x16a60,
  0x16ac0,
  0x16b50,
  0x16d70,
  0x1ccf0,
  0x1d7ce,
  0x1d7d8,
  0x1d7e2,
  0x1d7ec,
  0x1d7f6,
  0x1e140,
  0x1e2f0,
  0x1e4f0,
  0x1e5f1,
  0x1e950,
  0x1fbf0,
);

/** Value 0 … 9 of a decimal digit, else -1. */
export function decimalDigit(cp: number): number {
  if (cp < 0x80) return cp >= 0x30 && cp <= 0x39 ? cp - 0x30 : -1;
  let low = 0;
  let high = ZEROS.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (ZEROS[mid]! <= cp) low = mid;
    else high = mid - 1;
  }
  const d = cp - ZEROS[low]!;
  return d <= 9 && d >= 0 ? d : -1;
}

function isWideSpace(cp: number): boolean {
  return (
    cp === 0x85 ||
    cp === 0xa0 ||
    cp === 0x1680 ||
    (cp >= 0x2000 && cp <= 0x200a) ||
    cp === 0x2028 ||
    cp === 0x2029 ||
    cp === 0x202f ||
    cp === 0x205f ||
    cp === 0x3000
  );
}

const ASCII = /^[\0-\x7f]*$/;

/** `text` with digits and spaces made ASCII and everything else beyond ASCII made '?'; stripped of C's white space. */
export function numericText(text: string): string {
  let ascii = text;
  if (!ASCII.test(text)) {
    ascii = '';
    for (let i = 0; i < text.length; i++) {
      const cp = text.codePointAt(i)!;
      if (cp > 0xffff) i++;
      const digit = decimalDigit(cp);
      ascii += cp < 0x80 ? String.fromCharCode(cp) : digit >= 0 ? String(digit) : isWideSpace(cp) ? ' ' : '?';
    }
  }
  return stripSpace(ascii);
}

/** Without C's white space (space, \t \n \v \f \r) at both ends. */
export function stripSpace(s: string): string {
  let start = 0;
  let end = s.length;
  while (start < end && isCSpace(s.charCodeAt(start))) start++;
  while (end > start && isCSpace(s.charCodeAt(end - 1))) end--;
  return start === 0 && end === s.length ? s : s.slice(start, end);
}

function isCSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}
