/**
 * What C asks of Python objects: one function per operation, numbered as enum Upcall in native/core/core.h. Operands are refs; an object
 * result is a new reference and 0 means raised, an int result is at least 0 and -1 means raised.
 */
import type { CompareOp, PyDict, PyModule, PyTuple, PyType, Result, Value } from '@pyston/objects';
import * as o from '@pyston/objects';
import type { Ref } from './addon.ts';
import { addon } from './addon.ts';
import { i32, u32, Word } from './arena.ts';
import { pinBuffer, unpinBuffer } from './buffers.ts';
import { fromRef, noteSize, structTypes, toRef } from './convert.ts';
import { makeException, raiseInC } from './errors.ts';
import { functionSpec } from './functions.ts';
import { newHandle } from './lifetime.ts';
import { defineNativeType } from './native-types.ts';

type Operation = (a: Ref, b: Ref, c: Ref, d: Ref) => number;

const COMPARE: readonly CompareOp[] = ['lt', 'le', 'eq', 'ne', 'gt', 'ge'];
const BINARY_OPERATORS = [
  o.add,
  o.sub,
  o.mul,
  o.mod,
  o.divmod,
  o.lshift,
  o.rshift,
  o.and,
  o.xor,
  o.or,
  o.floordiv,
  o.truediv,
  o.matmul,
];
const INPLACE_OPERATORS = [
  o.iadd,
  o.isub,
  o.imul,
  o.imod,
  o.divmod,
  o.ilshift,
  o.irshift,
  o.iand,
  o.ixor,
  o.ior,
  o.ifloordiv,
  o.itruediv,
  o.imatmul,
];
const UNARY_OPERATORS: readonly ((v: Value) => Result)[] = [o.neg, o.pos, o.abs, o.invert, o.toInt, toFloat, o.index];

function toFloat(v: Value): Result {
  const n = o.asFloat(v);
  return n === undefined ? undefined : o.float(n);
}

/** A result as a new reference; what is pending becomes C's exception. */
function give(v: Result): Ref {
  if (v !== undefined) return toRef(v);
  raiseInC();
  return 0;
}

function status(v: unknown): number {
  if (v !== undefined) return 0;
  raiseInC();
  return -1;
}

function truth(v: boolean | undefined): number {
  if (v === undefined) return status(v);
  return v ? 1 : 0;
}

/** NULL without an exception where nothing was found. */
function optional(v: Result | o.Absent): Ref {
  return v === o.ABSENT ? 0 : give(v);
}

function name(ref: Ref): string {
  const v = fromRef(ref);
  return typeof v === 'string' ? v : o.jsString(v as o.PyAstralStr);
}

function getAttr(a: Ref, b: Ref, _c: Ref, mode: number): Ref {
  const v = fromRef(a);
  if (mode === 0) return give(o.getAttr(v, name(b)));
  return mode === 1 ? give(o.genericGetAttr(v, name(b))) : optional(o.getAttrOrAbsent(v, name(b)));
}

/** Refs from word `first`: `npos` positional arguments, then one per keyword name. */
function callRefs(f: Ref, first: number, npos: number, kwnames: Ref): Ref {
  const names = kwnames === 0 ? null : (fromRef(kwnames) as PyTuple).items.map((v) => o.jsString(v as o.PyStr));
  const n = npos + (names === null ? 0 : names.length);
  const args: Value[] = [];
  for (let i = 0; i < n; i++) args.push(fromRef(i32[first + i]!));
  return give(o.callKw(fromRef(f), args, names));
}

/** `mode`: 0 call, 1 tp_new of the class, 2 tp_init of the object. */
function callTuple(f: Ref, args: Ref, kwargs: Ref, mode: number): Ref {
  const values = args === 0 ? [] : [...(fromRef(args) as PyTuple).items];
  let names: string[] | null = null;
  if (kwargs !== 0) {
    names = [];
    const cursor = o.dictCursor(fromRef(kwargs) as PyDict);
    while (cursor.advance()) {
      names.push(o.jsString(cursor.key as o.PyStr));
      values.push(cursor.value);
    }
  }
  const callee = fromRef(f);
  if (mode === 1) return give((callee as PyType).slots.new!(callee as PyType, values, names));
  if (mode === 2) return give(o.typeOf(callee).slots.init!(callee, values, names));
  return give(o.callKw(callee, values, names));
}

function hash(a: Ref): number {
  const h = o.hash(fromRef(a));
  if (h === undefined) return status(h);
  const n = BigInt(h);
  i32[Word.Result] = Number(BigInt.asIntN(32, n));
  i32[Word.Result + 1] = Number(BigInt.asIntN(32, n >> 32n));
  return 0;
}

function length(a: Ref): number {
  const n = o.len(fromRef(a));
  return n === undefined ? status(n) : n;
}

/** tp_iternext: NULL without an exception at the end. */
function next(a: Ref): Ref {
  const v = o.iterNext(fromRef(a));
  return v === o.DONE ? 0 : give(v);
}

function pow(a: Ref, b: Ref, m: Ref): Ref {
  return give(o.pow(fromRef(a), fromRef(b), m === 0 ? o.None : fromRef(m)));
}

function newType(ref: Ref, module: Ref, bases: Ref): number {
  return status(defineNativeType(ref, module === 0 ? null : fromRef(module), bases === 0 ? null : fromRef(bases)));
}

function isSubclass(a: Ref, b: Ref, _c: Ref, plain: number): number {
  const cls = fromRef(a);
  const base = fromRef(b);
  return plain === 1 ? truth(o.isSubtype(cls as PyType, base as PyType)) : truth(o.isSubclass(cls, base));
}

// --- dict and set

const dict = (ref: Ref): PyDict => fromRef(ref) as PyDict;

/** tp_dict: C reads and stores class attributes through it. */
class TypeNamespace extends o.PyDict {
  readonly owner: PyType;
  constructor(owner: PyType) {
    super();
    this.owner = owner;
  }
}

o.layoutClass(TypeNamespace);
TypeNamespace.prototype.kind = o.Kind.Dict;
TypeNamespace.prototype.cls = o.T.dict;

function dictSet(d: Ref, key: Ref, v: Ref): number {
  const target = dict(d);
  if (!(target instanceof TypeNamespace)) {
    const done = o.dictSet(target, fromRef(key), fromRef(v));
    noteSize(target, d);
    return status(done);
  }
  o.setTypeAttr(target.owner, name(key), fromRef(v));
  return 0;
}

function dictGet(d: Ref, key: Ref): Ref {
  const source = dict(d);
  if (source instanceof TypeNamespace) return optional(source.owner.attrs.get(name(key)) ?? o.ABSENT);
  return optional(o.dictGet(source, fromRef(key)));
}

function dictDel(d: Ref, key: Ref): number {
  const k = fromRef(key);
  const found = o.dictDel(dict(d), k);
  noteSize(dict(d), d);
  return found === false ? status(o.keyError(k)) : status(found);
}

/** `what`: 0 a copy, 1 keys, 2 values, 3 items as a list. */
function dictCopy(d: Ref, _b: Ref, _c: Ref, what: number): Ref {
  if (what === 0) return give(o.dictCopy(dict(d)));
  const items: Value[] = [];
  const cursor = o.dictCursor(dict(d));
  while (cursor.advance())
    items.push(what === 1 ? cursor.key : what === 2 ? cursor.value : o.tuple([cursor.key, cursor.value]));
  return give(o.list(items));
}

/** Where the last PyDict_Next of each dict stands, so that a walk costs one step each. */
let walk: { dict: PyDict; at: number; cursor: ReturnType<typeof o.dictCursor> } | null = null;

/** The pair at `at`, 0 at the end. */
function dictNext(d: Ref, _b: Ref, _c: Ref, at: number): Ref {
  const walked = dict(d);
  if (walk === null || walk.dict !== walked || walk.at !== at) {
    walk = { dict: walked, at: 0, cursor: o.dictCursor(walked) };
    while (walk.at < at && walk.cursor.advance()) walk.at++;
  }
  if (!walk.cursor.advance()) {
    walk = null;
    return 0;
  }
  walk.at++;
  return toRef(o.tuple([walk.cursor.key, walk.cursor.value]));
}

function set(a: Ref, b: Ref, _c: Ref, add: number): number {
  if (add === 1) return status(o.setAdd(fromRef(a) as o.PySet, fromRef(b)));
  return give(o.callKw(o.T.set, b === 0 ? [] : [fromRef(b)], null));
}

function fromIterable(a: Ref, _b: Ref, _c: Ref, asTuple: number): Ref {
  const items = o.toArray(fromRef(a));
  if (items === undefined) return give(undefined);
  return give(asTuple === 1 ? o.tuple(items) : o.list(items));
}

// --- modules, types, exceptions

/** The module of a body that C made, with the functions of its definition. */
function newModule(ref: Ref, def: Ref, nameRef: Ref): number {
  const text = name(nameRef);
  const d = def === 0 ? { doc: '', methods: [] } : addon.describeModule(def);
  const m = o.newModule(text, d.doc === '' ? o.None : o.strFromJs(d.doc));
  m.stub = ref;
  u32[ref * 4 + 4] = newHandle(m);
  addMethods(m, ref, text, d.methods);
  return 0;
}

function addMethods(m: PyModule, ref: Ref, moduleName: string, methods: readonly (string | number)[]): void {
  for (let i = 0; i < methods.length; i += 4) {
    const [fname, flags, f, doc] = methods.slice(i, i + 4) as [string, number, number, string];
    const spec = functionSpec(fname, flags, f, doc, ref, () => null);
    o.dictSetStr(m.dict, fname, new o.PyNative(spec, undefined, o.str(moduleName)));
  }
}

/** The functions of another definition for a module that is there already. */
function addFunctions(ref: Ref, def: Ref): number {
  const m = fromRef(ref) as PyModule;
  addMethods(m, ref, String(o.dictGetStr(m.dict, '__name__')), addon.describeModule(def).methods);
  return 0;
}

/** PyStructSequence_NewType: `fields` is a list of (name, doc). */
function structType(nameRef: Ref, doc: Ref, fields: Ref, visible: number): Ref {
  const full = name(nameRef);
  const dot = full.lastIndexOf('.');
  const text = (v: Value): string | null => (v === o.None ? null : o.jsString(v as o.PyStr));
  const rows = o.toArray(fromRef(fields))!.map((row) => {
    const [fieldName, fieldDoc] = (row as PyTuple).items.map(text) as [string | null, string | null];
    return fieldDoc === null ? { name: fieldName } : { name: fieldName, doc: fieldDoc };
  });
  const type = o.makeStructSequence({
    name: full.slice(dot + 1),
    module: dot < 0 ? 'builtins' : full.slice(0, dot),
    ...(doc === 0 ? {} : { doc: name(doc) }),
    fields: rows,
    visible,
  });
  structTypes.add(type);
  return toRef(type);
}

function unraisable(exc: Ref, where: Ref, message: Ref): number {
  const shown = message === 0 ? null : name(message);
  o.hooks.writeUnraisable(fromRef(exc) as o.PyBaseException, where === 0 ? o.None : fromRef(where), shown);
  return 0;
}

/** `PyErr_NewException("module.Name", bases, namespace)`. */
function newException(nameRef: Ref, doc: Ref, base: Ref, namespace: Ref): Ref {
  const full = name(nameRef);
  const dot = full.lastIndexOf('.');
  const ns = namespace === 0 ? o.newDict() : o.dictCopy(dict(namespace));
  o.dictSetStr(ns, '__module__', o.strFromJs(full.slice(0, dot)));
  if (doc !== 0) o.dictSetStr(ns, '__doc__', fromRef(doc));
  const given = base === 0 ? o.E.Exception! : fromRef(base);
  const bases = o.isTuple(given) ? given : o.tuple([given]);
  return give(o.callKw(o.T.type, [o.strFromJs(full.slice(dot + 1)), bases, ns], null));
}

/** Arguments of OSError for an errno. */
function errnoArguments(_a: Ref, _b: Ref, _c: Ref, code: number): Ref {
  const os = o.hooks.importModule('os');
  const text = os === undefined ? undefined : o.callMethod(os, 'strerror', o.int(code));
  return give(text === undefined ? undefined : o.tuple([o.int(code), text]));
}

function traceback(a: Ref): Ref {
  const exc = fromRef(a) as o.PyBaseException;
  return exc.traceback === null ? 0 : toRef(exc.traceback);
}

/** In the order of enum Upcall. */
const OPERATIONS: readonly (readonly [name: string, run: Operation])[] = [
  ['getattr', getAttr],
  [
    'setattr',
    (a, b, c, generic) => {
      const set = generic === 1 ? o.genericSetAttr : o.setAttr;
      return status(set(fromRef(a), name(b), fromRef(c)));
    },
  ],
  ['delattr', (a, b, _c, generic) => status((generic === 1 ? o.genericDelAttr : o.delAttr)(fromRef(a), name(b)))],
  ['call', callRefs],
  ['calltuple', callTuple],
  ['repr', (a) => give(o.repr(fromRef(a)))],
  ['str', (a) => give(o.strOf(fromRef(a)))],
  ['hash', hash],
  ['richcompare', (a, b, _c, op) => give(o.richCompare(fromRef(a), fromRef(b), COMPARE[op]!))],
  ['truth', (a) => truth(o.isTrue(fromRef(a)))],
  ['length', length],
  ['getitem', (a, b) => give(o.getItem(fromRef(a), fromRef(b)))],
  ['setitem', (a, b, c) => status(o.setItem(fromRef(a), fromRef(b), fromRef(c)))],
  ['delitem', (a, b) => status(o.delItem(fromRef(a), fromRef(b)))],
  ['contains', (a, b) => truth(o.contains(fromRef(a), fromRef(b)))],
  ['iter', (a) => give(o.getIter(fromRef(a)))],
  ['next', next],
  [
    'binary',
    (a, b, _c, op) => give((op < 16 ? BINARY_OPERATORS[op] : INPLACE_OPERATORS[op - 16])!(fromRef(a), fromRef(b))),
  ],
  ['unary', (a, _b, _c, op) => give(UNARY_OPERATORS[op]!(fromRef(a)))],
  ['isinstance', (a, b) => truth(o.isInstance(fromRef(a), fromRef(b)))],
  ['issubclass', isSubclass],
  ['newtype', newType],
  ['dict.new', () => toRef(o.newDict())],
  ['dict.get', dictGet],
  ['dict.set', dictSet],
  ['dict.del', dictDel],
  ['dict.next', dictNext],
  ['dict.size', (d) => o.dictLen(dict(d))],
  ['dict.copy', dictCopy],
  ['newmodule', newModule],
  ['moduledict', (m) => toRef((fromRef(m) as PyModule).dict)],
  ['newexception', newException],
  ['makeexception', (type, v) => give(makeException(fromRef(type) as PyType, v === 0 ? o.None : fromRef(v)))],
  ['import', (a) => give(o.hooks.importModule(name(a)))],
  ['fromiter', fromIterable],
  ['getbuffer', (a, _b, _c, flags) => (pinBuffer(a, flags) < 0 ? status(undefined) : 0)],
  ['releasebuffer', (pin) => (unpinBuffer(pin), 0)],
  ['genericalias', (a, b) => give(o.genericAlias(fromRef(a), fromRef(b)))],
  ['errno', errnoArguments],
  ['pow', pow],
  ['traceback', traceback],
  ['set', set],
  ['typedict', (type) => toRef(new TypeNamespace(fromRef(type) as PyType))],
  ['structtype', structType],
  ['addfunctions', addFunctions],
  ['unraisable', unraisable],
];
const RUN: readonly Operation[] = OPERATIONS.map(([, run]) => run);
const GIVES_INT: readonly boolean[] = OPERATIONS.map(([n]) =>
  [
    'setattr',
    'delattr',
    'hash',
    'truth',
    'length',
    'setitem',
    'delitem',
    'contains',
    'isinstance',
    'issubclass',
    'newtype',
    'dict.set',
    'dict.del',
    'dict.size',
    'newmodule',
    'getbuffer',
    'addfunctions',
    'unraisable',
  ].includes(n),
);

/** The one function that C calls. Nothing is thrown through it. */
export function upcall(op: number): number {
  const w = Word.Operands;
  try {
    return RUN[op]!(i32[w]!, i32[w + 1]!, i32[w + 2]!, i32[w + 3]!);
  } catch (error) {
    o.pendFromJs(error);
    raiseInC();
    return GIVES_INT[op] ? -1 : 0;
  }
}
