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

/** Record number per code point: runs, unfolded page by page (256 code points) as they are asked for. */
export class RunTable {
  /** First code point of each run, and its record. */
  private readonly starts: Uint32Array;
  private readonly records: Uint16Array;
  private readonly pages: (Uint16Array | undefined)[] = [];

  constructor(base64: string) {
    const numbers = decodeVarints(fromBase64(base64));
    this.starts = new Uint32Array(numbers.length / 2);
    this.records = new Uint16Array(numbers.length / 2);
    let at = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      this.starts[i / 2] = at;
      this.records[i / 2] = numbers[i];
      at += numbers[i + 1];
    }
  }

  get(cp: number): number {
    const page = this.pages[cp >> 8];
    return page === undefined ? this.unfold(cp >> 8)[cp & 255] : page[cp & 255];
  }

  private unfold(number: number): Uint16Array {
    const page = new Uint16Array(256);
    const first = number * 256;
    let run = this.runOf(first);
    for (let i = 0; i < 256; i++) {
      if (run + 1 < this.starts.length && this.starts[run + 1] <= first + i) run++;
      page[i] = this.records[run];
    }
    this.pages[number] = page;
    return page;
  }

  /** The run that contains `cp`. */
  private runOf(cp: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= cp) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
