/**
 * The parts of LLVM that are not ours: llvm-bindings and koffi from `../toolchain`, and the system's libLLVM-14. They are installed
 * on demand (`node spikes/llvm/setup.mjs`); `probe()` says what is missing, without loading any of it.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Koffi {
  load(library: string): { func(declaration: string): (...args: unknown[]) => any };
  decode(pointer: unknown, type: string, length?: number): any;
}

export interface Toolchain {
  readonly koffi: Koffi;
  readonly bindings: any;
  readonly library: string;
}

const FOLDER = fileURLToPath(new URL('../toolchain/', import.meta.url));
const REMEDY = 'node spikes/llvm/setup.mjs';

/** null = everything is there, else why not, with the remedy. */
export function probe(): string | null {
  const bindings = join(FOLDER, 'node_modules', 'llvm-bindings', 'build', 'Release', 'llvm-bindings.node');
  if (!existsSync(bindings)) return `llvm-bindings is not installed; ${REMEDY}`;
  if (serviceEngine() === null) return 'no Node.js that runs TypeScript; pnpm install brings the pinned engine';
  if (libraryPath() === null) return 'libLLVM-14.so.1 is missing; apt-get install llvm-14-dev';
  return null;
}

/** A Node.js that runs the service's TypeScript: this one, or the pinned engine. */
export function serviceEngine(): string | null {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const packages = fileURLToPath(new URL('../../../packages/cli/node_modules/', import.meta.url));
  const pinned = join(packages, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(pinned) ? pinned : null;
}

function libraryPath(): string | null {
  const folders = [
    '/usr/lib/llvm-14/lib',
    '/usr/lib',
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  ];
  for (const folder of folders) {
    const path = join(folder, 'libLLVM-14.so.1');
    if (existsSync(path)) return path;
  }
  return null;
}

/** Loads both; only the compile service may, once in its process. */
export function loadToolchain(): Toolchain {
  const require = createRequire(join(FOLDER, 'package.json'));
  return { koffi: require('koffi'), bindings: require('llvm-bindings'), library: libraryPath()! };
}
