/** OS threads in one isolate, over the addon. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addonHost } from './hosts.ts';

const host = addonHost();
const MB = 1 << 20;

if (host !== undefined) {
  const { threads, clock, engine, fd } = host;
  const words = threads.words;
  const poll = () => {
    if (words[0] !== 0) threads.yieldGil();
  };

  test('threads take turns at polls', () => {
    const counts = [0, 0, 0, 0];
    let stop = false;
    threads.setSwitchInterval(0.001);
    const started = counts.map((_, i) =>
      threads.start(() => {
        while (!stop) {
          counts[i]++;
          poll();
        }
      }, 2 * MB),
    );
    assert.ok(started.every((handle) => handle > 0));
    // a loaded machine may start a thread late: they get up to ten seconds
    for (let waited = 0; waited < 100 && counts.some((count) => count <= 1000); waited++) clock.sleep(0.1);
    stop = true;
    for (const handle of started) assert.is(threads.join(handle, 5000), 1);
    assert.ok(
      counts.every((count) => count > 1000),
      `${counts}`,
    );
    assert.ok(started.every((handle) => threads.takeException(handle) === undefined));
  });

  test('blocking calls let others run', () => {
    const [reader, writer] = fd.pipe();
    let seen = '';
    const handle = threads.start(() => {
      const buffer = new Uint8Array(10);
      const count = fd.read(reader, buffer, 0, 10);
      seen = new TextDecoder().decode(buffer.subarray(0, count));
    }, MB);
    assert.is(threads.join(handle, 20), 0, 'still reading');
    fd.write(writer, new TextEncoder().encode('hello'), 0, 5);
    assert.is(threads.join(handle, -1), 1);
    assert.is(seen, 'hello');
    const start = clock.seconds(1);
    const sleepers = Array.from({ length: 10 }, () => threads.start(() => void clock.sleep(0.1), MB));
    for (const sleeper of sleepers) threads.join(sleeper, -1);
    assert.ok(clock.seconds(1) - start < 0.6);
  });

  test('exceptions, identities, depth', () => {
    const idents = new Set([threads.ident()]);
    const failing = threads.start(() => {
      idents.add(threads.ident());
      throw new RangeError('mine');
    }, MB);
    threads.join(failing, -1);
    assert.instance(threads.takeException(failing), RangeError);
    assert.is(idents.size, 2);
    const depths: number[] = [];
    const dive = () => {
      let depth = 0;
      const down = () => {
        depth++;
        down();
      };
      try {
        down();
      } catch {
        depths.push(depth);
      }
    };
    for (const size of [1, 8, 64]) threads.join(threads.start(dive, size * MB), -1);
    assert.ok(depths[0] < depths[1] && depths[1] < depths[2], `${depths}`);
    dive();
    assert.ok(depths[3] > 5000);
    threads.join(threads.start(dive, 0), -1);
    assert.ok(depths[4] > 1000, 'a stack that is too small is enlarged');
  });

  test('a lock hands over', () => {
    const lock = threads.lockNew();
    threads.lockAcquire(lock, -1);
    let got = 0;
    const waiter = threads.start(() => {
      got = threads.lockAcquire(lock, -1);
      threads.lockRelease(lock);
    }, MB);
    assert.is(threads.join(waiter, 20), 0);
    threads.lockRelease(lock);
    assert.is(threads.join(waiter, -1), 1);
    assert.is(got, 1);
  });

  test('garbage collection with parked threads', () => {
    const results: string[] = [];
    const started = Array.from({ length: 4 }, (_, i) =>
      threads.start(() => {
        let text = '';
        for (let k = 0; k < 20_000; k++) {
          const object = { k, name: `n${k}` };
          if (k % 5000 === 0) {
            engine.collectGarbage();
            text += object.name;
          }
          poll();
        }
        results[i] = text;
      }, 2 * MB),
    );
    for (const handle of started) threads.join(handle, -1);
    assert.equal(results, Array(4).fill('n0n5000n10000n15000'));
  });
}

test.run();
