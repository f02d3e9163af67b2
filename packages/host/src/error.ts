/** A failed system call, for methods whose result is not a number (see contract/host.ts, "Failures"). */
export class HostError extends Error {
  /** Positive errno of the platform. */
  readonly errno: number;
  /** Symbolic name: 'ENOENT'. */
  readonly code: string;
  /** Name of the call that failed: 'readlink'. */
  readonly syscall: string;

  constructor(errno: number, code: string, syscall: string) {
    super(`${syscall}: ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
  }
}
