/** What the tests of the LLVM spike share: runtimes with and without the tier, and why they cannot run where they cannot. */
import type { PythonRuntime } from '@pyston/cli';
import { createRuntime } from '@pyston/cli';
import { createNodeHost } from '@pyston/host/node';
import { movePoll } from '@pyston/interp';
import { arenaOffset, defineModule, int, itemMemories, setArena, typeOf } from '@pyston/objects';
import { MODULES } from '@pyston/stdlib';
import { test } from 'uvu';
import { KernelMemory } from '../llvm/src/memory.ts';
import { CompileService } from '../llvm/src/service/client.ts';
import type { Options } from '../llvm/src/tier.ts';
import { LlvmTier } from '../llvm/src/tier.ts';
import { probe, serviceEngine } from '../llvm/src/toolchain.ts';

export interface Stage {
  readonly memory: KernelMemory;
  readonly service: CompileService;
  readonly host: ReturnType<typeof createNodeHost>;
}

let stage: Stage | null = null;

/** Why these tests are skipped, or null; makes the memory and the service. */
export function prepare(): string | null {
  const missing = probe();
  if (missing !== null) return missing;
  try {
    const memory = new KernelMemory();
    const host = createNodeHost();
    host.threads.moveWords(memory.words);
    movePoll(memory.words);
    setArena(memory);
    stage = { memory, host, service: new CompileService(serviceEngine()!) };
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const skipped = prepare();
if (skipped !== null) console.log(`llvm: skipped, ${skipped}`);

export const isSkipped = skipped !== null;

/** A test that runs only where LLVM is there. */
export function llvmTest(name: string, body: (stage: Stage) => void | Promise<void>): void {
  if (isSkipped) test.skip(name);
  else test(name, () => body(stage!));
}

export interface Pair {
  readonly tier: LlvmTier;
  readonly compiled: PythonRuntime;
  readonly plain: PythonRuntime;
}

/** Where an object's contents are in the arena. */
const addresses = defineModule({
  name: 'addresses',
  functions: [
    {
      name: 'offset',
      signature: '(o, /)',
      impl: (o) => int(arenaOffset(o as never, itemMemories.get(typeOf(o as never))!)),
    },
  ],
});

/** A runtime with the tier, one without, both with `source` run. */
export function pair(source: string, options: Partial<Options> = {}): Pair {
  const { memory, service, host } = stage!;
  const tier = new LlvmTier({ memory, service, sync: true, ...options });
  const compiled = createRuntime({ tiers: [tier], host, modules: [...MODULES, addresses] });
  const plain = createRuntime({ host });
  for (const runtime of [compiled, plain]) runtime.run(source, 'kernel.py');
  return { tier, compiled, plain };
}

/** Ends what would keep the process alive. */
export async function finish(): Promise<void> {
  await stage?.service.close();
}
