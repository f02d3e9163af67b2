/** HostErrors out of negative errno numbers. */
import { HostError } from './error.ts';
import { linuxErrorCode } from './platform-tables.ts';

export function hostError(negativeErrno: number, syscall: string): HostError {
  return new HostError(-negativeErrno, linuxErrorCode(-negativeErrno), syscall);
}
