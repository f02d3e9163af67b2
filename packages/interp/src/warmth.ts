/**
 * When the engine may optimize the interpreter loop.
 *
 * To V8 the loop is a function that is hot after a thousand instructions of Python, and each operator that it meets for the
 * first time afterwards ends its optimized code: a program that imports some modules had it compiled four times over, which
 * took more time than the imports. So the command holds the loop back until Python code has shown that it is busy: by the turns
 * of one code object's loops, or by calls. By then the loop has also seen most of its operators.
 *
 * Nothing is counted for this on fast paths: turns are counted by the record's budget, calls by frames that have served
 * their number of activations.
 */

/** Turns of the loops of one code object; no import of the library's modules comes near. */
const TURNS = 3000;
/** Calls of Python functions; importing asyncio makes 11,000. */
const CALLS = 15_000;
/** Activations that one frame serves while the loop is held back: what is counted is frames. */
export const COLD_REUSES = 250;

let cold = false;
let calls = 0;
let release: (() => void) | null = null;

/** The loop is held back from now on; `letGo` undoes that. Without it the records of code only learn to count turns. */
export function holdLoop(letGo: (() => void) | null): void {
  cold = true;
  calls = 0;
  release = letGo;
}

export function isCold(): boolean {
  return cold;
}

/** Turns of its loops after which a record asks `warmUp`; 0 = it need not. */
export function coldTurns(): number {
  return cold ? TURNS : 0;
}

/** So many calls were made. */
export function countCalls(n: number): void {
  calls += n;
  if (calls >= CALLS) warmUp();
}

/** A frame has served its last activation. */
export function frameServed(): void {
  if (cold) countCalls(COLD_REUSES);
}

/** The program is busy. */
export function warmUp(): void {
  if (release === null) return;
  cold = false;
  release();
  release = null;
}
