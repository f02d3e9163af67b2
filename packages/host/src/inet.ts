/** IP addresses as text and bytes: inet_pton and inet_ntop of the C library. */
const DECIMAL = /^(?:0|[1-9]\d{0,2})$/;
const HEX = /^[\da-fA-F]{1,4}$/;
const V6_WORDS = 8;

/** 4 or 16 bytes; undefined when `text` is no such address. */
export function inetPton(text: string, version: 4 | 6): Uint8Array | undefined {
  return version === 4 ? parseV4(text) : parseV6(text);
}

/** Text of 4 or 16 bytes, shortened as glibc does it. */
export function inetNtop(bytes: Uint8Array): string {
  return bytes.length === 4 ? bytes.join('.') : formatV6(bytes);
}

function parseV4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => DECIMAL.test(part) && Number(part) < 256)) return undefined;
  return Uint8Array.from(parts, Number);
}

function parseV6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = words(halves[0], halves.length === 1);
  const tail = halves.length === 2 ? words(halves[1], true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = V6_WORDS - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const bytes = new Uint8Array(2 * V6_WORDS);
  const all = [...head, ...Array<number>(missing).fill(0), ...tail];
  all.forEach((word, i) => {
    bytes[2 * i] = word >> 8;
    bytes[2 * i + 1] = word & 0xff;
  });
  return bytes;
}

/** 16-bit words of a part between `::`; the very last may be a dotted address. */
function words(part: string, mayEndDotted: boolean): number[] | undefined {
  if (part === '') return [];
  const out: number[] = [];
  const pieces = part.split(':');
  for (let i = 0; i < pieces.length; i++) {
    if (HEX.test(pieces[i])) {
      out.push(Number.parseInt(pieces[i], 16));
      continue;
    }
    const dotted = mayEndDotted && i === pieces.length - 1 ? parseV4(pieces[i]) : undefined;
    if (dotted === undefined) return undefined;
    out.push((dotted[0] << 8) | dotted[1], (dotted[2] << 8) | dotted[3]);
  }
  return out;
}

function formatV6(bytes: Uint8Array): string {
  const all = Array.from({ length: V6_WORDS }, (_, i) => (bytes[2 * i] << 8) | bytes[2 * i + 1]);
  const [start, length] = longestZeros(all);
  const isV4 = start === 0 && (length === 6 || (length === 5 && all[5] === 0xffff));
  const shown = isV4 ? all.slice(0, 6) : all;
  const hex = shown.map((word) => word.toString(16));
  const dotted = isV4 ? [inetNtop(bytes.subarray(12))] : [];
  if (length < 2) return hex.join(':');
  const after = [...hex.slice(start + Math.min(length, shown.length)), ...dotted];
  return `${hex.slice(0, start).join(':')}::${after.join(':')}`;
}

/** First of the longest runs of zero words. */
function longestZeros(all: number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < all.length; start++) {
    let end = start;
    while (end < all.length && all[end] === 0) end++;
    if (end - start > best[1]) best = [start, end - start];
    start = Math.max(start, end - 1);
  }
  return best;
}
