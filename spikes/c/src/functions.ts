/** Rows of PyMethodDef as functions of Python. Each calling convention of C has its own shim; the binding of arguments is pyston's. */
import type { NativeSpec, PyType, Value } from '@pyston/objects';
import { dictSetStr, newDict, strFromJs, tuple, typeError } from '@pyston/objects';
import type { FunctionNumber, Ref } from './addon.ts';
import { addon } from './addon.ts';
import { call0, call1, i32, release, SCRATCH, SCRATCH_WORDS } from './arena.ts';
import { argumentTuple, drop, toRef } from './convert.ts';
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
  owner: () => PyType | null,
): NativeSpec {
  const { text, shown } = splitDoc(name, doc);
  return {
    name,
    signature: signatureOf(flags, self === null),
    ...convention(flags, f, self, owner),
    ...(text === '' ? {} : { doc: text }),
    ...(shown === null ? {} : { shown }),
  };
}

type Convention = Pick<NativeSpec, 'impl' | 'raw'>;

function convention(flags: number, f: FunctionNumber, self: Ref | null, owner: () => PyType | null): Convention {
  if (flags & (METH.NoArgs | METH.O))
    return { impl: self === null ? methodImpl(flags, f) : moduleImpl(flags, f, self) };
  const raw = flags & METH.FastCall ? fastCall(f, flags, self, owner) : tupleCall(f, flags, self);
  return { raw, impl: (...args: Value[]) => raw(undefined, args, null) };
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
  if (flags & METH.NoArgs) return () => (enterC(), finish(call0(f, self)));
  return (v: Value) => {
    enterC();
    const a = toRef(v);
    const r = call1(f, self, a);
    drop(a);
    return finish(r);
  };
}

function methodImpl(flags: number, f: FunctionNumber): NativeSpec['impl'] {
  if (flags & METH.NoArgs) {
    return (self: Value) => {
      enterC();
      const s = toRef(self);
      const r = call0(f, s);
      drop(s);
      return finish(r);
    };
  }
  return (self: Value, v: Value) => {
    enterC();
    const s = toRef(self);
    const a = toRef(v);
    const r = call1(f, s, a);
    drop(a);
    drop(s);
    return finish(r);
  };
}

type Raw = NonNullable<NativeSpec['raw']>;

/** METH_FASTCALL: C's convention is the runtime's own. */
function fastCall(f: FunctionNumber, flags: number, module: Ref | null, owner: () => PyType | null): Raw {
  return (self, args, kwnames) => {
    if (kwnames !== null && !(flags & METH.Keywords)) return typeError(NO_KEYWORDS);
    const n = args.length;
    if (n > SCRATCH_WORDS) return typeError('too many arguments for a function in C');
    enterC();
    const s = module ?? toRef(self!);
    const names = kwnames === null ? 0 : toRef(tuple(kwnames.map(strFromJs)));
    const cls = flags & METH.Method ? (owner()!.stub as Ref) : 0;
    const refs: Ref[] = [];
    for (let i = 0; i < n; i++) refs.push(toRef(args[i]!));
    for (let i = 0; i < n; i++) i32[SCRATCH + i] = refs[i]!;
    const r = addon.callFast(f, flags, s, SCRATCH, kwnames === null ? n : n - kwnames.length, names, cls);
    for (let i = 0; i < n; i++) drop(refs[i]!);
    release(names);
    if (module === null) drop(s);
    return finish(r);
  };
}

const NO_KEYWORDS = 'function takes no keyword arguments';

/** METH_VARARGS: a tuple, and a dict of keyword arguments. */
function tupleCall(f: FunctionNumber, flags: number, module: Ref | null): Raw {
  return (self, args, kwnames) => {
    if (kwnames !== null && !(flags & METH.Keywords)) return typeError(NO_KEYWORDS);
    enterC();
    const s = module ?? toRef(self!);
    const r = callWithTuple(f, s, args, kwnames);
    if (module === null) drop(s);
    return finish(r);
  };
}

/** f(self, args tuple, kwargs dict or NULL) */
export function callWithTuple(f: FunctionNumber, self: Ref, args: Value[], kwnames: readonly string[] | null): Ref {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  const a = argumentTuple(args, 0, npos);
  const k = kwnames === null ? 0 : keywordsRef(args, npos, kwnames);
  const r = addon.callTuple(f, self, a, k);
  release(a);
  release(k);
  return r;
}

/** A dict of keyword arguments as a new reference. */
export function keywordsRef(args: readonly Value[], npos: number, kwnames: readonly string[]): Ref {
  const d = newDict();
  for (let i = 0; i < kwnames.length; i++) dictSetStr(d, kwnames[i]!, args[npos + i]!);
  return toRef(d);
}
