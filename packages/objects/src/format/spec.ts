/**
 * The format mini-language (PEP 3101) of int, float, complex and str: one parser.
 *
 * `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`. Specs are JS strings read as UTF-16;
 * `fill` is the text of one code point.
 */
import { valueError } from '../core/errors.ts';
import { decimalDigit } from '../int/numeric-text.ts';

export interface FormatSpec {
  fill: string;
  align: string;
  /** '' (as '-'), '+', '-' or ' '. */
  sign: string;
  noNegZero: boolean;
  alternate: boolean;
  /** -1: not given. */
  width: number;
  /** '', ',' or '_'. */
  grouping: string;
  /** -1: not given. */
  precision: number;
  fracGrouping: string;
  /** One code point; '' when neither given nor defaulted. */
  type: string;
}

class Reader {
  readonly s: string;
  pos = 0;
  constructor(s: string) {
    this.s = s;
  }
  peek(): string {
    return this.pos < this.s.length ? this.s[this.pos]! : '';
  }
  take(chars: string): string {
    const c = this.peek();
    if (c === '' || !chars.includes(c)) return '';
    this.pos++;
    return c;
  }
  /** A run of decimal digits: its value, -1 if empty, NaN (raised) if it is too large. */
  integer(): number {
    const start = this.pos;
    let n = 0;
    while (this.pos < this.s.length) {
      const cp = this.s.codePointAt(this.pos)!;
      const d = decimalDigit(cp);
      if (d < 0) break;
      this.pos += cp > 0xffff ? 2 : 1;
      n = n * 10 + d;
      if (n > 9223372036854775000) {
        valueError('Too many decimal digits in format string');
        return NaN;
      }
    }
    return this.pos === start ? -1 : n;
  }
}

const ALIGNMENTS = '<>=^';

const CACHE_LIMIT = 512;
const parsed: Record<string, Map<string, Readonly<FormatSpec>>> = { '>': new Map(), 'd>': new Map(), 's<': new Map() };

/** The parsed spec, shared and not to be changed; or undefined after raising ValueError. */
export function parseFormatSpec(
  spec: string,
  typeName: string,
  defaultType: string,
  defaultAlign: '<' | '>',
): Readonly<FormatSpec> | undefined {
  const cache = parsed[defaultType + defaultAlign]!;
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const made = parseFresh(spec, typeName, defaultType, defaultAlign);
  if (made === undefined) return undefined;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(spec, made);
  return made;
}

function parseFresh(
  spec: string,
  typeName: string,
  defaultType: string,
  defaultAlign: '<' | '>',
): FormatSpec | undefined {
  const r = new Reader(spec);
  const out: FormatSpec = {
    fill: ' ',
    align: defaultAlign,
    sign: '',
    noNegZero: false,
    alternate: false,
    width: -1,
    grouping: '',
    precision: -1,
    fracGrouping: '',
    type: defaultType,
  };
  readFlags(r, out, defaultAlign);
  out.width = r.integer();
  if (out.width !== out.width || !readGrouping(r, out) || !readPrecision(r, out)) return undefined;
  const rest = spec.slice(r.pos);
  if (rest !== '') {
    if (rest.length > String.fromCodePoint(rest.codePointAt(0)!).length) {
      return valueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`);
    }
    out.type = rest;
  }
  return checkGrouping(out);
}

function readFlags(r: Reader, out: FormatSpec, defaultAlign: string): void {
  const { s } = r;
  const first = s === '' ? 0 : String.fromCodePoint(s.codePointAt(0)!).length;
  let fillGiven = false;
  let alignGiven = true;
  if (s.length > first && ALIGNMENTS.includes(s[first]!)) {
    out.fill = s.slice(0, first);
    out.align = s[first]!;
    fillGiven = true;
    r.pos = first + 1;
  } else {
    const align = r.take(ALIGNMENTS);
    if (align === '') alignGiven = false;
    else out.align = align;
  }
  out.sign = r.take('+- ');
  out.noNegZero = r.take('z') !== '';
  out.alternate = r.take('#') !== '';
  if (!fillGiven && r.peek() === '0') {
    out.fill = '0';
    if (!alignGiven && defaultAlign === '>') out.align = '=';
    r.pos++;
  }
}

function bothGroupings(): false {
  valueError("Cannot specify both ',' and '_'.");
  return false;
}

function readGrouping(r: Reader, out: FormatSpec): boolean {
  out.grouping = r.take(',');
  if (r.peek() === '_') {
    if (out.grouping !== '') return bothGroupings();
    out.grouping = r.take('_');
  }
  return !(r.peek() === ',' && out.grouping === '_') || bothGroupings();
}

function readPrecision(r: Reader, out: FormatSpec): boolean {
  if (r.take('.') === '') return true;
  out.precision = r.integer();
  if (out.precision !== out.precision) return false;
  out.fracGrouping = r.take(',');
  if (r.peek() === '_') {
    if (out.fracGrouping !== '') return bothGroupings();
    out.fracGrouping = r.take('_');
  }
  if (r.peek() === ',' && out.fracGrouping === '_') return bothGroupings();
  if (out.precision < 0 && out.fracGrouping === '') {
    valueError('Format specifier missing precision');
    return false;
  }
  return true;
}

function checkGrouping(out: FormatSpec): FormatSpec | undefined {
  const { grouping, fracGrouping, type } = out;
  if (grouping !== '' && type !== '' && !'defgEG%F'.includes(type) && !(grouping === '_' && 'boxX'.includes(type))) {
    return valueError(`Cannot specify '${grouping}' with '${shown(type)}'.`);
  }
  return fracGrouping !== '' && type === 'n' ? valueError(`Cannot specify '${fracGrouping}' with 'n'.`) : out;
}

/** A type character as messages show it. */
function shown(type: string): string {
  const cp = type.codePointAt(0)!;
  return cp > 32 && cp < 128 ? type : `\\x${cp.toString(16)}`;
}

export function unknownFormatCode(type: string, typeName: string): undefined {
  return valueError(`Unknown format code '${shown(type)}' for object of type '${typeName}'`);
}

/** Pads a text of `length` code points; '=' counts as '>'. */
export function pad(text: string, length: number, spec: FormatSpec): string {
  const missing = spec.width - length;
  if (missing <= 0) return text;
  const left = spec.align === '<' ? 0 : spec.align === '^' ? Math.floor(missing / 2) : missing;
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}
