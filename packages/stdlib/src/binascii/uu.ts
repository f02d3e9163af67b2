/** One line of uuencoded data both ways. */

/** The bytes, or the text of the error. */
export function decodeUu(data: Uint8Array): Uint8Array | string {
  if (data.length === 0) return 'Missing length byte';
  const length = (data[0]! - 32) & 63;
  const out = new Uint8Array(length);
  let at = 1;
  let o = 0;
  let left = 0;
  let bits = 0;
  while (o < length) {
    const c = at < data.length ? data[at]! : 32;
    at++;
    let v = 0;
    if (c !== 10 && c !== 13) {
      if (c < 32 || c > 96) return 'Illegal char';
      v = (c - 32) & 63;
    }
    left = ((left << 6) | v) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[o++] = left >> bits;
      left &= (1 << bits) - 1;
    }
  }
  for (; at < data.length; at++) {
    const c = data[at]!;
    if (c !== 32 && c !== 96 && c !== 10 && c !== 13) return 'Trailing garbage';
  }
  return out;
}

export function encodeUu(data: Uint8Array, backtick: boolean): Uint8Array | string {
  if (data.length > 45) return 'At most 45 bytes at once';
  const code = (v: number): number => (v === 0 && backtick ? 96 : v + 32);
  const out: number[] = [code(data.length)];
  for (let i = 0; i < data.length; i += 3) {
    const bits = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) out.push(code((bits >> shift) & 63));
  }
  out.push(10);
  return Uint8Array.from(out);
}
