/**
 * What emitted code calls: ways out of it, and the slow paths of its instructions.
 *
 * Everything here gives `undefined` when it raised and throws nothing. Operations that may run Python code take the depth
 * of their caller and publish it first: tier 0 counts on from `ts.depth`.
 */
import { op } from '@pyston/bytecode';
import type { TierHost } from '@pyston/interp';
import type {
  Done,
  Keyed,
  NameInfo,
  PyBaseException,
  PyGenerator,
  PyTuple,
  PyType,
  Result,
  TierRecord,
  Value,
} from '@pyston/objects';
import {
  ABSENT,
  callKw as callAny,
  Cell,
  depthLimit,
  dictGet,
  dictGetStr,
  keyError,
  Kind,
  dictSetStr,
  DONE,
  dropDirect,
  E as EXCEPTIONS,
  exceptionInit,
  exceptionNew,
  EXIT,
  installSelector,
  Frame,
  frameExtra,
  is,
  keepFrame,
  libm,
  lookupType,
  replaceSelectors,
  isTrue,
  floatItems,
  GenState,
  neg,
  None,
  pendFromJs,
  PyDict,
  PyFloat,
  PyFunction,
  PyList,
  PyListIter,
  PyMethodDescriptor,
  PyNative,
  type PyObject,
  PyRangeIter,
  PyTraceback,
  tracebackAt,
  PyType as PyTypeClass,
  T as TYPES,
  ts,
  tuple,
  TypeFlag,
  typeError,
  typeOf,
} from '@pyston/objects';
import type { Compiled } from './compiled.ts';
import { Seen } from './emit-base.ts';
import type { Known } from './frames.ts';
import { back, becomesReal, complete, forget, know, knownAt, TAKEN, takenAt } from './frames.ts';
import { FLT } from './variables.ts';

type Registers = (Value | undefined)[];
type Closure = ConstructorParameters<typeof PyFunction>[5];

/** An instruction, for its slow paths. */
export interface Mark {
  readonly seen: Uint8Array;
  readonly pc: number;
  readonly opcode: number;
}

interface AttributeSite {
  readonly info: NameInfo;
  readonly record: TierRecord;
  readonly slot: number;
  readonly mark: Mark;
}

function note(mark: Mark): void {
  mark.seen[mark.pc]! |= Seen.Slow;
}

/** Float arithmetic, or something else. */
function noteNumbers(mark: Mark, a: Value, b: Value): void {
  if (a instanceof PyFloat && (b instanceof PyFloat || typeof b === 'number')) mark.seen[mark.pc]! |= Seen.Float;
  else if (typeof a === 'number' && b instanceof PyFloat) mark.seen[mark.pc]! |= Seen.Float;
  else note(mark);
}

const makers: WeakMap<PyType, unknown> = new WeakMap();
let made = 0;

/** A constructor `(args)` of the class's instances that V8 can inline: its own text, without a call of super. */
export function exceptionClass(type: unknown): { type: PyType; version: number; make: unknown } | null {
  if (!(type instanceof PyTypeClass) || type.slots.new !== exceptionNew || type.slots.init !== exceptionInit)
    return null;
  if (type.slots.del !== null || (type.flags & TypeFlag.Abstract) !== 0) return null;
  const fields = Object.getOwnPropertyNames(new type.instanceClass()).sort().join();
  if (fields !== FIELDS) return null;
  let make = makers.get(type);
  if (make === undefined) {
    const text = `return function (args) { this.args = args; this.traceback = null; this.context = null; this.cause = null;
this.suppressContext = false; this.stub = undefined; }\n//# sourceURL=pyston-exception:${++made}`;
    const constructor = new Function(text)() as { prototype: object };
    constructor.prototype = type.proto;
    make = constructor;
    makers.set(type, make);
  }
  return { type, version: type.version, make };
}

/** What a plain exception has. */
const FIELDS = ['cause', 'context', 'stub', 'suppressContext', 'traceback'].join();

/** What the tier hears of running code. */
export interface TierEvents {
  /** The first emission has run long enough. */
  tierUp(c: Compiled, fn: PyFunction): void;
  /** Compiled code left for tier 0 at `pc`. */
  left(c: Compiled, pc: number, fn: PyFunction | null): void;
  /** Whether the function will have its final code soon. */
  comes(fn: PyFunction): boolean;
  /** The next time that code leaves is for a callee that will be compiled soon. */
  waiting: boolean;
}

/** The comparison that an opcode makes, as COMPARE_ opcode. */
function comparison(opcode: number): number {
  return opcode >= op.OP_JUMP_IF_LT ? op.OP_COMPARE_LT + ((opcode - op.OP_JUMP_IF_LT) >> 1) : opcode;
}

/** The names under which emitted code knows the runtime. */
export function makeRuntime(host: TierHost, tier: TierEvents): Record<string, unknown> {
  // ---- ways out ----

  function newFrame(c: Compiled, fn: PyFunction | null): Frame {
    return new Frame(c.code, c.template.slice(), null, c.globals, c.builtins, fn);
  }

  /** The frame of an activation that handles an exception: the one that tier 0 has made, or a new one. */
  function frameOf(c: Compiled, fn: PyFunction | null, d: number): Frame {
    const known = knownAt(d);
    return known?.entered === true ? known.frame : know(d, newFrame(c, fn), false).frame;
  }

  /** The activation that `frameOf` gave the frame to returns; somebody may have it from a traceback. */
  function ended(d: number, frame: Frame, locals: Registers): void {
    for (let i = 0; i < locals.length; i++) frame.regs[i] = locals[i];
    if (knownAt(d)?.entered === false) forget(d);
  }

  /** Traceback entry at `pc`, in front of what the exception has; the frame is made when somebody looks, unless there is one. */
  function trace(
    inner: PyTraceback | null,
    c: Compiled,
    pc: number,
    frame: Frame | null,
    locals: Registers,
  ): PyTraceback {
    if (frame === null)
      return locals.length > 2 ? trace2(inner, c, pc, locals) : trace2(inner, c, pc, locals[0], locals[1]);
    for (let i = 0; i < locals.length; i++) frame.regs[i] = locals[i];
    frame.pc = pc;
    if (!c.raises) c.raises = true;
    const tb = tracebackAt(inner, frame, pc, -1);
    if (inner !== null && inner.outer === null) link(inner, tb);
    return tb;
  }

  /** The same without a frame, for as many variables as an entry takes; or `first` is an array of more. */
  function trace2(
    inner: PyTraceback | null,
    c: Compiled,
    pc: number,
    first?: Value | Registers,
    second?: Value,
  ): PyTraceback {
    if (!c.raises) c.raises = true;
    const tb = new PyTraceback(inner, c, pc, first, second);
    if (inner !== null && inner.outer === null) link(inner, tb);
    return tb;
  }

  function link(inner: PyTraceback, tb: PyTraceback): void {
    inner.outer = tb;
    // a frame of tier 0 took the nearest frame there was for its caller
    const { origin } = inner;
    if (origin instanceof Frame && origin.generator === null) origin.back = tb.frame;
  }

  /**
   * Goes on in tier 0 with an exception (`raising`) or without. Gives the function's result; EXIT if tier 0's own activation of the frame
   * is below (`running`, `known.entered`).
   */
  function goOn(
    c: Compiled,
    d: number,
    fn: PyFunction,
    frame: Frame,
    entered: boolean,
    raising: boolean,
  ): Result | typeof EXIT {
    const t = ts;
    t.depth = d;
    if (entered) {
      t.frame = frame;
      return EXIT;
    }
    becomesReal(frame);
    frame.fn = fn;
    frame.back = t.frame;
    if (frame.reuses < 0) keepFrame(t.frame);
    t.depth = d - 1;
    c.leaving = true;
    return back(d - 1, host.run(frame, raising));
  }

  function restore(frame: Frame, values: Registers, known: Known | undefined): void {
    const { nlocalsplus } = frame.code.code;
    const unread = known?.unread ?? null;
    for (let i = 0; i < values.length; i++) {
      if (unread !== null && i < nlocalsplus && !unread.has(i)) continue;
      frame.regs[i] = typeof values[i] === 'function' ? selected(values[i]) : values[i];
    }
  }

  function noteValue(mark: Mark, v: Value): void {
    mark.seen[mark.pc]! |= v instanceof PyFloat ? Seen.Float : Seen.NotFloat;
  }
  function noteItems(mark: Mark, items: readonly Value[]): void {
    for (let i = 0; i < items.length; i++) noteValue(mark, items[i]!);
  }

  /**
   * The way out that all places of a function share: with an exception (`pc` not negative) or for tier 0. `running`: the frame of tier 0
   * in which the code runs; `frame`: that, or the one that a handler has made; `entering`: nothing has run yet.
   */
  function leave(
    c: Compiled,
    pc: number,
    d: number,
    fn: PyFunction,
    running: Frame | null,
    frame: Frame | null,
    handled: PyBaseException | null,
    before: PyBaseException | null | undefined,
    values: Registers,
    entering = false,
  ): Result | typeof EXIT {
    const t = ts;
    let known = d > TAKEN.v && frame === null ? undefined : (takenAt(d) ?? knownAt(d));
    // tier 0 runs in a frame of its own, above the activation that it left
    if (running !== null && known?.frame !== running) known = undefined;
    if (pc >= 0 && known?.taken !== true) {
      t.depth = d;
      if (before !== undefined && running === null) t.handled = before;
      if (running !== null && running.generator !== null) (running.generator as PyGenerator).state = GenState.Finished;
      const exc = t.exc as PyBaseException;
      exc.traceback = trace(exc.traceback, c, pc, frame, values.slice(0, c.code.code.nlocalsplus));
      if (known?.entered === false) forget(d);
      return back(d - 1, undefined);
    }
    const to = known?.frame ?? frame ?? newFrame(c, fn);
    restore(to, values, known);
    to.handled = handled;
    if (before !== undefined && running === null) t.handled = before;
    const raising = pc >= 0 && known!.result === undefined;
    to.pc = pc < 0 ? ~pc : pc;
    if (pc < 0 && !entering) tier.left(c, ~pc, fn);
    else if (pc >= 0 && !raising) complete(to, known!.result);
    if (t.instrumented && to.pc > 0) frameExtra(to).begun = true;
    forget(d);
    if (c.record.spills) dropDirect(fn);
    return goOn(c, d, fn, to, running !== null || known?.entered === true, raising);
  }

  /** A generator hands out a value: its frame is what it will go on with. */
  function yielded(frame: Frame, pc: number, v: Value, handled: PyBaseException | null, values: Registers): Value {
    const { regs } = frame;
    for (let i = 0; i < values.length; i++) regs[i] = values[i];
    frame.pc = pc;
    frame.handled = handled;
    frame.back = null;
    (frame.generator as PyGenerator).state = GenState.Suspended;
    return v;
  }

  function finished(frame: Frame, v: Value): Value {
    const gen = frame.generator as PyGenerator;
    gen.state = GenState.Finished;
    gen.result = v;
    return v;
  }

  /** The depth limit is exceeded, or somebody traces: the activation belongs to tier 0. */
  function enterSlow(c: Compiled, d: number, fn: PyFunction, args: Registers): Result {
    const t = ts;
    if (!t.instrumented && d > t.recursionLimit) {
      t.depth = d - 1;
      return back(d - 1, host.recursionError());
    }
    return leave(c, ~0, d, fn, null, null, null, undefined, args, true) as Result;
  }

  // ---- calls ----

  function callN(f: Value, d: number, args: Value[]): Result {
    ts.depth = d;
    if (f instanceof PyTypeClass) return back(d, construct(f, d, args));
    if (f instanceof PyFunction && f.argn === args.length) return back(d, f.direct!(d + 1, f, ...args));
    return back(d, callAny(f, args, null));
  }

  function native(f: PyNative, n: number): boolean {
    return n >= f.min && n <= f.max && f.self === undefined;
  }

  function call0(f: Value, d: number): Result {
    return callN(f, d, []);
  }
  function call1(f: Value, d: number, a: Value): Result {
    if (f instanceof PyNative && native(f, 1)) {
      ts.depth = d;
      return back(d, f.spec.impl(a));
    }
    return callN(f, d, [a]);
  }
  function call2(f: Value, d: number, a: Value, b: Value): Result {
    if (f instanceof PyNative && native(f, 2)) {
      ts.depth = d;
      return back(d, f.spec.impl(a, b));
    }
    return callN(f, d, [a, b]);
  }
  function call3(f: Value, d: number, a: Value, b: Value, c: Value): Result {
    return callN(f, d, [a, b, c]);
  }
  function callKw(f: Value, d: number, args: Value[], names: readonly string[]): Result {
    ts.depth = d;
    return back(d, callAny(f, args, names));
  }

  /** `C(args…)`: object's __new__ and a compiled __init__; everything else takes the general way. */
  function construct(type: PyType, d: number, args: Value[]): Result {
    const init = (type.callVersion === type.version ? type.callCache : host.findInit(type)) as PyFunction | null;
    if (init === null || init.argn !== args.length + 1 || (type.flags & TypeFlag.Abstract) !== 0)
      return callAny(type, args, null);
    type.instantiated = true;
    const self = new type.instanceClass();
    const v = args.length === 1 ? init.direct!(d + 1, init, self, args[0]!) : init.direct!(d + 1, init, self, ...args);
    if (v === None) return self;
    return v === undefined ? undefined : typeError(`__init__() should return None, not '${typeOf(v).name}'`);
  }

  /** The pair of LOAD_METHOD. */
  function method(site: AttributeSite, o: Value, d: number, argc: number): Registers | undefined {
    const { info } = site;
    const pair = methodPair(o, info, d);
    if (pair === undefined) return undefined;
    if (argc < 0 || typeof o !== 'object' || !specialise(o, info, `m${argc}${info.attrKey}`, argc)) note(site.mark);
    return back(d, pair);
  }

  function methodPair(o: Value, info: NameInfo, d: number): Registers | undefined {
    ts.depth = d;
    const pair: Registers = [undefined, undefined];
    return host.methodSlow(pair, 0, o, info) ? pair : undefined;
  }

  /** A selector for `o`'s method where its class has none yet; `undefined` if the call must take the general way. */
  function select(o: Value, info: NameInfo, argc: number): unknown {
    if (typeof o !== 'object' || o.plain !== o.cls || !(lookupType(o.cls, info.name) instanceof PyFunction))
      return undefined;
    const key = `m${argc}${info.attrKey}`;
    if (Object.hasOwn(o, key) || Object.hasOwn(o, info.plainMethodKey)) return undefined;
    host.methodSlow([undefined, undefined], 0, o, info);
    if (specialise(o, info, key, argc)) return (o as unknown as Keyed)[key];
    tier.waiting = tier.comes(lookupType(o.cls, info.name) as PyFunction);
    return undefined;
  }

  function callSite(site: AttributeSite, o: Value, d: number, args: Value[]): Result {
    note(site.mark);
    return callNamed(o, site.info, d, args);
  }

  function callMethod(f: Value, self: Value | undefined, d: number, args: Value[]): Result {
    ts.depth = d;
    if (self === undefined) return callN(f, d, args);
    if (f instanceof PyMethodDescriptor && args.length >= f.min && args.length <= f.max && args.length < 3)
      return back(d, f.spec.impl(self, ...args));
    return back(d, callAny(f, [self, ...args], null));
  }

  /** `o.name(args…)` through the whole look-up. */
  function callNamed(o: Value, info: NameInfo, d: number, args: Value[]): Result {
    const pair = methodPair(o, info, d);
    if (pair === undefined) return undefined;
    const [f, self] = pair as [Value, Value | undefined];
    if (self === undefined) return callN(f, d, args);
    if (f instanceof PyFunction && f.argn === args.length + 1) return back(d, f.direct!(d + 1, f, self, ...args));
    return callMethod(f, self, d, args);
  }

  // ---- attributes, items, operators ----

  function attribute(site: AttributeSite, o: Value, d: number): Result {
    ts.depth = d;
    note(site.mark);
    return back(d, host.attributeSlow(o, site.info, site.record as never, site.slot));
  }
  function storeAttribute(site: AttributeSite, o: Value, v: Value, d: number): Result {
    ts.depth = d;
    if (typeof o !== 'object' || (o as unknown as Keyed)[site.info.attrKey] !== undefined) note(site.mark);
    return back(d, host.storeAttribute(o, site.info, v, site.record as never, site.slot));
  }
  function getItem(mark: Mark, o: Value, k: Value, d: number): Result {
    ts.depth = d;
    if (o instanceof PyDict && o.cls === TYPES.dict) mark.seen[mark.pc]! |= Seen.Dict;
    else note(mark);
    return back(d, host.itemGeneral(o, k));
  }
  function dictItem(o: PyDict, k: Value, d: number): Value | typeof ABSENT | undefined {
    if (o.store === 0 && o.map === null && typeof k === 'string') return ABSENT;
    ts.depth = d;
    const v = dictGet(o, k);
    if (v === ABSENT && d <= TAKEN.v && takenAt(d) !== undefined) return keyError(k);
    return back(d, v);
  }
  function setItem(mark: Mark, o: Value, k: Value, v: Value, d: number): Result {
    ts.depth = d;
    note(mark);
    return back(d, host.setItemGeneral(o, k, v));
  }
  function getSlice(o: Value, low: Value, high: Value, d: number): Result {
    ts.depth = d;
    return back(d, host.getSlice(o, low, high));
  }
  function binary(mark: Mark, a: Value, b: Value, d: number): Result {
    const { opcode } = mark;
    ts.depth = d;
    noteNumbers(mark, a, b);
    if (a instanceof PyFloat && b instanceof PyFloat) {
      if (opcode === op.OP_BINARY_ADD || opcode === op.OP_INPLACE_ADD) return new PyFloat(a.v + b.v);
      if (opcode === op.OP_BINARY_SUB || opcode === op.OP_INPLACE_SUB) return new PyFloat(a.v - b.v);
      if (opcode === op.OP_BINARY_MUL || opcode === op.OP_INPLACE_MUL) return new PyFloat(a.v * b.v);
    }
    return back(d, binarySlow(opcode, a, b));
  }
  function binarySlow(opcode: number, a: Value, b: Value): Result {
    switch (opcode) {
      case op.OP_BINARY_ADD:
      case op.OP_INPLACE_ADD:
        return host.addGeneral(a, b, opcode === op.OP_INPLACE_ADD);
      case op.OP_BINARY_SUB:
      case op.OP_INPLACE_SUB:
        return host.subGeneral(a, b, opcode === op.OP_INPLACE_SUB);
      case op.OP_BINARY_MUL:
      case op.OP_INPLACE_MUL:
        return host.mulGeneral(a, b, opcode === op.OP_INPLACE_MUL);
      case op.OP_BINARY_TRUEDIV:
      case op.OP_INPLACE_TRUEDIV:
        return host.truedivGeneral(a, b, opcode === op.OP_INPLACE_TRUEDIV);
      case op.OP_BINARY_FLOORDIV:
      case op.OP_INPLACE_FLOORDIV:
        return host.floordivGeneral(a, b, opcode === op.OP_INPLACE_FLOORDIV);
      case op.OP_BINARY_MOD:
      case op.OP_INPLACE_MOD:
        return host.modGeneral(a, b, opcode === op.OP_INPLACE_MOD);
      case op.OP_BINARY_AND:
      case op.OP_INPLACE_AND:
        return host.andGeneral(a, b, opcode === op.OP_INPLACE_AND);
      case op.OP_BINARY_LSHIFT:
      case op.OP_INPLACE_LSHIFT:
        return host.lshiftGeneral(a, b, opcode === op.OP_INPLACE_LSHIFT);
      default:
        return host.operate(opcode, a, b);
    }
  }
  function compared(mark: Mark, a: Value, b: Value, d: number): Result {
    ts.depth = d;
    noteNumbers(mark, a, b);
    return host.compareGeneral(comparison(mark.opcode), a, b);
  }
  function compare(mark: Mark, a: Value, b: Value, d: number): Result {
    return back(d, compared(mark, a, b, d));
  }
  /** Truth of a comparison. */
  function holds(mark: Mark, a: Value, b: Value, d: number): boolean | undefined {
    const v = compared(mark, a, b, d);
    return back(d, v === undefined || typeof v === 'boolean' ? v : isTrue(v));
  }
  function truth(mark: Mark, v: Value, d: number): boolean | undefined {
    ts.depth = d;
    note(mark);
    return back(d, isTrue(v));
  }
  function negate(v: Value, d: number): Result {
    ts.depth = d;
    return back(d, neg(v));
  }
  function contains(v: Value, container: Value, d: number): boolean | undefined {
    ts.depth = d;
    return back(d, host.containsValue(v, container));
  }
  function buildMap(values: Value[], d: number): Result {
    ts.depth = d;
    return back(d, host.buildMap(values, IDENTITY, 0, values.length));
  }

  // ---- names ----

  function globalSlow(c: Compiled, d: number, name: string): Result {
    ts.depth = d;
    let v: Value | typeof ABSENT = dictGetStr(c.globals, name);
    if (v === ABSENT) v = dictGetStr(c.builtins, name);
    return back(d, v === ABSENT ? host.nameError(name) : v);
  }
  function storeGlobal(c: Compiled, name: string, v: Value): void {
    dictSetStr(c.globals, name, v);
  }
  function boundError(c: Compiled, reg: number): undefined {
    return host.boundError({ code: c.code } as Frame, reg);
  }
  function derefError(c: Compiled, reg: number): undefined {
    return host.derefError({ code: c.code } as Frame, reg);
  }
  function makeFunction(
    c: Compiled,
    maker: PyFunction,
    index: number,
    closure: Closure,
    defaults: Value | undefined,
    kwdefaults: Value | undefined,
    annotate: Value | undefined,
  ): PyFunction {
    const fn = host.makeFunctionFrom(c.code, maker, c.globals, index, closure as Cell[] | null);
    if (defaults !== undefined) fn.defaults = defaults as PyTuple;
    if (kwdefaults !== undefined) fn.kwdefaults = kwdefaults as PyDict;
    if (annotate !== undefined) fn.annotate = annotate;
    const known = compiledOf.get(fn.code);
    if (known !== undefined && known.direct !== null && known.globals === fn.globals) install(known, fn);
    return fn;
  }

  // ---- iteration ----

  function iterate(v: Value, d: number): Result {
    ts.depth = d;
    return back(d, host.iterate(v));
  }
  function nextItem(it: Value, d: number): Value | Done | undefined {
    ts.depth = d;
    return back(d, host.nextItem(it));
  }
  function unpack(mark: Mark, a: Value, n: number, d: number): Registers | undefined {
    ts.depth = d;
    note(mark);
    const r: Registers = [a];
    const w = new Int32Array(4 + n);
    w[3] = n;
    for (let i = 0; i < n; i++) w[4 + i] = 1 + i;
    return host.unpackSequence(r, w, 0) === undefined ? undefined : back(d, r.slice(1));
  }

  // ---- exceptions ----

  function matchException(e: Value, type: Value, d: number): boolean | undefined {
    ts.depth = d;
    return host.matchException(e, type);
  }
  function raiseStatement(e: Value | undefined, cause: Value | undefined, d: number): boolean {
    ts.depth = d;
    return host.raiseStatement(e, cause);
  }

  function poll(d: number): Result | typeof EXIT {
    const t = ts;
    t.depth = d;
    if (t.instrumented) return EXIT;
    return back(d, host.poll());
  }

  return {
    ...guarded({
      callN,
      call0,
      call1,
      call2,
      call3,
      callKw,
      callMethod,
      callNamed,
      method,
      callSite,
      attribute,
      storeAttribute,
      getItem,
      setItem,
      getSlice,
      binary,
      compare,
      holds,
      truth,
      negate,
      contains,
      buildMap,
      globalSlow,
      iterate,
      nextItem,
      unpack,
      matchException,
      raiseStatement,
      dictItem,
      keyError,
    }),
    trace,
    trace2,
    frameOf,
    select,
    EXCEPTION: Kind.BaseException,
    DICT: TYPES.dict,
    ABSENT,
    leave,
    yielded,
    finished,
    noteValue,
    noteItems,
    floatItems,
    FLT,
    TAKEN,
    takenAt,
    ended,
    POW: libm.nativePow ? Math.pow : libm.pow,
    EXIT,
    enterSlow,
    tierUp: (c: Compiled, fn: PyFunction) => tier.tierUp(c, fn),
    state: () => ts,
    LIMIT: depthLimit,
    POLL: host.newPollCell(),
    poll,
    MAX: Number.MAX_SAFE_INTEGER,
    None,
    DONE,
    LIST: TYPES.list,
    TUPLE: TYPES.tuple,
    List: PyList,
    ListIter: PyListIter,
    RangeIter: PyRangeIter,
    Dict: PyDict,
    Float: PyFloat,
    Cell,
    tuple,
    is,
    storeGlobal,
    boundError,
    derefError,
    makeFunction,
    exception: (name: string) => EXCEPTIONS[name],
  };
}

/**
 * Helpers that give `undefined`, with the exception pending, where a native or the engine throws. Each wrapper has its own text, so
 * that V8 inlines the helper.
 */
function guarded(helpers: Record<string, (...args: never[]) => unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, helper] of Object.entries(helpers)) {
    const names = Array.from({ length: helper.length }, (_, i) => `a${i}`).join();
    const text = `return function (${names}) { try { return helper(${names}); } catch (error) { return pend(error); } }
//# sourceURL=pyston-helper:${name}`;
    out[name] = new Function('helper', 'pend', text)(helper, pendFromJs);
  }
  return out;
}

const IDENTITY: Int32Array = Int32Array.from({ length: 256 }, (_, i) => i);

/** The Python functions behind selectors that registers hold. */
const selectedFunctions: WeakMap<object, PyFunction> = new WeakMap();

function selectorFor(fn: PyFunction, method: (fn: PyFunction) => unknown): unknown {
  const selector = method(fn) as object;
  selectedFunctions.set(selector, fn);
  return selector;
}

/** The function of a LOAD_METHOD pair whose first register holds a selector. */
function selected(selector: unknown): Value {
  return selectedFunctions.get(selector as object)!;
}

/** Compiled code by code object, for functions that are made of it later. */
export const compiledOf: WeakMap<object, Compiled> = new WeakMap();

const MAX_HOLDERS = 1000;

/** Lets callers reach compiled code without a frame. */
export function install(c: Compiled, fn: PyFunction): void {
  if (c.record.spills || fn.code !== c.code || fn.globals !== c.globals || c.direct === null) return;
  fn.direct = c.direct;
  if (!c.tieredUp && c.holders.length < MAX_HOLDERS) c.holders.push(new WeakRef(fn));
  fn.argn = c.code.code.argcount;
}

/** The function's code was emitted again. */
export function reinstall(c: Compiled, fn: PyFunction): void {
  if (fn.direct === c.direct) return;
  install(c, fn);
  const { method } = c;
  if (method === null) dropDirect(fn);
  else replaceSelectors(fn, () => selectorFor(fn, method));
}

/** A selector of the class's own: the method is a compiled Python function that instances do not hide. */
function specialise(o: PyObject, info: NameInfo, key: string, argc: number): boolean {
  const { cls } = o;
  const found = cls.proto[info.methodKey];
  if (!(found instanceof PyFunction) || found.argn !== argc + 1 || cls.proto !== Object.getPrototypeOf(o)) return false;
  if (Object.hasOwn(o, key)) return false;
  const c = compiledOf.get(found.code);
  if (c === undefined || c.method === null || !c.tieredUp || c.globals !== found.globals) return false;
  const { method } = c;
  installSelector(found, cls.proto, key, () => selectorFor(found, method));
  return true;
}
