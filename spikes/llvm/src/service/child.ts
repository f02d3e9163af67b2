/**
 * The compile service's process: units in, wasm modules as bytes out. LLVM's fatal errors end this process and no other.
 */
import { CodeGenerator } from '../codegen.ts';
import { emitText } from '../emit.ts';
import { link } from '../link.ts';
import { loadToolchain } from '../toolchain.ts';
import type { Answer, Request } from './protocol.ts';

const started = performance.now();
const toolchain = loadToolchain();
const generator = new CodeGenerator(toolchain);

function compile({ id, unit, pollAddress, pipeline, limits, dump }: Request): Answer {
  const t0 = performance.now();
  const text = typeof unit === 'string' ? unit : emitText(toolchain.bindings, unit, 'kernel', pollAddress);
  const t1 = performance.now();
  const object = generator.compile(text, pipeline);
  const t2 = performance.now();
  const bytes = link(object, limits);
  const ms = { build: t1 - t0, llvm: t2 - t1, link: performance.now() - t2 };
  return dump === true ? { id, bytes, ms, text } : { id, bytes, ms };
}

process.on('message', (request: Request) => {
  try {
    process.send!(compile(request));
  } catch (error) {
    process.send!({ id: request.id, error: String((error as Error).message) } satisfies Answer);
  }
});
process.send!({ ready: performance.now() - started });
