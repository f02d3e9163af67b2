/**
 * The pack of frozen modules: what CPython links into its binary (importlib's bootstrap, os, site, …), compiled at build time.
 *
 *   u32 'PYFZ' | u32 length of the index | index (JSON: [name, isPackage, offset, length]) | code of the modules
 *
 * The pack is read once; a module's code is decoded when it is asked for, and keeps a view of the pack's bytes.
 * Written by scripts/build-frozen.mjs.
 */
import type { CodeObject } from '@pyston/bytecode';
import { deserialize, isSerialized } from '@pyston/bytecode';

const MAGIC = 0x5a465950;

/** Where the pack stands in a checkout and in the installed package. */
export const FROZEN_PACK: URL = new URL('../../lib/frozen.pack', import.meta.url);

interface Entry {
  readonly isPackage: boolean;
  readonly bytes: Uint8Array;
  code: CodeObject | null;
}

export class FrozenModules {
  private readonly entries: Map<string, Entry>;

  /** @throws Error when the bytes are no pack, or one of another version of the code format. */
  constructor(pack: Uint8Array) {
    const view = new DataView(pack.buffer, pack.byteOffset, pack.byteLength);
    if (pack.length < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('not a pack of frozen modules');
    const start = 8 + view.getUint32(4, true);
    const index = JSON.parse(new TextDecoder().decode(pack.subarray(8, start))) as [string, boolean, number, number][];
    this.entries = new Map();
    for (const [name, isPackage, offset, length] of index) {
      const bytes = pack.subarray(start + offset, start + offset + length);
      if (!isSerialized(bytes)) throw new Error(`frozen code of ${name} has another format: build again`);
      this.entries.set(name, { isPackage, bytes, code: null });
    }
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  isPackage(name: string): boolean {
    return this.entries.get(name)?.isPackage === true;
  }

  /** The module's code object, the same one each time; undefined for a name that is not frozen. */
  code(name: string): CodeObject | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    entry.code ??= deserialize(entry.bytes);
    return entry.code;
  }
}
