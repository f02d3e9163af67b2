/** Values of the toy machine: None is null, ints and strings are JS's, lists are arrays; just enough to run control flow. */

export class Tuple {
  readonly items: Value[];
  constructor(items: Value[]) {
    this.items = items;
  }
}

export class ExcClass {
  readonly name: string;
  readonly base: ExcClass | null;
  constructor(name: string, base: ExcClass | null) {
    this.name = name;
    this.base = base;
  }
}

export class Exc {
  readonly cls: ExcClass;
  readonly args: Value[];
  constructor(cls: ExcClass, args: Value[]) {
    this.cls = cls;
    this.args = args;
  }
}

/** What a Python exception is while it travels. */
export class Raised {
  readonly exc: Exc;
  constructor(exc: Exc) {
    this.exc = exc;
  }
}

export class Cell {
  value: Value | undefined = undefined;
}

export type Builtin = (args: Value[]) => Value;
// The machine is untyped by design.
export type Value = any;

export const BASE = new ExcClass('BaseException', null);
export const EXCEPTION = new ExcClass('Exception', BASE);
const define = (name: string, base = EXCEPTION): ExcClass => new ExcClass(name, base);

export const CLASSES: Record<string, ExcClass> = {
  BaseException: BASE,
  Exception: EXCEPTION,
  ValueError: define('ValueError'),
  KeyError: define('KeyError'),
  TypeError: define('TypeError'),
  RuntimeError: define('RuntimeError'),
  StopIteration: define('StopIteration'),
  AssertionError: define('AssertionError'),
  NameError: define('NameError'),
  GeneratorExit: define('GeneratorExit', BASE),
  ZeroDivisionError: define('ZeroDivisionError'),
};
CLASSES['UnboundLocalError'] = define('UnboundLocalError', CLASSES['NameError']!);

export function fail(name: string, ...args: Value[]): never {
  throw new Raised(new Exc(CLASSES[name]!, args));
}

export function isSubclass(cls: ExcClass, of: ExcClass): boolean {
  for (let c: ExcClass | null = cls; c !== null; c = c.base) if (c === of) return true;
  return false;
}

export function truth(v: Value): boolean {
  if (v === null || v === false || v === 0 || v === '') return false;
  if (Array.isArray(v)) return v.length > 0;
  if (v instanceof Tuple) return v.items.length > 0;
  if (v instanceof Map || v instanceof Set) return v.size > 0;
  return true;
}

export function repr(v: Value): string {
  if (v === null) return 'None';
  if (v === true) return 'True';
  if (v === false) return 'False';
  if (typeof v === 'string') return `'${v}'`;
  if (typeof v === 'number') return String(v);
  if (Array.isArray(v)) return `[${v.map(repr).join(', ')}]`;
  if (v instanceof Tuple) return `(${v.items.map(repr).join(', ')}${v.items.length === 1 ? ',' : ''})`;
  if (v instanceof Map) return `{${[...v].map(([k, x]) => `${repr(k)}: ${repr(x)}`).join(', ')}}`;
  if (v instanceof Exc) return `${v.cls.name}(${v.args.map(repr).join(', ')})`;
  return '<object>';
}

export function text(v: Value): string {
  if (v instanceof Exc && v.args.length < 2)
    return v.args.length === 0 ? '' : v.cls.name === 'KeyError' ? repr(v.args[0]) : text(v.args[0]);
  return typeof v === 'string' ? v : repr(v);
}

/** Equality of values, deep. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof Tuple && b instanceof Tuple) return equal(a.items, b.items);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => equal(x, b[i]));
  return false;
}
