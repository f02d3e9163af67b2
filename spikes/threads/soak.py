"""Threads under load: every kind of work at once on shared objects, each piece checking its own result.

    pyston spikes/threads/soak.py [SECONDS [THREADS]]

The last line is `soak: N rounds, N wrong`; the exit status tells whether anything was wrong.
"""

import gc
import io
import json
import os
import queue
import random
import re
import sys
import threading
import time
import traceback
import weakref

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 2
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
END = time.monotonic() + SECONDS

wrong = []
shared_dict = {}
shared_list = []
lock = threading.Lock()
rlock = threading.RLock()
guarded = {'count': 0, 'expected': 0}
channel = queue.Queue(maxsize=50)
simple = queue.SimpleQueue()
local = threading.local()
collected = []


def arithmetic(i, r):
    s, big, f = 0, 1, 0.5
    for k in range(2000):
        s = (s * 31 + k * i) % 65521
        f = f * 1.0000001 + i / (k + 1)
        if k % 40 == 0:
            big = big * (k + i + 2) + k
    return s, big % 1000000007, f


def build_text(i, r):
    parts = [f'{i}:{k:04x}' for k in range(200)]
    text = ','.join(parts)
    assert text.split(',') == parts
    assert re.findall(r'(\d+):([0-9a-f]+)', text)[7] == (str(i), '0007')
    assert re.sub(r'\d+:', lambda m: m[0][:-1] + '-', text).count('-') == 200
    value = {'thread': i, 'items': [{'k': k, 'half': k / 2, 'text': 'é' * (k % 3)} for k in range(30)]}
    assert json.loads(json.dumps(value)) == value
    return len(text)


class Failure(Exception):
    def __init__(self, value):
        super().__init__(value)
        self.value = value


def fall(n, value):
    if n == 0:
        raise Failure(value)
    try:
        return fall(n - 1, value) + 1
    finally:
        local.depth = n


def exceptions(i, r):
    for k in range(20):
        try:
            fall(15, (i, k))
            raise AssertionError('nothing was raised')
        except Failure as error:
            assert error.value == (i, k)
            assert len(traceback.extract_tb(error.__traceback__)) == 17
            assert sys.exception() is error
    assert local.depth == 15
    return 'ok'


def recursion(i, r):
    def down(n):
        return down(n + 1)

    try:
        down(0)
    except RecursionError:
        return 'ok'


def squares(n):
    total = 0
    for k in range(n):
        got = yield k * k + total
        total += got or 0


def generators(i, r):
    g, out = squares(100), [0]
    next(g)
    for k in range(99):
        out.append(g.send(1) - (k + 1))
    assert out == [k * k for k in range(100)], out[:5]
    assert sum(x for x in (y + i for y in range(100)) if x % 2) == sum(y + i for y in range(100) if (y + i) % 2)

    def nested(depth):
        if depth:
            yield from nested(depth - 1)
            yield depth
            yield from nested(depth - 1)

    return sum(nested(6))


def sorting(i, r):
    data = [(k * 7919 + i) % 1009 for k in range(300)]

    def key(x):
        s = 0
        for k in range(3):
            s += k
        return -x + s

    out = sorted(data, key=key)
    assert all(out[k] >= out[k + 1] for k in range(299))

    class Item:
        __slots__ = ('n',)

        def __init__(self, n):
            self.n = n

        def __lt__(self, other):
            return self.n < other.n

    items = [Item(x) for x in data]
    items.sort()
    assert [x.n for x in items] == sorted(data)
    return out[0]


def containers(i, r):
    for k in range(200):
        shared_list.append((i, k))
        shared_dict[i, k] = k
        shared_dict[f'{i} {k}'] = (i, k)
    for k in range(200):
        assert shared_dict.pop((i, k)) == k
        assert shared_dict.pop(f'{i} {k}') == (i, k)
    mine = 0
    for _ in range(200):
        mine += shared_list.pop()[1] >= 0
    assert mine == 200
    own = set()
    for k in range(200):
        own.add((k, i))
        own.add(k)
        own.discard(k - 1)
    assert len(own) == 201
    return len(own)


class Base:
    value = 1

    def answer(self):
        return self.value


def classes(i, r):
    class Derived(Base):
        def __init__(self, n):
            self.n = n

        def answer(self):
            return super().answer() * 0 + self.n

        def __eq__(self, other):
            return self.n == other.n

        def __hash__(self):
            return hash(self.n)

    objects = [Derived(k) for k in range(100)]
    assert [o.answer() for o in objects] == list(range(100))
    setattr(Base, f'of{i}', property(lambda self: self.n + i))
    assert all(getattr(o, f'of{i}') == o.n + i for o in objects)
    Derived.answer = lambda self: -self.n
    assert [o.answer() for o in objects] == [-k for k in range(100)]
    Base.value += 1
    delattr(Base, f'of{i}')
    assert not hasattr(objects[0], f'of{i}')
    table = {o: o.n for o in objects}
    assert all(table[Derived(k)] == k for k in range(100))
    objects[0].__dict__['extra'] = i
    assert objects[0].extra == i and vars(objects[0]) == {'n': 0, 'extra': i}
    return len(table)


def locks(i, r):
    for k in range(100):
        with lock:
            before = guarded['count']
            for _ in range(2):
                pass
            guarded['count'] = before + 1
        with rlock, rlock:
            guarded['expected'] += 1
    if not lock.acquire(timeout=20):
        raise AssertionError('no lock for 20 seconds')
    lock.release()
    return 'ok'


def queues(i, r):
    for k in range(10):
        channel.put((i, k))
        simple.put(i)
    for k in range(10):
        channel.get()
        simple.get()
    return 'ok'


def threads(i, r):
    out = []

    def body(n):
        local.mine = n
        for _ in range(20):
            assert local.mine == n
        out.append(n)
        if n % 2:
            inner = threading.Thread(target=out.append, args=(n * 10,))
            inner.start()
            inner.join()

    ts = [threading.Thread(target=body, args=(n,)) for n in range(3)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert sorted(out) == [0, 1, 2, 10]
    return 'ok'


def waiting(i, r):
    time.sleep(0.001)
    a, b = os.pipe()
    os.write(b, b'%d' % i)
    assert os.read(a, 10) == b'%d' % i
    os.close(a)
    os.close(b)
    event = threading.Event()
    assert not event.wait(0.001)
    return 'ok'


class Dying:
    def __init__(self, i):
        self.i = i

    def __del__(self):
        collected.append(self.i)


def garbage(i, r):
    class Node:
        pass

    first = Node()
    node = first
    for k in range(300):
        node.next = Node()
        node.k = k
        node = node.next
    node.next = first
    kept = weakref.ref(first)
    Dying(i)
    dead = weakref.ref(Node(), lambda ref: collected.append(i))
    if r.random() < 0.2:
        gc.collect()
    assert kept() is first and first.k == 0
    k, node = 0, first
    while node.next is not first:
        k += 1
        node = node.next
    assert k == 300
    buffer = bytearray(r.randrange(1, 100000))
    buffer[-1] = i % 256
    assert bytes(buffer)[-1] == i % 256
    return repr(dead)[:8]


def streams(i, r):
    text = io.StringIO()
    for k in range(100):
        print(i, k, file=text)
    assert text.getvalue().count('\n') == 100
    code = compile(f'def f(x):\n    return x * {i} + 1\nresult = [f(k) for k in range(50)]', '<soak>', 'exec')
    space = {}
    exec(code, space)
    assert space['result'] == [k * i + 1 for k in range(50)]
    return 'ok'


WORK = [arithmetic, build_text, exceptions, recursion, generators, sorting, containers, classes, locks, queues, threads,
        waiting, garbage, streams]
rounds = [0] * THREADS
expected = {}


def run(i):
    r = random.Random(i)
    while time.monotonic() < END:
        work = r.choice(WORK)
        try:
            result = work(i, r)
            if expected.setdefault((work, i), result) != result:
                wrong.append(f'{work.__name__} gives {result!r} instead of {expected[work, i]!r}')
        except BaseException:
            wrong.append(f'{work.__name__}: {traceback.format_exc()}')
        rounds[i] += 1


def main():
    for i in range(THREADS):
        expected[arithmetic, i] = arithmetic(i, None)
    ts = [threading.Thread(target=run, args=(i,)) for i in range(THREADS - 1)]
    for t in ts:
        t.start()
    run(THREADS - 1)
    for t in ts:
        t.join(60)
        if t.is_alive():
            wrong.append('a thread does not end')
    if guarded['count'] != guarded['expected']:
        wrong.append(f'the guarded counter is {guarded}')
    if shared_dict or shared_list:
        wrong.append(f'left over: {len(shared_dict)} {len(shared_list)}')
    for text in wrong[:5]:
        print(text)
    print(f'soak: {sum(rounds)} rounds, {len(wrong)} wrong')
    sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
