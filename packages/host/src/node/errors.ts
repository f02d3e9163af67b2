/** HostErrors out of negative errno numbers. */
import { HostError } from '../error.ts';
import { linuxErrorCode } from '../platform-tables.ts';

export function hostError(negativeErrno: number, syscall: string): HostError {
  return new HostError(-negativeErrno, linuxErrorCode(-negativeErrno), syscall);
}

/** A native's answer, unless it is an error. */
export function orThrow<T>(answer: T | number, syscall: string): T {
  if (typeof answer === 'number') throw hostError(answer, syscall);
  return answer;
}

/** For calls whose answer lies in the record. */
export function check(status: number, syscall: string): void {
  if (status < 0) throw hostError(status, syscall);
}
