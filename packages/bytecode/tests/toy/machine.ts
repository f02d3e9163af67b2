/**
 * A toy machine for the bytecode: the second implementation of the contract, used to test the compiler by execution. Frames are
 * JS generators, so that YIELD_VALUE is `yield`. Slow, and only as much of Python as the tests need.
 */
import { handlerAt } from '../../src/code.ts';
import type { CodeObject } from '../../src/code.ts';
import type { ConstantValue } from '../../src/constants.ts';
import * as op from '../../src/generated/op.ts';
import { COMMON_CONSTANTS, OPCODES, instructionLength } from '../../src/opcodes.ts';
import { CLASSES, Cell, Exc, ExcClass, Raised, Tuple, equal, fail, isSubclass, repr, text, truth } from './values.ts';
import type { Builtin, Value } from './values.ts';

type Frame = Generator<Value, Value, Value>;

export class Fn {
  readonly code: CodeObject;
  readonly defaults: Value[];
  readonly kwdefaults: Map<string, Value>;
  readonly closure: Cell[];
  readonly globals: Map<string, Value>;
  constructor(
    code: CodeObject,
    defaults: Value[],
    kwdefaults: Map<string, Value>,
    closure: Cell[],
    globals: Map<string, Value>,
  ) {
    this.code = code;
    this.defaults = defaults;
    this.kwdefaults = kwdefaults;
    this.closure = closure;
    this.globals = globals;
  }
}

/** A Python generator over a frame. */
export class Gen {
  readonly frame: Frame;
  done = false;
  private started = false;
  constructor(frame: Frame) {
    this.frame = frame;
  }

  private step(run: () => IteratorResult<Value, Value>): Value {
    if (this.done) return fail('StopIteration');
    let r: IteratorResult<Value, Value>;
    const before = handled;
    try {
      r = run();
    } catch (e) {
      this.done = true;
      if (e instanceof Raised && isSubclass(e.exc.cls, CLASSES['StopIteration']!))
        return fail('RuntimeError', 'generator raised StopIteration');
      throw e;
    } finally {
      handled = before;
    }
    if (r.done !== true) return r.value;
    this.done = true;
    throw new Raised(new Exc(CLASSES['StopIteration']!, r.value === null ? [] : [r.value]));
  }

  send(v: Value): Value {
    this.started = true;
    return this.step(() => this.frame.next(v));
  }

  raise(exc: Exc): Value {
    if (!this.started) {
      this.done = true;
      throw new Raised(exc);
    }
    return this.step(() => this.frame.next(new Raised(exc)));
  }

  close(): Value {
    if (this.done || !this.started) {
      this.done = true;
      return null;
    }
    try {
      this.raise(new Exc(CLASSES['GeneratorExit']!, []));
    } catch (e) {
      if (e instanceof Raised && (e.exc.cls.name === 'GeneratorExit' || e.exc.cls.name === 'StopIteration'))
        return null;
      throw e;
    }
    return fail('RuntimeError', 'generator ignored GeneratorExit');
  }
}

let handled: Exc | null = null;

function constant(c: ConstantValue): Value {
  switch (c.t) {
    case 'none':
      return null;
    case 'tuple':
      return new Tuple(c.v.map(constant));
    case 'frozenset':
      return new Set(c.v.map(constant));
    case 'code':
      return c.v;
    case 'slice':
    case 'ellipsis':
    case 'complex':
    case 'ustr':
      return c.t;
    default:
      return c.v;
  }
}

export function items(v: Value): Value[] {
  return [...iterate(v)];
}

function* iterate(v: Value): Generator<Value> {
  if (v instanceof Tuple) yield* v.items;
  else if (v instanceof Map) yield* v.keys();
  else if (v instanceof Gen) {
    for (;;) {
      let x: Value;
      try {
        x = v.send(null);
      } catch (e) {
        if (e instanceof Raised && e.exc.cls.name === 'StopIteration') return;
        throw e;
      }
      yield x;
    }
  } else if (v !== null && typeof v === 'object' && Symbol.iterator in v) yield* v;
  else if (typeof v === 'string') yield* v;
  else fail('TypeError', 'not iterable');
}

export function call(f: Value, args: Value[], kwargs: Map<string, Value> = new Map()): Value {
  if (f instanceof Fn) return callFunction(f, args, kwargs);
  if (f instanceof ExcClass) return new Exc(f, args);
  if (typeof f === 'function') return (f as Builtin)(args);
  return fail('TypeError', 'not callable');
}

function callFunction(f: Fn, args: Value[], kwargs: Map<string, Value>): Value {
  const frame = run(f.code, bind(f, args, kwargs), f.globals, f.globals);
  if ((f.code.flags & 0x20) !== 0) return new Gen(frame);
  const before = handled;
  try {
    const r = frame.next();
    if (r.done !== true) throw new Error('plain function yielded');
    return r.value;
  } finally {
    handled = before;
  }
}

function bind(f: Fn, args: Value[], kwargs: Map<string, Value>): Value[] {
  const { code } = f;
  const regs: Value[] = new Array(code.nregs).fill(undefined);
  for (let i = code.constBase; i < code.nregs; i++) regs[i] = constant(code.consts[i - code.constBase]!);
  const free = code.nlocals + code.cellvars.length;
  f.closure.forEach((c, i) => (regs[free + i] = c));
  const named = code.argcount + code.kwonlyargcount;
  const extra = new Map(kwargs);
  for (let i = 0; i < named; i++) {
    const name = code.varnames[i]!;
    if (i < code.argcount && i < args.length) regs[i] = args[i];
    else if (extra.has(name)) {
      regs[i] = extra.get(name);
      extra.delete(name);
    } else if (i < code.argcount && i >= code.argcount - f.defaults.length)
      regs[i] = f.defaults[i - code.argcount + f.defaults.length];
    else if (f.kwdefaults.has(name)) regs[i] = f.kwdefaults.get(name);
    else fail('TypeError', 'missing argument');
  }
  let next = named;
  if ((code.flags & 4) !== 0) regs[next++] = new Tuple(args.slice(code.argcount));
  else if (args.length > code.argcount) fail('TypeError', 'too many arguments');
  if ((code.flags & 8) !== 0) regs[next] = extra;
  else if (extra.size > 0) fail('TypeError', 'unexpected keyword');
  return regs;
}

export function runModule(code: CodeObject, globals: Map<string, Value>): void {
  const frame = run(code, bind(new Fn(code, [], new Map(), [], globals), [], new Map()), globals, globals);
  frame.next();
}

function numeric(f: (a: number, b: number) => number): (a: Value, b: Value) => Value {
  return (a, b) => (isNumber(a) && isNumber(b) ? f(Number(a), Number(b)) : fail('TypeError'));
}

function isNumber(v: Value): boolean {
  return typeof v === 'number' || typeof v === 'boolean';
}

function add(a: Value, b: Value): Value {
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof Tuple && b instanceof Tuple) return new Tuple([...a.items, ...b.items]);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  return numeric((x, y) => x + y)(a, b);
}

const nonzero = (b: number): number => (b === 0 ? fail('ZeroDivisionError') : b);

// ORDER: as the opcodes.
const BINARY: ((a: Value, b: Value) => Value)[] = [
  add,
  numeric((a, b) => a - b),
  numeric((a, b) => a * b),
  () => fail('TypeError'),
  numeric((a, b) => a / nonzero(b)),
  numeric((a, b) => Math.floor(a / nonzero(b))),
  numeric((a, b) => a - Math.floor(a / nonzero(b)) * b),
  numeric((a, b) => a ** b),
  numeric((a, b) => a << b),
  numeric((a, b) => a >> b),
  numeric((a, b) => a & b),
  numeric((a, b) => a | b),
  numeric((a, b) => a ^ b),
];

function ordered(f: (a: number, b: number) => boolean): (a: Value, b: Value) => boolean {
  return (a, b) => (isNumber(a) && isNumber(b) ? f(Number(a), Number(b)) : fail('TypeError'));
}

const COMPARE: ((a: Value, b: Value) => boolean)[] = [
  ordered((a, b) => a < b),
  ordered((a, b) => a <= b),
  equal,
  (a, b) => !equal(a, b),
  ordered((a, b) => a > b),
  ordered((a, b) => a >= b),
];

function contains(box: Value, x: Value): boolean {
  return typeof box === 'string' ? box.includes(x as string) : items(box).some((y) => equal(x, y));
}

function matches(e: Exc, type: Value): boolean {
  return type instanceof Tuple ? type.items.some((t) => matches(e, t)) : isSubclass(e.cls, type as ExcClass);
}

function getAttribute(o: Value, name: string): Value {
  if (o instanceof Gen) {
    if (name === 'send') return (args: Value[]) => o.send(args[0]);
    if (name === 'throw') return (args: Value[]) => o.raise(args[0] as Exc);
    if (name === 'close') return () => o.close();
  }
  if (o instanceof Exc && name === 'args') return new Tuple(o.args);
  if (Array.isArray(o) && name === 'append') return (args: Value[]) => (o.push(args[0]), null);
  const v = o instanceof Map ? undefined : (o as Record<string, Value>)?.[name];
  return v === undefined ? fail('TypeError', `no attribute ${name}`) : v;
}

function getItem(o: Value, k: Value): Value {
  if (o instanceof Map) return o.has(k) ? o.get(k) : fail('KeyError', k);
  const list = o instanceof Tuple ? o.items : o;
  const i = Number(k);
  const v = list[i < 0 ? i + list.length : i];
  return v === undefined ? fail('KeyError', k) : v;
}

function* run(code: CodeObject, r: Value[], globals: Map<string, Value>, namespace: Map<string, Value>): Frame {
  let pc = 0;
  let pending: Raised | null = null;
  for (;;) {
    const w = code.instructions;
    const o = w[pc]!;
    const [a, b, c, d, e] = [w[pc + 1]!, w[pc + 2]!, w[pc + 3]!, w[pc + 4]!, w[pc + 5]!];
    const next = pc + instructionLength(w, pc);
    const list = (at: number): Value[] => Array.from({ length: w[at]! }, (_, i) => r[w[at + 1 + i]!]);
    const arrange = (at: number, values: Value[]): void => values.forEach((v, i) => (r[w[at + 1 + i]!] = v));
    const name = (i: number): string => code.names[i]!;
    let to = next;
    try {
      switch (o) {
        case op.OP_NOP:
          break;
        case op.OP_MOVE:
          r[a] = r[b];
          break;
        case op.OP_CHECK_BOUND:
          if (r[a] === undefined) fail('UnboundLocalError', code.varnames[a]);
          break;
        case op.OP_DELETE_LOCAL:
          if (r[a] === undefined) fail('UnboundLocalError', code.varnames[a]);
          r[a] = undefined;
          break;
        case op.OP_CLEAR_LOCAL:
          r[a] = undefined;
          break;
        case op.OP_MAKE_CELL:
          r[a] = new Cell();
          if (b >= 0) {
            (r[a] as Cell).value = r[b];
            r[b] = undefined;
          }
          break;
        case op.OP_LOAD_DEREF: {
          const v = (r[b] as Cell).value;
          if (v === undefined) fail(b < code.nlocals + code.cellvars.length ? 'UnboundLocalError' : 'NameError');
          r[a] = v;
          break;
        }
        case op.OP_STORE_DEREF:
          (r[a] as Cell).value = r[b];
          break;
        case op.OP_DELETE_DEREF:
          if ((r[a] as Cell).value === undefined)
            fail(a < code.nlocals + code.cellvars.length ? 'UnboundLocalError' : 'NameError');
          (r[a] as Cell).value = undefined;
          break;
        case op.OP_CLEAR_DEREF:
          (r[a] as Cell).value = undefined;
          break;
        case op.OP_LOAD_GLOBAL:
        case op.OP_LOAD_NAME:
          r[a] = namespace.has(name(b))
            ? namespace.get(name(b))
            : globals.has(name(b))
              ? globals.get(name(b))
              : fail('NameError', name(b));
          break;
        case op.OP_STORE_GLOBAL:
        case op.OP_STORE_NAME:
          namespace.set(name(a), r[b]);
          break;
        case op.OP_DELETE_GLOBAL:
        case op.OP_DELETE_NAME:
          if (!namespace.delete(name(a))) fail('NameError', name(a));
          break;
        case op.OP_LOAD_ATTR:
          r[a] = getAttribute(r[b], name(c));
          break;
        case op.OP_LOAD_METHOD:
          r[a] = getAttribute(r[b], name(c));
          r[a + 1] = undefined;
          break;
        case op.OP_LOAD_SPECIAL:
          r[a] = getAttribute(r[b], ['__enter__', '__exit__'][c]!);
          r[a + 1] = undefined;
          break;
        case op.OP_GET_ITEM:
          r[a] = getItem(r[b], r[c]);
          break;
        case op.OP_SET_ITEM:
          if (r[a] instanceof Map) r[a].set(r[b], r[c]);
          else r[a][r[b]] = r[c];
          break;
        case op.OP_DELETE_ITEM:
          (r[a] as Map<Value, Value>).delete(r[b]);
          break;
        case op.OP_GET_SLICE: {
          const v = r[b];
          const s = (v instanceof Tuple ? v.items : v).slice(r[c] ?? undefined, r[d] ?? undefined);
          r[a] = v instanceof Tuple ? new Tuple(s) : s;
          break;
        }
        case op.OP_UNARY_NEG:
          r[a] = -r[b];
          break;
        case op.OP_UNARY_NOT:
          r[a] = !truth(r[b]);
          break;
        case op.OP_IS:
          r[a] = r[b] === r[c];
          break;
        case op.OP_IS_NOT:
          r[a] = r[b] !== r[c];
          break;
        case op.OP_CONTAINS:
          r[a] = contains(r[c], r[b]);
          break;
        case op.OP_NOT_CONTAINS:
          r[a] = !contains(r[c], r[b]);
          break;
        case op.OP_JUMP:
        case op.OP_JUMP_BACK:
          to = a;
          break;
        case op.OP_JUMP_IF_TRUE:
          if (truth(r[a])) to = b;
          break;
        case op.OP_JUMP_IF_FALSE:
          if (!truth(r[a])) to = b;
          break;
        case op.OP_JUMP_IF_NONE:
          if (r[a] === null) to = b;
          break;
        case op.OP_JUMP_IF_NOT_NONE:
          if (r[a] !== null) to = b;
          break;
        case op.OP_JUMP_IF_IS:
          if (r[a] === r[b]) to = c;
          break;
        case op.OP_JUMP_IF_IS_NOT:
          if (r[a] !== r[b]) to = c;
          break;
        case op.OP_JUMP_IF_IN:
          if (contains(r[b], r[a])) to = c;
          break;
        case op.OP_JUMP_IF_NOT_IN:
          if (!contains(r[b], r[a])) to = c;
          break;
        case op.OP_RETURN:
          return r[a];
        case op.OP_CALL:
          r[a] = call(r[b], list(pc + 4));
          break;
        case op.OP_CALL_METHOD:
          r[a] = call(r[b], list(pc + 4));
          break;
        case op.OP_CALL_KW: {
          const args = list(pc + 5);
          const names = (constant(code.consts[c]!) as Tuple).items as string[];
          const kw = args.splice(args.length - names.length);
          r[a] = call(r[b], args, new Map(names.map((n, i) => [n, kw[i]])));
          break;
        }
        case op.OP_CALL_EX:
          r[a] = call(r[b], items(r[c]), d < 0 ? new Map() : (r[d] as Map<string, Value>));
          break;
        case op.OP_BUILD_TUPLE:
          r[a] = new Tuple(list(pc + 2));
          break;
        case op.OP_BUILD_LIST:
          r[a] = list(pc + 2);
          break;
        case op.OP_BUILD_SET:
          r[a] = new Set(list(pc + 2));
          break;
        case op.OP_BUILD_MAP: {
          const v = list(pc + 2);
          const m = new Map();
          for (let i = 0; i < v.length; i += 2) m.set(v[i], v[i + 1]);
          r[a] = m;
          break;
        }
        case op.OP_BUILD_STRING:
          r[a] = list(pc + 2).join('');
          break;
        case op.OP_LIST_APPEND:
          (r[a] as Value[]).push(r[b]);
          break;
        case op.OP_LIST_EXTEND:
          (r[a] as Value[]).push(...items(r[b]));
          break;
        case op.OP_LIST_TO_TUPLE:
          r[a] = new Tuple([...r[b]]);
          break;
        case op.OP_SET_ADD:
          r[a].add(r[b]);
          break;
        case op.OP_MAP_ADD:
          r[a].set(r[b], r[c]);
          break;
        case op.OP_DICT_UPDATE:
        case op.OP_DICT_MERGE:
          for (const [k, v] of r[b] as Map<Value, Value>) r[a].set(k, v);
          break;
        case op.OP_FORMAT_VALUE:
          r[a] = c === 2 ? repr(r[b]) : text(r[b]);
          break;
        case op.OP_GET_ITER:
          r[a] = r[b] instanceof Gen ? r[b] : iterate(r[b]);
          if (r[b] === null || typeof r[b] === 'number') fail('TypeError');
          break;
        case op.OP_FOR_ITER: {
          const n = r[b] instanceof Gen ? iterate(r[b]).next() : (r[b] as Generator<Value>).next();
          if (n.done === true) to = c;
          else r[a] = n.value;
          break;
        }
        case op.OP_UNPACK_SEQUENCE: {
          const v = items(r[a]);
          if (v.length !== w[pc + 3]) fail('ValueError', 'unpack');
          arrange(pc + 3, v);
          break;
        }
        case op.OP_UNPACK_EX: {
          const v = items(r[a]);
          const after = w[pc + 3]! - b - 1;
          if (v.length < b + after) fail('ValueError', 'unpack');
          arrange(pc + 3, [...v.slice(0, b), v.slice(b, v.length - after), ...v.slice(v.length - after)]);
          break;
        }
        case op.OP_GET_LEN:
          r[a] = items(r[b]).length;
          break;
        case op.OP_YIELD_VALUE:
        case op.OP_YIELD_FROM: {
          const mine: Exc | null = handled;
          const got: Value = yield r[b];
          handled = mine;
          if (got instanceof Raised) {
            if (o === op.OP_YIELD_FROM && r[c] instanceof Gen && got.exc.cls.name !== 'GeneratorExit') {
              r[a] = null;
              r[b] = (r[c] as Gen).raise(got.exc);
              to = pc;
            } else {
              if (o === op.OP_YIELD_FROM && r[c] instanceof Gen) (r[c] as Gen).close();
              throw got;
            }
          } else r[a] = got;
          break;
        }
        case op.OP_GET_YIELD_FROM_ITER:
          r[a] = r[b] instanceof Gen ? r[b] : iterate(r[b]);
          break;
        case op.OP_SEND: {
          if (r[b] instanceof Gen) {
            try {
              r[a] = (r[b] as Gen).send(r[c]);
            } catch (x) {
              if (!(x instanceof Raised) || x.exc.cls.name !== 'StopIteration') throw x;
              r[a] = x.exc.args[0] ?? null;
              to = d;
            }
          } else {
            const n = (r[b] as Generator<Value>).next();
            if (n.done === true) {
              r[a] = null;
              to = d;
            } else r[a] = n.value;
          }
          break;
        }
        case op.OP_CLEANUP_THROW:
          if (pending!.exc.cls.name !== 'StopIteration') throw pending;
          r[a] = pending!.exc.args[0] ?? null;
          break;
        case op.OP_PUSH_EXC:
          r[a] = pending!.exc;
          r[a + 1] = handled;
          handled = pending!.exc;
          break;
        case op.OP_POP_EXC:
          handled = r[a + 1];
          break;
        case op.OP_POP_EXC_RERAISE:
          handled = r[a + 1];
          throw pending;
        case op.OP_CHECK_EXC_MATCH:
          r[a] = matches(r[b], r[c]);
          break;
        case op.OP_JUMP_IF_NOT_EXC_MATCH:
          if (!matches(r[a], r[b])) to = c;
          break;
        case op.OP_RAISE:
          if (a < 0) {
            if (handled === null) fail('RuntimeError', 'no active exception');
            throw new Raised(handled!);
          }
          throw new Raised(r[a] instanceof ExcClass ? new Exc(r[a], []) : r[a]);
        case op.OP_RERAISE:
          throw new Raised(r[a]);
        case op.OP_WITH_EXCEPT_START:
          r[a] = call(r[b], [r[c].cls, r[c], null]);
          break;
        case op.OP_LOAD_COMMON_CONSTANT:
          r[a] = CLASSES[COMMON_CONSTANTS[b]!];
          break;
        case op.OP_MAKE_FUNCTION:
          r[a] = new Fn(
            constant(code.consts[b]!) as CodeObject,
            c < 0 ? [] : r[c].items,
            d < 0 ? new Map() : r[d],
            list(pc + 6),
            globals,
          );
          if (e >= 0) throw new Error('annotate');
          break;
        case op.OP_MATCH_MAPPING:
          r[a] = r[b] instanceof Map;
          break;
        case op.OP_MATCH_SEQUENCE:
          r[a] = Array.isArray(r[b]) || r[b] instanceof Tuple;
          break;
        case op.OP_MATCH_KEYS: {
          const m = r[b] as Map<Value, Value>;
          const keys = (r[c] as Tuple).items;
          r[a] = keys.every((k) => m.has(k)) ? new Tuple(keys.map((k) => m.get(k))) : null;
          break;
        }
        default:
          if (o >= op.OP_BINARY_ADD && o <= op.OP_BINARY_XOR) r[a] = BINARY[o - op.OP_BINARY_ADD]!(r[b], r[c]);
          else if (o >= op.OP_INPLACE_ADD && o <= op.OP_INPLACE_XOR) r[a] = BINARY[o - op.OP_INPLACE_ADD]!(r[b], r[c]);
          else if (o >= op.OP_COMPARE_LT && o <= op.OP_COMPARE_GE) r[a] = COMPARE[o - op.OP_COMPARE_LT]!(r[b], r[c]);
          else if (o >= op.OP_JUMP_IF_LT && o <= op.OP_JUMP_IF_NOT_GE) {
            const i = o - op.OP_JUMP_IF_LT;
            if (COMPARE[i >> 1]!(r[a], r[b]) === ((i & 1) === 0)) to = c;
          } else throw new Error(`toy machine: ${OPCODES[o]!.name}`);
      }
      pc = to;
    } catch (x) {
      if (!(x instanceof Raised)) throw x;
      const handler = handlerAt(code.exceptionTable, pc);
      if (handler < 0) throw x;
      pending = x;
      pc = handler;
    }
  }
}

/** The exception being handled (sys.exception()). */
export function currentException(): Exc | null {
  return handled;
}
