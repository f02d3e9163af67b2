/**
 * Code of the packed library's modules, compiled when the package was packed: an import reads its part of one file instead
 * of a source and a .pyc file. Written by scripts/build-code.mjs; a checkout does without.
 *
 *   u32 'PYLC' | u32 length of the index | index (JSON: {file below the library: [offset, length, size of the source]}) | code
 *
 * A source that has another size than the one compiled, or that was changed after the pack came here, is compiled anew.
 */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { CodeObject } from '@pyston/bytecode';
import { deserialize, isSerialized } from '@pyston/bytecode';

const MAGIC = 0x434c5950;
const HEAD = 8;

/** Where the pack stands in the installed package. */
export const LIBRARY_PACK: URL = new URL('../../lib/code.pack', import.meta.url);

/** An installation writes its files in any order, within so many milliseconds. */
const INSTALLATION = 60_000;

type Index = Readonly<Record<string, readonly [offset: number, length: number, size: number]>>;

export class LibraryCode {
  private readonly pack: string;
  private readonly root: string;
  private index: Index | null = null;
  /** Of the first byte of code, in the file. */
  private start = 0;
  private date = 0;

  /** `root`: the folder of os.py. */
  constructor(pack: string, root: string) {
    this.pack = pack;
    this.root = `${root}/`;
  }

  /** The module's code; null for a file that is not in the pack, or not the one that was compiled. */
  code(file: string): CodeObject | null {
    if (!file.startsWith(this.root)) return null;
    const fd = openSync(this.pack, 'r');
    try {
      this.index ??= this.readIndex(fd);
      const entry = this.index[file.slice(this.root.length)];
      if (entry === undefined || !this.isCompiled(file, entry[2])) return null;
      const bytes = read(fd, this.start + entry[0], entry[1]);
      return isSerialized(bytes) ? deserialize(bytes, file) : null;
    } finally {
      closeSync(fd);
    }
  }

  private readIndex(fd: number): Index {
    const head = read(fd, 0, HEAD);
    const view = new DataView(head.buffer, head.byteOffset, HEAD);
    if (view.getUint32(0, true) !== MAGIC) return {};
    const length = view.getUint32(4, true);
    this.start = HEAD + length;
    this.date = fstatSync(fd).mtimeMs;
    return JSON.parse(new TextDecoder().decode(read(fd, HEAD, length))) as Index;
  }

  private isCompiled(file: string, size: number): boolean {
    const source = statSync(file, { throwIfNoEntry: false });
    return source !== undefined && source.size === size && source.mtimeMs <= this.date + INSTALLATION;
  }
}

function read(fd: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at));
}
