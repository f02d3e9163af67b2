/** Random loops over ints, floats and buffers, with and without compiled code: results, locals and tracebacks are equal. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { finish, llvmTest, pair } from './llvm-support.ts';

const PROGRAMS = Number(process.env.PYSTON_FUZZ ?? 10);
const SEED = Number(process.env.PYSTON_FUZZ_SEED ?? 1);

/** Writes one function with a hot loop. */
class Writer {
  private state: number;
  private readonly lines: string[] = [];
  private counters = 0;

  constructor(seed: number) {
    this.state = (seed * 2654435761) % 2147483647 || 1;
    for (let i = 0; i < 5; i++) this.random(2);
  }

  private random(n: number): number {
    this.state = (this.state * 48271) % 2147483647;
    return this.state % n;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.random(items.length)]!;
  }

  private int(depth: number): string {
    if (depth === 0 || this.random(4) === 0)
      return this.pick([
        'a',
        'b',
        'c',
        'd',
        'i',
        'a',
        'b',
        String(this.random(10)),
        '-3',
        '255',
        '1 << 31',
        '2 ** 40 + 1',
      ]);
    const kind = this.random(12);
    if (kind === 0) return `m[${this.index(depth - 1)}]`;
    if (kind === 1) return `h[${this.index(depth - 1)}]`;
    if (kind === 2) return `-(${this.int(depth - 1)})`;
    if (kind === 3)
      return `((${this.int(depth - 1)}) ${this.pick(['<<', '>>'])} ${this.pick(['1', '7', '33', '(b & 15)'])})`;
    const op = this.pick(['+', '-', '*', '//', '%', '&', '|', '^', '+', '-']);
    return `(${this.int(depth - 1)} ${op} ${this.int(depth - 1)})`;
  }

  private float(depth: number): string {
    if (depth === 0 || this.random(4) === 0) return this.pick(['x', 'y', 'x', '0.5', '-1.25', 'a', '1e300']);
    if (this.random(6) === 0) return `f[${this.index(depth - 1)}]`;
    return `(${this.float(depth - 1)} ${this.pick(['+', '-', '*', '/'])} ${this.float(depth - 1)})`;
  }

  private index(depth: number): string {
    const inner = this.int(depth);
    return this.random(8) === 0 ? inner : `(${inner}) & 63`;
  }

  private condition(): string {
    const compare = this.pick(['<', '<=', '==', '!=', '>', '>=']);
    const kind = this.random(5);
    if (kind === 0) return `${this.float(1)} ${compare} ${this.float(1)}`;
    if (kind === 1) return `not ${this.int(1)}`;
    if (kind === 2) return this.int(1);
    return `${this.int(2)} ${compare} ${this.int(1)}`;
  }

  private statement(indent: string, depth: number): void {
    const put = (text: string) => this.lines.push(`${indent}${text}`);
    const kind = this.random(depth > 0 ? 13 : 9);
    if (kind < 4) {
      const target = this.pick(['a', 'b', 'c', 'd']);
      // bounded, or ints would grow without end; one in four near the limits of 64 bits
      put(`${target} = (${this.int(2)}) ${this.random(4) === 0 ? '% 0x7fffffffffffffe7' : '& 0xffffff'}`);
    } else if (kind === 4)
      put(
        `${this.pick(['a', 'b', 'c'])} ${this.pick(['+=', '-=', '^='])} ${this.pick(['i', '1', '77', '2 ** 40', 'm[i & 63]'])}`,
      );
    else if (kind === 5) put(`${this.pick(['x', 'y'])} = ${this.float(2)}`);
    else if (kind === 6) put(`m[${this.index(1)}] = ${this.random(6) === 0 ? this.int(1) : `(${this.int(1)}) & 255`}`);
    else if (kind === 7)
      put(`h[${this.index(1)}] = ${this.random(6) === 0 ? this.int(1) : `(${this.int(1)}) & 0x7fff`}`);
    else if (kind === 8) put(`f[${this.index(1)}] = ${this.float(1)}`);
    else if (kind < 11) {
      put(`if ${this.condition()}:`);
      this.block(`${indent}    `, depth - 1);
      if (this.random(2) === 0) {
        put('else:');
        this.block(`${indent}    `, depth - 1);
      }
    } else {
      const counter = `k${this.counters++}`;
      put(`${counter} = 0`);
      put(`while ${counter} < ${2 + this.random(5)}:`);
      put(`    ${counter} += 1`);
      this.block(`${indent}    `, depth - 1);
      if (this.random(3) === 0) put(`    if ${this.condition()}: ${this.pick(['break', 'continue'])}`);
    }
  }

  private block(indent: string, depth: number): void {
    for (let n = 1 + this.random(3); n > 0; n--) this.statement(indent, depth);
  }

  program(): string {
    this.lines.push('def f(n, a, b, c, d, x, y, m, h, f, i=0):', '    try:');
    this.lines.push(this.random(2) === 0 ? '        for i in range(n):' : '        while i < n:\n            i += 1');
    this.block('            ', 2);
    this.block('            ', 2);
    this.lines.push('    except Exception:', '        return traceback.format_exc(), locals()', '    return locals()');
    return this.lines.join('\n');
  }
}

const RUN = `
import array, traceback
def once(n, a, b, x):
    m = bytearray(range(64))
    h = array.array("h", range(64))
    g = array.array("d", range(64))
    return repr(f(n, a, b, 3, -4, x, 0.25, m, h, g)).replace("nan", "NaN")
`;

const CALLS = ['once(400, 1, 2, 1.5)', 'once(600, -7, 2**33, -0.0)', 'once(300, 2**62, -(2**31), 1e200)'];

llvmTest(`${PROGRAMS} random loops`, () => {
  const { tier, compiled, plain } = pair(RUN);
  for (let seed = SEED; seed < SEED + PROGRAMS; seed++) {
    const source = new Writer(seed).program();
    for (const runtime of [compiled, plain]) runtime.run(source, 'fuzz.py');
    for (const call of CALLS)
      assert.is(compiled.evaluate(call), plain.evaluate(call), `PYSTON_FUZZ_SEED=${seed}: ${call}\n${source}`);
  }
  assert.equal(tier.failures, []);
  const { entered, exits } = tier.counts;
  assert.ok(entered > PROGRAMS, `${entered} entries`);
  assert.ok(exits.size >= 3, [...exits.keys()].join());
});

test.after(finish);
test.run();
