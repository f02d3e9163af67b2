/**
 * A lezer tree as one Int32Array in preorder: four words per node, [kind, from, to, next], where `next` is the
 * index of the first word after the node's subtree. The first child of the node at `p` is at `p + STRIDE`, its
 * next sibling at `words[p + NEXT]`. Comments are left out. A tree with error nodes has no flat form, but for
 * two kinds that stand for syntax the grammar lacks (`isHarmlessError`).
 */
import { type Tree, TreeBuffer } from '@lezer/common';
import { KIND, K_COMMENT, K_DOT, K_ERROR, K_KW_YIELD, K_MEMBER, K_NUMBER, K_YIELD, K_YIELD_STMT } from './terms.ts';

export const STRIDE = 4;
export const FROM = 1;
export const TO = 2;
export const NEXT = 3;

/** Returns null when the tree has an error node. Nodes of kinds we do not know get kind 0. */
export function flatten(tree: Tree): Int32Array | null {
  return new Flattener(tree, false).run();
}

/** Keeps error nodes as nodes of kind K_ERROR. */
export function flattenWithErrors(tree: Tree): Int32Array {
  return new Flattener(tree, true).run() as Int32Array;
}

/** A tree whose children are being copied; `word` is its header, -1 for an anonymous one. */
interface OpenTree {
  tree: Tree;
  start: number;
  child: number;
  word: number;
}

class Flattener {
  private words: Int32Array;
  private end = 0;
  /** Where the last error was left out: a second one there is not harmless. */
  private errorAt = -1;
  private readonly root: Tree;
  private readonly keepErrors: boolean;

  constructor(tree: Tree, keepErrors: boolean) {
    this.root = tree;
    this.keepErrors = keepErrors;
    this.words = new Int32Array(Math.max(64, tree.length));
  }

  run(): Int32Array | null {
    const open: OpenTree[] = [];
    let top: OpenTree | undefined = { tree: this.root, start: 0, child: 0, word: 0 };
    this.header(KIND[this.root.type.id], 0, this.root.length);
    while (top !== undefined) {
      if (top.child === top.tree.children.length) {
        if (top.word >= 0) this.words[top.word + NEXT] = this.end;
        top = open.pop();
        continue;
      }
      const child: Tree | TreeBuffer = top.tree.children[top.child];
      const start: number = top.start + top.tree.positions[top.child++];
      if (child instanceof TreeBuffer) {
        if (!this.buffer(child.buffer, start)) return null;
      } else if (child.type.isAnonymous) {
        open.push(top);
        top = { tree: child, start, child: 0, word: -1 };
      } else if (KIND[child.type.id] === K_ERROR && this.isHarmlessError(start, start + child.length)) {
        continue;
      } else if (KIND[child.type.id] === K_ERROR && !this.keepErrors) {
        return null;
      } else if (KIND[child.type.id] !== K_COMMENT) {
        open.push(top);
        top = { tree: child, start, child: 0, word: this.end };
        this.reserve(STRIDE);
        this.header(KIND[child.type.id], start, start + child.length);
      }
    }
    return this.words.subarray(0, this.end);
  }

  private reserve(count: number): void {
    if (this.end + count <= this.words.length) return;
    const grown = new Int32Array(Math.max(this.words.length * 2, this.end + count));
    grown.set(this.words);
    this.words = grown;
  }

  private header(kind: number, from: number, to: number): void {
    const { words, end } = this;
    words[end] = kind;
    words[end + FROM] = from;
    words[end + TO] = to;
    this.end = end + STRIDE;
  }

  /**
   * Buffer entries are [type, start, end, index after the subtree], already in preorder. Dropped nodes shift
   * the indices of what encloses them, so `next` is mapped through a table when there are any. Returns false
   * for a tree with an error.
   */
  private buffer(buffer: Uint16Array, start: number): boolean {
    this.reserve(buffer.length);
    const { words, end: base } = this;
    let moved: Int32Array | null = null;
    let at = base;
    for (let i = 0; i < buffer.length; i += STRIDE) {
      const kind = KIND[buffer[i]];
      if (moved !== null) moved[i / STRIDE] = at - base;
      if (kind === K_COMMENT || kind === K_ERROR) {
        this.end = at;
        const harmless = kind === K_COMMENT || this.isHarmlessError(start + buffer[i + 1], start + buffer[i + 2]);
        if (!harmless && !this.keepErrors) return false;
        if (harmless) {
          moved ??= identity(buffer.length / STRIDE + 1);
          continue;
        }
      }
      words[at] = kind;
      words[at + FROM] = start + buffer[i + 1];
      words[at + TO] = start + buffer[i + 2];
      words[at + NEXT] = base + buffer[i + 3];
      at += STRIDE;
    }
    this.end = at;
    if (moved === null) return true;
    moved[buffer.length / STRIDE] = at - base;
    for (let p = base; p < at; p += STRIDE) words[p + NEXT] = base + moved[(words[p + NEXT] - base) / STRIDE];
    return true;
  }

  /**
   * Two valid forms the grammar lacks end in an empty error node that changes nothing around it: a bare
   * `yield`, and a float that ends with its dot, read as an attribute without a name.
   */
  private isHarmlessError(from: number, to: number): boolean {
    const { words, end } = this;
    const last = end - STRIDE;
    if (from !== to || end === this.errorAt || last < STRIDE) return false;
    this.errorAt = end;
    const previous = last - STRIDE;
    const parent = words[previous];
    const bareYield = words[last] === K_KW_YIELD && (parent === K_YIELD || parent === K_YIELD_STMT);
    const float =
      words[last] === K_DOT &&
      parent === K_NUMBER &&
      words[previous + TO] === words[last + FROM] &&
      words[previous - STRIDE] === K_MEMBER;
    if (!bareYield && !float) return false;
    if (words[last + TO] < from) this.endBefore(last, from);
    return true;
  }

  /** The error is after a comment or blanks, and what encloses it ends there: moves those ends to the last token's. */
  private endBefore(last: number, from: number): void {
    const { words } = this;
    for (let p = last; p >= 0 && words[p + TO] <= from; p -= STRIDE)
      if (words[p + TO] === from) words[p + TO] = words[last + TO];
  }
}

/** Where each entry goes as long as nothing is dropped. */
function identity(entries: number): Int32Array {
  const moved = new Int32Array(entries);
  for (let i = 0; i < entries; i++) moved[i] = i * STRIDE;
  return moved;
}
