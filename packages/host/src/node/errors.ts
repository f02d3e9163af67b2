/** Answers of natives: a value, or an errno to be thrown. */
import { hostError } from '../host-error.ts';

export { hostError };

/** A native's answer, unless it is an error. */
export function orThrow<T>(answer: T | number, syscall: string): T {
  if (typeof answer === 'number') throw hostError(answer, syscall);
  return answer;
}

/** For calls whose answer lies in the record. */
export function check(status: number, syscall: string): void {
  if (status < 0) throw hostError(status, syscall);
}
