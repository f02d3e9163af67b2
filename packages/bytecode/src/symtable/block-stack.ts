/** The blocks of a symbol table while they are being walked: which is open, and what is known about its names. */
import { syntaxError } from '../errors.ts';
import type { Located } from '../errors.ts';
import { CO_FUTURE_ANNOTATIONS } from '../flags.ts';
import {
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  SymbolTableEntry,
  TYPE_ANNOTATION,
  TYPE_CLASS,
  TYPE_MODULE,
  TYPE_TYPE_ALIAS,
  TYPE_TYPE_VARIABLE,
  USE,
} from './entry.ts';
import type { FutureFeatures } from './future.ts';
import { mangleIn } from './mangle.ts';

const ORIGIN: Located = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

export class BlockStack {
  readonly top: SymbolTableEntry;
  readonly blocks = new Map<object, SymbolTableEntry>();
  readonly defaults = new Map<object, SymbolTableEntry>();
  protected readonly filename: string;
  protected readonly future: FutureFeatures;
  /** Future features and compile() flags together. */
  protected readonly flags: number;
  protected readonly stripDocstrings: boolean;
  protected readonly stack: SymbolTableEntry[] = [];
  protected cur: SymbolTableEntry;
  protected className: string | null = null;

  constructor(filename: string, future: FutureFeatures, flags: number, stripDocstrings: boolean) {
    this.filename = filename;
    this.future = future;
    this.flags = flags | future.features;
    this.stripDocstrings = stripDocstrings;
    this.top = new SymbolTableEntry('top', TYPE_MODULE, ORIGIN, null);
    this.cur = this.top;
    this.stack.push(this.top);
  }

  protected error(msg: string, at: Located): never {
    throw syntaxError(msg, this.filename, at);
  }

  // Blocks

  protected enter(name: string, type: number, key: object, at: Located): SymbolTableEntry {
    const entry = new SymbolTableEntry(name, type, at, this.cur);
    this.blocks.set(key, entry);
    this.enterExisting(entry);
    this.declareFormat(entry, at);
    return entry;
  }

  /** The parameter of the functions that annotation-like scopes become. */
  protected declareFormat(entry: SymbolTableEntry, at: Located): void {
    const { type } = entry;
    if (type !== TYPE_ANNOTATION && type !== TYPE_TYPE_VARIABLE && type !== TYPE_TYPE_ALIAS) return;
    this.define('.format', DEF_PARAM, at);
    this.define('.format', USE, at);
  }

  protected enterExisting(entry: SymbolTableEntry): void {
    const outer = this.cur;
    this.resume(entry);
    // Also inside lambdas and comprehensions within an iterable expression no assignment expression is allowed.
    entry.compIterExpr = outer.compIterExpr;
    if (outer.mangledNames !== null && entry.type !== TYPE_CLASS) entry.mangledNames = outer.mangledNames;
    // Stringised annotations have no effect on names.
    if (entry.type === TYPE_ANNOTATION && (this.flags & CO_FUTURE_ANNOTATIONS) !== 0) return;
    outer.children.push(entry);
  }

  protected resume(entry: SymbolTableEntry): void {
    this.stack.push(entry);
    this.cur = entry;
  }

  protected leave(): void {
    this.stack.pop();
    this.cur = this.stack[this.stack.length - 1]!;
  }

  // Names

  protected lookup(entry: SymbolTableEntry, name: string): number {
    return entry.symbol(mangleIn(entry, this.className, name));
  }

  protected checkName(name: string, at: Located, deleting: boolean): void {
    if (name === '__debug__') this.error(`cannot ${deleting ? 'delete' : 'assign to'} __debug__`, at);
  }

  protected define(name: string, flag: number, at: Located): void {
    if ((flag & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) !== 0) this.checkName(name, at, false);
    if ((flag & DEF_TYPE_PARAM) !== 0 && this.cur.mangledNames !== null) this.cur.mangledNames.add(name);
    this.defineIn(name, flag, this.cur, at);
  }

  protected defineIn(name: string, flag: number, entry: SymbolTableEntry, at: Located): void {
    const mangled = this.className === null ? name : mangleIn(this.cur, this.className, name);
    const { symbols } = entry;
    let value = symbols.get(mangled) ?? 0;
    if ((flag & value & (DEF_PARAM | DEF_TYPE_PARAM)) !== 0) this.duplicate(name, flag, at);
    value |= flag;
    if (entry.compIterTarget) {
      if ((value & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0) {
        this.error(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at);
      }
      value |= DEF_COMP_ITER;
    }
    symbols.set(mangled, value);
    if ((flag & DEF_PARAM) !== 0) entry.varnames.push(mangled);
    else if ((flag & DEF_GLOBAL) !== 0) this.top.symbols.set(mangled, (this.top.symbols.get(mangled) ?? 0) | flag);
  }

  protected duplicate(name: string, flag: number, at: Located): never {
    this.error(
      (flag & DEF_PARAM) !== 0
        ? `duplicate argument '${name}' in function definition`
        : `duplicate type parameter '${name}'`,
      at,
    );
  }

  protected recordDirective(name: string, at: Located): void {
    (this.cur.directives ??= []).push({ name: mangleIn(this.cur, this.className, name), at });
  }

  // Statements
}
