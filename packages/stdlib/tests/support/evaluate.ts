/**
 * Evaluates Python expressions straight over the object model, for tests of types and modules without an interpreter:
 * constants, names, operators, comparisons, calls, attributes, subscripts, displays.
 */
import * as objects from '@pyston/objects';
import type { PyObject, Value } from '@pyston/objects';
import { parse } from '@pyston/parser';

const { E, None, PyNative, PyError, T, ts, tuple, list } = objects;
const operations = objects as unknown as Record<string, (...args: any[]) => any>;

/** Thrown where an operation raised; the exception is pending. */
class Raised {}

function must(v: any): any {
  if (v === undefined) throw new Raised();
  return v;
}

const BINARY: Record<string, string> = {
  Add: 'add',
  Sub: 'sub',
  Mult: 'mul',
  Div: 'truediv',
  FloorDiv: 'floordiv',
  Mod: 'mod',
  Pow: 'pow',
  LShift: 'lshift',
  RShift: 'rshift',
  BitAnd: 'and',
  BitOr: 'or',
  BitXor: 'xor',
  MatMult: 'matmul',
};
const UNARY: Record<string, string> = { USub: 'neg', UAdd: 'pos', Invert: 'invert' };
const COMPARE: Record<string, string> = { Eq: 'eq', NotEq: 'ne', Lt: 'lt', LtE: 'le', Gt: 'gt', GtE: 'ge' };

export class Evaluator {
  readonly names: Map<string, Value> = new Map();

  constructor() {
    objects.hooks.warn = () => None;
    for (const [name, type] of Object.entries(T)) this.names.set(name, type);
    for (const [name, type] of Object.entries(E)) this.names.set(name, type);
    for (const name of ['repr', 'hash', 'abs', 'divmod', 'len', 'ascii']) this.define(name, operations[name]!);
    this.define('pow', (a, b, c) => objects.pow(a, b, c ?? None));
    this.define('format', (a, b) => objects.format(a, b ?? objects.str('')));
    this.define('iter', (a) => objects.getIter(a));
    this.define('round', (a, ...rest) => objects.tryCallSpecial(a, '__round__', rest) as Value | undefined);
  }

  define(name: string, fn: (...args: any[]) => Value | undefined): void {
    const spec = { name, signature: '(*args)', impl: (args: Value[]) => fn(...args) };
    this.names.set(name, new PyNative(spec, undefined, undefined));
  }

  /** The repr of the value, or `!Type: message` of what it raises. */
  answer(source: string): string {
    try {
      return must(objects.reprJs(this.value(source))).replace(/0x[0-9a-f]{6,}>/g, '0x>');
    } catch (error) {
      const exc = error instanceof PyError ? error.exc : error instanceof Raised ? ts.exc : null;
      if (exc === null) throw error;
      ts.exc = null;
      return `!${objects.typeOf(exc as PyObject).name}: ${objects.strJs(exc as PyObject)}`;
    }
  }

  value(source: string): Value {
    const tree = parse(source, { filename: '<test>', mode: 'eval' }) as any;
    return this.node(tree.body);
  }

  private node(n: any): any {
    switch (n.nodeType) {
      case 'Constant':
        return constant(n.value);
      case 'Name':
        return this.names.get(n.id) ?? must(objects.raise(E.NameError!, `name '${n.id}' is not defined`));
      case 'BinOp':
        return must(operations[BINARY[n.op]!]!(this.node(n.left), this.node(n.right)));
      case 'UnaryOp':
        return n.op === 'Not'
          ? !must(objects.isTrue(this.node(n.operand)))
          : must(operations[UNARY[n.op]!]!(this.node(n.operand)));
      case 'Compare':
        return this.compare(n.ops[0], this.node(n.left), this.node(n.comparators[0]));
      case 'Tuple':
        return tuple(this.nodes(n.elts));
      case 'List':
        return list(this.nodes(n.elts));
      case 'Dict':
        return this.dict(n);
      case 'Attribute':
        return must(objects.getAttr(this.node(n.value), n.attr));
      case 'Subscript':
        return must(objects.getItem(this.node(n.value), this.node(n.slice)));
      case 'Slice':
        return new objects.PySlice(
          ...([n.lower, n.upper, n.step].map((x) => (x === null ? None : this.node(x))) as [Value, Value, Value]),
        );
      case 'Call':
        return this.call(n);
      default:
        throw new Error(`${n.nodeType} is beyond this evaluator`);
    }
  }

  private nodes(list: any[]): Value[] {
    const out: Value[] = [];
    for (const n of list) {
      if (n.nodeType === 'Starred') out.push(...must(objects.toArray(this.node(n.value))));
      else out.push(this.node(n));
    }
    return out;
  }

  private dict(n: any): Value {
    const d = objects.newDict();
    for (let i = 0; i < n.keys.length; i++) must(objects.dictSet(d, this.node(n.keys[i]), this.node(n.values[i])));
    return d;
  }

  private compare(op: string, a: Value, b: Value): Value {
    if (op === 'In') return must(objects.contains(b, a));
    if (op === 'Is') return objects.is(a, b);
    if (op === 'IsNot') return !objects.is(a, b);
    return must(objects.richCompare(a, b, COMPARE[op] as objects.CompareOp));
  }

  private call(n: any): Value {
    const fn = this.node(n.func);
    const args = this.nodes(n.args);
    const names: string[] = n.keywords.map((k: any) => k.arg);
    for (const k of n.keywords) args.push(this.node(k.value));
    return must(objects.callKw(fn, args, names.length === 0 ? null : names));
  }
}

function constant(c: any): Value {
  switch (c.t) {
    case 'none':
      return None;
    case 'ellipsis':
      return objects.Ellipsis;
    case 'float':
      return objects.float(c.v);
    case 'complex':
      return objects.complex(c.re, c.im);
    case 'bytes':
      return objects.bytes(c.v);
    case 'ustr':
      return objects.strFromCodePoints(c.cps);
    default:
      return c.v;
  }
}
