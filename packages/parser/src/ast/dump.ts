/** Text of an AST, identical to CPython's ast.dump() of the same tree. */
import { strConstant, type ConstantValue } from './constant.ts';
import type { AstNode } from '../generated/nodes.ts';
import { ATTRIBUTES, SCHEMA, type FieldSchema } from '../generated/schema.ts';
import { constantRepr } from './repr.ts';

export interface DumpOptions {
  /** Field names before values (ast.dump's annotate_fields), default true. */
  annotateFields?: boolean;
  includeAttributes?: boolean;
  /** Spaces per level, or the text of one level; one line when absent or null. */
  indent?: number | string | null;
  showEmpty?: boolean;
}

/** The text of a value, and whether it is short enough in kind to stay on its parent's line. */
interface Piece {
  text: string;
  simple: boolean;
}

type AnyNode = Record<string, unknown> & { nodeType: string };

export function dump(node: AstNode, options: DumpOptions = {}): string {
  const { indent = null } = options;
  return new Dumper(options, typeof indent === 'number' ? ' '.repeat(indent) : indent).node(
    node as unknown as AnyNode,
    0,
  ).text;
}

class Dumper {
  private readonly annotate: boolean;
  private readonly attributes: boolean;
  private readonly showEmpty: boolean;
  private readonly indent: string | null;

  constructor(options: DumpOptions, indent: string | null) {
    this.annotate = options.annotateFields ?? true;
    this.attributes = options.includeAttributes ?? false;
    this.showEmpty = options.showEmpty ?? false;
    this.indent = indent;
  }

  node(node: AnyNode, outerLevel: number): Piece {
    const level = outerLevel + 1;
    const schema = SCHEMA[node.nodeType];
    const args: Piece[] = this.fields(node, schema.fields, level);
    if (this.attributes && schema.positioned) {
      for (const a of ATTRIBUTES) args.push({ text: a + '=' + String(node[a]), simple: true });
    }
    const texts = args.map((a) => a.text);
    if (args.length <= 3 && args.every((a) => a.simple))
      return { text: `${node.nodeType}(${texts.join(', ')})`, simple: args.length === 0 };
    return { text: `${node.nodeType}(${this.prefix(level)}${texts.join(this.separator(level))})`, simple: false };
  }

  /** Once a field is left out, the later ones must be named even when names are not wanted. */
  private fields(node: AnyNode, fields: readonly FieldSchema[], level: number): Piece[] {
    const args: Piece[] = [];
    let held: Piece[] = [];
    let named = this.annotate;
    for (const field of fields) {
      const value = node[field[0]];
      if (value === null && field[2] === '?') {
        named = true;
        continue;
      }
      if (!this.showEmpty && Array.isArray(value) && value.length === 0) {
        if (!named) held.push({ text: '[]', simple: true });
        continue;
      }
      if (!this.showEmpty && !named) {
        args.push(...held);
        held = [];
      }
      const piece = this.value(value, field, level);
      args.push(named ? { text: field[0] + '=' + piece.text, simple: piece.simple } : piece);
    }
    return args;
  }

  private value(value: unknown, field: FieldSchema, level: number): Piece {
    if (Array.isArray(value)) return this.list(value, field, level);
    if (value === null) return { text: 'None', simple: true };
    switch (field[1]) {
      case 'node':
        return this.node(value as AnyNode, level);
      case 'enum':
        return { text: String(value) + '()', simple: true };
      case 'constant':
        return { text: constantRepr(value as ConstantValue), simple: true };
      case 'int':
        return { text: String(value), simple: true };
      default:
        return { text: constantRepr(strConstant(value as string)), simple: true };
    }
  }

  private list(items: unknown[], field: FieldSchema, outerLevel: number): Piece {
    if (items.length === 0) return { text: '[]', simple: true };
    const level = outerLevel + 1;
    const texts = items.map((item) => this.value(item, field, level).text);
    return { text: `[${this.prefix(level)}${texts.join(this.separator(level))}]`, simple: false };
  }

  private prefix(level: number): string {
    return this.indent === null ? '' : '\n' + this.indent.repeat(level);
  }

  private separator(level: number): string {
    return this.indent === null ? ', ' : ',\n' + this.indent.repeat(level);
  }
}
