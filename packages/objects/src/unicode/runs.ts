/** Decoding of the generated tables: base64, variable-length numbers, run-length coded indices of all code points. */

const VALUES = (() => {
  const out = new Uint8Array(128);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let i = 0; i < digits.length; i++) out[digits.charCodeAt(i)] = i;
  return out;
})();

/** Bytes of well-formed base64 text. */
export function fromBase64(text: string): Uint8Array {
  let n = text.length;
  while (n > 0 && text[n - 1] === '=') n--;
  const out = new Uint8Array((n * 3) >> 2);
  let bits = 0;
  let count = 0;
  let k = 0;
  for (let i = 0; i < n; i++) {
    bits = ((bits << 6) | VALUES[text.charCodeAt(i)]) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[k++] = bits >> count;
    }
  }
  return out;
}

/** Little-endian base-128 numbers. */
export function decodeVarints(data: Uint8Array): Uint32Array {
  const out = new Uint32Array(data.length);
  let n = 0;
  let value = 0;
  let shift = 0;
  for (const byte of data) {
    value += (byte & 127) * 2 ** shift;
    if (byte >= 128) shift += 7;
    else {
      out[n++] = value;
      value = 0;
      shift = 0;
    }
  }
  return out.slice(0, n);
}

const FLAT = 0x40000;

/** Record number per code point: an array for planes 0 to 3, runs searched above. */
export class RunTable {
  private readonly flat: Uint16Array;
  private readonly starts: number[];
  private readonly records: number[];

  constructor(base64: string) {
    const numbers = decodeVarints(fromBase64(base64));
    this.flat = new Uint16Array(FLAT);
    this.starts = [];
    this.records = [];
    let at = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      const end = at + numbers[i + 1];
      if (at < FLAT) this.flat.fill(numbers[i], at, Math.min(end, FLAT));
      if (end > FLAT) {
        this.starts.push(at);
        this.records.push(numbers[i]);
      }
      at = end;
    }
  }

  get(cp: number): number {
    return cp < FLAT ? this.flat[cp] : this.search(cp);
  }

  private search(cp: number): number {
    let k = this.starts.length - 1;
    while (this.starts[k] > cp) k--;
    return this.records[k];
  }
}
