/** `FrameLocalsProxy`: live mapping of a function's variables by name (PEP 667). */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { clearIf, keyError, raise, typeError, valueError } from '../core/errors.ts';
import { Cell, frameExtra } from '../core/frame.ts';
import type { Frame } from '../core/frame.ts';
import type { InstanceClass } from '../core/object.ts';
import { PyObject } from '../core/object.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { PyDict } from '../dict/dict.ts';
import { isDict } from '../dict/dict.ts';
import { dictCopy, dictCursor, dictDel, dictGet, dictLen, dictSet, newDict } from '../dict/ops.ts';
import type { Result, Value } from '../core/value.ts';
import { ABSENT, str } from '../core/value.ts';
import { ts } from '../core/thread-state.ts';
import { list } from '../list/list.ts';
import { getAttr } from '../ops/attr.ts';
import { call } from '../ops/call.ts';
import { eq, richCompare } from '../ops/compare.ts';
import { getIter, toArray } from '../ops/iter.ts';
import { reprJs } from '../ops/text.ts';
import { hash } from '../ops/hash.ts';
import { strFromJs } from '../str/astral.ts';

export class FrameLocals extends PyObject {
  readonly frame: Frame;
  constructor(frame: Frame) {
    super();
    this.frame = frame;
  }
}

/**
 * Register of the variable that `key` names, or -1; `undefined` = its hash or comparison raised. With `bound` an unbound
 * variable does not count.
 */
function registerOf(frame: Frame, key: Value, bound: boolean): number | undefined {
  const h = hash(key);
  if (h === undefined) return undefined;
  const { varnames, cellvars, freevars, nlocals } = frame.code.code;
  const rows: [readonly string[], number][] = [
    [cellvars, nlocals],
    [freevars, nlocals + cellvars.length],
    [varnames, 0],
  ];
  for (const [names, base] of rows) {
    for (let i = 0; i < names.length; i++) {
      if (bound && valueAt(frame, base + i) === undefined) continue;
      const same = sameName(names[i]!, key, h);
      if (same === undefined) return undefined;
      if (same) return base + i;
    }
  }
  return -1;
}

function sameName(name: string, key: Value, h: Value): boolean | undefined {
  if (typeof key === 'string') return name === key;
  const text = strFromJs(name);
  return hash(text) === h && eq(text, key);
}

function valueAt(frame: Frame, reg: number): Value | undefined {
  const v = frame.regs[reg];
  return v instanceof Cell && reg >= frame.code.code.nlocals ? v.v : v;
}

/** Whether a module or class is inside an inlined comprehension, whose variables its namespace does not have. */
export function hasHiddenLocals(frame: Frame): boolean {
  const { varnames, cellvars, nlocals } = frame.code.code;
  for (let i = 0; i < varnames.length; i++) {
    const cell = cellvars.indexOf(varnames[i]!);
    if (valueAt(frame, cell < 0 ? i : nlocals + cell) !== undefined) return true;
  }
  return false;
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
  const extra = frame.extra?.extraLocals;
  if (extra != null) for (const c = dictCursor(extra); c.advance(); ) void dictSet(out, c.key, c.value);
  return out;
}

function getitem(self: FrameLocals, key: Value): Result {
  const { frame } = self;
  const reg = registerOf(frame, key, true);
  if (reg === undefined) return undefined;
  if (reg >= 0) return valueAt(frame, reg);
  const extra = frame.extra?.extraLocals;
  const r = extra == null ? ABSENT : dictGet(extra, key);
  if (r !== ABSENT) return r;
  const shown = reprJs(key);
  return shown === undefined ? undefined : raise(E.KeyError!, `local variable '${shown}' is not defined`);
}

function setitem(self: FrameLocals, key: Value, value: Value): Result {
  const { frame } = self;
  const reg = registerOf(frame, key, false);
  if (reg === undefined) return undefined;
  if (reg < 0) {
    const extra = frameExtra(frame);
    return dictSet((extra.extraLocals ??= newDict()), key, value) === undefined ? undefined : None;
  }
  const old = frame.regs[reg];
  if (old instanceof Cell && reg >= frame.code.code.nlocals) old.v = value;
  else frame.regs[reg] = value;
  return None;
}

function delitem(self: FrameLocals, key: Value): Result {
  return take(self, key) === undefined ? undefined : None;
}

/** Removes a name that is no variable and gives its value, or the fallback. */
function take(self: FrameLocals, key: Value, fallback?: Value): Result {
  const reg = registerOf(self.frame, key, false);
  if (reg === undefined) return undefined;
  if (reg >= 0) return valueError('cannot remove local variables from FrameLocalsProxy');
  const extra = self.frame.extra?.extraLocals;
  const v = extra == null ? ABSENT : dictGet(extra, key);
  if (v === ABSENT) return fallback ?? keyError(key);
  return v === undefined || dictDel(extra!, key) === undefined ? undefined : v;
}

/** A method that the snapshot dict answers; views become lists. */
function delegated(name: string, signature: string) {
  return method(name, signature, (self: FrameLocals, ...args: Value[]) => {
    const fn = getAttr(frameVariables(self.frame), name);
    const r =
      fn === undefined
        ? undefined
        : call(
            fn,
            args.filter((a) => a !== undefined),
          );
    if (r === undefined || isDict(r) || args.length > 0) return r;
    const items = toArray(r);
    return items === undefined ? undefined : list(items);
  });
}

/** Takes over all items of a dict or proxy; null = it is neither. */
function merge(self: FrameLocals, other: Value): Result | null {
  const source = snapshot(other);
  if (source === null) return null;
  for (const c = dictCursor(source); c.advance(); ) if (setitem(self, c.key, c.value) === undefined) return undefined;
  return None;
}

function snapshot(v: Value): PyDict | null {
  if (v instanceof FrameLocals) return frameVariables(v.frame);
  return isDict(v) ? v : null;
}

function update(self: FrameLocals, other: Value): Result {
  const r = merge(self, other);
  return r === null ? typeError('update() argument must be dict or another FrameLocalsProxy') : r;
}

function union(a: Value, b: Value): Result {
  const first = snapshot(a);
  const second = snapshot(b);
  if (first === null || second === null) return NotImplemented;
  const out = dictCopy(first);
  for (const c = dictCursor(second); c.advance(); ) if (dictSet(out, c.key, c.value) === undefined) return undefined;
  return out;
}

function repr(self: FrameLocals): Result {
  if (ts.reprActive.has(self)) return str('{...}');
  ts.reprActive.add(self);
  const r = T.dict!.slots.repr!(frameVariables(self.frame));
  ts.reprActive.delete(self);
  return r;
}

function setdefault(self: FrameLocals, key: Value, fallback: Value = None): Result {
  const r = getitem(self, key);
  if (r !== undefined || !clearIf(E.KeyError!)) return r;
  return setitem(self, key, fallback) === undefined ? undefined : fallback;
}

function equal(self: FrameLocals, other: Value): Result {
  if (other instanceof FrameLocals) return self.frame === other.frame;
  return isDict(other) ? richCompare(frameVariables(self.frame), other, 'eq') : NotImplemented;
}

function create(_cls: unknown, args: Value[], kwnames: readonly string[] | null): Result {
  const frame = args[0];
  if (kwnames !== null && kwnames.length > 0) return typeError('FrameLocalsProxy takes no keyword arguments');
  if (args.length !== 1) return typeError(`FrameLocalsProxy expected 1 argument, got ${args.length}`);
  if (frame === undefined || typeOf(frame) !== T.frame) return typeError(`expect frame, not ${typeOf(frame!).name}`);
  return new FrameLocals(frame as Frame);
}

function reversed(self: FrameLocals): Result {
  const keys = toArray(frameVariables(self.frame));
  return keys === undefined ? undefined : list(keys.reverse());
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
    repr,
    eq: equal,
    or: union,
    ror: (self: FrameLocals, other: Value) => union(other, self),
    ior(self: FrameLocals, other: Value) {
      const r = merge(self, other);
      return r === null ? NotImplemented : r === undefined ? undefined : self;
    },
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
    method('pop', '($self, key, default=None, /)', take),
    method('__reversed__', '($self, /)', reversed),
  ],
});
