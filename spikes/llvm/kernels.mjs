// The kernels of kernels.py as a good JavaScript tier would emit them from the same bytecode and types: ints are doubles with
// a range check after each operation that can leave 2^53, floats are doubles, items are read from typed arrays with a bounds check, and
// every back-edge polls. `leave` stands for the exit to tier 0, which these inputs never take.

const MAX = 9007199254740991;
export const poll = new Int32Array(new SharedArrayBuffer(4));

function leave() {
  throw new Error('an exit was taken');
}

export function total(n, m) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    let t = i * i;
    if (t > MAX) leave();
    if (m <= 0) leave();
    t %= m;
    if (t < 0) t += m;
    s += t;
    if (s > MAX || s < -MAX) leave();
    if (poll[0] !== 0) leave();
  }
  return s;
}

export function collatz(limit) {
  let best = 0;
  for (let start = 1; start < limit; start++) {
    let steps = 0;
    let x = start;
    while (x !== 1) {
      let t = x % 2;
      if (t < 0) t += 2;
      if (t === 0) x = Math.floor(x / 2);
      else {
        t = 3 * x;
        if (t > MAX || t < -MAX) leave();
        x = t + 1;
        if (x > MAX || x < -MAX) leave();
      }
      steps += 1;
      if (steps > MAX) leave();
      if (poll[0] !== 0) leave();
    }
    if (steps > best) best = steps;
    if (poll[0] !== 0) leave();
  }
  return best;
}

// x * 1103515245 does not fit in 53 bits: a JavaScript tier that stays exact goes through BigInt, which V8 lowers to 64-bit machine ints
export function lcg(n, x) {
  let y = BigInt(x);
  while (n > 0) {
    y = BigInt.asIntN(64, BigInt.asIntN(64, y * 1103515245n) + 12345n) & 0x7fffffffn;
    n -= 1;
    if (poll[0] !== 0) leave();
  }
  return Number(y);
}

export function mandelbrot(w, h, limit) {
  let inside = 0;
  let y = 0;
  while (y < h) {
    let x = 0;
    const ci = (2.0 * y) / h - 1.0;
    while (x < w) {
      const cr = (3.0 * x) / w - 2.0;
      let zr = 0.0;
      let zi = 0.0;
      let i = 0;
      while (i < limit && zr * zr + zi * zi <= 4.0) {
        const t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        i += 1;
        if (poll[0] !== 0) leave();
      }
      inside += i;
      x += 1;
      if (poll[0] !== 0) leave();
    }
    y += 1;
    if (poll[0] !== 0) leave();
  }
  return inside;
}

export function sieve(flags, n) {
  const { length } = flags;
  let i = 2;
  while (i * i <= n) {
    if (i >= length) leave();
    if (flags[i] !== 0) {
      let j = i * i;
      if (j > MAX) leave();
      while (j <= n) {
        if (j >= length || j < 0) leave();
        flags[j] = 0;
        j += i;
        if (j > MAX) leave();
        if (poll[0] !== 0) leave();
      }
    }
    i += 1;
    if (poll[0] !== 0) leave();
  }
}

export function dot(a, b, n) {
  let s = 0.0;
  for (let i = 0; i < n; i++) {
    if (i >= a.length || i >= b.length) leave();
    s += a[i] * b[i];
    if (poll[0] !== 0) leave();
  }
  return s;
}

/** As dot, on arrays of doubles, which lists of floats are for the JavaScript tier. */
const dotLists = new Function('poll', 'leave', `return ${dot}`)(poll, leave);

export function matmul(a, b, c, n) {
  let i = 0;
  while (i < n) {
    let j = 0;
    while (j < n) {
      let s = 0.0;
      let k = 0;
      while (k < n) {
        const p = i * n + k;
        const q = k * n + j;
        if (p > MAX || q > MAX) leave();
        if (p >= a.length || p < 0 || q >= b.length || q < 0) leave();
        s += a[p] * b[q];
        k += 1;
        if (poll[0] !== 0) leave();
      }
      const at = i * n + j;
      if (at >= c.length || at < 0) leave();
      c[at] = s;
      j += 1;
      if (poll[0] !== 0) leave();
    }
    i += 1;
    if (poll[0] !== 0) leave();
  }
}

export function axpy(a, x, y, n) {
  let i = 0;
  while (i < n) {
    if (i >= x.length || i >= y.length) leave();
    y[i] = a * x[i] + y[i];
    i += 1;
    if (poll[0] !== 0) leave();
  }
}

export function checksum(data, n) {
  let a = 1;
  let b = 0;
  for (let i = 0; i < n; i++) {
    if (i >= data.length) leave();
    a = (a + data[i]) % 65521;
    if (a < 0) a += 65521;
    b = (b + a) % 65521;
    if (b < 0) b += 65521;
    if (poll[0] !== 0) leave();
  }
  return (b << 16) | a;
}

/** The same runs as KERNELS of kernels.py; `bytes` and `doubles` make the typed arrays. */
export function runs(bytes, doubles) {
  const N = 1_000_000;
  const range = (a) => a.forEach((_, i) => (a[i] = i)) ?? a;
  const [fa, fb] = [doubles(N).fill(0.5), range(doubles(N))];
  const [ma, mb, mc] = [range(doubles(14400)), range(doubles(14400)), doubles(14400)];
  const [la, lb] = [Array.from(fa), Array.from(fb, (v) => v)];
  const data = range(bytes(1_024_000));
  const flags = bytes(N + 1);
  return {
    total: () => total(N, 7919),
    collatz: () => collatz(30_000),
    lcg: () => lcg(N, 42),
    mandelbrot: () => mandelbrot(160, 120, 100),
    sieve: () => {
      flags.fill(1);
      sieve(flags, N);
      return flags[999983] + flags[999999];
    },
    dot: () => dot(fa, fb, N),
    lists: () => dotLists(la, lb, N),
    matmul: () => {
      matmul(ma, mb, mc, 120);
      return mc[119];
    },
    axpy: () => {
      axpy(0.0, fa, fb, N);
      return fb[77];
    },
    checksum: () => checksum(data, N),
  };
}
