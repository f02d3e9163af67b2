/** Type timedelta. Arithmetic is exact, on the whole number of microseconds. */
import type { NativeSpec, PyType, Result, Value } from '@pyston/objects';
import {
  big,
  bindArguments,
  defineType,
  exactRatio,
  float,
  getset,
  hash,
  int,
  intOrUndefined,
  intTrueDiv,
  isFloat,
  method,
  newInstance,
  NotImplemented,
  overflowError,
  parseSignature,
  str,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  zeroDivision,
  bigDivmod,
  roundHalfEven,
} from '@pyston/objects';
import { isDelta, PyDelta, types } from './layout.ts';

const DAY = 86400000000n;
const MAX_DAYS = 999999999;

/** A timedelta of so many microseconds; raises OverflowError. */
export function deltaFromMicros(total: bigint, cls: PyType = types.timedelta): PyDelta | undefined {
  const { quotient, remainder } = bigDivmod(total, DAY);
  if (quotient > 2147483647n || quotient < -2147483648n)
    return overflowError('Python int too large to convert to C int');
  const rest = Number(remainder);
  return newDelta(Number(quotient), Math.floor(rest / 1000000), rest % 1000000, cls);
}

/** A timedelta of normalised fields; raises OverflowError. */
export function newDelta(
  days: number,
  seconds: number,
  micros: number,
  cls: PyType = types.timedelta,
): PyDelta | undefined {
  if (Math.abs(days) > MAX_DAYS) return overflowError(`days=${days}; must have magnitude <= ${MAX_DAYS}`);
  const d = newInstance<PyDelta>(cls);
  d.days = days;
  d.seconds = seconds;
  d.micros = micros;
  return d;
}

export function microsOf(d: PyDelta): bigint {
  return BigInt(d.days) * DAY + BigInt(d.seconds * 1000000 + d.micros);
}

function negated(d: PyDelta): PyDelta | undefined {
  return deltaFromMicros(-microsOf(d));
}

/** Name, and microseconds in one, in the order in which the parts are added up. */
const UNITS: readonly (readonly [string, number, bigint])[] = [
  ['microseconds', 2, 1n],
  ['milliseconds', 3, 1000n],
  ['seconds', 1, 1000000n],
  ['minutes', 4, 60000000n],
  ['hours', 5, 3600000000n],
  ['days', 0, DAY],
  ['weeks', 6, 7n * DAY],
];

const NEW: NativeSpec = {
  name: '__new__',
  signature: '(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)',
  impl: () => undefined,
};
const NEW_PARAMS = parseSignature(NEW.signature);

function deltaNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const given = bindArguments(NEW, NEW_PARAMS, '__new__', args, 0, kwnames) as (Value | undefined)[] | undefined;
  if (given === undefined) return undefined;
  let total = 0n;
  let leftover = 0;
  for (const [name, at, factor] of UNITS) {
    const v = given[at];
    if (v === undefined) continue;
    const n = intOrUndefined(v);
    if (n !== undefined) total += BigInt(n) * factor;
    else if (isFloat(v)) {
      if (!Number.isFinite(v.v))
        return v.v !== v.v
          ? valueError('cannot convert float NaN to integer')
          : overflowError('cannot convert float infinity to integer');
      const whole = Math.trunc(v.v);
      const part = (v.v - whole) * Number(factor);
      const wholePart = Math.trunc(part);
      total += BigInt(whole) * factor + BigInt(wholePart);
      leftover += part - wholePart;
    } else return typeError(`unsupported type for timedelta ${name} component: ${typeOf(v).name}`);
  }
  return deltaFromMicros(total + roundedLeftover(leftover, total), cls);
}

/** The fractions of microseconds, rounded so that an exact half makes the total even. */
function roundedLeftover(leftover: number, total: bigint): bigint {
  if (leftover === 0) return 0n;
  const whole = Math.round(leftover);
  if (Math.abs(whole - leftover) !== 0.5) return BigInt(whole);
  const odd = (total & 1n) === 1n ? 1 : 0;
  return BigInt(2 * roundHalfEven((leftover + odd) * 0.5) - odd);
}

function repr(d: PyDelta): Result {
  const parts: string[] = [];
  if (d.days !== 0) parts.push(`days=${d.days}`);
  if (d.seconds !== 0) parts.push(`seconds=${d.seconds}`);
  if (d.micros !== 0) parts.push(`microseconds=${d.micros}`);
  return str(`${typeOf(d).name}(${parts.length === 0 ? '0' : parts.join(', ')})`);
}

export function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function text(d: PyDelta): Result {
  const minutes = Math.floor(d.seconds / 60);
  const clock = `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(d.seconds % 60)}`;
  const days = d.days === 0 ? '' : `${d.days} day${Math.abs(d.days) === 1 ? '' : 's'}, `;
  return str(days + clock + (d.micros === 0 ? '' : `.${String(d.micros).padStart(6, '0')}`));
}

/** n / d rounded half to even, d > 0 or < 0. */
function divideHalfEven(n: bigint, d: bigint): bigint {
  const { quotient, remainder } = bigDivmod(n, d);
  const twice = remainder * 2n;
  const more = d > 0n ? twice > d : twice < d;
  return more || (twice === d && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The ratio of a float, undefined: raised. */
function ratio(v: number): { numerator: bigint; denominator: bigint } | undefined {
  if (v !== v) return valueError('cannot convert NaN to integer ratio');
  return Number.isFinite(v) ? exactRatio(v) : overflowError('cannot convert Infinity to integer ratio');
}

function multiply(d: PyDelta, other: Value): Result {
  const n = intOrUndefined(other);
  if (n !== undefined) return deltaFromMicros(microsOf(d) * BigInt(n));
  if (!isFloat(other)) return NotImplemented;
  const r = ratio(other.v);
  return r === undefined ? undefined : deltaFromMicros(divideHalfEven(microsOf(d) * r.numerator, r.denominator));
}

function trueDivide(d: PyDelta, other: Value): Result {
  const n = intOrUndefined(other);
  if (n !== undefined) return n === 0 ? zeroDivision() : deltaFromMicros(divideHalfEven(microsOf(d), BigInt(n)));
  if (isDelta(other)) {
    const m = microsOf(other);
    if (m === 0n) return zeroDivision();
    const q = intTrueDiv(big(microsOf(d)), big(m));
    return q === undefined ? undefined : float(q);
  }
  if (!isFloat(other)) return NotImplemented;
  const r = ratio(other.v);
  if (r === undefined) return undefined;
  return r.numerator === 0n
    ? zeroDivision()
    : deltaFromMicros(divideHalfEven(microsOf(d) * r.denominator, r.numerator));
}

function floorDivide(d: PyDelta, other: Value): Result {
  const n = intOrUndefined(other);
  if (n === undefined && !isDelta(other)) return NotImplemented;
  const m = n !== undefined ? BigInt(n) : microsOf(other as PyDelta);
  if (m === 0n) return zeroDivision();
  const q = bigDivmod(microsOf(d), m).quotient;
  return n !== undefined ? deltaFromMicros(q) : big(q);
}

function modulo(d: PyDelta, other: Value): Result {
  if (!isDelta(other)) return NotImplemented;
  const m = microsOf(other);
  return m === 0n ? zeroDivision() : deltaFromMicros(bigDivmod(microsOf(d), m).remainder);
}

function divmod(d: PyDelta, other: Value): Result {
  if (!isDelta(other)) return NotImplemented;
  const m = microsOf(other);
  if (m === 0n) return zeroDivision();
  const { quotient, remainder } = bigDivmod(microsOf(d), m);
  const rest = deltaFromMicros(remainder);
  return rest === undefined ? undefined : tuple([big(quotient), rest]);
}

function sum(sign: bigint): (d: PyDelta, other: Value) => Result {
  return (d, other) => (isDelta(other) ? deltaFromMicros(microsOf(d) + sign * microsOf(other)) : NotImplemented);
}

export function compareDeltas(a: PyDelta, b: PyDelta): number {
  return a.days - b.days || a.seconds - b.seconds || a.micros - b.micros;
}

function compare(test: (order: number) => boolean): (d: PyDelta, other: Value) => Result {
  return (d, other) => (isDelta(other) ? test(compareDeltas(d, other)) : NotImplemented);
}

export function comparisons(compareBy: (test: (order: number) => boolean, op: string) => (a: any, b: Value) => Result) {
  return {
    eq: compareBy((o) => o === 0, 'eq'),
    ne: compareBy((o) => o !== 0, 'ne'),
    lt: compareBy((o) => o < 0, 'lt'),
    le: compareBy((o) => o <= 0, 'le'),
    gt: compareBy((o) => o > 0, 'gt'),
    ge: compareBy((o) => o >= 0, 'ge'),
  };
}

function fields(d: PyDelta): Value {
  return tuple([int(d.days), int(d.seconds), int(d.micros)]);
}

export function totalSeconds(d: PyDelta): number {
  return intTrueDiv(big(microsOf(d)), int(1000000))!;
}

/** A module type's name in messages has the module before it. */
export function named(type: PyType): PyType {
  type.name = `datetime.${type.qualname}`;
  return type;
}

types.timedelta = named(
  defineType({
    name: 'timedelta',
    module: 'datetime',
    instanceClass: PyDelta,
    doc: 'Difference between two datetime values.',
    flags: TypeFlag.Base,
    slots: {
      new: deltaNew,
      repr,
      str: text,
      hash: (d: PyDelta) => hash(fields(d)),
      ...comparisons(compare),
      add: sum(1n),
      radd: sum(1n),
      sub: sum(-1n),
      rsub: (d: PyDelta, other) => (isDelta(other) ? deltaFromMicros(microsOf(other) - microsOf(d)) : NotImplemented),
      mul: multiply,
      rmul: multiply,
      truediv: trueDivide,
      floordiv: floorDivide,
      mod: modulo,
      divmod,
      neg: negated,
      pos: (d: PyDelta) => deltaFromMicros(microsOf(d)),
      abs: (d: PyDelta) => (d.days < 0 ? negated(d) : deltaFromMicros(microsOf(d))),
      bool: (d: PyDelta) => d.days !== 0 || d.seconds !== 0 || d.micros !== 0,
    },
    methods: [
      method('total_seconds', '($self, /)', (d: PyDelta) => float(totalSeconds(d)), 'The whole duration in seconds.'),
      method('__reduce__', '($self, /)', (d: PyDelta) => tuple([typeOf(d), fields(d)])),
    ],
    getset: [
      getset('days', (d: PyDelta) => int(d.days)),
      getset('seconds', (d: PyDelta) => int(d.seconds)),
      getset('microseconds', (d: PyDelta) => int(d.micros)),
    ],
  }),
);

/** A timedelta known to be in range. */
export function delta(days: number, seconds: number, micros: number): PyDelta {
  return newDelta(days, seconds, micros)!;
}

types.timedelta.attrs.set('min', delta(-MAX_DAYS, 0, 0));
types.timedelta.attrs.set('max', delta(MAX_DAYS, 86399, 999999));
types.timedelta.attrs.set('resolution', delta(0, 0, 1));
