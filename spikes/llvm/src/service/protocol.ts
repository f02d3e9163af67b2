/** Messages between the program, the relay thread and the compile service's process. */
import type { Pipeline } from '../codegen.ts';
import type { MemoryLimits } from '../link.ts';
import type { Unit } from '../unit.ts';

export interface Request {
  readonly id: number;
  /** A unit, or LLVM IR as text with a function `kernel` (tests and benchmarks). */
  readonly unit: Unit | string;
  readonly pollAddress: number;
  readonly pipeline: Pipeline;
  readonly limits: MemoryLimits;
  /** The answer brings LLVM's text. */
  readonly dump?: boolean;
}

/** Milliseconds in the service's process. */
export interface Times {
  readonly build: number;
  readonly llvm: number;
  readonly link: number;
}

export interface Answer {
  readonly id: number;
  readonly error?: string;
  /** From the process. */
  readonly bytes?: Uint8Array;
  /** From the relay. */
  readonly module?: WebAssembly.Module;
  readonly ms?: Times;
  readonly text?: string;
}
