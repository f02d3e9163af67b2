/**
 * Struct formats: parsing, native and standard sizes, alignment.
 *
 * A format compiles to a list of fields at fixed offsets; a repeated code is one field with a count ('s' and 'p': the
 * count is the length of one item).
 */

export interface Field {
  readonly code: string;
  /** Bytes of one item. */
  readonly size: number;
  readonly offset: number;
  /** Items; 1 for s and p. */
  readonly count: number;
}

export interface Layout {
  readonly little: boolean;
  /** Native mode: sizes and ranges of C's types. */
  readonly native: boolean;
  readonly fields: readonly Field[];
  readonly size: number;
  /** Values that pack takes. */
  readonly values: number;
}

const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  '?': 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  F: 8,
  D: 16,
  s: 1,
  p: 1,
};

/** x86-64 and arm64 Unix: sizes are alignments, but for complex numbers, which align as their parts. */
const NATIVE: Readonly<Record<string, number>> = { ...STANDARD, l: 8, L: 8, n: 8, N: 8, P: 8 };

const SPACES = ' \t\n\v\f\r';
const SSIZE_MAX = 9223372036854775807n;

/** The layout, or the text of the struct.error. */
export function parseFormat(text: string): Layout | string {
  if (text.includes('\0')) return 'embedded null character';
  const order = '<>=!@'.includes(text[0] ?? 'x') ? text[0]! : '';
  const native = order === '' || order === '@';
  const sizes = native ? NATIVE : STANDARD;
  const fields: Field[] = [];
  let offset = 0n;
  let values = 0;
  let i = order === '' ? 0 : 1;
  while (i < text.length) {
    if (SPACES.includes(text[i]!)) {
      i++;
      continue;
    }
    let count = 1n;
    const digits = /^[0-9]+/.exec(text.slice(i));
    if (digits !== null) {
      count = BigInt(digits[0]);
      i += digits[0].length;
      if (count > SSIZE_MAX) return 'total struct size too long';
      if (i === text.length) return 'repeat count given without format specifier';
    }
    const code = text[i++]!;
    const size = sizes[code];
    if (size === undefined) return 'bad char in struct format';
    if (native) offset = aligned(offset, code, size);
    const field: Field = { code, size, offset: Number(offset), count: Number(count) };
    offset += count * BigInt(size);
    if (offset > SSIZE_MAX) return 'total struct size too long';
    values += addField(fields, field, code);
  }
  return { little: order === '<' || (order !== '>' && order !== '!'), native, fields, size: Number(offset), values };
}

/** Adds the field in its final form; gives the number of its values. */
function addField(fields: Field[], field: Field, code: string): number {
  if (code === 'x') return 0;
  if (code === 's' || code === 'p') {
    fields.push({ ...field, size: field.count, count: 1 });
    return 1;
  }
  if (field.count > 0) fields.push(field);
  return field.count;
}

function aligned(offset: bigint, code: string, size: number): bigint {
  if (code === 's' || code === 'p' || code === 'x' || code === 'c') return offset;
  const alignment = BigInt(code === 'F' ? 4 : code === 'D' ? 8 : size);
  return ((offset + alignment - 1n) / alignment) * alignment;
}
