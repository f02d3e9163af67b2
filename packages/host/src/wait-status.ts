/** The W* macros on a raw wait status (Linux layout, which macOS shares but for the continued state). */
const CONTINUED = 0xffff;

export const wifexited = (status: number): boolean => (status & 0x7f) === 0;
export const wexitstatus = (status: number): number => (status >> 8) & 0xff;
export const wifsignaled = (status: number): boolean => (status & 0x7f) !== 0 && (status & 0x7f) !== 0x7f;
export const wtermsig = (status: number): number => status & 0x7f;
export const wcoredump = (status: number): boolean => (status & 0x80) !== 0;
export const wifstopped = (status: number): boolean => (status & 0xff) === 0x7f;
export const wstopsig = (status: number): number => (status >> 8) & 0xff;
export const wifcontinued = (status: number): boolean => status === CONTINUED;

/** Exit code, or the negated signal that ended the child (os.waitstatus_to_exitcode); undefined when it only stopped. */
export function exitCodeOf(status: number): number | undefined {
  if (wifexited(status)) return wexitstatus(status);
  return wifsignaled(status) ? -wtermsig(status) : undefined;
}
