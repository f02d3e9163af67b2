/** Sums and products of sequences: fsum, prod, sumprod, hypot, dist. */
import type { NativeSpec, Result, Value } from '@pyston/objects';
import {
  add,
  asFloat,
  dd,
  float,
  int,
  intOrUndefined,
  isTuple,
  method,
  mul,
  overflowError,
  PyFloat,
  toArray,
  valueError,
} from '@pyston/objects';

/** Shewchuk's partial sums: non-overlapping, increasing in size. False: overflow. */
function addPartial(partials: number[], value: number): boolean {
  let x = value;
  let kept = 0;
  for (let i = 0; i < partials.length; i++) {
    let y = partials[i]!;
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const hi = x + y;
    const lo = y - (hi - x);
    if (lo !== 0) partials[kept++] = lo;
    x = hi;
  }
  partials.length = kept;
  if (x === 0) return true;
  if (!Number.isFinite(x)) return false;
  partials.push(x);
  return true;
}

/** The partials' sum rounded half to even. */
function roundedTotal(partials: readonly number[]): number {
  let n = partials.length;
  if (n === 0) return 0;
  let hi = partials[--n]!;
  let lo = 0;
  while (n > 0) {
    const x = hi;
    const y = partials[--n]!;
    hi = x + y;
    lo = y - (hi - x);
    if (lo !== 0) break;
  }
  // the parts below decide a tie
  if (n > 0 && lo !== 0 && lo < 0 === partials[n - 1]! < 0) {
    const y = lo * 2;
    const x = hi + y;
    if (y === x - hi) hi = x;
  }
  return hi;
}

function fsum(seq: Value): Result {
  const items = toArray(seq);
  if (items === undefined) return undefined;
  const partials: number[] = [];
  let special = 0;
  let infinite = 0;
  for (const item of items) {
    const x = asFloat(item);
    if (x === undefined) return undefined;
    if (!Number.isFinite(x)) {
      if (x === x) infinite += x;
      special += x;
      partials.length = 0;
    } else if (!addPartial(partials, x)) return overflowError('intermediate overflow in fsum');
  }
  if (special === 0) return float(roundedTotal(partials));
  return infinite !== infinite ? valueError('-inf + inf in fsum') : float(special);
}

function prod(iterable: Value, start: Value | undefined): Result {
  const items = toArray(iterable);
  if (items === undefined) return undefined;
  let result: Value = start ?? int(1);
  for (const item of items) {
    const r = mul(result, item);
    if (r === undefined) return undefined;
    result = r;
  }
  return result;
}

/** A float sum in three doubles. */
class TripleSum {
  hi = 0;
  lo = 0;
  tiny = 0;
  used = false;

  /** Adds x * y; false (and nothing changed) when the sum would not be finite. */
  fma(x: number, y: number): boolean {
    const p = x * y;
    const pe = dd.productError(x, y, p);
    const s = dd.twoSum(this.hi, p);
    const se = dd.out.lo;
    const r1 = dd.twoSum(this.lo, pe);
    const r1e = dd.out.lo;
    const r2 = dd.twoSum(r1, se);
    if (!Number.isFinite(s) || !Number.isFinite(r2)) return false;
    this.hi = s;
    this.lo = r2;
    this.tiny += r1e + dd.out.lo;
    this.used = true;
    return true;
  }

  total(): number {
    const s = dd.twoSum(this.lo, this.hi);
    return this.tiny + dd.out.lo + s;
  }
}

/** A float, or an exact int or bool beside one, as a double; null if the pair does not qualify. */
function floatPair(p: Value, q: Value): [number, number] | null {
  if (!(p instanceof PyFloat) && !(q instanceof PyFloat)) return null;
  const x = pairSide(p);
  const y = pairSide(q);
  return x === null || y === null ? null : [x, y];
}

function pairSide(v: Value): number | null {
  if (v instanceof PyFloat) return v.v;
  if (typeof v === 'object') return null;
  const n = intOrUndefined(v);
  const x = n === undefined ? NaN : Number(n);
  return Number.isFinite(x) ? x : null;
}

const LONG = 1n << 63n;

const fitsLong = (n: bigint): boolean => n >= -LONG && n < LONG;

/** Products of exact ints in a C long: while that holds them, floats may still follow without rounding in between. */
class LongSum {
  private total: number | bigint = 0;

  /** Adds a * b; false when one of the numbers is too large. */
  add(a: number | bigint, b: number | bigint): boolean {
    const small = Number(this.total) + Number(a) * Number(b);
    if (Number.isSafeInteger(Number(a) * Number(b)) && Number.isSafeInteger(small)) {
      this.total = small;
      return true;
    }
    const x = BigInt(a);
    const y = BigInt(b);
    const total = BigInt(this.total) + x * y;
    if (!fitsLong(x) || !fitsLong(y) || !fitsLong(x * y) || !fitsLong(total)) return false;
    this.total = total;
    return true;
  }
}

const isExactInt = (v: Value): v is Value & (number | bigint) => typeof v === 'number' || typeof v === 'bigint';

function sumprod(p: Value, q: Value): Result {
  const left = toArray(p);
  const right = left === undefined ? undefined : toArray(q);
  if (right === undefined) return undefined;
  if (left!.length !== right.length) return valueError('Inputs are not the same length');
  let total: Value = int(0);
  const floats = new TripleSum();
  const longs = new LongSum();
  let longPath = true;
  let floatPath = true;
  for (let i = 0; i < right.length; i++) {
    const a = left![i]!;
    const b = right[i]!;
    longPath &&= isExactInt(a) && isExactInt(b) && longs.add(a, b);
    if (floatPath && !longPath) {
      const pair = floatPair(a, b);
      if (pair !== null && floats.fma(pair[0], pair[1])) continue;
      floatPath = false;
      if (floats.used) {
        const t: Result = add(total, float(floats.total()));
        if (t === undefined) return undefined;
        total = t;
      }
    }
    const product: Result = mul(a, b);
    const t: Result = product === undefined ? undefined : add(total, product);
    if (t === undefined) return undefined;
    total = t;
  }
  return floatPath && floats.used ? add(total, float(floats.total())) : total;
}

/** Euclidean length: squares summed in double-double after scaling by a power of two. */
function vectorNorm(values: readonly number[]): number {
  let max = 0;
  let nan = false;
  for (const v of values) {
    const m = Math.abs(v);
    if (m !== m) nan = true;
    else if (m > max) max = m;
  }
  if (max === Infinity) return Infinity;
  if (nan) return NaN;
  if (max === 0) return 0;
  if (values.length === 1) return max;
  const scale = max > 2 ** 500 ? 2 ** -600 : max < 2 ** -400 ? 2 ** 600 : 1;
  let hi = 0;
  let lo = 0;
  for (const v of values) {
    const x = v * scale;
    const p = dd.twoProduct(x, x);
    hi = dd.addDD(hi, lo, p, dd.out.lo);
    lo = dd.out.lo;
  }
  const r = dd.sqrtDD(hi, lo);
  return (r + dd.out.lo) / scale;
}

function doubles(items: readonly Value[]): number[] | undefined {
  const out: number[] = [];
  for (const item of items) {
    const x = asFloat(item);
    if (x === undefined) return undefined;
    out.push(x);
  }
  return out;
}

function hypot(coordinates: Value[]): Result {
  const values = doubles(coordinates);
  return values === undefined ? undefined : float(vectorNorm(values));
}

function point(v: Value): readonly Value[] | undefined {
  return isTuple(v) ? v.items : toArray(v);
}

function dist(p: Value, q: Value): Result {
  const left = point(p);
  const right = left === undefined ? undefined : point(q);
  if (right === undefined) return undefined;
  if (left!.length !== right.length) return valueError('both points must have the same number of dimensions');
  const differences: number[] = [];
  for (let i = 0; i < right.length; i++) {
    const x = asFloat(left![i]!);
    const y = x === undefined ? undefined : asFloat(right[i]!);
    if (y === undefined) return undefined;
    differences.push(Math.abs(x! - y));
  }
  return float(vectorNorm(differences));
}

export const sumFunctions: readonly NativeSpec[] = [
  method('fsum', '(seq, /)', fsum, 'Exact sum of floats, rounded once.'),
  method('prod', '(iterable, /, *, start=1)', prod, 'Product of all elements.'),
  method('sumprod', '(p, q, /)', sumprod, 'Sum of the products of corresponding elements.'),
  method('hypot', '(*coordinates)', hypot, 'Euclidean norm.'),
  method('dist', '(p, q, /)', dist, 'Euclidean distance of two points.'),
];
