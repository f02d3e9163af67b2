/** The contracts of the assembly, each with a second, small implementation: tier, parser, host, modules. */
import { createFakeHost } from '@pyston/host/fake';
import type { Tier } from '@pyston/interp';
import { EXIT } from '@pyston/interp';
import type { Site, TierEntry } from '@pyston/objects';
import type { PyFunction, PyObject } from '@pyston/objects';
import {
  defineModule,
  installSelector,
  nameInfo,
  setLiveFrames,
  E,
  int,
  PyRangeIter,
  raise,
  Rep,
  restoreFrame,
  ts,
} from '@pyston/objects';
import { type ast, parse } from '@pyston/parser';
import { FROZEN_PACK, MODULES } from '@pyston/stdlib';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createRuntime } from '../src/create-runtime.ts';

const LIB = join(dirname(fileURLToPath(FROZEN_PACK)), 'python3.14');

/** Counts activations by name and leaves them to the interpreter. */
class CountingTier implements Tier {
  readonly name = 'counting';
  readonly counts = new Map<string, number>();
  enter: Tier['enter'] = (record) => {
    const { name } = record.code;
    return () => {
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
      return EXIT;
    };
  };
}

test('a tier sees every activation: calls, resumptions, module bodies', () => {
  const tier = new CountingTier();
  const python = createRuntime({ tiers: [tier] });
  tier.counts.clear();
  python.run(
    'def leaf(): return 1\ndef caller():\n    return [leaf() for _ in range(3)] + list(map(lambda _: leaf(), "ab"))\ndef items():\n    yield 1\n    yield 2\ncaller(); total = sum(items())',
  );
  assert.is(python.get('total'), 3);
  assert.is(tier.counts.get('leaf'), 5);
  assert.is(tier.counts.get('caller'), 1);
  assert.is(tier.counts.get('<module>'), 1);
  assert.is(tier.counts.get('items'), 3);
});

test('a tier may finish an activation, or raise; the tier above is asked first', () => {
  const answer: Tier = { name: 'answer', enter: (record) => (record.code.name === 'answer' ? () => int(42) : null) };
  const counting = new CountingTier();
  const python = createRuntime({ tiers: [counting, answer] });
  python.run('def answer(): return 0\ndef ask(): return answer() + 1');
  assert.is(python.call('ask'), 43);
  assert.is(counting.counts.has('answer'), false);
  assert.is(counting.counts.get('ask'), 1);
});

test('a tier that stops in the middle hands the frame over', () => {
  // stands for compiled code whose guard failed after it had changed the argument
  const partial: Tier = {
    name: 'partial',
    enter: (record) =>
      record.code.name !== 'scaled'
        ? null
        : (frame) => {
            frame.regs[0] = int(Number(frame.regs[0]) * 10);
            return EXIT;
          },
  };
  const python = createRuntime({ tiers: [partial] });
  python.run('def scaled(x):\n    return x + 1\n');
  assert.is(python.call('scaled', 4), 41);
  assert.is(ts.depth, 0);
});

/** Compiled code for `for … : total += i` by hand: runs until `most` items are added, then leaves through a site. */
function summing(head: number, most: number): TierEntry {
  const site: Site = { pc: head, kind: 'poll', regs: [1], reps: [Rep.Int64] };
  return (frame) => {
    const iterator = frame.regs.find((v) => v instanceof PyRangeIter) as PyRangeIter;
    let total = BigInt(frame.regs[1] as number | bigint);
    for (let n = 0; n < most && iterator.left > 0; n++, iterator.left--) {
      total += BigInt(iterator.next);
      frame.regs[2] = int(iterator.next);
      iterator.next += iterator.step;
    }
    restoreFrame(frame, site, [total]);
    return EXIT;
  };
}

test('a tier enters at a loop head, as often as it is reached, and hands back what it changed', () => {
  const frames: string[] = [];
  let entered = 0;
  const tier: Tier = {
    name: 'loops',
    enter: () => null,
    loop: (record, frame) => {
      if (record.code.name !== 'total') return null;
      frames.push(`${frame.code.code.name} at ${frame.pc} depth ${ts.depth}, innermost ${ts.frame === frame}`);
      const entry = summing(frame.pc, 1000);
      return (f, raising) => {
        entered++;
        return entry(f, raising);
      };
    },
  };
  const python = createRuntime({ tiers: [tier] });
  python.run('def total(n, s):\n    for i in range(n):\n        s += i\n    return s, i');
  assert.equal(python.evaluate('total(5000, 0) == (sum(range(5000)), 4999)'), true);
  // 200 rounds in tier 0, then a thousand at a time with one of tier 0 between, until the iterator is empty
  assert.is(entered, 5);
  assert.is(frames.length, 1);
  assert.match(frames[0]!, /^total at \d+ depth 2, innermost true$/);
  assert.is(python.evaluate('total(3, 2 ** 60)[0] == 2 ** 60 + 3'), true);
  assert.is(ts.depth, 0);
});

test('a loop entry may finish the activation, or raise in the middle of it', () => {
  let mode = 'finish';
  const tier: Tier = {
    name: 'loops',
    enter: () => null,
    loop: (record) =>
      record.code.name !== 'spin'
        ? null
        : (frame) => {
            if (mode === 'finish') return int(7);
            raise(E.KeyError!, 'in compiled code');
            frame.regs[0] = int(1);
            return EXIT;
          },
  };
  const python = createRuntime({ tiers: [tier] });
  python.run(
    'def spin(n):\n    try:\n        while n > 0:\n            n -= 1\n    except KeyError as e:\n        return n, str(e), e.__traceback__.tb_lineno\n    return n',
  );
  assert.is(python.call('spin', 1000), 7);
  mode = 'raise';
  assert.equal(python.call('spin', 1000), [1, "'in compiled code'", 3]);
  assert.is(ts.depth, 0);
  python.run('import sys\nsys.settrace(lambda *a: None)\nx = spin(500)\nsys.settrace(None)');
  assert.is(python.get('x'), 0);
});

test('tracebacks of frames that a tier let go are whole', () => {
  const python = createRuntime({ tiers: [new CountingTier()] });
  assert.throws(
    () => python.run('def f():\n    g()\ndef g():\n    1 / 0\nf()', 't.py'),
    (error: { traceback: string }) => error.traceback.match(/File "t\.py", line \d/g)?.length === 3,
  );
});

test('direct code and selectors of a function go when its code is replaced; frames are asked for', () => {
  let fn: PyFunction | null = null;
  let asked = 0;
  const tier: Tier = {
    name: 'direct',
    enter: (record) =>
      record.code.name !== 'method'
        ? null
        : (frame) => {
            fn = frame.fn!;
            fn.direct = () => int(7);
            fn.argn = 1;
            const holder = (frame.regs[0] as PyObject).cls.proto;
            installSelector(fn, holder, nameInfo('method').selector(0)!, () => () => int(7));
            return EXIT;
          },
  };
  const python = createRuntime({ tiers: [tier] });
  python.run('class A:\n    def method(self): return 1\na = A(); a.method()');
  const proto = (fn as PyFunction | null)!.code === undefined ? null : nameInfo('method').selector(0)!;
  python.run('A.method.__code__ = (lambda self: 2).__code__');
  assert.is(fn!.direct, null);
  assert.is(fn!.argn, -1);
  assert.is(proto, 'm0$method');
  assert.is(python.evaluate('a.method()'), 2);
  const shown: string[] = [];
  const wanted: string[] = [];
  setLiveFrames({
    innermost() {
      asked++;
      return ts.frame;
    },
    show: (frame) => void shown.push(frame.code.code.name),
    variables: (frame) => wanted.push(frame.code.code.name) > 0,
  });
  python.run('import sys\ndef f():\n    x = 1\n    return sys._getframe().f_lineno, locals()\nf(); globals()');
  python.run('def g(): return sys._getframe(1).f_locals["x"]\ndef h():\n    x = 1\n    return g()\nh()');
  setLiveFrames(null);
  assert.ok(asked >= 2);
  assert.equal(shown, ['f', 'h']);
  assert.equal(wanted, ['f', 'h']);
});

test('another parser', () => {
  /** Adds one to every int: a tree that no text was the source of. */
  const odd = {
    parse(source: string | Uint8Array, options: Parameters<typeof parse>[1]): ast.ModNode {
      const tree = parse(source, options);
      if (options?.filename === '<string>') increment(tree);
      return tree;
    },
  };
  const python = createRuntime({ parser: odd });
  assert.is(python.evaluate('1 + 1'), 4);
});

function increment(node: object): void {
  if ('nodeType' in node && node.nodeType === 'Constant') {
    const { value } = node as ast.Constant;
    if (value.t === 'int') (value as { v: number | bigint }).v = Number(value.v) + 1;
    return;
  }
  for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) increment(child);
}

/** The library's files that a start and a small program read, for a host without a disk. */
function libraryFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const dir of ['', 'encodings', 'importlib', 'collections', 're', 'json']) {
    for (const entry of readdirSync(join(LIB, dir), { withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.py'))
        files[join(LIB, dir, entry.name)] = readFileSync(join(LIB, dir, entry.name), 'utf8');
    }
  }
  return files;
}

test('the fake host: a whole program without the operating system, parking at every poll', () => {
  const host = createFakeHost({
    files: { ...libraryFiles(), '/data/in.json': '{"b": [1, 2], "a": null}' },
    env: { HOME: '/home/u' },
  });
  const python = createRuntime({ host });
  python.run(
    [
      'import json, os, re, sys',
      'with open("/data/in.json") as f: data = json.load(f)',
      'with open("/data/out.txt", "w") as f: f.write(re.sub("[aeiou]", "*", "education"))',
      'print(sorted(data), os.listdir("/data"), os.environ["HOME"])',
      'total = 0',
      'for i in range(1000): total += i',
      'print("to stderr", total, file=sys.stderr)',
    ].join('\n'),
  );
  assert.is(python.close(), 0);
  assert.is(host.stdout.text(), "['a', 'b'] ['in.json', 'out.txt'] /home/u\n");
  assert.is(host.stderr.text(), 'to stderr 499500\n');
  assert.is(host.fs.text('/data/out.txt'), '*d*c*t**n');
});

test('a module of the embedder beside those of the library', () => {
  const lucky = defineModule({
    name: 'lucky',
    functions: [{ name: 'number', signature: '(times, /)', impl: (n) => int(7 * Number(n)) }],
  });
  const python = createRuntime({ modules: [...MODULES, lucky] });
  python.run('import lucky\nn = lucky.number(3)');
  assert.is(python.get('n'), 21);
});

test.run();
