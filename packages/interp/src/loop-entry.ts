/**
 * The loop's entry, as the modules below it see it: the loop imports the slow paths, which run frames through this
 * slot, so that there is no import cycle.
 */
import type { Frame, Value } from '@pyston/objects';

type Run = (frame: Frame, raising: boolean) => Value | undefined;

export let run: Run = () => {
  throw new Error('the interpreter loop is not installed');
};

export function setRun(fn: Run): void {
  run = fn;
}
