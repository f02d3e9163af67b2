/**
 * Variables of a live compiled activation: they are in the engine's registers, and its debugger can read them. That takes tens of
 * milliseconds, since the debugger looks at every script first; but the code spills afterwards, so it happens once for each.
 */
import type { Frame, Value } from '@pyston/objects';
import { PyFloat } from '@pyston/objects';
import inspector from 'node:inspector';
import type { Script } from './frames.ts';

/** In a register's variable: its value is a double, in `fN`. */
export const FLT: object = {};

const HAND = 'pystonVariable';

interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string; readonly location: { readonly scriptId: string } }[];
}

/** Fills `frame.regs` with the variables of the `nth` emitted function on the stack; gives those that could not be read. */
export function readVariables(frame: Frame, script: Script, nth: number): Set<number> {
  const unread = new Set<number>();
  const count = frame.code.code.nlocalsplus;
  for (let i = 0; i < count; i++) unread.add(i);
  if (count === 0) return unread;
  const session = new inspector.Session();
  const world = globalThis as unknown as Record<string, unknown>;
  world[HAND] = (reg: number, v: Value | undefined, double?: number): void => {
    frame.regs[reg] = (v as object) === FLT ? new PyFloat(double!) : v;
    unread.delete(reg);
  };
  const emitted = new Set<string>();
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (params.url.startsWith('pyston-jit:')) emitted.add(params.scriptId);
  });
  session.on('Debugger.paused', ({ params }: { params: unknown }) => {
    const at = (params as Paused).callFrames.filter(({ location }) => emitted.has(location.scriptId))[nth];
    if (at === undefined) return;
    for (const reg of [...unread]) {
      const double = script.doubles.has(reg) ? `, f${reg}` : '';
      session.post('Debugger.evaluateOnCallFrame', {
        callFrameId: at.callFrameId,
        expression: `${HAND}(${reg}, r${reg}${double})`,
      });
    }
  });
  try {
    session.connect();
    session.post('Debugger.enable');
    // biome-ignore lint/suspicious/noDebugger: this is where the engine stops
    debugger;
    session.post('Debugger.disable');
  } catch {
    // another engine, or one without a debugger: the variables stay unread
  } finally {
    session.disconnect();
    delete world[HAND];
  }
  return unread;
}
