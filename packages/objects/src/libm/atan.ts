/** Inverse trigonometric functions in double-double, rounded once. */
import { addDD, divDD, mulDD, out, quickSum, sqrtDD, twoProduct, twoSum } from './dd.ts';
import { atanRatio, piFixed, SCALE, toPair } from './fixed.ts';

const TABLE = new Float64Array(2 * 65);
let PI_HI = 0;
let PI_LO = 0;
let ready = false;

function prepare(): void {
  const pi = piFixed(SCALE);
  for (let i = 0; i < 65; i++) {
    // atan(i/64) above 1/2 through atan(c) = pi/4 - atan((1 - c)/(1 + c)): short series
    const fixed = i <= 32 ? atanRatio(BigInt(i), 64n) : pi / 4n - atanRatio(BigInt(64 - i), BigInt(64 + i));
    [TABLE[2 * i], TABLE[2 * i + 1]] = toPair(fixed) as [number, number];
  }
  [PI_HI, PI_LO] = toPair(pi);
  ready = true;
}

/** atan of a pair in [0, 1]: hi, and out.lo. */
function unitAtan(th: number, tl: number): number {
  const i = Math.round(th * 64);
  if (i === 0) return atanSeries(th, tl);
  const c = i / 64;
  const num = twoSum(th - c, tl);
  const numLow = out.lo;
  const prod = mulDD(th, tl, c, 0);
  const den = addDD(1, 0, prod, out.lo);
  const z = divDD(num, numLow, den, out.lo);
  const a = atanSeries(z, out.lo);
  return addDD(TABLE[2 * i]!, TABLE[2 * i + 1]!, a, out.lo);
}

/** |z| <= 1/128. */
function atanSeries(zh: number, zl: number): number {
  const s = mulDD(zh, zl, zh, zl);
  const sl = out.lo;
  const third = mulDD(s, sl, 1 / 3, 1.850371707708594e-17);
  const thirdLow = out.lo;
  const rest = s * s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11))));
  const f = addDD(-third, -thirdLow, rest, 0);
  const p = mulDD(zh, zl, f, out.lo);
  return addDD(zh, zl, p, out.lo);
}

/** atan(y / x) for positive pairs: hi, and out.lo. */
function ratioAtan(yh: number, yl: number, xh: number, xl: number): number {
  if (yh <= xh) {
    const t = divDD(yh, yl, xh, xl);
    return unitAtan(t, out.lo);
  }
  const t = divDD(xh, xl, yh, yl);
  const a = unitAtan(t, out.lo);
  return addDD(PI_HI / 2, PI_LO / 2, -a, -out.lo);
}

export function atan(x: number): number {
  if (x !== x) return x;
  const m = Math.abs(x);
  if (m < 1e-9) return x === 0 ? x : x - (x * x * x) / 3;
  if (!ready) prepare();
  let r: number;
  if (m > 1e18) r = PI_HI / 2 + (PI_LO / 2 - 1 / m);
  else {
    r = ratioAtan(m, 0, 1, 0);
    r += out.lo;
  }
  return x < 0 ? -r : r;
}

export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  if (y === 0 || x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return Math.atan2(y, x);
  if (!ready) prepare();
  const ay = Math.abs(y);
  const ax = Math.abs(x);
  const r = x > 0 ? firstQuadrant(ay, ax) : secondQuadrant(ay, ax);
  return y < 0 ? -r : r;
}

/** Powers of two that bring both operands into a comfortable range. */
function scaleFor(a: number, b: number): number {
  const m = Math.max(a, b);
  if (m > 2 ** 500) return 2 ** -600;
  return m < 2 ** -400 ? 2 ** 600 : 1;
}

function firstQuadrant(y: number, x: number): number {
  const q = y / x;
  if (q < 1e-9) return smallRatio(y, x, q);
  if (q > 1e25) return PI_HI / 2 + PI_LO / 2;
  const s = scaleFor(y, x);
  const r = ratioAtan(y * s, 0, x * s, 0);
  return r + out.lo;
}

/** atan(q) = q - q**3/3 where y/x itself wants the care. */
function smallRatio(y: number, x: number, q: number): number {
  if (q < 1e-290 || x > 2 ** 900) return q;
  const s = scaleFor(y, x);
  const h = divDD(y * s, 0, x * s, 0);
  return h + (out.lo - (h * h * h) / 3);
}

function secondQuadrant(y: number, x: number): number {
  const q = y / x;
  if (q < 1e-35) return PI_HI + PI_LO;
  if (q > 1e25) return PI_HI / 2 + PI_LO / 2;
  const s = scaleFor(y, x);
  const a = ratioAtan(y * s, 0, x * s, 0);
  const r = addDD(PI_HI, PI_LO, -a, -out.lo);
  return r + out.lo;
}

/** sqrt((1 - m)(1 + m)): hi, and out.lo. */
function cosine(m: number): number {
  const a = twoSum(1, -m);
  const al = out.lo;
  const b = twoSum(1, m);
  const p = mulDD(a, al, b, out.lo);
  return sqrtDD(p, out.lo);
}

export function asin(x: number): number {
  const m = Math.abs(x);
  if (!(m <= 1)) return NaN;
  if (m < 1e-8) return x === 0 ? x : x + (x * x * x) / 6;
  if (!ready) prepare();
  const c = cosine(m);
  const r = c === 0 ? quickSum(PI_HI / 2, PI_LO / 2) : ratioAtan(m, 0, c, out.lo);
  const v = r + out.lo;
  return x < 0 ? -v : v;
}

export function acos(x: number): number {
  const m = Math.abs(x);
  if (!(m <= 1)) return NaN;
  if (!ready) prepare();
  if (x === 1) return 0;
  if (m < 1e-20) return PI_HI / 2 + PI_LO / 2;
  const c = cosine(m);
  const cl = out.lo;
  if (c === 0) return PI_HI + PI_LO;
  const r = ratioAtan(c, cl, m, 0);
  const rl = out.lo;
  if (x > 0) return r + rl;
  const s = addDD(PI_HI, PI_LO, -r, -rl);
  return s + out.lo;
}

/** sqrt(x*x + y*y), rounded once; no overflow on the way. */
export function hypot(x: number, y: number): number {
  const a = Math.abs(x);
  const b = Math.abs(y);
  if (a === Infinity || b === Infinity) return Infinity;
  if (a !== a || b !== b) return NaN;
  const m = Math.max(a, b);
  if (m === 0) return 0;
  const s = m > 2 ** 500 ? 2 ** -600 : m < 2 ** -400 ? 2 ** 600 : 1;
  const p = twoProduct(a * s, a * s);
  const pl = out.lo;
  const q = twoProduct(b * s, b * s);
  const sum = addDD(p, pl, q, out.lo);
  const r = sqrtDD(sum, out.lo);
  return (r + out.lo) / s;
}
