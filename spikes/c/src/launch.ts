/** What must be known before the modules that talk to the core are evaluated (see addon.ts). */

/** Part of a memory that somebody else made, a shared WebAssembly.Memory for instance. */
export interface Region {
  readonly memory: ArrayBufferLike;
  /** Multiple of 16. */
  readonly offset: number;
  readonly bytes: number;
}

export interface Launch {
  /** The built addon. */
  readonly binary: string;
  /** For the arena; without it the addon maps 4 GiB of address space. */
  readonly region?: Region | undefined;
}

let given: Launch | null = null;

export function setLaunch(what: Launch): void {
  given ??= what;
}

export function launch(): Launch {
  if (given === null) throw new Error('startCapi() comes first');
  return given;
}
