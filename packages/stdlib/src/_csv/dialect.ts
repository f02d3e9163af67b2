/** csv dialects: the Dialect type with its checks, and the registry of names. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  bindNew,
  callKw,
  clearIf,
  defineType,
  dictDel,
  dictGet,
  dictKeys,
  dictSet,
  E,
  getAttrOrAbsent,
  getset,
  int,
  isStr,
  isTrue,
  jsString,
  list,
  method,
  newDict,
  newInstance,
  None,
  PyObject,
  raise,
  strFromJs,
  strLen,
  strValue,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
} from '@pyston/objects';

export const Quote = { Minimal: 0, All: 1, NonNumeric: 2, None: 3, Strings: 4, NotNull: 5 } as const;

const exception = E.Exception!;

export const errorType: PyType = defineType({
  name: 'Error',
  module: '_csv',
  base: exception,
  instanceClass: class extends exception.instanceClass {},
  flags: TypeFlag.Base,
  hasDict: true,
  hasWeakRef: true,
});

export function csvError(message: string): undefined {
  return raise(errorType, message);
}

/** Characters are code points, -1 where there is none. */
export class PyDialect extends PyObject {
  delimiter = 44;
  quotechar = 34;
  escapechar = -1;
  lineterminator = '\r\n';
  quoting: number = Quote.Minimal;
  doublequote = true;
  skipinitialspace = false;
  strict = false;
}

const registry = newDict();

const FIELDS = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;
const PARAMS = bindNew('Dialect', `(dialect=None, ${FIELDS.map((f) => `${f}=None`).join(', ')})`);

function make(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames) as (Value | undefined)[] | undefined;
  if (bound === undefined) return undefined;
  let dialect = bound[0];
  const given = bound.slice(1);
  if (dialect !== undefined) {
    if (isStr(dialect)) {
      const found = getDialect(dialect);
      if (found === undefined) return undefined;
      dialect = found;
    }
    if (cls === DialectType && typeOf(dialect) === DialectType && given.every((v) => v === undefined)) return dialect;
    for (let i = 0; i < FIELDS.length; i++) {
      if (given[i] !== undefined) continue;
      const v = getAttrOrAbsent(dialect, FIELDS[i]!);
      if (v === undefined && !clearIf(E.AttributeError!)) return undefined;
      if (v !== undefined && v !== ABSENT) given[i] = v;
    }
  }
  const self = newInstance<PyDialect>(cls);
  return fill(self, given) && check(self) ? self : undefined;
}

function fill(self: PyDialect, given: (Value | undefined)[]): boolean {
  const [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict] = given;
  if (
    !setChar(self, 'delimiter', delimiter, false) ||
    !setFlag(self, 'doublequote', doublequote) ||
    !setChar(self, 'escapechar', escapechar, true)
  )
    return false;
  if (lineterminator !== undefined) {
    if (!isStr(lineterminator)) return refuse(`"lineterminator" must be a string, not ${typeOf(lineterminator).name}`);
    self.lineterminator = jsString(strValue(lineterminator));
  }
  if (!setChar(self, 'quotechar', quotechar, true)) return false;
  if (quoting !== undefined) {
    if (typeof quoting !== 'number') return refuse(`"quoting" must be an integer, not ${typeOf(quoting).name}`);
    self.quoting = quoting;
  }
  if (!setFlag(self, 'skipinitialspace', skipinitialspace) || !setFlag(self, 'strict', strict)) return false;
  if (quotechar === None && quoting === undefined) self.quoting = Quote.None;
  return true;
}

function refuse(message: string): boolean {
  typeError(message);
  return false;
}

function setFlag(self: PyDialect, name: 'doublequote' | 'skipinitialspace' | 'strict', v: Value | undefined): boolean {
  if (v === undefined) return true;
  const flag = isTrue(v);
  if (flag === undefined) return false;
  self[name] = flag;
  return true;
}

function setChar(
  self: PyDialect,
  name: 'delimiter' | 'escapechar' | 'quotechar',
  v: Value | undefined,
  optional: boolean,
): boolean {
  if (v === undefined) return true;
  if (v === None && optional) {
    self[name] = -1;
    return true;
  }
  const wanted = `"${name}" must be a unicode character${optional ? ' or None' : ''}`;
  if (!isStr(v)) return refuse(`${wanted}, not ${typeOf(v).name}`);
  const s = strValue(v);
  const n = strLen(s);
  if (n !== 1) return refuse(`${wanted}, not a string of length ${n}`);
  self[name] = jsString(s).codePointAt(0)!;
  return true;
}

function check(self: PyDialect): boolean {
  const { quoting, delimiter, escapechar, quotechar } = self;
  if (quoting < 0 || quoting > Quote.NotNull) return refuse('bad "quoting" value');
  if (quoting !== Quote.None && quotechar < 0) return refuse('quotechar must be set if quoting enabled');
  const space = !self.skipinitialspace;
  const bad =
    badChar(self, 'delimiter', delimiter, true) ??
    badChar(self, 'escapechar', escapechar, space) ??
    badChar(self, 'quotechar', quotechar, space) ??
    same('delimiter', delimiter, 'escapechar', escapechar) ??
    same('delimiter', delimiter, 'quotechar', quotechar) ??
    same('escapechar', escapechar, 'quotechar', quotechar);
  if (bad !== null) valueError(bad);
  return bad === null;
}

function badChar(self: PyDialect, name: string, c: number, allowSpace: boolean): string | null {
  if (c === 13 || c === 10 || (c === 32 && !allowSpace)) return `bad ${name} value`;
  return c >= 0 && self.lineterminator.includes(String.fromCodePoint(c)) ? `bad ${name} or lineterminator value` : null;
}

function same(name1: string, c1: number, name2: string, c2: number): string | null {
  return c1 === c2 && c1 >= 0 ? `bad ${name1} or ${name2} value` : null;
}

/** Dialect(dialect, **options). */
export function dialectOf(dialect: Value | undefined, options: Map<string, Value>): PyDialect | undefined {
  const args = dialect === undefined ? [] : [dialect];
  return callKw(DialectType, [...args, ...options.values()], options.size === 0 ? null : [...options.keys()]) as
    | PyDialect
    | undefined;
}

export function registerDialect(name: Value, dialect: Value | undefined, options: Map<string, Value>): Result {
  if (!isStr(name)) return typeError('dialect name must be a string');
  const made = dialectOf(dialect, options);
  return made === undefined || dictSet(registry, name, made) === undefined ? undefined : None;
}

export function unregisterDialect(name: Value): Result {
  const had = dictDel(registry, name);
  if (had === undefined) return undefined;
  return had ? None : csvError('unknown dialect');
}

export function getDialect(name: Value): Result {
  const found = dictGet(registry, name);
  return found === ABSENT ? csvError('unknown dialect') : found;
}

export function listDialects(): Result {
  return list(dictKeys(registry));
}

function charValue(c: number): Value {
  return c < 0 ? None : strFromJs(String.fromCodePoint(c));
}

function noPickle(self: PyDialect): Result {
  return typeError(`cannot pickle '${typeOf(self).name}' instances`);
}

export const DialectType: PyType = defineType({
  name: 'Dialect',
  module: '_csv',
  instanceClass: PyDialect,
  flags: TypeFlag.Base,
  doc: 'CSV dialect\n\nThe Dialect type records CSV dialect options.',
  slots: { new: make },
  methods: [method('__reduce__', '($self, /)', noPickle), method('__reduce_ex__', '($self, protocol, /)', noPickle)],
  getset: [
    getset('delimiter', (self: PyDialect) => charValue(self.delimiter)),
    getset('escapechar', (self: PyDialect) => charValue(self.escapechar)),
    getset('quotechar', (self: PyDialect) => charValue(self.quotechar)),
    getset('lineterminator', (self: PyDialect) => strFromJs(self.lineterminator)),
    getset('quoting', (self: PyDialect) => int(self.quoting)),
    getset('doublequote', (self: PyDialect) => self.doublequote),
    getset('skipinitialspace', (self: PyDialect) => self.skipinitialspace),
    getset('strict', (self: PyDialect) => self.strict),
  ],
});
