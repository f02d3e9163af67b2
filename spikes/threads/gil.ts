/**
 * What the GIL costs below Python, through the addon alone:
 *
 *   node --conditions=pyston-source spikes/threads/gil.ts
 */
import { createNodeHost } from '@pyston/host/node';

const { threads, clock } = createNodeHost();
const { words } = threads;
const STACK = 2 << 20;

function best(measure: () => number): number {
  let least = Infinity;
  for (let i = 0; i < 9; i++) least = Math.min(least, measure());
  return least;
}

/** Nanoseconds per call. */
function each(n: number, body: () => void): number {
  const start = clock.seconds(1);
  for (let i = 0; i < n; i++) body();
  return ((clock.seconds(1) - start) / n) * 1e9;
}

function line(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(44)}${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}`);
}

if (!threads.supported) throw new Error('the addon is not built');

const plain = (n: number): number => {
  let s = 0;
  for (let i = 0; i < n; i++) s = (s * 31 + i) % 65521;
  return s;
};
const polled = (n: number): number => {
  let s = 0;
  for (let i = 0; i < n; i++) {
    if (words[0] !== 0) threads.yieldGil();
    s = (s * 31 + i) % 65521;
  }
  return s;
};
const N = 2_000_000;
for (let i = 0; i < 5; i++) plain(N) === polled(N) || console.log('?');
const bare = best(() => each(1, () => plain(N)) / N);
line('a poll in a loop', best(() => each(1, () => polled(N)) / N) - bare, 'ns');

const lock = threads.lockNew();
line(
  'semaphore, free, through the addon',
  best(() =>
    each(100_000, () => {
      threads.lockAcquire(lock, -1);
      threads.lockRelease(lock);
    }),
  ),
  'ns',
);

const sleeper = threads.start(() => void threads.lockAcquire(lock, -1), STACK);
threads.lockAcquire(lock, -1);
clock.sleep(0.01);
line(
  'GIL released and taken, nobody waits',
  best(() => each(100_000, () => threads.yieldGil())),
  'ns',
);
threads.lockRelease(lock);
threads.join(sleeper, -1);
threads.takeException(sleeper);

threads.onResume(() => {});
const [there, back] = [threads.lockNew(), threads.lockNew()];
threads.lockAcquire(there, 0);
threads.lockAcquire(back, 0);
line(
  'there and back again over semaphores',
  best(() => {
    const count = 2000;
    const handle = threads.start(() => {
      for (let i = 0; i < count; i++) {
        threads.lockAcquire(there, -1);
        threads.lockRelease(back);
      }
    }, STACK);
    const spent = each(count, () => {
      threads.lockRelease(there);
      threads.lockAcquire(back, -1);
    });
    threads.join(handle, -1);
    threads.takeException(handle);
    return spent / 1000;
  }),
  'us',
);
line(
  'thread: start, run, join',
  best(() =>
    each(300, () => {
      const handle = threads.start(() => {}, STACK);
      threads.join(handle, -1);
      threads.takeException(handle);
    }),
  ) / 1000,
  'us',
);
process.exit(0);
