// Threads of Python in C: what blocks there lets the others run, and each thread has its own exception.

import { createNodeHost } from '@pyston/host/node';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildSample, importExtension, problem, shipped, startPython } from './c-support.ts';

const why =
  problem() ?? (createNodeHost().threads.supported ? null : 'no threads without the addon of @pyston/host; build it');
if (why !== null) console.log(`threads in C are not tested: ${why}`);
else {
  const python = await startPython();
  importExtension(python, 'sample', buildSample());
  importExtension(python, '_queue', shipped('_queue'));
  python.run('import threading, time, sample, _queue');

  test('a thread that waits in a queue of C lets the others run', () => {
    python.run(`
there, back = _queue.SimpleQueue(), _queue.SimpleQueue()
def echo():
    while (v := there.get()) is not None:
        back.put(('echo', v))
t = threading.Thread(target=echo)
t.start()
got = []
for i in range(200):
    there.put([i])
    got.append(back.get(timeout=20))
there.put(None)
t.join(20)
alive = t.is_alive()
`);
    assert.is(python.evaluate("not alive and got == [('echo', [i]) for i in range(200)]"), true);
  });

  test('a timeout is kept while another thread computes', () => {
    python.run(`
stop = False
def busy():
    n = 0
    while not stop: n += 1
t = threading.Thread(target=busy)
t.start()
start = time.monotonic()
try: _queue.SimpleQueue().get(timeout=0.2); outcome = 'got'
except _queue.Empty: outcome = 'empty'
took = time.monotonic() - start
stop = True
t.join(20)
`);
    assert.is(python.evaluate("outcome == 'empty' and took >= 0.2 and not t.is_alive()"), true);
  });

  test('calls, lists and exceptions of four threads do not mix', () => {
    python.run(`
import sys
usual = sys.getswitchinterval()
sys.setswitchinterval(1e-5)
wrong = []
def work(k):
    class Mine(sample.Counter):
        def unit(self): return f'of {k}'
    def boom(): raise KeyError(k)
    for i in range(400):
        l = [k, i]
        sample.double_in_place(l)
        c = Mine(i, label=k)
        report = sample.guard(boom)
        try: sample.fail('thread', k)
        except sample.SampleError as e: text = str(e)
        if l != [2 * k, 2 * i] or c.describe() != f'{i} of {k}' or report != f"caught <class 'KeyError'>: KeyError({k})" or text != f'thread ({k})':
            wrong.append((k, i, l, c.describe(), report, text))
threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 5)]
for t in threads: t.start()
for t in threads: t.join(60)
sys.setswitchinterval(usual)
`);
    assert.equal(python.evaluate('[repr(w) for w in wrong]'), []);
    assert.is(python.evaluate('any(t.is_alive() for t in threads)'), false);
  });
}

test.run();
