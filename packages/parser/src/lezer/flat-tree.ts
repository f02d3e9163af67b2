/**
 * A lezer tree as one Int32Array in preorder: four words per node, [kind, from, to, next], where `next` is the
 * index of the first word after the node's subtree. The first child of the node at `p` is at `p + STRIDE`, its
 * next sibling at `words[p + NEXT]`. Comments are left out. A tree with error nodes has no flat form, but for
 * two kinds that stand for syntax the grammar lacks (`isHarmlessError`).
 */
import { Tree, TreeBuffer } from '@lezer/common';
import { KIND, K_COMMENT, K_DOT, K_ERROR, K_KW_YIELD, K_MEMBER, K_NUMBER, K_YIELD, K_YIELD_STMT } from './terms.ts';

export const STRIDE = 4;
export const FROM = 1;
export const TO = 2;
export const NEXT = 3;

/** Trees still open while their children are copied. */
interface OpenTree { tree: Tree; start: number; child: number; word: number }

/** Returns null when the tree has an error node. Nodes of kinds we do not know get kind 0. */
export function flatten(tree: Tree): Int32Array | null {
  let words = new Int32Array(Math.max(64, tree.length));
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= words.length) return;
    const grown = new Int32Array(Math.max(words.length * 2, end + count));
    grown.set(words);
    words = grown;
  };
  const open: OpenTree[] = [];
  let top: OpenTree | null = { tree, start: 0, child: 0, word: 0 };
  end = writeHeader(words, 0, KIND[tree.type.id], 0, tree.length);
  while (top !== null) {
    if (top.child === top.tree.children.length) {
      if (top.word >= 0) words[top.word + NEXT] = end;
      top = open.length > 0 ? (open.pop() as OpenTree) : null;
      continue;
    }
    const child: Tree | TreeBuffer = top.tree.children[top.child];
    const start: number = top.start + top.tree.positions[top.child++];
    if (child instanceof TreeBuffer) {
      reserve(child.buffer.length);
      end = copyBuffer(child.buffer, start, words, end);
      if (end < 0) return null;
      continue;
    }
    if (child.type.isAnonymous) {
      open.push(top);
      top = { tree: child, start, child: 0, word: -1 };
      continue;
    }
    const kind = KIND[child.type.id];
    if (kind === K_COMMENT) continue;
    if (kind === K_ERROR) {
      if (!isHarmlessError(words, end, start, start + child.length)) return null;
      continue;
    }
    open.push(top);
    reserve(STRIDE);
    top = { tree: child, start, child: 0, word: end };
    end = writeHeader(words, end, kind, start, start + child.length);
  }
  return words.subarray(0, end);
}

function writeHeader(words: Int32Array, at: number, kind: number, from: number, to: number): number {
  words[at] = kind;
  words[at + FROM] = from;
  words[at + TO] = to;
  return at + STRIDE;
}

/**
 * Buffer entries are [type, start, end, index after the subtree], already in preorder. Dropped nodes shift the
 * indices of what encloses them, so `next` is mapped through a table when there are any. Returns -1 for a tree
 * with an error.
 */
function copyBuffer(buffer: Uint16Array, start: number, words: Int32Array, at: number): number {
  const base = at;
  let moved: Int32Array | null = null;
  for (let i = 0; i < buffer.length; i += STRIDE) {
    const kind = KIND[buffer[i]];
    if (moved !== null) moved[i / STRIDE] = at - base;
    if (kind === K_COMMENT || kind === K_ERROR) {
      if (kind === K_ERROR && !isHarmlessError(words, at, start + buffer[i + 1], start + buffer[i + 2])) return -1;
      moved ??= identity(buffer.length / STRIDE + 1);
      continue;
    }
    words[at] = kind;
    words[at + FROM] = start + buffer[i + 1];
    words[at + TO] = start + buffer[i + 2];
    words[at + NEXT] = base + buffer[i + 3];
    at += STRIDE;
  }
  if (moved === null) return at;
  moved[buffer.length / STRIDE] = at - base;
  for (let p = base; p < at; p += STRIDE) words[p + NEXT] = base + moved[(words[p + NEXT] - base) / STRIDE];
  return at;
}

/** Where each entry goes as long as nothing is dropped. */
function identity(entries: number): Int32Array {
  const moved = new Int32Array(entries);
  for (let i = 0; i < entries; i++) moved[i] = i * STRIDE;
  return moved;
}

/**
 * Two valid forms the grammar lacks end in an empty error node that changes nothing around it: a bare `yield`,
 * and a float that ends with its dot, read as an attribute without a name. `at` is where the next node goes.
 */
function isHarmlessError(words: Int32Array, at: number, from: number, to: number): boolean {
  const before = at - STRIDE;
  if (from !== to || before < STRIDE || words[before + TO] !== from) return false;
  const parent = words[before - STRIDE];
  if (words[before] === K_KW_YIELD) return parent === K_YIELD || parent === K_YIELD_STMT;
  return (
    words[before] === K_DOT && parent === K_NUMBER && words[before - STRIDE + TO] === words[before + FROM] && words[before - 2 * STRIDE] === K_MEMBER
  );
}
