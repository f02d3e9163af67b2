/** `__build_class__`: the body of a class statement becomes a class (Data model §3.3.3). */
import type { Cell as CellType, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  calculateMetaclass,
  call,
  callKw,
  Cell,
  E,
  Frame,
  getAttrOrAbsent,
  isStr,
  isType,
  jsString,
  newDict,
  PyFunction,
  raise,
  strValue,
  T,
  ts,
  tuple,
  isTuple,
  typeError,
  typeOf,
  setItem,
  str,
  lookupType,
  reprJs,
} from '@pyston/objects';
import { run } from '../loop-entry.ts';
import { recordOf } from '../record.ts';

/** Runs a class body (or any code without parameters) with `locals` as its namespace. */
function runBody(fn: PyFunction, locals: Value): Result {
  const record = recordOf(fn.code);
  const regs = record.template.slice();
  const { closure } = fn;
  if (closure !== null) for (let i = 0; i < closure.length; i++) regs[record.freeBase + i] = closure[i];
  const frame = new Frame(fn.code, regs, ts.frame, fn.globals, fn.builtins, fn);
  frame.locals = locals;
  return run(frame, false);
}

/** Bases after `__mro_entries__` (PEP 560); the same array if nothing changed. */
function resolveBases(bases: Value[]): Value[] | undefined {
  let out: Value[] | null = null;
  for (let i = 0; i < bases.length; i++) {
    const base = bases[i]!;
    if (isType(base)) {
      out?.push(base);
      continue;
    }
    const entries = getAttrOrAbsent(base, '__mro_entries__');
    if (entries === undefined) return undefined;
    if (entries === ABSENT) {
      out?.push(base);
      continue;
    }
    const r = call(entries, [tuple(bases.slice())]);
    if (r === undefined) return undefined;
    if (!isTuple(r)) return typeError('__mro_entries__ must return a tuple');
    out ??= bases.slice(0, i);
    out.push(...r.items);
  }
  return out ?? bases;
}

/** `__build_class__(body, name, *bases, metaclass=None, **kw)`. */
export function buildClass(args: Value[], kwargs: Map<string, Value>): Result {
  const [body, name, ...given] = args;
  if (body === undefined || name === undefined) return typeError('__build_class__: not enough arguments');
  if (!(body instanceof PyFunction)) return typeError('__build_class__: func must be a function');
  if (!isStr(name)) return typeError('__build_class__: name is not a string');
  const bases = resolveBases(given);
  if (bases === undefined) return undefined;
  const keywords = new Map(kwargs);
  const explicit = keywords.get('metaclass');
  keywords.delete('metaclass');
  let meta: Value = explicit ?? (bases.length === 0 ? T.type! : typeOf(bases[0]!));
  if (isType(meta)) {
    const winner = calculateMetaclass(meta, bases);
    if (winner === undefined) return undefined;
    meta = winner;
  }
  const namespace = prepare(meta, name, bases, keywords);
  if (namespace === undefined) return undefined;
  const cell = runBody(body, namespace);
  if (cell === undefined) return undefined;
  if (bases !== given && setItem(namespace, str('__orig_bases__'), tuple(given)) === undefined) return undefined;
  const cls = callKw(
    meta,
    [name, tuple(bases), namespace, ...keywords.values()],
    keywords.size === 0 ? null : [...keywords.keys()],
  );
  if (cls === undefined) return undefined;
  return checkCell(cell, cls, jsString(strValue(name)));
}

function prepare(meta: Value, name: Value, bases: Value[], keywords: Map<string, Value>): Result {
  if (isType(meta) && lookupType(meta, '__prepare__') === T.type!.attrs.get('__prepare__') && typeOf(meta) === T.type)
    return newDict();
  const fn = getAttrOrAbsent(meta, '__prepare__');
  if (fn === undefined) return undefined;
  if (fn === ABSENT) return newDict();
  const ns = callKw(fn, [name, tuple(bases), ...keywords.values()], keywords.size === 0 ? null : [...keywords.keys()]);
  if (ns === undefined) return undefined;
  if (typeOf(ns).slots.getitem === null) {
    return typeError(
      `${isType(meta) ? meta.name : '<metaclass>'}.__prepare__() must return a mapping, not ${typeOf(ns).name}`,
    );
  }
  return ns;
}

/** The body's `__class__` cell must hold the new class by now. */
function checkCell(cell: Value, cls: Value, name: string): Result {
  if (!(cell instanceof Cell) || !isType(cls)) return cls;
  const { v } = cell as CellType;
  if (v === undefined) return cellNotSet(name);
  if (v !== cls) return typeError(`__class__ set to ${reprJs(v)} defining '${name}' as ${reprJs(cls)}`);
  return cls;
}

function cellNotSet(name: string): undefined {
  return raise(
    E.RuntimeError!,
    `__class__ not set defining '${name}' as <class '${name}'>. Was __classcell__ propagated to type.__new__?`,
  );
}
