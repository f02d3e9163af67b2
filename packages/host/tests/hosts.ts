/** The hosts that every contract test runs over, each with a directory of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeHost } from '../src/fake/index.ts';
import { type Host, HostError } from '../src/index.ts';
import { createNodeHost } from '../src/node/index.ts';

export interface Subject {
  name: string;
  host: Host;
  /** An empty directory. */
  dir: string;
}

const made: string[] = [];

function directory(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pyston-host-'));
  made.push(dir);
  return dir;
}

/** Call at the end of a file's tests. */
export function cleanUp(): void {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
}

export function subjects(): Subject[] {
  const all: Subject[] = [
    { name: 'portable', host: createNodeHost({ addon: false }), dir: directory() },
    { name: 'fake', host: createFakeHost(), dir: '/tmp' },
  ];
  const native = createNodeHost();
  if (native.kind === 'node+addon') all.push({ name: 'addon', host: native, dir: directory() });
  else console.log(`(addon not tested: ${native.addonProblem})`);
  return all;
}

/** The addon's host, or undefined with a note when it is not built. */
export function addonHost(): Host | undefined {
  const host = createNodeHost();
  if (host.kind === 'node+addon') return host;
  console.log(`(addon not tested: ${host.addonProblem})`);
  return undefined;
}

/** The code of the HostError that `call` throws. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof HostError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (data: Uint8Array): string => new TextDecoder().decode(data);
