/**
 * The loop's entry, as the modules below it see it: the loop imports the slow paths, which run frames through this
 * slot, so that there is no import cycle.
 */
import type { Frame, Value } from '@pyston/objects';
import { ts } from '@pyston/objects';

type Run = (frame: Frame, raising: boolean) => Value | undefined;

let loop: Run = () => {
  throw new Error('the interpreter loop is not installed');
};

/** Runs a frame for code outside the loop: the innermost frame is the caller's again afterwards. */
export function run(frame: Frame, raising: boolean): Value | undefined {
  const t = ts;
  const caller = t.frame;
  const v = loop(frame, raising);
  if (t.frame !== caller) t.frame = caller;
  return v;
}

export function setRun(fn: Run): void {
  loop = fn;
}
