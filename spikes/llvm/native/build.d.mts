/** The arena addon; see arena.cc. Offsets count from the memory's base. */
export interface ArenaAddon {
  attach(buffer: SharedArrayBuffer, from: number): bigint;
  base(buffer: SharedArrayBuffer): bigint;
  setLimit(bytes: number): void;
  /** 0: the memory must grow. */
  allocate(bytes: number): number;
  release(at: number, bytes: number): void;
  window(bytes: number): Uint8Array | undefined;
  /** A view of bytes that belong to nobody, below the first block. */
  fixed(at: number, bytes: number): ArrayBuffer;
  offsetOf(view: ArrayBufferView): number;
  sum(at: number, bytes: number): number;
  fill(at: number, bytes: number, value: number): void;
  peek(at: number): number;
  storeLater(at: number, ms: number): void;
  statistics(): [used: number, blocks: number, top: number, holes: number];
  cpuTime(): number;
}
export function buildArena(folder: string): string;
/** @throws Error saying what is missing */
export function loadArena(folder: string): ArenaAddon;
