/**
 * Second pass of the symbol table: decides for each name of each block whether it is local, cell, free or global.
 *
 * Blocks are visited outside in. A block hands to its children the names bound around them (`bound`: by functions;
 * `globals`: declared global; `typeParams`: bound as type parameters); children hand back the names that they take
 * from outside (`free`). Comprehensions other than generator expressions are merged into their block (PEP 709).
 */
import { syntaxError } from '../errors.ts';
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_MASK,
  SCOPE_OFF,
  TYPE_CLASS,
  USE,
  isFunctionLike,
} from './entry.ts';
import type { SymbolTableEntry } from './entry.ts';

type Names = Set<string>;

/** What a block sees of the blocks around it. `bound` is null for a module. */
interface Surroundings {
  readonly bound: Names | null;
  readonly globals: Names;
  readonly typeParams: Names;
  /** The class whose names this annotation-like scope looks up first. */
  readonly classEntry: SymbolTableEntry | null;
}

/** Working state of one block. */
interface Block {
  readonly entry: SymbolTableEntry;
  readonly scopes: Map<string, number>;
  readonly local: Names;
  /** Free names of this block itself. */
  readonly free: Names;
  readonly inlinedCells: Names;
  readonly around: Surroundings;
}

export class ScopeAnalyzer {
  private readonly filename: string;

  constructor(filename: string) {
    this.filename = filename;
  }

  analyze(top: SymbolTableEntry): void {
    this.block(top, { bound: null, globals: new Set(), typeParams: new Set(), classEntry: null });
  }

  /** Returns the names that the block and its children take from outside. */
  private block(entry: SymbolTableEntry, around: Surroundings): Names {
    const leaf = entry.children.length === 0;
    const isClass = entry.type === TYPE_CLASS;
    const own: Surroundings =
      leaf || isClass
        ? around
        : {
            ...around,
            bound: copy(around.bound),
            globals: new Set(around.globals),
            typeParams: new Set(around.typeParams),
          };
    const b: Block = {
      entry,
      scopes: new Map(),
      local: new Set(),
      free: new Set(),
      inlinedCells: new Set(),
      around: own,
    };
    // A class's own declarations are not seen by the blocks inside, apart from its type parameters.
    const target =
      isClass && !leaf
        ? {
            ...around,
            bound: copy(around.bound),
            globals: new Set(around.globals),
            typeParams: new Set(around.typeParams),
          }
        : own;
    for (const [name, flags] of entry.symbols) this.name({ ...b, around: target }, name, flags, leaf);
    const newFree = leaf
      ? new Set<string>()
      : this.children(b, this.visibleInside(b, isClass ? { ...around, typeParams: target.typeParams } : own));
    if (isFunctionLike(entry)) analyzeCells(b, newFree);
    else if (isClass) dropClassFree(entry, newFree);
    updateSymbols(b, newFree, target.bound);
    for (const name of b.free) newFree.add(name);
    return newFree;
  }

  private visibleInside(b: Block, own: Surroundings): Surroundings {
    const bound: Names = new Set(own.bound ?? []);
    if (b.entry.type === TYPE_CLASS) {
      for (const name of CLASS_CELLS) bound.add(name);
    } else if (isFunctionLike(b.entry)) {
      for (const name of b.local) bound.add(name);
    }
    return { bound, globals: own.globals, typeParams: own.typeParams, classEntry: b.around.classEntry };
  }

  private name(b: Block, name: string, flags: number, leaf: boolean): void {
    const { bound, globals, typeParams } = b.around;
    if ((flags & DEF_GLOBAL) !== 0) {
      if ((flags & DEF_NONLOCAL) !== 0) this.directiveError(b.entry, name, `name '${name}' is nonlocal and global`);
      b.scopes.set(name, GLOBAL_EXPLICIT);
      if (leaf) return;
      globals.add(name);
      bound?.delete(name);
    } else if ((flags & DEF_NONLOCAL) !== 0) {
      this.nonlocalName(b, name);
    } else if ((flags & DEF_BOUND) !== 0) {
      b.scopes.set(name, LOCAL);
      b.local.add(name);
      if (leaf) return;
      globals.delete(name);
      if ((flags & DEF_TYPE_PARAM) !== 0) typeParams.add(name);
      else typeParams.delete(name);
    } else {
      this.usedName(b, name);
    }
  }

  private nonlocalName(b: Block, name: string): void {
    const { bound, typeParams } = b.around;
    if (bound === null) this.directiveError(b.entry, name, 'nonlocal declaration not allowed at module level');
    if (!bound.has(name)) this.directiveError(b.entry, name, `no binding for nonlocal '${name}' found`);
    if (typeParams.has(name))
      this.directiveError(b.entry, name, `nonlocal binding not allowed for type parameter '${name}'`);
    b.scopes.set(name, FREE);
    b.free.add(name);
  }

  private usedName(b: Block, name: string): void {
    const { bound, classEntry } = b.around;
    if (classEntry !== null && name !== '__classdict__') {
      const flags = classEntry.symbol(name);
      // A name of the class is looked up there and in the globals only, not in the functions around the class.
      if ((flags & DEF_GLOBAL) !== 0) {
        b.scopes.set(name, GLOBAL_EXPLICIT);
        return;
      }
      if ((flags & DEF_BOUND) !== 0 && (flags & DEF_NONLOCAL) === 0) {
        b.scopes.set(name, GLOBAL_IMPLICIT);
        return;
      }
    }
    if (bound !== null && bound.has(name)) {
      b.scopes.set(name, FREE);
      b.free.add(name);
    } else {
      b.scopes.set(name, GLOBAL_IMPLICIT);
    }
  }

  private directiveError(entry: SymbolTableEntry, name: string, msg: string): never {
    const directive = entry.directives?.find((d) => d.name === name);
    throw syntaxError(msg, this.filename, directive?.at ?? entry.at);
  }

  private children(b: Block, inside: Surroundings): Names {
    const { entry } = b;
    const newFree: Names = new Set();
    let inlined = false;
    for (const child of entry.children) {
      const classEntry = !child.canSeeClassScope ? null : entry.type === TYPE_CLASS ? entry : inside.classEntry;
      const childFree = this.block(child, { ...inside, classEntry });
      if (child.comprehension !== '' && !child.generator && !entry.canSeeClassScope) {
        inlineComprehension(b, child, childFree);
        child.compInlined = true;
        inlined = true;
      }
      for (const name of childFree) newFree.add(name);
    }
    if (inlined) entry.children = entry.children.flatMap((c) => (c.compInlined ? c.children : [c]));
    return newFree;
  }
}

function copy(names: Names | null): Names | null {
  return names === null ? null : new Set(names);
}

function scopeOf(flags: number): number {
  return (flags >> SCOPE_OFF) & SCOPE_MASK;
}

const CLASS_CELLS = ['__class__', '__classdict__', '__conditional_annotations__'];

/** Merges the names of a comprehension into the block that holds it. */
function inlineComprehension(b: Block, comp: SymbolTableEntry, compFree: Names): void {
  const { entry } = b;
  const isClass = entry.type === TYPE_CLASS;
  const hidden: string[] = [];
  for (const [name, compFlags] of comp.symbols) {
    if ((compFlags & DEF_PARAM) !== 0) continue;
    let scope = scopeOf(compFlags);
    const onlyFlags = compFlags & ((1 << SCOPE_OFF) - 1);
    if (scope === CELL || (onlyFlags & DEF_COMP_CELL) !== 0) b.inlinedCells.add(name);
    const existing = entry.symbols.get(name);
    if (scope === FREE && isClass && CLASS_CELLS.includes(name)) {
      // The class's own cells are never free through its scope.
      scope = GLOBAL_IMPLICIT;
      if (!comp.children.some((c) => c.scope(name) === FREE)) compFree.delete(name);
      hidden.push(name);
    }
    if (existing === undefined) {
      entry.symbols.set(name, onlyFlags);
      b.scopes.set(name, scope);
      (entry.compOnly ??= new Set()).add(name);
    } else if ((existing & DEF_BOUND) !== 0 && !isClass) {
      if (scope === FREE) entry.symbols.set(name, existing | (onlyFlags & USE));
      if (!comp.children.some((c) => c.scope(name) === FREE)) compFree.delete(name);
    }
  }
  for (const name of hidden) comp.symbols.delete(name);
}

/** Locals that a block inside takes become cells. */
function analyzeCells(b: Block, newFree: Names): void {
  if (newFree.size === 0 && b.inlinedCells.size === 0) return;
  for (const [name, scope] of b.scopes) {
    if (scope !== LOCAL || !(newFree.has(name) || b.inlinedCells.has(name))) continue;
    b.scopes.set(name, CELL);
    newFree.delete(name);
  }
}

function dropClassFree(entry: SymbolTableEntry, newFree: Names): void {
  if (newFree.delete('__class__')) entry.needsClassClosure = true;
  if (newFree.delete('__classdict__')) entry.needsClassDict = true;
  if (newFree.delete('__conditional_annotations__')) entry.hasConditionalAnnotations = true;
}

function updateSymbols(b: Block, newFree: Names, bound: Names | null): void {
  const { symbols } = b.entry;
  for (const [name, flags] of symbols) {
    const cell = b.inlinedCells.has(name) ? DEF_COMP_CELL : 0;
    symbols.set(name, flags | cell | (b.scopes.get(name)! << SCOPE_OFF));
  }
  const seesClass = b.entry.type === TYPE_CLASS || b.entry.canSeeClassScope;
  for (const name of newFree) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      if (seesClass) symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === null || bound.has(name)) {
      symbols.set(name, FREE << SCOPE_OFF);
    }
  }
}
