// programs/closures.py as one would write its JavaScript by hand in the shapes of the design: cells, a function object with its
// direct code, depth as the first parameter, undefined = raised, ints checked for their range. The prototype of that program.

const LIMIT = new (class {
  v = 1000;
})();
const POLL = new Int32Array(new SharedArrayBuffer(4));
const MAX = Number.MAX_SAFE_INTEGER;

class Cell {
  constructor(v) {
    this.v = v;
  }
}
class Fn {
  constructor(direct, closure) {
    this.direct = direct;
    this.closure = closure;
  }
}
const fail = (...why) => {
  throw new Error(`left: ${why}`);
};

const step = (d, f, by) => {
  if (d > LIMIT.v) return fail(d);
  const cell = f.closure[0];
  const count = cell.v;
  let t;
  if (typeof count !== 'number' || typeof by !== 'number' || !((t = count + by) <= MAX && t >= -MAX))
    return fail(count);
  cell.v = t;
  return t;
};
const counter = (d, start) => (d > LIMIT.v ? fail(d) : new Fn(step, [new Cell(start)]));

const add = (d, f, x) => {
  if (d > LIMIT.v) return fail(d);
  const n = f.closure[0].v;
  let t;
  if (typeof n !== 'number' || typeof x !== 'number' || !((t = x + n) <= MAX && t >= -MAX)) return fail(n);
  return t;
};
const adder = (d, n) => (d > LIMIT.v ? fail(d) : new Fn(add, [new Cell(n)]));

const composed = (d, self, x) => {
  if (d > LIMIT.v) return fail(d);
  const f = self.closure[0].v;
  const g = self.closure[1].v;
  const t = g.direct(d + 1, g, x);
  if (t === undefined) return undefined;
  return f.direct(d + 1, f, t);
};
const compose = (d, f, g) => (d > LIMIT.v ? fail(d) : new Fn(composed, [new Cell(f), new Cell(g)]));

const accumulate = (d, visit, n) => {
  if (d > LIMIT.v) return fail(d);
  for (let i = 0; i < n; i += 1) {
    if (POLL[0] !== 0) return fail('poll');
    if (visit.direct(d + 1, visit, i) === undefined) return undefined;
  }
  return null;
};
const visit = (d, f, i) => {
  if (d > LIMIT.v) return fail(d);
  const cell = f.closure[0];
  let t;
  if (typeof i !== 'number' || typeof cell.v !== 'number' || !((t = cell.v + (i & 7)) <= MAX)) return fail(i);
  cell.v = t;
  return null;
};
const totalOf = (d, n) => {
  const total = new Cell(0);
  return accumulate(d + 1, new Fn(visit, [total]), n) === undefined ? undefined : total.v;
};

function run() {
  const s = counter(1, 0);
  const shift = compose(1, adder(1, 3), adder(1, 4));
  let result = 0;
  for (let i = 0; i < 20000; i += 1) {
    if (POLL[0] !== 0) return fail('poll');
    result += shift.direct(1, shift, i) - s.direct(1, s, 1);
    if (!(result <= MAX && result >= -MAX)) return fail(result);
  }
  for (let k = 0; k < 20; k += 1) {
    const a = adder(1, k);
    result += totalOf(1, 1000) + a.direct(1, a, k);
  }
  return result;
}

const times = [];
const end = performance.now() + Number(process.argv[2] ?? 2) * 1000;
let checksum;
while (times.length < 5 || performance.now() < end) {
  const before = process.cpuUsage();
  checksum = String(run());
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
}
console.log(JSON.stringify({ checksum, cpu_ms: times }));
