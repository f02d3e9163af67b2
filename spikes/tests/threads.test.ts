/**
 * The threads spike: OS threads under the GIL on the real objects, interpreted and compiled; the rules of
 * docs/decisions/spike-threads.md, each with what showed it. The programs of tests/threads are compared with CPython besides.
 */
import { createRuntime, type PythonError } from '@pyston/cli';
import { createFakeHost } from '@pyston/host/fake';
import type { Host } from '@pyston/host';
import { createNodeHost } from '@pyston/host/node';
import { tierHost } from '@pyston/interp';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SpeedTier } from '../speed/tier.ts';

const file = (name: string): string => fileURLToPath(new URL(`../threads/${name}`, import.meta.url));
const SOAK = readFileSync(file('soak.py'), 'utf8');
const native = createNodeHost();
const MB = 1 << 20;

/** What the program leaves in `result`. */
function resultOf(source: string, options: Parameters<typeof createRuntime>[0] = {}): unknown {
  const python = createRuntime({ hashSeed: 0, ...options });
  python.run(source);
  const result = python.get('result');
  python.close();
  return result;
}

function soak(seconds: number, options: Parameters<typeof createRuntime>[0] = {}): void {
  const python = createRuntime({ hashSeed: 0, argv: ['soak.py', String(seconds), '4'], ...options });
  python.run(`import io, sys\nsys.stdout = io.StringIO()\n`);
  let status = '';
  try {
    python.run(SOAK, file('soak.py'));
  } catch (error) {
    status = (error as PythonError).message;
  }
  const printed = String(python.evaluate('sys.stdout.getvalue()'));
  assert.is(status, '0', printed);
  assert.match(printed, /soak: \d+ rounds, 0 wrong/);
}

const HOT = `
import sys, threading
sys.setswitchinterval(1e-5)
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def shifted(self, d):
        return Point(self.x + d, self.y - d)
def walk(n):
    p = Point(0, 0)
    for i in range(n):
        p = p.shifted(i % 7)
        if i % 50 == 0:
            try:
                check(p, i)
            except ValueError as error:
                assert error.args == (i,)
    return p.x, p.y
def check(p, i):
    if p.x >= 0:
        raise ValueError(i)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def numbers(n):
    for i in range(n):
        yield i * 2
def total(n):
    t = 0
    for v in numbers(n):
        t += v
    return t
def work(n):
    return walk(2000), fib(12), total(1000), sorted(range(60), key=lambda v: -v)[0]
expected = work(0)
out = [None] * 6
def body(i):
    for _ in range(8):
        out[i] = work(i)
        if out[i] != expected:
            return
        if i == 0:
            Point.shifted = lambda self, d: Point(self.x + d, self.y - d)
threads = [threading.Thread(target=body, args=(i,)) for i in range(6)]
for t in threads: t.start()
for t in threads: t.join()
sys.setswitchinterval(0.005)
result = out == [expected] * 6
`;

if (native.threads.supported) {
  test('every kind of work at once on shared objects', () => soak(1.5));

  test('compiled code takes turns at its polls and keeps its depth, frames and guards', () => {
    const tier = new SpeedTier(tierHost, { calls: 2, budget: 3 });
    assert.is(resultOf(HOT, { tiers: [tier] }), true);
    assert.ok(tier.stats.functions > 5, 'functions were compiled');
  });

  test('a thread goes on with its own state after every wait', () => {
    const { threads, clock } = native;
    let current = 0;
    const parked: number[] = [];
    threads.onResume((thread) => {
      parked.push(thread);
      current = thread;
    });
    const mixed: number[] = [];
    const started = [1, 2, 3].map(() => {
      const handle: number = threads.start(() => {
        for (let i = 0; i < 50; i++) {
          clock.sleep(0.0002);
          if (current !== handle) mixed.push(current);
        }
      }, MB);
      return handle;
    });
    for (let i = 0; i < 50; i++) {
      clock.sleep(0.0002);
      if (current !== 0) mixed.push(current);
    }
    for (const handle of started) {
      threads.join(handle, -1);
      if (current !== 0) mixed.push(current);
      assert.is(threads.takeException(handle), undefined);
    }
    assert.equal(mixed, []);
    assert.ok(parked.length > 100);
  });

  test('it does so with no stack left', () => {
    const { threads, clock } = native;
    let current = 0;
    threads.onResume((thread) => {
      current = thread;
    });
    const other = threads.start(() => {
      for (let i = 0; i < 400; i++) clock.sleep(0.0001);
    }, MB);
    const wrong: number[] = [];
    let overflows = 0;
    const down = (): void => {
      clock.sleep(0);
      if (current !== 0) wrong.push(current);
      down();
    };
    const dive = (): void => {
      try {
        down();
      } catch {
        overflows++;
      }
    };
    const diver: number = threads.start(() => {
      const deep = (): void => {
        clock.sleep(0);
        if (current !== diver) wrong.push(current);
        deep();
      };
      for (let i = 0; i < 3; i++) {
        try {
          deep();
        } catch {
          overflows++;
        }
      }
    }, MB);
    threads.join(diver, -1);
    dive();
    threads.join(other, -1);
    for (const handle of [diver, other]) assert.is(threads.takeException(handle), undefined);
    assert.is(overflows, 4);
    assert.equal(wrong, []);
  });

  test('wasm code that is replaced while threads are parked', () => {
    const { threads, clock } = native;
    let stop = false;
    const handle = threads.start(() => {
      while (!stop) clock.sleep(0.001);
    }, MB);
    clock.sleep(0.002);
    for (let round = 0; round < 3; round++) {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(manyFunctions(60, 220, round)), {});
      for (const fn of Object.values(exports)) for (let i = 0; i < 3000; i++) (fn as (x: number) => number)(i);
    }
    clock.sleep(0.05);
    // where V8 would collect the code that the optimised one replaced
    native.engine.collectFinalizers();
    stop = true;
    assert.is(threads.join(handle, 5000), 1);
    threads.takeException(handle);
  });

  test('a switch below a built-in of the engine is found', () => {
    const host = createNodeHost();
    const changed: Record<PropertyKey, unknown> = {
      env: { ...host.env, get: (name: string) => (name === 'PYSTON_STRESS' ? 'parking' : host.env.get(name)) },
      process: Object.create(host.process, {
        abort: {
          value: () => {
            throw new Error('found');
          },
        },
      }),
      fd: Object.create(host.fd, { write: { value: () => 0 } }),
    };
    const stressed = new Proxy(host, { get: (target, key) => changed[key] ?? Reflect.get(target, key, target) });
    const python = createRuntime({ host: stressed });
    python.run('def f():\n    for i in range(3): pass\nf()');
    assert.throws(() => [1].map(() => python.call('f')), /found/);
    host.threads.words[0] = 0;
  });
} else {
  console.log('threads: not tested, the addon is not built');
}

const WITHOUT = `
import threading, queue, _thread
result = []
try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    result.append(str(error))
lock = threading.Lock()
with lock:
    result.append(lock.acquire(timeout=0.01))
local = threading.local()
local.x = 1
result += [local.x, threading.active_count(), threading.RLock().acquire()]
q = queue.Queue()
q.put(3)
result.append(q.get())
try:
    lock.acquire(); lock.acquire()
except RuntimeError as error:
    result.append(str(error).split(':')[0])
`;

for (const [name, host] of [
  ['without the addon', () => createNodeHost({ addon: false })],
  ['in the fake host', () => createFakeHost()],
] as const) {
  test(`${name} one thread works and a second is refused`, () => {
    if (name === 'in the fake host') return void refusedInFakeHost(host());
    assert.equal(resultOf(WITHOUT, { host: host() }), ["can't start new thread", false, 1, 1, true, 3, 'deadlock']);
  });
}

/** The fake host has no library on its disk: the built-in module alone. */
function refusedInFakeHost(host: Host): void {
  assert.is(host.threads.supported, false);
  assert.ok(host.threads.start(() => {}, MB) < 0);
}

/** A module of `count` functions x → …, long enough that replaced code is worth collecting. */
function manyFunctions(count: number, length: number, seed: number): Uint8Array<ArrayBuffer> {
  const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >> 7)]);
  const section = (id: number, bytes: number[]): number[] => [id, ...leb(bytes.length), ...bytes];
  const body: number[] = [0];
  for (let i = 0; i < length; i++) body.push(0x20, 0, 0x41, 3 + (seed & 7), 0x6c, 0x41, i & 63, 0x6a, 0x21, 0);
  body.push(0x20, 0, 0x0b);
  const all = <T>(make: (i: number) => T[]): T[] => Array.from({ length: count }, (_, i) => make(i)).flat();
  const name = (i: number): number[] => [...`f${String(i).padStart(3, '0')}`].map((c) => c.charCodeAt(0));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7f]),
    ...section(3, [...leb(count), ...all(() => [0])]),
    ...section(7, [...leb(count), ...all((i) => [4, ...name(i), 0, ...leb(i)])]),
    ...section(10, [...leb(count), ...all(() => [...leb(body.length), ...body])]),
  ]);
}

test.run();
