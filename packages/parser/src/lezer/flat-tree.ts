/**
 * A lezer tree as one Int32Array in preorder: four words per node, [kind, from, to, next], where `next` is the
 * index of the first word after the node's subtree. The first child of the node at `p` is at `p + STRIDE`, its
 * next sibling at `words[p + NEXT]`. Comments are left out. A tree with error nodes has no flat form.
 */
import { Tree, TreeBuffer } from '@lezer/common';
import { KIND, K_COMMENT, K_ERROR } from './terms.ts';

export const STRIDE = 4;
export const FROM = 1;
export const TO = 2;
export const NEXT = 3;

/** Trees still open while their children are copied. */
interface OpenTree { tree: Tree; start: number; child: number; word: number }

/** Returns null when the tree has an error node or a node of a kind we do not know. */
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
    if (kind === K_ERROR) return null;
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
 * Buffer entries are [type, start, end, index after the subtree], already in preorder. Dropped comments shift
 * the indices of what encloses them, so `next` is mapped through the list of the drops.
 */
function copyBuffer(buffer: Uint16Array, start: number, words: Int32Array, at: number): number {
  let dropped = 0;
  const base = at;
  for (let i = 0; i < buffer.length; i += STRIDE) {
    const kind = KIND[buffer[i]];
    if (kind === K_COMMENT) {
      dropped += STRIDE;
      continue;
    }
    if (kind === K_ERROR) return -1;
    words[at] = kind;
    words[at + FROM] = start + buffer[i + 1];
    words[at + TO] = start + buffer[i + 2];
    words[at + NEXT] = base + buffer[i + 3];
    at += STRIDE;
  }
  if (dropped > 0) correctNext(buffer, words, base);
  return at;
}

function correctNext(buffer: Uint16Array, words: Int32Array, base: number): void {
  const newIndex = new Int32Array(buffer.length / STRIDE + 1);
  let at = 0;
  for (let i = 0; i < buffer.length; i += STRIDE) {
    newIndex[i / STRIDE] = at;
    if (KIND[buffer[i]] !== K_COMMENT) at += STRIDE;
  }
  newIndex[buffer.length / STRIDE] = at;
  for (let p = base; p < base + at; p += STRIDE) words[p + NEXT] = base + newIndex[(words[p + NEXT] - base) / STRIDE];
}
