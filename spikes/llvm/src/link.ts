/**
 * Relocatable wasm object of LLVM → module that V8 takes: the part of a linker that one object without data needs.
 *
 * The object's index spaces are final already, as there is nothing to merge with; relocations that name functions, types,
 * globals or tables hold the right value. Those that need a memory layout, or function addresses, are refused, so compiled code
 * has neither constants in memory nor tables. What is left: the memory import becomes shared with our limits, functions with
 * global names are exported, custom sections go.
 */

const SECTION = { custom: 0, import: 2, export: 7, code: 10, data: 11 } as const;
const MEMORY_IMPORT = 2;
/** Flags of a memory's limits: maximum given, shared. */
const SHARED = 3;
const LINKING_SYMBOLS = 8;
const SYMBOL = { function: 0, data: 1, global: 2, section: 3, event: 4, table: 5 } as const;
const FLAG = { local: 2, undefined: 0x10, explicitName: 0x40 } as const;
/** Relocations by function, type, global and table index. */
const SETTLED = new Set([0, 6, 7, 20]);

export interface MemoryLimits {
  /** Pages of 64 KiB. */
  readonly initial: number;
  readonly maximum: number;
}

interface Section {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

class Reader {
  readonly bytes: Uint8Array;
  at: number;
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** Unsigned LEB128. */
  u32(): number {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      result |= (byte & 127) << shift;
      if (byte < 128) return result >>> 0;
    }
  }

  name(): string {
    const length = this.u32();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  /** Limits of a memory or table. */
  limits(): void {
    const flags = this.u32();
    this.u32();
    if ((flags & 1) !== 0) this.u32();
  }
}

function leb(n: number): number[] {
  const out: number[] = [];
  for (;;) {
    const byte = n & 127;
    n >>>= 7;
    if (n === 0) return [...out, byte];
    out.push(byte | 128);
  }
}

function nameBytes(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...leb(bytes.length), ...bytes];
}

function sectionsOf(object: Uint8Array): Section[] {
  const r = new Reader(object, 8);
  const sections: Section[] = [];
  while (r.at < object.length) {
    const id = r.byte();
    const length = r.u32();
    sections.push({ id, start: r.at, end: r.at + length });
    r.at += length;
  }
  return sections;
}

/** Exported functions: name and index. */
function symbolsOf(object: Uint8Array, { start, end }: Section): [string, number][] {
  const r = new Reader(object, start);
  r.name();
  r.u32();
  while (r.at < end) {
    const kind = r.byte();
    const next = r.u32() + r.at;
    if (kind === LINKING_SYMBOLS) return functionSymbols(r);
    r.at = next;
  }
  return [];
}

function functionSymbols(r: Reader): [string, number][] {
  const out: [string, number][] = [];
  for (let count = r.u32(); count > 0; count--) {
    const kind = r.byte();
    const flags = r.u32();
    if (kind === SYMBOL.data) throw new Error('compiled code with data in memory');
    const index = r.u32();
    const named = kind !== SYMBOL.section && ((flags & FLAG.undefined) === 0 || (flags & FLAG.explicitName) !== 0);
    const name = named ? r.name() : '';
    if (kind === SYMBOL.function && (flags & (FLAG.undefined | FLAG.local)) === 0) out.push([name, index]);
  }
  return out;
}

function checkRelocations(object: Uint8Array, { start }: Section, sections: readonly Section[]): void {
  const r = new Reader(object, start);
  r.name();
  if (sections[r.u32()]!.id === SECTION.custom) return;
  for (let count = r.u32(); count > 0; count--) {
    const type = r.byte();
    r.u32();
    r.u32();
    if (!SETTLED.has(type)) throw new Error(`compiled code with a relocation of type ${type}`);
  }
}

/** The import section with the memory shared. */
function importsWith(object: Uint8Array, { start }: Section, memory: MemoryLimits): number[] {
  const r = new Reader(object, start);
  const count = r.u32();
  const out = leb(count);
  for (let i = 0; i < count; i++) {
    const from = r.at;
    r.name();
    r.name();
    const kind = r.byte();
    const described = r.at;
    if (kind === MEMORY_IMPORT) {
      r.limits();
      out.push(...object.subarray(from, described), SHARED, ...leb(memory.initial), ...leb(memory.maximum));
      continue;
    }
    if (kind === 0) r.u32();
    else if (kind === 1) {
      r.byte();
      r.limits();
    } else r.at += 2;
    out.push(...object.subarray(from, r.at));
  }
  return out;
}

/** @throws Error where the object needs more than this linker does */
export function link(object: Uint8Array, memory: MemoryLimits): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(object);
  const out: number[] = [...object.subarray(0, 8)];
  const emit = (id: number, bytes: ArrayLike<number>): void => {
    out.push(id, ...leb(bytes.length));
    for (let i = 0; i < bytes.length; i++) out.push(bytes[i]!);
  };
  const exported = sections
    .filter(({ id }) => id === SECTION.custom)
    .flatMap((section) => {
      const name = new Reader(object, section.start).name();
      if (name.startsWith('reloc.')) checkRelocations(object, section, sections);
      return name === 'linking' ? symbolsOf(object, section) : [];
    });
  for (const { id, start, end } of sections) {
    if (id === SECTION.custom) continue;
    if (id === SECTION.data) throw new Error('compiled code with data in memory');
    if (id === SECTION.code) {
      const entries = exported.flatMap(([name, index]) => [...nameBytes(name), 0, ...leb(index)]);
      emit(SECTION.export, [...leb(exported.length), ...entries]);
    }
    emit(id, id === SECTION.import ? importsWith(object, { id, start, end }, memory) : object.subarray(start, end));
  }
  return Uint8Array.from(out);
}
