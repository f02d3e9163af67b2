import assert from 'node:assert/strict';
import { test } from 'uvu';
import { unblocked, writeWhole } from '../src/node/portable/blocked.ts';

function again(): Error {
  return Object.assign(new Error('EAGAIN'), { errno: -11 });
}

test('a call that would block is made again', () => {
  let calls = 0;
  const n = unblocked(() => {
    if (++calls < 3) throw again();
    return 7;
  });
  assert.deepEqual([n, calls], [7, 3]);
});

test('other errors pass', () => {
  assert.throws(
    () =>
      unblocked(() => {
        throw Object.assign(new Error('EBADF'), { errno: -9 });
      }),
    /EBADF/,
  );
});

test('partial writes go on', () => {
  const from: number[] = [];
  let full = false;
  const n = writeWhole((at) => {
    full = !full;
    if (!full) throw again();
    from.push(at);
    return Math.min(4, 10 - at);
  }, 10);
  assert.deepEqual([n, from], [10, [0, 4, 8]]);
});

test('an error after a part gives the part', () => {
  assert.equal(
    writeWhole((at) => {
      if (at > 0) throw new Error('ENOSPC');
      return 5;
    }, 10),
    5,
  );
});

test.run();
