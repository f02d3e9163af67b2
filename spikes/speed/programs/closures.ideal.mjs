// programs/closures.py as one would write its JavaScript by hand in the shapes of the design, with everything that Python needs:
//  - an activation looks at the depth and at the poll word, a back-edge at the poll word;
//  - a call asks how many arguments the callee's direct code takes, and its result whether it raised;
//  - globals and builtins are read from their cells, which may be rebound; a closure's cells may be unbound;
//  - ints are checked for their range;
//  - a way out hands over the live variables, with which tier 0 goes on.
// What it does without: checks that follow from others, variables that are not needed, the text for one way out of many.

const LIMIT = { v: 1000 };
const POLL = { word: new Int32Array(new SharedArrayBuffer(4)) };
const MAX = Number.MAX_SAFE_INTEGER;
const None = Object.freeze({});

class Cell {
  constructor(v) {
    this.v = v;
  }
}
class Fn {
  constructor(direct, argn, closure) {
    this.direct = direct;
    this.argn = argn;
    this.closure = closure;
  }
}
/** Tier 0 goes on at this place. */
const leave = (...state) => {
  throw new Error(`left: ${state}`);
};
const call = (...state) => {
  throw new Error(`not compiled: ${state}`);
};

const step = (d, f, by) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, by);
  const cell = f.closure[0];
  const count = cell.v;
  if (count === undefined) return leave(1, d, f, by, cell);
  let t;
  if (typeof count !== 'number' || typeof by !== 'number' || !((t = count + by) <= MAX && t >= -MAX))
    return leave(2, d, f, by, cell, count);
  cell.v = t;
  return t;
};
const counter = (d, f, start) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, start);
  return new Fn(step, 1, [new Cell(start)]);
};

const add = (d, f, x) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, x);
  const cell = f.closure[0];
  const n = cell.v;
  if (n === undefined) return leave(1, d, f, x, cell);
  let t;
  if (typeof n !== 'number' || typeof x !== 'number' || !((t = x + n) <= MAX && t >= -MAX))
    return leave(2, d, f, x, cell, n);
  return t;
};
const adder = (d, f, n) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, n);
  return new Fn(add, 1, [new Cell(n)]);
};

const composed = (d, self, x) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, self, x);
  const { closure } = self;
  const f = closure[0].v;
  const g = closure[1].v;
  if (f === undefined || g === undefined) return leave(1, d, self, x, f, g);
  const t = g.argn === 1 ? g.direct(d + 1, g, x) : call(g, d, x);
  if (t === undefined) return leave(2, d, self, x, f, g);
  const u = f.argn === 1 ? f.direct(d + 1, f, t) : call(f, d, t);
  return u === undefined ? leave(3, d, self, x, f, g) : u;
};
const compose = (d, self, f, g) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, self, f, g);
  return new Fn(composed, 1, [new Cell(f), new Cell(g)]);
};

const accumulate = (d, f, visit, n) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, visit, n);
  if (typeof n !== 'number') return leave(1, d, f, visit, n);
  for (let i = 0; i < n; i += 1) {
    const t = visit.argn === 1 ? visit.direct(d + 1, visit, i) : call(visit, d, i);
    if (t === undefined) return leave(2, d, f, visit, n, i);
    if (i >= MAX || POLL.word[0] !== 0) return leave(3, d, f, visit, n, i);
  }
  return None;
};
const visit = (d, f, i) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, i);
  const cell = f.closure[0];
  const total = cell.v;
  if (total === undefined) return leave(1, d, f, i, cell);
  let t;
  if ((i | 0) !== i || typeof total !== 'number' || !((t = total + (i & 7)) <= MAX))
    return leave(2, d, f, i, cell, total);
  cell.v = t;
  return None;
};
const totalOf = (d, f, n) => {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, f, n);
  const total = new Cell(0);
  const made = new Fn(visit, 1, [total]);
  const g = G.accumulate.v;
  if (g === undefined) return leave(1, d, f, n, total, made);
  const t = g.argn === 2 ? g.direct(d + 1, g, made, n) : call(g, d, made, n);
  if (t === undefined || total.v === undefined) return leave(2, d, f, n, total, made);
  return total.v;
};

const G = {
  counter: new Cell(new Fn(counter, 1, null)),
  adder: new Cell(new Fn(adder, 1, null)),
  compose: new Cell(new Fn(compose, 2, null)),
  accumulate: new Cell(new Fn(accumulate, 2, null)),
  totalOf: new Cell(new Fn(totalOf, 1, null)),
};

function run(d, self) {
  if (d > LIMIT.v || POLL.word[0] !== 0) return leave(0, d, self);
  const { counter: counterCell, adder: adderCell, compose: composeCell, totalOf: totalCell } = G;
  let f = counterCell.v;
  if (f === undefined) return leave(1, d, self);
  const s = f.argn === 1 ? f.direct(d + 1, f, 0) : call(f, d, 0);
  f = adderCell.v;
  if (s === undefined || f === undefined) return leave(2, d, self, s);
  const three = f.argn === 1 ? f.direct(d + 1, f, 3) : call(f, d, 3);
  const four = f.argn === 1 ? f.direct(d + 1, f, 4) : call(f, d, 4);
  f = composeCell.v;
  if (three === undefined || four === undefined || f === undefined) return leave(3, d, self, s, three, four);
  const shift = f.argn === 2 ? f.direct(d + 1, f, three, four) : call(f, d, three, four);
  if (shift === undefined) return leave(4, d, self, s);
  let result = 0;
  let t;
  for (let i = 0; i < 20000; i += 1) {
    const a = shift.argn === 1 ? shift.direct(d + 1, shift, i) : call(shift, d, i);
    const b = s.argn === 1 ? s.direct(d + 1, s, 1) : call(s, d, 1);
    if (typeof a !== 'number' || typeof b !== 'number' || !((t = a - b) <= MAX && t >= -MAX))
      return leave(5, d, self, s, shift, result, i, a, b);
    if (!((t = result + t) <= MAX && t >= -MAX)) return leave(6, d, self, s, shift, result, i, a, b);
    result = t;
    if (POLL.word[0] !== 0) return leave(7, d, self, s, shift, result, i);
  }
  for (let k = 0; k < 20; k += 1) {
    f = totalCell.v;
    const g = adderCell.v;
    if (f === undefined || g === undefined) return leave(8, d, self, s, shift, result, k);
    const total = f.argn === 1 ? f.direct(d + 1, f, 1000) : call(f, d, 1000);
    const h = g.argn === 1 ? g.direct(d + 1, g, k) : call(g, d, k);
    if (total === undefined || h === undefined) return leave(9, d, self, s, shift, result, k);
    const u = h.argn === 1 ? h.direct(d + 1, h, k) : call(h, d, k);
    if (typeof total !== 'number' || typeof u !== 'number' || !((t = total + u) <= MAX && t >= -MAX))
      return leave(10, d, self, s, shift, result, k, total, u);
    if (!((t = result + t) <= MAX && t >= -MAX)) return leave(11, d, self, s, shift, result, k, total, u);
    result = t;
    if (POLL.word[0] !== 0) return leave(12, d, self, s, shift, result, k);
  }
  return result;
}
const main = new Cell(new Fn(run, 0, null));

const times = [];
const end = performance.now() + Number(process.argv[2] ?? 2) * 1000;
let checksum;
while (times.length < 5 || performance.now() < end) {
  const before = process.cpuUsage();
  checksum = String(main.v.direct(1, main.v));
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
}
console.log(JSON.stringify({ checksum, cpu_ms: times }));
