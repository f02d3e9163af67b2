# What of the library stands on threads: queues, pools, contexts, asyncio, logging.
import asyncio
import concurrent.futures
import contextvars
import logging
import queue
import random
import re
import json
import sys
import threading

q, results = queue.Queue(maxsize=3), queue.SimpleQueue()


def worker():
    while (item := q.get()) is not None:
        results.put(item * item)
        q.task_done()


ts = [threading.Thread(target=worker) for _ in range(3)]
for t in ts:
    t.start()
for i in range(50):
    q.put(i)
q.join()
for _ in ts:
    q.put(None)
for t in ts:
    t.join()
print(sorted(results.get() for _ in range(50)) == [i * i for i in range(50)], results.empty())
try:
    results.get(timeout=0.01)
except queue.Empty:
    print('empty')
late = []
t = threading.Thread(target=lambda: late.append(results.get()))
t.start()
results.put('late')
t.join()
print(late)

with concurrent.futures.ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda x: x ** 2, range(10))))
    future = pool.submit(lambda: 1 / 0)
    print(type(future.exception()).__name__)
    waits = [pool.submit(lambda n=n: n) for n in range(5)]
    print(sorted(f.result() for f in concurrent.futures.as_completed(waits)))

var = contextvars.ContextVar('var', default='none')
var.set('main')
seen = []


def in_thread(name):
    seen.append((name, var.get()))
    var.set(name)
    for _ in range(1000):
        assert var.get() == name


copy = contextvars.copy_context()
ts = [threading.Thread(target=in_thread, args=(f't{i}',)) for i in range(3)]
ts.append(threading.Thread(target=copy.run, args=(in_thread, 'copied')))
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(seen), var.get(), copy[var])


async def main():
    loop = asyncio.get_running_loop()
    a = asyncio.to_thread(lambda: threading.current_thread() is not threading.main_thread())
    b = loop.run_in_executor(None, sum, range(100))
    future = loop.create_future()
    threading.Timer(0.01, loop.call_soon_threadsafe, (future.set_result, 'from a thread')).start()
    return await asyncio.gather(a, b, future)


print(asyncio.run(main()))
loops = []
ts = [threading.Thread(target=lambda n=n: loops.append(asyncio.run(asyncio.sleep(0.01, n)))) for n in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(loops))

lines = []


class Handler(logging.Handler):
    def emit(self, record):
        lines.append(f'{record.threadName} {record.getMessage()}')


log = logging.getLogger('x')
log.addHandler(Handler())
log.propagate = False
ts = [threading.Thread(target=lambda: [log.warning('%d', k) for k in range(20)], name=f'n{i}') for i in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(lines), len(set(lines)))

sys.setswitchinterval(1e-5)
outcomes = []


def mixed(i):
    for k in range(15):
        text = json.dumps({'i': i, 'list': [k, {'deep': [None, True, 1.5, 'é']}]}, indent=1)
        assert json.loads(text)['i'] == i
        assert json.loads(text, object_hook=lambda d: tuple(sorted(d.items(), key=lambda p: p[0])))[0] == ('i', i)
        assert re.sub(r'(\d+)', lambda m: str(int(m[1]) + i), 'a1b22c333') == f'a{1 + i}b{22 + i}c{333 + i}'
        assert [m.span() for m in re.finditer(r'\w+', 'one two three')] == [(0, 3), (4, 7), (8, 13)]
        assert f'{i:>{k + 3}}'.strip() == str(i) and '%s %r' % (i, str(k)) == f"{i} '{k}'"
        r = random.Random(i)
        assert r.random() == random.Random(i).random()
        assert sorted({k: i for k in range(20)}.items(), key=lambda p: -p[0])[0] == (19, i)
    outcomes.append(i)


ts = [threading.Thread(target=mixed, args=(i,)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(outcomes))
sys.setswitchinterval(0.005)
