/**
 * From a reducible graph to nested JavaScript: labelled blocks, endless loops, `break` and `continue` (Ramsey, "Beyond
 * Relooper", 2022): a block's text is followed by those blocks it dominates that need a label, and every other successor
 * is written where it is jumped to.
 */
import type { Block } from './cfg.ts';

export interface Writer {
  line(text: string): void;
  /** Writes the instructions of a block; `go(target)` writes the jump to a successor. */
  block(block: Block, go: (target: number) => void): void;
}

export function writeStructured(blocks: Map<number, Block>, entry: number, out: Writer): void {
  const tree = (block: Block): void => {
    if (block.loop) out.line(`H${block.start}: for (;;) {`);
    const merges = block.children.filter((c) => c.merge).sort((a, b) => b.order - a.order);
    within(block, merges, 0);
    if (block.loop) out.line('}');
  };
  const within = (block: Block, merges: Block[], at: number): void => {
    if (at === merges.length) {
      out.block(block, (target) => go(block, blocks.get(target)!));
      return;
    }
    out.line(`B${merges[at]!.start}: {`);
    within(block, merges, at + 1);
    out.line('}');
    tree(merges[at]!);
  };
  const go = (from: Block, to: Block): void => {
    if (to.order <= from.order) out.line(`continue H${to.start};`);
    else if (to.merge) out.line(`break B${to.start};`);
    else tree(to);
  };
  tree(blocks.get(entry)!);
}
