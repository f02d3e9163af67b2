/** Rows of PyMethodDef as functions of Python. Each calling convention of C has its own shim; the binding of arguments is pyston's. */
import type { NativeSpec, PyType, Result, Value } from '@pyston/objects';
import { dictSetStr, newDict, strFromJs, tuple } from '@pyston/objects';
import type { FunctionNumber, Ref } from './addon.ts';
import { addon } from './addon.ts';
import { dropScratch, i32, release, reserveScratch } from './arena.ts';
import { drop, toRef } from './convert.ts';
import { finish } from './errors.ts';
import { enterC } from './lifetime.ts';

const METH = {
  VarArgs: 1,
  Keywords: 2,
  NoArgs: 4,
  O: 8,
  Class: 16,
  Static: 32,
  FastCall: 0x80,
  Method: 0x200,
} as const;

export const isClassMethod = (flags: number): boolean => (flags & METH.Class) !== 0;
export const isStaticMethod = (flags: number): boolean => (flags & METH.Static) !== 0;

/** A function of a module (`self` = the module) or of a type (`self` null: the first argument). */
export function functionSpec(
  name: string,
  flags: number,
  f: FunctionNumber,
  doc: string,
  self: Ref | null,
  owner: PyType | null,
): NativeSpec {
  const impl = self === null ? methodImpl(flags, f, owner) : moduleImpl(flags, f, self);
  const spec = { name, signature: signatureOf(flags, self === null), impl };
  const { text, shown } = splitDoc(name, doc);
  return { ...spec, ...(text === '' ? {} : { doc: text }), ...(shown === null ? {} : { shown }) };
}

/** Argument Clinic's "name(signature)\n--\n\n" in front of the text. */
function splitDoc(name: string, doc: string): { text: string; shown: string | null } {
  const end = doc.indexOf(')\n--\n\n');
  if (end < 0 || !doc.startsWith(`${name}(`)) return { text: doc, shown: null };
  return { text: doc.slice(end + 6), shown: doc.slice(name.length, end + 1) };
}

function signatureOf(flags: number, method: boolean): string {
  const self = method ? '$self, ' : '';
  if (flags & METH.NoArgs) return `(${self}/)`;
  if (flags & METH.O) return `(${self}object, /)`;
  return `(${self}*args${flags & METH.Keywords ? ', **kwargs' : ''})`;
}

function moduleImpl(flags: number, f: FunctionNumber, self: Ref): NativeSpec['impl'] {
  if (flags & METH.NoArgs) return () => (enterC(), finish(addon.call0(f, self)));
  if (flags & METH.O) {
    return (v: Value) => {
      enterC();
      const a = toRef(v);
      const r = addon.call1(f, self, a);
      drop(a);
      return finish(r);
    };
  }
  if (flags & METH.FastCall)
    return (args: Value[], kwargs?: Map<string, Value>) => callFast(f, flags, self, args, kwargs, 0);
  return (args: Value[], kwargs?: Map<string, Value>) => callTuple(f, self, args, kwargs);
}

function methodImpl(flags: number, f: FunctionNumber, owner: PyType | null): NativeSpec['impl'] {
  if (flags & METH.NoArgs) {
    return (self: Value) => {
      enterC();
      const s = toRef(self);
      const r = addon.call0(f, s);
      drop(s);
      return finish(r);
    };
  }
  if (flags & METH.O) {
    return (self: Value, v: Value) => {
      enterC();
      const s = toRef(self);
      const a = toRef(v);
      const r = addon.call1(f, s, a);
      drop(a);
      drop(s);
      return finish(r);
    };
  }
  const general = flags & METH.FastCall ? callFast : null;
  return (self: Value, args: Value[], kwargs?: Map<string, Value>) => {
    const s = toRef(self);
    const cls = owner === null ? 0 : (owner.stub as Ref);
    const r = general === null ? callTuple(f, s, args, kwargs) : general(f, flags, s, args, kwargs, cls);
    drop(s);
    return r;
  };
}

function callFast(
  f: FunctionNumber,
  flags: number,
  self: Ref,
  args: Value[],
  kwargs: Map<string, Value> | undefined,
  cls: Ref,
): Result {
  enterC();
  const npos = args.length;
  const values = kwargs === undefined || kwargs.size === 0 ? args : [...args, ...kwargs.values()];
  const kwnames = values === args ? 0 : toRef(tuple([...kwargs!.keys()].map(strFromJs)));
  const first = reserveScratch(values.length);
  for (let i = 0; i < values.length; i++) i32[first + i] = toRef(values[i]!);
  const r = addon.callFast(f, flags, self, first, npos, kwnames, cls);
  for (let i = 0; i < values.length; i++) drop(i32[first + i]!);
  dropScratch(values.length);
  release(kwnames);
  return finish(r);
}

/** A dict of keyword arguments as a new reference, 0 without any. */
export function keywordsRef(kwargs: Map<string, Value> | undefined): Ref {
  if (kwargs === undefined || kwargs.size === 0) return 0;
  const d = newDict();
  for (const [name, v] of kwargs) dictSetStr(d, name, v);
  return toRef(d);
}

function callTuple(f: FunctionNumber, self: Ref, args: Value[], kwargs: Map<string, Value> | undefined): Result {
  enterC();
  const a = toRef(tuple(args));
  const k = keywordsRef(kwargs);
  const r = addon.callTuple(f, self, a, k);
  release(a);
  release(k);
  return finish(r);
}
