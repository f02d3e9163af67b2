#!/usr/bin/env node
// What bytes in one shared WebAssembly.Memory cost JavaScript: ordinary typed arrays beside views of the shared memory and beside
// windows (ordinary ArrayBuffers whose memory is a block of it). Figures for docs/decisions/spike-llvm.md.
//
//   node spikes/llvm/bench-buffers.mjs [part of a row's name]      on the engine to be measured; g++ is needed
//
// CPU time of the thread, minimum of the rounds, kinds in turn (A B C A B C). A function under test is made anew for every kind, except
// in the rows marked "mixed", where one function sees all three.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadArena } from './native/build.mjs';

const arena = loadArena(join(dirname(fileURLToPath(import.meta.url)), 'native'));
const memory = new WebAssembly.Memory({ initial: 4096, maximum: 65536, shared: true });
arena.attach(memory.buffer, 1024);
const ROUNDS = 15;
const WARM_UP = 10;
const only = process.argv[2] ?? '';

const cpu = arena.cpuTime;

/** Calls an allocating function again after growing the memory, where it had no room. */
function roomy(allocate) {
  return (n) => {
    let got = allocate(n);
    while (!got) {
      memory.grow(1024);
      arena.setLimit(memory.buffer.byteLength);
      got = allocate(n);
    }
    return got;
  };
}

const allocate = roomy(arena.allocate);
const window = roomy(arena.window);

function sharedView(n) {
  const at = allocate(n);
  return new Uint8Array(memory.buffer, at, n);
}

const KINDS = { plain: (n) => new Uint8Array(n), shared: sharedView, window };

/** ns per unit for each kind; `make(kind)` gives a function that does `units` units of work. */
function row(name, units, make) {
  if (!name.includes(only)) return;
  const works = Object.entries(KINDS).map(([kind, allocate]) => [kind, make(allocate)]);
  for (const [, work] of works) for (let i = 0; i < WARM_UP; i++) work();
  const best = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, work] of works) {
      const start = cpu();
      work();
      const ns = (cpu() - start) / units;
      best[kind] = Math.min(best[kind] ?? Infinity, ns);
    }
  }
  const figure = (ns) => (ns < 10 ? ns.toFixed(2) : ns.toFixed(0)).padStart(9);
  const ratio = (kind) => `${(best[kind] / best.plain).toFixed(2)}×`.padStart(7);
  console.log(
    `${name.padEnd(44)}${figure(best.plain)}${figure(best.shared)}${ratio('shared')}${figure(best.window)}${ratio('window')}`,
  );
}

/** A copy of the function with feedback of its own. */
const fresh = (fn) => new Function(`return ${fn}`)();

const N = 1 << 20;

function readLoop(a) {
  let s = 0;
  for (let i = 0; i < a.length; i++) s = (s + a[i]) | 0;
  return s;
}
function writeLoop(a) {
  for (let i = 0; i < a.length; i++) a[i] = i;
}
function object(a) {
  return { store: a, start: 0, length: a.length };
}
function objectLoop(o) {
  let s = 0;
  for (let i = 0; i < o.length; i++) s = (s + o.store[o.start + i]) | 0;
  return s;
}

const repeat = (times, fn) => () => {
  for (let i = 0; i < times; i++) fn();
};

console.log(
  `${process.version}, ns per unit${' '.repeat(16)}${'plain'.padStart(21)}${'shared'.padStart(9)}${''.padStart(7)}${'window'.padStart(9)}`,
);

const loops = (name, fn, wrap = (a) => a) =>
  row(`${name}, per byte`, 8 * N, (allocate) => {
    const f = fresh(fn);
    const a = wrap(allocate(N));
    return repeat(8, () => f(a));
  });
loops('read loop', readLoop);
loops('write loop', writeLoop);
loops('read through an object’s store', objectLoop, object);
const mixed = fresh(readLoop);
row('read loop, mixed kinds, per byte', 8 * N, (allocate) => {
  const a = allocate(N);
  return repeat(8, () => mixed(a));
});
row('Float64Array read loop, per item', 32 * (N >> 3), (allocate) => {
  const f = fresh(readLoop.toString().replace(' | 0', ''));
  const bytes = allocate(N);
  const a = new Float64Array(bytes.buffer, bytes.byteOffset, N >> 3);
  return repeat(32, () => f(a));
});
row('DataView.getFloat64 loop, per item', 32 * (N >> 3), (allocate) => {
  const bytes = allocate(N);
  const f = fresh(
    'function (v) { let s = 0; for (let i = 0; i < 1048576; i += 8) s += v.getFloat64(i, true); return s; }',
  );
  const v = new DataView(bytes.buffer, bytes.byteOffset, N);
  return repeat(32, () => f(v));
});

for (const size of [256, 65536, N]) {
  const times = Math.max(16, Math.min(20000, (16 * N) / size));
  const each = (name, fn, units = times * size) =>
    row(`${name}, ${size} bytes${units === times ? '' : ', per byte'}`, units, (allocate) => {
      const f = fresh(fn);
      const a = allocate(size);
      const b = allocate(size);
      return repeat(times, () => f(a, b));
    });
  each('set', '(a, b) => a.set(b)');
  each('slice', '(a) => a.slice()');
  each('fill', '(a) => a.fill(7)');
  each('copyWithin', '(a) => a.copyWithin(1, 0)');
  each('indexOf, absent', '(a) => a.indexOf(999 & 255, 1)');
  each('Buffer.toString latin1', '(a) => Buffer.prototype.latin1Slice.call(a, 0, a.length)');
  each('Buffer.compare', '(a, b) => Buffer.compare(a, b)');
}
row('subarray', 200000, (allocate) => {
  const a = allocate(1024);
  const f = fresh('(a) => a.subarray(1, 100)');
  return repeat(200000, () => f(a));
});

// Making and dropping; a shared view is given back by a FinalizationRegistry, which a synchronous program only sees when asked to.
const registry = new FinalizationRegistry(({ at, size }) => arena.release(at, size));
function owned(size) {
  const at = allocate(size);
  const view = new Uint8Array(memory.buffer, at, size);
  registry.register(view, { at, size });
  return view;
}
KINDS.shared = owned;
const settle = async () => {
  for (let i = 0; i < 3; i++) await new Promise((done) => setTimeout(done, 20));
};
for (const size of [16, 64, 1024, 16384, N]) {
  const times = Math.max(64, Math.min(20000, (16 * N) / size));
  row(`made and dropped, ${size} bytes, each`, times, (allocate) => {
    let keep = null;
    return () => {
      for (let i = 0; i < times; i++) keep = allocate(size);
      return keep;
    };
  });
  await settle();
}

// A synchronous program that makes 20,000 megabyte buffers, one alive at a time.
function churn(name, make) {
  const start = process.hrtime.bigint();
  let peak = 0;
  for (let i = 0; i < 20000; i++) {
    make(N)[0] = 1;
    if ((i & 255) === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const [, blocks, top] = arena.statistics();
  console.log(
    `${name}: 20,000 × 1 MB in ${ms.toFixed(0)} ms, peak RSS ${(peak / N).toFixed(0)} MB; ` +
      `arena: ${blocks} blocks left, top ${(top / N).toFixed(0)} MB`,
  );
}
if ('churn'.includes(only)) {
  churn('plain ', (n) => new Uint8Array(n));
  churn('window', window);
}

// Blocks of 16 bytes to 4 MB, sizes even on a logarithmic scale, replaced at random: how much more than the live bytes is in use.
function fragmentation(live, steps) {
  const before = arena.statistics();
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const blocks = [];
  let bytes = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < steps; i++) {
    const size = Math.floor(16 * 2 ** (random() * 18));
    while (bytes + size > live) {
      const k = Math.floor(random() * blocks.length);
      const { at, size: old } = blocks[k];
      arena.release(at, old);
      blocks[k] = blocks.at(-1);
      blocks.pop();
      bytes -= old;
    }
    blocks.push({ at: allocate(size), size });
    bytes += size;
  }
  const ns = Number(process.hrtime.bigint() - start) / steps;
  const after = arena.statistics();
  console.log(
    `fragmentation: ${(bytes / N).toFixed(0)} MB live in ${blocks.length} blocks after ${steps} replacements: blocks take ` +
      `${((after[0] - before[0]) / bytes).toFixed(2)}×, address range ${((after[2] - before[2]) / bytes).toFixed(2)}×, ` +
      `${ns.toFixed(0)} ns a replacement`,
  );
  for (const { at, size } of blocks) arena.release(at, size);
}
if ('fragmentation'.includes(only)) fragmentation(256 * N, 500_000);
