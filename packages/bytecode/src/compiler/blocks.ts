/** Statements around the one being compiled that `return`, `break` and `continue` have to leave. */
import type { ast } from '@pyston/parser';
import type { Located } from '../errors.ts';

interface BlockBase {
  /** Exception region in force outside the block. */
  readonly outerRegion: number;
  readonly at: Located;
}

export interface LoopBlock extends BlockBase {
  readonly kind: 'while' | 'for' | 'async for';
  readonly continueLabel: number;
  readonly breakLabel: number;
}

/** The body of try … except. */
export interface TryBlock extends BlockBase {
  readonly kind: 'try';
}

/** The body (or a handler) of try … finally: leaving runs the finally body. */
export interface FinallyTryBlock extends BlockBase {
  readonly kind: 'finally try';
  readonly body: readonly ast.StmtNode[];
}

/** The copy of a finally body that runs for an exception. */
export interface FinallyEndBlock extends BlockBase {
  readonly kind: 'finally end';
  /** Registers of PUSH_EXC. */
  readonly exc: number;
}

export interface WithBlock extends BlockBase {
  readonly kind: 'with' | 'async with';
  /** Registers of the pair of __exit__. */
  readonly exit: number;
}

/** The body of an except clause. */
export interface HandlerBlock extends BlockBase {
  readonly kind: 'handler';
  readonly exc: number;
  readonly name: string | null;
}

export interface GroupHandlerBlock extends BlockBase {
  readonly kind: 'group handler';
}

export type Block =
  | LoopBlock
  | TryBlock
  | FinallyTryBlock
  | FinallyEndBlock
  | WithBlock
  | HandlerBlock
  | GroupHandlerBlock;
