/** base64 both ways. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES: Uint8Array = new Uint8Array(64);
const VALUES: Uint8Array = new Uint8Array(256).fill(255);
for (let i = 0; i < 64; i++) {
  CODES[i] = ALPHABET.charCodeAt(i);
  VALUES[CODES[i]!] = i;
}

const PAD = 61;

export function encodeBase64(data: Uint8Array, newline: boolean): Uint8Array {
  const groups = Math.ceil(data.length / 3);
  const out = new Uint8Array(groups * 4 + (newline ? 1 : 0));
  let o = 0;
  for (let i = 0; i < data.length; i += 3) {
    const bits = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    out[o++] = CODES[bits >> 18]!;
    out[o++] = CODES[(bits >> 12) & 63]!;
    out[o++] = i + 1 < data.length ? CODES[(bits >> 6) & 63]! : PAD;
    out[o++] = i + 2 < data.length ? CODES[bits & 63]! : PAD;
  }
  if (newline) out[o] = 10;
  return out;
}

/** The bytes, or the text of the error. Foreign characters and stray padding are errors in strict mode only. */
export function decodeBase64(data: Uint8Array, strict: boolean): Uint8Array | string {
  const out = new Uint8Array(Math.floor((data.length + 3) / 4) * 3);
  let o = 0;
  let place = 0;
  let left = 0;
  let pads = 0;
  if (strict && data[0] === PAD) return 'Leading padding not allowed';
  for (const c of data) {
    if (c === PAD) {
      pads++;
      if (strict && place === 1) break;
      if (strict && (place === 0 || place + pads > 4)) return 'Excess padding not allowed';
      continue;
    }
    const v = VALUES[c]!;
    if (v === 255) {
      if (!strict) continue;
      return 'Only base64 data is allowed';
    }
    if (strict && pads > 0)
      return place + pads === 4 ? 'Excess data after padding' : 'Discontinuous padding not allowed';
    pads = 0;
    left = ((left << 6) | v) & 0xffff;
    place = (place + 1) & 3;
    if (place === 2) out[o++] = left >> 4;
    else if (place === 3) out[o++] = left >> 2;
    else if (place === 0) out[o++] = left;
  }
  if (place === 1) {
    return `Invalid base64-encoded string: number of data characters (${Math.floor(o / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`;
  }
  return place !== 0 && place + pads < 4 ? 'Incorrect padding' : out.subarray(0, o);
}
