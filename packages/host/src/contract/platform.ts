/** Numbers and names of the platform: tables that the errno, posix, signal, select … modules publish. */
export interface HostPlatform {
  /** 'linux', 'darwin', 'win32' (sys.platform). */
  readonly name: string;
  /** 'x86_64', 'aarch64' (as uname). */
  readonly machine: string;
  readonly littleEndian: boolean;
  /** ENOENT → 2 … complete for the platform. */
  readonly errno: Readonly<Record<string, number>>;
  /** Message of the C library: 'No such file or directory'; 'Unknown error 4711'. */
  strerror(errno: number): string;
  /** 'ENOENT', or 'E4711' for a number without a name. */
  errorCode(errno: number): string;
  /** O_*, S_*, AT_*, W*, SIG*, POLL*, EPOLL*, F_*, LOCK_*, TC*, RLIMIT_* … of this platform. */
  readonly constants: Readonly<Record<string, number>>;
  /** SC_PAGE_SIZE → number. */
  readonly sysconfNames: Readonly<Record<string, number>>;
  /** sysconf and confstr names are CPython's ('SC_PAGE_SIZE'); -1 = no limit. Throw HostError EINVAL. */
  sysconf(name: string | number): number;
}
