/**
 * The C core of the C spike with its arena inside the memory of compiled wasm code: C objects, bytearrays that C holds, and compiled
 * loops share one memory. Needs what the tests of LLVM and of C extensions need.
 */
import { createRuntime } from '@pyston/cli';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LIMITS } from '../llvm/src/memory.ts';
import { LlvmTier } from '../llvm/src/tier.ts';
import { buildSample, importExtension, problem, startPython } from './c-support.ts';
import type { Stage } from './llvm-support.ts';
import { finish, isSkipped, llvmTest } from './llvm-support.ts';

const REGION = 64 << 20;
const why = isSkipped ? null : problem();
if (why !== null) console.log(`llvm and C: skipped, ${why}`);

/** A runtime with the tier and the sample extension, whose core lives in `region`. */
async function start({ memory, service }: Stage, region: Uint8Array) {
  await startPython({ memory: region.buffer, offset: 0, bytes: REGION });
  const tier = new LlvmTier({ memory, service, sync: true });
  const python = createRuntime({ tiers: [tier] });
  importExtension(python, 'sample', buildSample());
  return { tier, python };
}

const PROGRAM = `
import sample
def fill(data, n, k):
    for i in range(n):
        data[i] = (i * k) & 255
def total(data, n):
    s = 0
    for i in range(n):
        s += data[i]
    return s
def checksum(data):
    s = 0
    for b in data: s = (s * 31 + b) & 0xffffffff
    return s
data = bytearray(4000)
fill(data, 4000, 7)
`;

if (why === null)
  llvmTest('C objects, buffers that C holds and compiled loops are in one memory', async (stage) => {
    const { memory, service } = stage;
    const region = memory.allocate(REGION)!;
    const { tier, python } = await start(stage, region);
    python.run(PROGRAM);
    assert.is(python.evaluate('sample.checksum(data) == checksum(data)'), true);
    // C holds the buffer: the contents may not move, and need not
    python.run('held = bytearray(5000)\nn = sample.hold_buffer(held)\nsample.fill_buffer(9)');
    assert.is(python.evaluate('total(held, 5000)'), 45000);
    python.run('fill(held, 5000, 3)');
    assert.is(python.evaluate('sample.checksum(held) == checksum(held)'), true);
    python.run('sample.drop_buffer()');
    assert.is(tier.counts.refused, 0);
    assert.ok(tier.counts.entered >= 3);
    // a C object's reference count, read by compiled code at its address
    python.run(
      'items = [sample.make_list(3)]\nsample.keep(items)\nat = sample.address(items)\nn = sample.refcount(items)',
    );
    const offset = Number(BigInt(python.get('at') as number | bigint) - memory.base);
    const first = memory.offsetOf(region);
    assert.ok(offset >= first && offset < first + REGION, 'C’s objects are inside the region');
    const text =
      'define i32 @kernel(i32 %at) {\n  %p = inttoptr i32 %at to i32*\n  %r = load i32, i32* %p\n  ret i32 %r\n}';
    const answer = service.wait(service.request({ unit: text, pollAddress: 0, pipeline: 'mini', limits: LIMITS }));
    const { exports } = new WebAssembly.Instance(answer.module!, { env: { __linear_memory: memory.memory } });
    const count = (exports.kernel as (at: number) => number)(offset);
    assert.ok(Math.abs(count - (python.get('n') as number)) <= 1, `${count} and ${python.get('n')}`);
  });

test.after(finish);
test.run();
