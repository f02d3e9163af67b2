/**
 * Random programs for the speed spike's tier: loops, calls, methods, closures, handlers, generators, classes that change, names that
 * are rebound or deleted, ints at the limits of 31 and 53 bits, floats with NaN and -0.0. They end always: loops are bounded and
 * functions call only those before them. A seed gives one program.
 */

/** A small generator of random numbers (xorshift32): the same sequence in every engine. */
class Random {
  private state: number;
  constructor(seed: number) {
    this.state = (seed * 2654435761 + 12345) | 0 || 1;
  }
  below(n: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % n;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const NUMBERS = [
  '0',
  '1',
  '-1',
  '3',
  '7',
  '2**31 - 1',
  '-2**31',
  '2**31',
  '2**53 - 1',
  '-(2**53) + 1',
  '2**53',
  '2**64',
  'True',
  '0.5',
  '-0.0',
  '1.5',
  "float('nan')",
  "float('inf')",
  '1e308',
];
const NAMES = ['a', 'b', 'c', 'd'];
const GLOBALS = ['G', 'H'];
const ATTRIBUTES = ['x', 'y', 'z'];
const PRELUDE = `
def show(v, depth=0):
    if isinstance(v, float): return repr(v)
    if isinstance(v, (list, tuple)) and depth < 3:
        return type(v).__name__ + '(' + ', '.join(show(i, depth + 1) for i in v) + ')'
    if v is None or isinstance(v, (bool, int, str)): return repr(v) if len(repr(v)) < 60 else 'long ' + repr(v)[:20]
    return type(v).__name__
class Base:
    x = 1
    def __init__(self, v): self.x = v; self.y = 0
    def get(self): return self.x
    def add(self, k): self.y += k; return self.y
class Derived(Base):
    z = 2.5
    def get(self): return (self.y, self.z)
G = 5
H = 1.5
def ask(k, n): return k
`;

class Generator {
  private readonly random: Random;
  private readonly lines: string[] = [];
  private functions = 0;
  private fuel = 0;
  private inGenerator = false;
  private loops = 0;
  constructor(seed: number) {
    this.random = new Random(seed);
  }

  program(): string {
    const count = 2 + this.random.below(4);
    for (let i = 0; i < count; i++) this.define();
    this.drive();
    return PRELUDE + this.lines.join('\n');
  }

  private emit(indent: number, text: string): void {
    this.lines.push('    '.repeat(indent) + text);
  }

  private define(): void {
    const name = `f${this.functions}`;
    this.inGenerator = this.random.below(5) === 0;
    this.fuel = 6 + this.random.below(14);
    this.loops = 0;
    this.emit(0, `def ${name}(a, b):`);
    if (this.random.below(4) === 0) this.emit(1, `global ${this.random.pick(GLOBALS)}`);
    this.emit(1, `c = ${this.expression(1)}`);
    this.emit(1, 'd = [a, b, 1.5]');
    if (this.random.below(3) === 0) this.closure(1);
    this.block(1, 3 + this.random.below(3));
    if (this.inGenerator) this.emit(1, 'yield c');
    else this.emit(1, `return ${this.random.pick(['c', 'a', '(a, b, c)', this.expression(2)])}`);
    this.emit(0, `f${this.functions}_generator = ${this.inGenerator ? 'True' : 'False'}`);
    if (this.inGenerator) {
      this.emit(0, `${name}_body = ${name}`);
      this.emit(0, `def ${name}(a, b): return [i for i in ${name}_body(a, b)][-3:]`);
    }
    this.functions++;
  }

  private closure(indent: number): void {
    const n = this.random.pick(['a', 'c']);
    this.emit(indent, `def bump(k=1):`);
    this.emit(indent + 1, `nonlocal ${n}`);
    this.emit(indent + 1, `${n} = ${this.expression(2, 'k')}`);
    this.emit(indent + 1, `return ${n}`);
    this.emit(indent, 'try: bump()');
    this.emit(indent, `except TypeError: ${n} = 4`);
  }

  private block(indent: number, statements: number): void {
    for (let i = 0; i < statements; i++) this.statement(indent);
  }

  private statement(indent: number): void {
    if (--this.fuel < 0 || indent > 5) {
      this.emit(indent, `${this.random.pick(NAMES.slice(0, 3))} = ${this.expression(1)}`);
      return;
    }
    const kinds = [
      () => this.emit(indent, `${this.random.pick(['a', 'b', 'c'])} = ${this.expression(3)}`),
      () =>
        this.emit(
          indent,
          `${this.random.pick(['a', 'b', 'c'])} ${this.random.pick(['+', '-', '*'])}= ${this.expression(1)}`,
        ),
      () => this.loop(indent),
      () => this.branch(indent),
      () => this.handler(indent),
      () => this.object(indent),
      () => this.list(indent),
      () => this.rebind(indent),
      () => this.swap(indent),
    ];
    if (this.inGenerator) kinds.push(() => this.emit(indent, `c = (yield ${this.expression(1)}) or c`));
    this.random.pick(kinds)();
  }

  private loop(indent: number): void {
    if (this.loops >= 2) {
      this.branch(indent);
      return;
    }
    this.loops++;
    const v = `i${indent}`;
    if (this.random.below(3) === 0) {
      this.emit(indent, `${v} = 0`);
      this.emit(indent, `while ${v} < ${3 + this.random.below(12)}:`);
      this.emit(indent + 1, `${v} += 1`);
    } else
      this.emit(
        indent,
        `for ${v} in ${this.random.pick([`range(${2 + this.random.below(15)})`, 'list(d)', '(1, 2.5, 3)', 'd[:2]'])}:`,
      );
    this.block(indent + 1, 1 + this.random.below(3));
    if (this.random.below(3) === 0)
      this.emit(indent + 1, `if ${this.condition()}: ${this.random.pick(['break', 'continue'])}`);
    this.loops--;
  }

  private branch(indent: number): void {
    this.emit(indent, `if ${this.condition()}:`);
    this.block(indent + 1, 1 + this.random.below(2));
    if (this.random.below(2) === 0) {
      this.emit(indent, 'else:');
      this.block(indent + 1, 1);
    }
  }

  private handler(indent: number): void {
    this.emit(indent, 'try:');
    this.block(indent + 1, 1 + this.random.below(2));
    if (this.random.below(3) === 0) this.emit(indent + 1, `if ${this.condition()}: raise KeyError(a)`);
    if (this.random.below(4) > 0) {
      this.emit(
        indent,
        `except ${this.random.pick(['TypeError', '(KeyError, ValueError)', 'Exception', 'ArithmeticError'])} as e:`,
      );
      this.emit(indent + 1, `c = ${this.random.pick(['type(e).__name__', 'len(e.args)', this.expression(1)])}`);
      if (this.random.below(5) === 0) this.emit(indent + 1, 'raise');
      if (this.random.below(3) > 0) return;
    }
    this.emit(indent, 'finally:');
    this.emit(indent + 1, `b = ${this.expression(1)}`);
  }

  private object(indent: number): void {
    const o = `o${indent}`;
    this.emit(indent, `${o} = ${this.random.pick(['Base', 'Derived'])}(${this.expression(1)})`);
    const uses = [
      `c = ${o}.get()`,
      `c = ${o}.add(${this.expression(1)})`,
      `${o}.${this.random.pick(ATTRIBUTES)} = ${this.expression(1)}`,
      `c = ${o}.${this.random.pick(ATTRIBUTES)}`,
      `del ${o}.${this.random.pick(ATTRIBUTES)}`,
      `${o}.get = lambda: 'own'`,
      `${o}.__class__ = Derived`,
    ];
    for (let i = 1 + this.random.below(3); i > 0; i--) this.emit(indent, this.random.pick(uses));
  }

  private list(indent: number): void {
    this.emit(
      indent,
      this.random.pick([
        `d[${this.random.below(4)}] = ${this.expression(1)}`,
        `c = d[${this.random.pick(['0', '1', '-1', '5', '1.5', 'True'])}]`,
        `d.append(${this.random.pick(NUMBERS)})`,
        'a, b, *c = d',
        'd = [1.5, 2.5, -0.0]',
        'c = {1: a, "k": b}["k"]',
        'c = {}["none"]',
        'b = len(d)',
        'd = d[:3]',
      ]),
    );
  }

  private rebind(indent: number): void {
    const callee = this.functions === 0 ? 'ask' : `f${this.random.below(this.functions)}`;
    this.emit(
      indent,
      this.random.pick([
        `globals()['G'] = ${this.expression(1)}`,
        `globals().pop('H', None)`,
        `globals()['H'] = ${this.random.pick(NUMBERS)}`,
        `Base.get = lambda self: ${this.random.pick(NUMBERS)}`,
        `Base.z = ${this.random.pick(NUMBERS)}`,
        `Derived.add = Base.get`,
        `if 'add' in Derived.__dict__: del Derived.add`,
        `${callee}.__defaults__ = (1, 2)`,
        `c = ${callee}(a, b)`,
        'del c',
        'c = 1',
      ]),
    );
  }

  private swap(indent: number): void {
    this.emit(indent, this.random.pick(['a, b = b, a', 'a, c = c, b', 'a = b = c']));
  }

  private condition(): string {
    const compare = this.random.pick(['<', '<=', '==', '!=', '>', '>=', 'is', 'is not', 'in']);
    const right = compare === 'in' ? this.random.pick(['d', '(1, 2.5)']) : this.expression(1);
    const text = `${this.expression(1)} ${compare.startsWith('is') ? this.random.pick(['==', 'is', 'is not']) : compare} `;
    const plain = compare.startsWith('is') ? `a ${compare} None` : text.replace(/ (is|is not) $/, ' == ') + right;
    return this.random.pick([
      plain,
      plain,
      `not (${plain})`,
      this.random.pick(NAMES),
      `${plain} and b`,
      `${plain} or c`,
    ]);
  }

  private expression(depth: number, extra = 'b'): string {
    if (depth === 0 || this.random.below(4) === 0)
      return this.random.pick([this.random.pick(NUMBERS), 'a', 'b', 'a', extra, this.random.pick(GLOBALS)]);
    const left = this.expression(depth - 1, extra);
    const right = this.expression(depth - 1, extra);
    const callee = this.functions === 0 || this.random.below(3) > 0 ? 'ask' : `f${this.random.below(this.functions)}`;
    return this.random.pick([
      `(${left} + ${right})`,
      `(${left} - ${right})`,
      `(${left} * ${right})`,
      `(${left} / ${right})`,
      `(${left} // ${this.random.pick(['3', '-7', right])})`,
      `(${left} % ${this.random.pick(['3', '-7', right])})`,
      `(${left} & 255)`,
      `(${left} >> 3)`,
      `(${left} ^ 5)`,
      `(-${left})`,
      `(${left} < ${right})`,
      `${callee}(${left}, ${right})`,
      `(${left} if ${this.random.pick(NAMES.slice(0, 2))} else ${right})`,
    ]);
  }

  /** Calls of all functions, so often that they are compiled, with arguments of one kind first. */
  private drive(): void {
    const usual = Array.from({ length: 2 }, () => this.random.pick(NUMBERS));
    this.emit(0, 'import traceback');
    this.emit(0, 'total = 0');
    this.emit(0, 'def drive(f, a, b):');
    this.emit(1, 'global total');
    this.emit(1, 'try: return show(f(a, b))');
    this.emit(1, 'except RecursionError: return "deep"');
    this.emit(1, 'except Exception as e:');
    this.emit(2, 't = e.__traceback__; at = []');
    this.emit(2, 'while t is not None:');
    this.emit(3, 'v = t.tb_frame.f_locals');
    this.emit(
      3,
      'at.append((t.tb_frame.f_code.co_name, t.tb_lineno, [k + "=" + show(v[k]) for k in ("a", "b", "c") if k in v] if len(at) > 0 else 0))',
    );
    this.emit(3, 't = t.tb_next');
    this.emit(2, 'return type(e).__name__, str(e)[:80], at, type(e.__context__).__name__');
    for (let i = 0; i < this.functions; i++) {
      this.emit(0, `for k in range(8): r = drive(f${i}, ${usual.join(', ')})`);
      this.emit(0, `print(${i}, r)`);
      for (let k = 0; k < 4; k++)
        this.emit(0, `print(${i}, drive(f${i}, ${this.random.pick(NUMBERS)}, ${this.random.pick(NUMBERS)}))`);
    }
  }
}

export function randomProgram(seed: number): string {
  return new Generator(seed).program();
}
