/** `format(number, spec)` for int, float and complex: JS strings, `undefined` after raising. */
import { overflowError, valueError } from '../core/errors.ts';
import type { PyInt } from '../core/value.ts';
import { intToString } from '../int/text.ts';
import type { DoubleCode } from './double.ts';
import { unsignedDouble } from './double.ts';
import { layoutNumber, splitNumber } from './layout.ts';
import type { NumberText } from './layout.ts';
import type { FormatSpec } from './spec.ts';
import { pad, parseFormatSpec, unknownFormatCode } from './spec.ts';

const INT_MAX = 2147483647;

/** format(int, spec). `typeName`: 'int' or 'bool' or the subclass's name, as messages want it. */
export function formatInt(n: PyInt, specText: string, typeName: string): string | undefined {
  const spec = parseFormatSpec(specText, typeName, 'd', '>');
  if (spec === undefined) return undefined;
  if (spec.type === 'd' && typeof n === 'number' && n >= 0 && spec.precision === -1 && isPlain(spec))
    return padPlain(String(n), spec);
  if (spec.type !== '' && 'eEfFgG%'.includes(spec.type)) {
    const v = Number(n);
    if (v === Infinity || v === -Infinity) return overflowError('int too large to convert to float');
    return formatFloatSpec(v, spec, typeName);
  }
  if (!'bcdnoxX'.includes(spec.type)) return unknownFormatCode(spec.type, typeName);
  if (spec.precision !== -1) return valueError('Precision not allowed in integer format specifier');
  if (spec.noNegZero) return valueError('Negative zero coercion (z) not allowed in integer format specifier');
  return spec.type === 'c' ? formatCharacter(n, spec) : formatDigits(n, spec);
}

/** No sign, grouping or other flag: digits and padding are all there is to it. */
function isPlain(spec: FormatSpec): boolean {
  return spec.sign === '' && spec.grouping === '' && spec.fracGrouping === '' && !spec.alternate && !spec.noNegZero;
}

/** Pads the text of a number without sign. */
function padPlain(text: string, spec: FormatSpec): string {
  if (spec.width <= text.length) return text;
  const inFront = (spec.align === '>' || spec.align === '=') && spec.fill.length === 1;
  return inFront ? text.padStart(spec.width, spec.fill) : pad(text, text.length, spec);
}

function formatCharacter(n: PyInt, spec: FormatSpec): string | undefined {
  if (spec.sign !== '') return valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (n < -0x8000000000000000n || n > 0x7fffffffffffffffn)
    return overflowError('Python int too large to convert to C long');
  if (n < 0 || n > 0x10ffff) return overflowError('%c arg not in range(0x110000)');
  return pad(String.fromCodePoint(Number(n)), 1, spec);
}

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10 };

function formatDigits(n: PyInt, spec: FormatSpec): string | undefined {
  const text = intToString(n, BASES[spec.type]!);
  if (text === undefined) return undefined;
  const negative = n < 0;
  const whole = negative ? text.slice(1) : text;
  const upper = spec.type === 'X';
  const prefix = spec.alternate && spec.type !== 'd' && spec.type !== 'n' ? `0${spec.type}` : '';
  return layoutNumber({ negative, prefix, whole: upper ? whole.toUpperCase() : whole, fraction: null, rest: '' }, spec);
}

/** format(float, spec). */
export function formatFloat(v: number, specText: string, typeName: string): string | undefined {
  const spec = parseFormatSpec(specText, typeName, '', '>');
  if (spec === undefined) return undefined;
  if (spec.type === 'f' && v >= 0 && spec.precision <= 100 && !Object.is(v, -0) && isPlain(spec))
    return padPlain(unsignedDouble(v, 'f', spec.precision < 0 ? 6 : spec.precision), spec);
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) return unknownFormatCode(spec.type, typeName);
  return formatFloatSpec(v, spec, typeName);
}

function formatFloatSpec(v: number, spec: FormatSpec, _typeName: string): string | undefined {
  if (spec.precision > INT_MAX) return valueError('precision too big');
  const percent = spec.type === '%';
  const code = doubleCode(spec);
  const text = unsignedDouble(percent ? v * 100 : v, code, spec.precision < 0 ? 6 : spec.precision, {
    alternate: spec.alternate,
    addDot0: spec.type === '',
  });
  const n = signedText(v, text, spec);
  if (percent) n.rest += '%';
  return layoutNumber(n, spec);
}

function doubleCode(spec: FormatSpec): DoubleCode {
  switch (spec.type) {
    case '':
      return spec.precision < 0 ? 'r' : 'g';
    case 'n':
      return 'g';
    case '%':
      return 'f';
    default:
      return spec.type.toLowerCase() as DoubleCode;
  }
}

/** Sign, case and the coercion of -0 (`z`). */
function signedText(v: number, text: string, spec: FormatSpec): NumberText {
  const upper = spec.type === 'E' || spec.type === 'F' || spec.type === 'G';
  let negative = v < 0 || Object.is(v, -0);
  if (negative && spec.noNegZero && !/[1-9a-df-z]/.test(text.replace(/e.*/, ''))) negative = false;
  return splitNumber(upper ? text.toUpperCase() : text, negative);
}

/** format(complex, spec): parentheses only without a type, as in repr. */
export function formatComplex(re: number, im: number, specText: string, typeName: string): string | undefined {
  const spec = parseFormatSpec(specText, typeName, '', '>');
  if (spec === undefined) return undefined;
  if (spec.type !== '' && !'eEfFgGn'.includes(spec.type)) return unknownFormatCode(spec.type, typeName);
  if (spec.precision > INT_MAX) return valueError('precision too big');
  if (spec.fill === '0') return valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') return valueError("'=' alignment flag is not allowed in complex format specifier");
  const part: FormatSpec = { ...spec, fill: ' ', align: '<', width: -1 };
  const untyped = spec.type === '';
  const imaginary = complexPart(im, { ...part, sign: '+' });
  if (untyped && re === 0 && !Object.is(re, -0)) {
    const text = complexPart(im, part) + 'j';
    return pad(text, text.length, spec);
  }
  const both = `${complexPart(re, part)}${imaginary}j`;
  const text = untyped ? `(${both})` : both;
  return pad(text, text.length, spec);
}

function complexPart(v: number, spec: FormatSpec): string {
  const text = unsignedDouble(v, doubleCode(spec), spec.precision < 0 ? 6 : spec.precision, {
    alternate: spec.alternate,
  });
  return layoutNumber(signedText(v, text, spec), spec);
}
