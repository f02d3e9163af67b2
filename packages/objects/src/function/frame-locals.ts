/** `FrameLocalsProxy`: live mapping of a function's variables by name (PEP 667). */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { keyError, raise, typeError, valueError } from '../core/errors.ts';
import { Cell } from '../core/frame.ts';
import type { Frame } from '../core/frame.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyDict } from '../dict/dict.ts';
import { isDict } from '../dict/dict.ts';
import { dictCursor, dictGet, dictLen, dictSet, newDict } from '../dict/ops.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { list } from '../list/list.ts';
import { getAttr } from '../ops/attr.ts';
import { call, call0 } from '../ops/call.ts';
import { richCompare } from '../ops/compare.ts';
import { getIter, toArray } from '../ops/iter.ts';
import { getItem } from '../ops/items.ts';
import { reprJs } from '../ops/text.ts';
import { isStr, strValue } from '../str/ops.ts';
import { jsString, strFromJs } from '../str/astral.ts';

export class FrameLocals extends PyObject {
  readonly frame: Frame;
  constructor(frame: Frame) {
    super();
    this.frame = frame;
  }
}

/** Register of variable `name` in the frame, or -1. */
function registerOf(frame: Frame, name: string): number {
  const { varnames, cellvars, freevars, nlocals } = frame.code.code;
  let at = cellvars.indexOf(name);
  if (at >= 0) return nlocals + at;
  at = freevars.indexOf(name);
  if (at >= 0) return nlocals + cellvars.length + at;
  return varnames.indexOf(name);
}

function valueAt(frame: Frame, reg: number): Value | undefined {
  const v = frame.regs[reg];
  return v instanceof Cell && reg >= frame.code.code.nlocals ? v.v : v;
}

/** All bound variables, in the order of locals, cells, free variables; then names added through the proxy. */
export function frameVariables(frame: Frame): PyDict {
  const out = newDict();
  const { varnames, cellvars, freevars, nlocals } = frame.code.code;
  const put = (name: string, reg: number): void => {
    const v = valueAt(frame, reg);
    if (v !== undefined) void dictSet(out, strFromJs(name), v);
  };
  varnames.forEach((name, i) => (cellvars.includes(name) ? put(name, nlocals + cellvars.indexOf(name)) : put(name, i)));
  cellvars.forEach((name, i) => put(name, nlocals + i));
  freevars.forEach((name, i) => put(name, nlocals + cellvars.length + i));
  for (const [k, v] of frame.extra?.extraLocals ?? []) void dictSet(out, k, v);
  return out;
}

function getitem(self: FrameLocals, key: Value): Result {
  const r = dictGet(frameVariables(self.frame), key);
  return r === ABSENT ? raise(E.KeyError!, `local variable '${reprJs(key)}' is not defined`) : r;
}

function setitem(self: FrameLocals, key: Value, value: Value): Result {
  const { frame } = self;
  const reg = isStr(key) ? registerOf(frame, jsString(strValue(key))) : -1;
  if (reg < 0) {
    const extra = (frame.extra ??= { traceLines: true, traceOpcodes: false, extraLocals: null, lastLine: -1, entryLine: 0, finished: false });
    (extra.extraLocals ??= new Map()).set(key, value);
    return None;
  }
  const old = frame.regs[reg];
  if (old instanceof Cell && reg >= frame.code.code.nlocals) old.v = value;
  else frame.regs[reg] = value;
  return None;
}

function delitem(self: FrameLocals, key: Value): Result {
  if (isStr(key) && registerOf(self.frame, jsString(strValue(key))) >= 0) return valueError('cannot remove local variables from FrameLocalsProxy');
  return self.frame.extra?.extraLocals?.delete(key) ? None : keyError(key);
}

/** Methods that the snapshot dict answers. */
function delegated(name: string, signature: string) {
  return method(name, signature, (self: FrameLocals, ...args: Value[]) => {
    const fn = getAttr(frameVariables(self.frame), name);
    return fn === undefined ? undefined : call(fn, args.filter((a) => a !== undefined));
  });
}

function update(self: FrameLocals, other: Value): Result {
  const source = isDict(other) ? other : other instanceof FrameLocals ? frameVariables(other.frame) : null;
  if (source === null) {
    const keys = getAttr(other, 'keys');
    const view = keys === undefined ? undefined : call0(keys);
    const names = view === undefined ? undefined : toArray(view);
    if (names === undefined) return undefined;
    for (const k of names) {
      const v = getItem(other, k);
      if (v === undefined || setitem(self, k, v) === undefined) return undefined;
    }
    return None;
  }
  const cursor = dictCursor(source);
  while (cursor.advance()) if (setitem(self, cursor.key, cursor.value) === undefined) return undefined;
  return None;
}

function setdefault(self: FrameLocals, key: Value, fallback: Value = None): Result {
  const r = dictGet(frameVariables(self.frame), key);
  if (r !== ABSENT) return r;
  return setitem(self, key, fallback) === undefined ? undefined : fallback;
}

function equal(self: FrameLocals, other: Value): Result {
  if (other instanceof FrameLocals) return self.frame === other.frame;
  return isDict(other) ? richCompare(frameVariables(self.frame), other, 'eq') : NotImplemented;
}

function create(_cls: unknown, args: Value[]): Result {
  const frame = args[0];
  if (args.length !== 1) return typeError(`FrameLocalsProxy expected 1 argument, got ${args.length}`);
  if (frame === undefined || typeOf(frame) !== T.frame) return typeError(`expect frame, not ${typeOf(frame!).name}`);
  return new FrameLocals(frame as Frame);
}

function reversed(self: FrameLocals): Result {
  const keys = toArray(frameVariables(self.frame));
  return keys === undefined ? undefined : list(keys.reverse());
}

function popExtra(self: FrameLocals, key: Value, fallback?: Value): Result {
  if (isStr(key) && registerOf(self.frame, jsString(strValue(key))) >= 0) return valueError('cannot remove local variables from FrameLocalsProxy');
  const extra = self.frame.extra?.extraLocals;
  const v = extra?.get(key);
  if (v === undefined) return fallback ?? keyError(key);
  extra!.delete(key);
  return v;
}

T.FrameLocalsProxy = defineType({
  name: 'FrameLocalsProxy',
  instanceClass: FrameLocals as unknown as InstanceClass,
  flags: TypeFlag.Mapping,
  slots: {
    new: create,
    getitem,
    setitem,
    delitem,
    len: (self: FrameLocals) => dictLen(frameVariables(self.frame)),
    iter: (self: FrameLocals) => getIter(frameVariables(self.frame)),
    contains(self: FrameLocals, key: Value) {
      const r = dictGet(frameVariables(self.frame), key);
      return r === undefined ? undefined : r !== ABSENT;
    },
    repr: (self: FrameLocals) => typeOf(newDict()).slots.repr!(frameVariables(self.frame)),
    eq: equal,
    hash: null,
  },
  methods: [
    delegated('get', '($self, key, default=None, /)'),
    delegated('keys', '($self, /)'),
    delegated('values', '($self, /)'),
    delegated('items', '($self, /)'),
    delegated('copy', '($self, /)'),
    method('update', '($self, other, /)', update),
    method('setdefault', '($self, key, default=None, /)', setdefault),
    method('pop', '($self, key, default=None, /)', popExtra),
    method('__reversed__', '($self, /)', reversed),
  ],
});

