/**
 * CodeRecord: what tier 0 keeps beside a code object — the register template, interned names and caches. One per PyCode, in its `feedback` field; the CodeObject itself stays immutable and shared.
 */
import type { CodeObject, ConstantValue } from '@pyston/bytecode';
import { flags } from '@pyston/bytecode';
import type {
  Cell,
  Frame,
  NameInfo,
  PyCode,
  PyDict,
  PyMember,
  PyType,
  Result,
  TierEntry,
  TierRecord,
  Value,
} from '@pyston/objects';
import { codeConstants, nameInfo, strFromJs } from '@pyston/objects';
import type { LocalMonitors } from './monitoring/state.ts';
import { loopBudget, tierEntry } from './tier.ts';

/** Cached cells of a global name in one namespace. */
export class GlobalCache {
  readonly globals: PyDict;
  readonly cell: Cell;
  readonly builtin: Cell;
  constructor(globals: PyDict, cell: Cell, builtin: Cell) {
    this.globals = globals;
    this.cell = cell;
    this.builtin = builtin;
  }
}

/** A `__slots__` member, read and written by accessors with inline caches of their own, for instances of one class. */
export class MemberCache {
  readonly type: PyType;
  readonly version: number;
  readonly load: (o: object) => Result;
  readonly store: (o: object, v: Value) => void;
  constructor(type: PyType, member: PyMember) {
    const key = JSON.stringify(member.key);
    this.type = type;
    this.version = type.version;
    const made = accessors.get(member.key) ?? {
      load: new Function('o', `return o[${key}]`) as MemberCache['load'],
      store: new Function('o', 'v', `o[${key}] = v`) as MemberCache['store'],
    };
    accessors.set(member.key, made);
    this.load = made.load;
    this.store = made.store;
  }
}

const accessors = new Map<string, Pick<MemberCache, 'load' | 'store'>>();

export class CodeRecord implements TierRecord {
  readonly owner: PyCode;
  readonly code: CodeObject;
  /** What the loop executes: `code.instructions`, or that array full of INSTRUMENTED while somebody observes the code. */
  readonly words: Int32Array;
  /** Where line events may happen, while the words are instrumented; null otherwise. */
  lineMarks: Uint8Array | null = null;
  /** Events of monitoring tools for this code alone. */
  monitors: LocalMonitors | null = null;
  readonly names: readonly NameInfo[];
  readonly template: (Value | undefined)[];
  /** By feedback slot; null while nothing is known. */
  readonly caches: (GlobalCache | MemberCache | null)[];
  /** Only positional parameters, no generator: a call with exactly `argcount` arguments copies them and runs. */
  readonly simple: boolean;
  /** argcount when `simple`, else -1: what the loop compares with the number of arguments. */
  readonly direct: number;
  readonly argcount: number;
  /** The same for generator functions and coroutines too: argcount, or -1. */
  readonly exact: number;
  /** `co_name` and `co_qualname` of functions made of this code. */
  readonly name: Value;
  readonly qualname: Value;
  /** First register of the free variables. */
  readonly freeBase: number;
  readonly nfree: number;
  /** First temporary; constants follow the temporaries. */
  readonly tempBase: number;
  /** CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR bits. */
  readonly suspends: number;
  calls = 0;
  /** Frames that have returned, cleared, for the next calls: linked through `back`, with `reuses` above 0. */
  free: Frame | null = null;
  /** Frames are reused while `budget` is above this: turns of loops age them, too. */
  reuseBudget = 0;
  /** Registers that a returning frame clears: all but the constants. */
  readonly constBase: number;
  /** Compiled code of a tier above, or null; see the contract in package objects, core/tier.ts. */
  entry: TierEntry | null = null;
  loops: Map<number, TierEntry> | null = null;
  budget: number = loopBudget();
  spills = false;
  /** Keyword name tuples among the constants, as JS strings. */
  private readonly nameTuples: (readonly string[] | undefined)[] = [];
  constructor(owner: PyCode) {
    const { code } = owner;
    this.owner = owner;
    this.code = code;
    this.words = code.instructions;
    this.names = code.names.map(nameInfo);
    this.template = makeTemplate(owner);
    this.constBase = code.constBase;
    this.caches = new Array<GlobalCache | MemberCache | null>(code.cacheSlots).fill(null);
    this.suspends = code.flags & (flags.CO_GENERATOR | flags.CO_COROUTINE | flags.CO_ASYNC_GENERATOR);
    this.argcount = code.argcount;
    const positional = code.kwonlyargcount === 0 && (code.flags & (flags.CO_VARARGS | flags.CO_VARKEYWORDS)) === 0;
    this.exact = positional ? code.argcount : -1;
    this.simple = this.suspends === 0 && (code.flags & flags.CO_OPTIMIZED) !== 0 && positional;
    this.direct = this.simple ? code.argcount : -1;
    this.name = strFromJs(code.name);
    this.qualname = strFromJs(code.qualname);
    this.freeBase = code.nlocals + code.cellvars.length;
    this.nfree = code.freevars.length;
    this.tempBase = this.freeBase + this.nfree;
  }

  /** The tuple of names in constant `index`. */
  constantNames(index: number): readonly string[] {
    return (this.nameTuples[index] ??= namesOf(this.code.consts[index]!));
  }
}

function namesOf(constant: ConstantValue): readonly string[] {
  return constant.t === 'tuple'
    ? constant.v.map((c) => (c.t === 'str' ? c.v : c.t === 'ustr' ? String.fromCodePoint(...c.cps) : ''))
    : [];
}

/** Registers of a new frame: unbound, with the constants in place. Pushing keeps the elements kind generic. */
function makeTemplate(owner: PyCode): (Value | undefined)[] {
  const { code } = owner;
  const constants = codeConstants(owner);
  const out: (Value | undefined)[] = [];
  for (let i = 0; i < code.constBase; i++) out.push(undefined);
  for (let i = 0; code.constBase + i < code.nregs; i++) out.push(constants[i]);
  if (out.length === 0) out.push(undefined);
  return out;
}

/** The record of a code object, made at first use. */
export function recordOf(code: PyCode): CodeRecord {
  const record = code.feedback as CodeRecord | null;
  return record !== null ? record : makeRecord(code);
}

function makeRecord(code: PyCode): CodeRecord {
  const record = new CodeRecord(code);
  code.feedback = record;
  record.entry = tierEntry(record);
  return record;
}
