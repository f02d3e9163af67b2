/**
 * Frames of compiled activations, made when somebody asks (setLiveFrames).
 *
 * A compiled activation has no Frame. The engine's stack has all of them with the line each one is at, and each emitted line
 * belongs to one instruction. Walking it from the innermost outward, `runActivation` stands for the next frame of tier 0 and an
 * emitted function for an activation of its own, unless tier 0 began it in a frame (`enterCompiled`, loops). Their variables
 * are registers of the machine: such a frame has no f_locals.
 */
import type { Frame } from '@pyston/objects';
import { Frame as FrameClass, keepFrame, ts } from '@pyston/objects';
import type { Compiled } from './compiled.ts';

export interface Script {
  readonly compiled: Compiled;
  /** pc by line of the emitted text, below zero where the line has no frame of its own. */
  readonly lines: readonly number[];
  readonly framed: boolean;
}

/** Emitted scripts by the name that the engine shows. */
export const scripts: Map<string, Script> = new Map();

/** Lines that `new Function` puts in front of its text. */
const FIRST_LINE = 3;

function engineStack(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, sites) => sites;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  const sites = new Error().stack as unknown as NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return sites;
}

/** The innermost frame; see setLiveFrames. */
export function resolveFrames(): Frame | null {
  let real = ts.frame;
  let innermost: Frame | null = null;
  let last: Frame | null = null;
  const found = (frame: Frame): void => {
    if (last !== null) {
      last.back = frame;
      if (last.reuses < 0) keepFrame(frame);
    }
    innermost ??= frame;
    last = frame;
  };
  const sites = engineStack();
  /** pc of the emitted function whose frame tier 0 has made. */
  let pending = -1;
  let replaced = false;
  for (let i = 0; i < sites.length && real !== null; i++) {
    const name = sites[i]!.getFunctionName();
    if (name === 'runActivation') {
      const frame: Frame = real;
      real = frame.back;
      if (pending >= 0) frame.pc = pending;
      pending = -1;
      if (!replaced) found(frame);
      replaced = false;
      continue;
    }
    const script = scripts.get(sites[i]!.getScriptNameOrSourceURL() ?? '');
    if (script === undefined) continue;
    const pc = script.lines[sites[i]!.getLineNumber()! - FIRST_LINE] ?? -1;
    if (pc < 0) {
      // it has left for tier 0, which runs the activation in a frame of its own
      replaced ||= script.framed || isEntry(sites[i + 1]);
      continue;
    }
    if (script.framed || isEntry(sites[i + 1])) pending = pc;
    else found(virtualFrame(script.compiled, pc));
  }
  if (last !== null) (last as Frame).back = real;
  return innermost ?? ts.frame;
}

function isEntry(site: NodeJS.CallSite | undefined): boolean {
  return site !== undefined && site.getFunctionName() === 'enterCompiled';
}

function virtualFrame(c: Compiled, pc: number): Frame {
  const frame = new FrameClass(c.code, c.template.slice(), null, c.globals, c.builtins, null);
  frame.pc = pc;
  return frame;
}
