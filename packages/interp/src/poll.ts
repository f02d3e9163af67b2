/** The eval breaker: a word that other threads and signal handlers set, looked at by every back-edge. */
import type { Result } from '@pyston/objects';
import { None } from '@pyston/objects';

/** Word 0 non-zero: something wants the interpreter's attention. */
export let pollWord: Int32Array = new Int32Array(1);

let handler: () => Result = () => None;

/** The word for compiled code: V8 takes `word` for a constant, since each cell is the only one of its class. */
export interface PollCell {
  word: Int32Array;
}

const cells: PollCell[] = [];

/** A cell that follows the word when it moves. */
export function newPollCell(): PollCell {
  const cell = new (class {
    word = pollWord;
  })();
  cells.push(cell);
  return cell;
}

function follow(word: Int32Array): void {
  pollWord = word;
  for (const cell of cells) if (cell.word !== word) cell.word = word;
}

/** Shares the host's word and says what to do when it is set; the handler gives None or raises. */
export function setPoll(word: Int32Array, onPoll: () => Result): void {
  follow(word);
  handler = onPoll;
}

/** The word is elsewhere from now on (HostThreads.moveWords). */
export function movePoll(word: Int32Array): void {
  follow(word);
}

/** Handles what is pending: signals, finalisers, a thread switch. */
export function poll(): Result {
  return handler();
}
