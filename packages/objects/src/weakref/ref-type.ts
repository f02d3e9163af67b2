/** Type weakref.ref (`weakref.ReferenceType`). Layout and registry: weakref/weakref.ts. */
import { defineType } from '../core/define-type.ts';
import { raise, typeError } from '../core/errors.ts';
import { idOf } from '../core/identity.ts';
import { newInstance } from '../core/new-instance.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { eq } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { jsString, strFromJs } from '../str/astral.ts';
import { isStr, strValue } from '../str/ops.ts';
import { attach, PyWeakRef, referent, reusable } from './weakref.ts';

function refNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (kwnames !== null && cls === T.ref) return typeError('ref() takes no keyword arguments');
  if (npos < 1) return typeError(`__new__ expected at least 1 argument, got ${npos}`);
  if (npos > 2 && cls === T.ref) return typeError(`__new__ expected at most 2 arguments, got ${npos}`);
  const target = args[0]!;
  const callback = npos < 2 || args[1] === None ? null : args[1]!;
  if (cls === T.ref && callback === null) {
    const old = reusable(target, PyWeakRef);
    if (old !== null) return old;
  }
  const r = cls === T.ref ? new PyWeakRef() : newInstance<PyWeakRef>(cls);
  return attach(r, target, callback) === undefined ? undefined : r;
}

function refInit(_self: PyWeakRef, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos > 2) return typeError(`__init__ expected at most 2 arguments, got ${npos}`);
  return None;
}

export function address(o: Value): string {
  return `0x${(idOf(o) as number).toString(16)}`;
}

function refRepr(self: PyWeakRef): Result {
  const target = referent(self);
  if (target === null) return strFromJs(`<weakref at ${address(self)}; dead>`);
  const name = getAttrOrAbsent(target, '__name__');
  if (name === undefined) return undefined;
  const shown = name !== ABSENT && isStr(name) ? ` (${jsString(strValue(name))})` : '';
  return strFromJs(`<weakref at ${address(self)}; to '${typeOf(target).name}' at ${address(target)}${shown}>`);
}

function refHash(self: PyWeakRef): PyInt | undefined {
  if (self.hash !== null) return self.hash;
  const target = referent(self);
  if (target === null) return typeError('weak object has gone away');
  const h = hash(target);
  if (h !== undefined) self.hash = h;
  return h;
}

function isRef(v: Value): v is PyWeakRef {
  return typeof v === 'object' && v.cls.mro.includes(T.ref);
}

/** Live references compare as their referents, dead ones by identity. */
function compare(self: PyWeakRef, other: Value): boolean | undefined | null {
  if (!isRef(other)) return null;
  const a = referent(self);
  const b = referent(other);
  if (a === null || b === null) return self === other;
  return eq(a, b);
}

T.ref = defineType({
  name: 'ReferenceType',
  module: 'weakref',
  longName: true,
  instanceClass: PyWeakRef,
  flags: TypeFlag.Base,
  slots: {
    new: refNew,
    init: refInit,
    repr: refRepr,
    hash: refHash,
    call: (self: PyWeakRef, args, kwnames) => {
      if (kwnames !== null) return typeError('weakref.ReferenceType() takes no keyword arguments');
      return args.length > 0
        ? typeError(`weakref.__call__() takes no arguments (${args.length} given)`)
        : (referent(self) ?? None);
    },
    eq: (self: PyWeakRef, other: Value) => {
      const r = compare(self, other);
      return r === null ? NotImplemented : r;
    },
    ne: (self: PyWeakRef, other: Value) => {
      const r = compare(self, other);
      if (r === null) return NotImplemented;
      return r === undefined ? undefined : !r;
    },
  },
  classMethods: [CLASS_GETITEM],
  getset: [{ name: '__callback__', get: (self: PyWeakRef) => self.callback ?? None }],
});

/** ReferenceError of a proxy without referent. */
export function goneAway(): undefined {
  return raise(E.ReferenceError!, 'weakly-referenced object no longer exists');
}
