/**
 * Threads under load for as long as asked: start, join, nesting, locks, overflow, pipes, garbage, exceptions.
 * Run: node --conditions=pyston-source bench/soak.ts [SECONDS]. Ends with 1 when an invariant broke.
 */
import { createNodeHost } from '../src/node/index.ts';

const host = createNodeHost();
const { threads, clock, engine, fd } = host;
const { words } = threads;
const MB = 1 << 20;
const seconds = Number(process.argv[2] ?? 10);
const deadline = clock.seconds(1) + seconds;
let started = 0;
let overflows = 0;
let switches = 0;
let seed = 42;

const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) % below;
const poll = () => {
  if (words[0] === 0) return;
  switches++;
  threads.yieldGil();
};

function require(condition: boolean, what: string): void {
  if (condition) return;
  console.error(`soak: ${what}`);
  host.process.hardExit(1);
}

function compute(): void {
  let sum = 0;
  const kept = new Map<string, { k: number; big: bigint }>();
  for (let k = 0; k < 20_000; k++) {
    kept.set(`k${k % 100}`, { k, big: BigInt(k) ** 3n });
    sum += k;
    poll();
  }
  require(sum === 199_990_000 && kept.get('k99')?.k === 19_999, 'arithmetic across switches');
}

function* counter(): Generator<number> {
  for (let i = 0; i < 500; i++) {
    poll();
    yield i;
  }
}

function generators(): void {
  let sum = 0;
  for (const value of counter()) sum += value;
  require(sum === 124_750, 'generators across switches');
}

function overflow(): void {
  const dive = (n: number): number => {
    if (n % 1000 === 0) poll();
    return dive(n + 1) + 1;
  };
  try {
    dive(0);
  } catch (error) {
    require(error instanceof RangeError, 'an overflow is a RangeError');
    overflows++;
  }
}

const lock = threads.lockNew();
let holders = 0;
function locked(): void {
  for (let i = 0; i < 50; i++) {
    if (threads.lockAcquire(lock, -1) !== 1) continue;
    holders++;
    poll();
    require(holders === 1, 'one holder of a lock');
    holders--;
    threads.lockRelease(lock);
  }
}

function pipes(): void {
  const [reader, writer] = fd.pipe();
  const message = Uint8Array.of(1, 2, 3);
  const buffer = new Uint8Array(3);
  const peer = threads.start(() => {
    clock.sleep(0.002);
    fd.write(writer, message, 0, 3);
  }, MB);
  require(fd.read(reader, buffer, 0, 3) === 3 && buffer[2] === 3, 'a pipe between threads');
  finish(peer);
  fd.close(reader);
  fd.close(writer);
}

function throwing(): void {
  const child = threads.start(() => {
    compute();
    throw new TypeError('expected');
  }, 2 * MB);
  threads.join(child, -1);
  require(threads.takeException(child) instanceof TypeError, 'an exception crosses join');
}

function finish(handle: number): void {
  require(threads.join(handle, 60_000) === 1, 'join');
  threads.takeException(handle);
}

const collect = () => engine.collectGarbage();
const bigStack = () => require(engine.runOnBigStack(() => 7, 32 * MB) === 7, 'runOnBigStack');
const WORK = [compute, compute, generators, generators, overflow, locked, pipes, throwing, collect, bigStack];

threads.setSwitchInterval(0.0005);
while (clock.seconds(1) < deadline) {
  const batch: number[] = [];
  for (let i = 0; i < 8; i++) {
    const work = WORK[random(WORK.length)];
    batch.push(threads.start(work, (1 + random(16)) * MB));
    started++;
  }
  overflow();
  batch.forEach(finish);
}
console.log(
  `soak: Node ${process.versions.node}, ${seconds} s, ${started} threads, ${switches} polls that yielded, ${overflows} overflows`,
);
