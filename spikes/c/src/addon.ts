/**
 * The addon's functions (native/bridge/bridge.cc). Objects cross as refs, C functions and definition rows as numbers.
 *
 * The addon is loaded while this module is evaluated, so that its functions, the arena's arrays and the refs of types are constants for
 * the engine's compiler: a call then costs 3 ns instead of 6, an access to the arena one instruction instead of ten.
 */
import { constants } from 'node:os';
import process from 'node:process';
import { launch } from './launch.ts';

/** A PyObject* on this side: granules from the arena's base, negative outside the arena, 0 = NULL. */
export type Ref = number;
/** Number of a C function or of a row of a definition. */
export type FunctionNumber = number;

export interface TypeDescription {
  readonly name: string;
  readonly doc: string;
  readonly flags: number;
  readonly base: Ref;
  /** Its instances are larger than those of its base. */
  readonly grows: number;
  readonly hasDict: number;
  readonly hasWeakRef: number;
  /** Slot, function, slot, function … of what the type does not share with its base. */
  readonly slots: readonly number[];
  /** Name, flags, function, doc … */
  readonly methods: readonly (string | number)[];
  /** Name, row, flags, doc … */
  readonly members: readonly (string | number)[];
  readonly getset: readonly (string | number)[];
  /** tp_new, 0 = instances cannot be made from Python. */
  readonly canNew: FunctionNumber;
}

/** [address, bytes, readonly, item size, format, number for bufferRelease] */
export type CBuffer = readonly [number, number, number, number, string, number];

export interface Addon {
  /** A buffer over the arena, which is a mapping of the addon's or that part of `memory`. */
  openArena(memory?: ArrayBufferLike, offset?: number, bytes?: number): ArrayBuffer;
  setUpcall(upcall: (op: number) => number): void;
  arenaAddress(): number;
  symbol(name: string): Ref;
  load(path: string, init: string, spec: Ref): Ref;
  /** Operands and result in `Word.Call`: see calls in arena.ts. */
  callWords0(): void;
  callWords1(): void;
  callTuple(f: FunctionNumber, self: Ref, args: Ref, kwargs: Ref): Ref;
  callFast(f: FunctionNumber, flags: number, self: Ref, first: number, npos: number, kwnames: Ref, cls: Ref): Ref;
  slotUnary(f: FunctionNumber, self: Ref): Ref;
  slotSsize(f: FunctionNumber, self: Ref, n: number): Ref;
  slotCompare(f: FunctionNumber, self: Ref, other: Ref, op: number): Ref;
  slotInquiry(f: FunctionNumber, self: Ref): number;
  slotLength(f: FunctionNumber, self: Ref): number;
  slotHash(f: FunctionNumber, self: Ref): number;
  slotObjObj(f: FunctionNumber, self: Ref, other: Ref): number;
  slotAssign(f: FunctionNumber, self: Ref, key: Ref, value: Ref): number;
  slotAssignItem(f: FunctionNumber, self: Ref, i: number, value: Ref): number;
  attributeGet(row: FunctionNumber, self: Ref): Ref;
  attributeSet(row: FunctionNumber, self: Ref, value: Ref): number;
  memberGet(row: FunctionNumber, self: Ref): Ref;
  memberSet(row: FunctionNumber, self: Ref, value: Ref): number;
  setError(type: Ref, value: Ref): void;
  takeError(): void;
  dealloc(o: Ref): void;
  refill(sizeClass: number): void;
  allocate(bytes: number): Ref;
  release(block: Ref): void;
  newTuple(n: number): Ref;
  newList(n: number): Ref;
  listResize(l: Ref, n: number): number;
  pinned(array: Uint8Array, readonly: number, pin: number): void;
  addressOf(o: Ref): number;
  refOf(address: number): Ref;
  memory(address: number, bytes: number): ArrayBuffer;
  bufferGet(o: Ref, flags: number): CBuffer | undefined;
  bufferRelease(view: number): void;
  describeType(type: Ref): TypeDescription;
  describeModule(def: Ref): { readonly doc: string; readonly methods: readonly (string | number)[] };
  classBody(name: string, base: Ref, native: number): Ref;
  genericSlot(type: Ref, slot: number): void;
  nothing(): void;
  /** Ties a wrapper weakly to a body and takes a reference for it; what is collected is counted in `Word.Gone` until swept. */
  wrap(o: object, ref: Ref): void;
  wrapperOf(ref: Ref): object | undefined;
  sweepWrappers(): void;
  wrapperCount(): number;
  /** The bodies that have a wrapper. */
  wrapperRefs(): Ref[];
  /** What tp_traverse of an instance visits. */
  visited(o: Ref): Ref[];
  /** Its tp_clear. */
  clear(o: Ref): void;
  /** Addresses of the two C functions of `HostThreads.lockForNatives`. */
  setLock(release: number, acquire: number): void;
}

export const addon: Addon = load();

function load(): Addon {
  const module = { exports: {} as Addon };
  process.dlopen(module, launch().binary, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL);
  return { ...module.exports };
}
