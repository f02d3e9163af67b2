# What crossings cost: prints "name nanoseconds" lines. The same program runs on pyston and on CPython.
import sys, time
import sample
import _heapq, _bisect, _bz2

clock = time.process_time_ns


def best(f, n, rounds=7):
    least = None
    for _ in range(rounds):
        t = clock()
        f(n)
        t = clock() - t
        if least is None or t < least:
            least = t
    return least / n


def empty(n):
    for i in range(n):
        pass


def loops():
    noop = sample.noop
    add_one = sample.add_one
    add_floats = sample.add_floats
    fast_two = sample.fast_two
    identity = sample.identity
    text = 'abcdefghij'
    o = object()
    counter = sample.Counter(3)

    def call_noargs(n):
        for i in range(n):
            noop()

    def call_int(n):
        for i in range(n):
            add_one(i)

    def call_floats(n):
        for i in range(n):
            add_floats(1.5, 2.5)

    def call_fast_floats(n):
        for i in range(n):
            fast_two(1.5, 2.5)

    def call_str(n):
        for i in range(n):
            identity(text)

    def call_object(n):
        for i in range(n):
            identity(o)

    def method(n):
        for i in range(n):
            counter.unit

    def method_call(n):
        for i in range(n):
            counter.add_to(1)

    def member(n):
        for i in range(n):
            counter.count

    def make(n):
        for i in range(n):
            sample.Counter(i)

    return [call_noargs, call_int, call_floats, call_fast_floats, call_str, call_object, method, method_call, member, make]


class Point:
    def __init__(self):
        self.x = 42


def inner():
    """Loops inside C over objects of Python."""
    loop = sample.loop
    point = Point()
    d = {}
    yield 'C: bool(o)', lambda n: loop('t', point, n)
    yield 'C: getattr(o, "x")', lambda n: loop('g', point, n)
    yield 'C: f(int)', lambda n: loop('c', lambda v: v, n)
    yield 'C: d["key"] = int', lambda n: loop('d', d, n)


def containers():
    big = list(range(100000))

    def fresh(n):
        for i in range(n // 1000):
            sample.sum_list(list(range(1000)))

    def again(n):
        for i in range(n // 100000):
            sample.sum_list(big)

    yield 'list handed over, per item', fresh
    yield 'list already native, per item', again


def work():
    def heap(n):
        h = []
        for i in range(n):
            _heapq.heappush(h, (i * 7919) % 100003)
        while h:
            _heapq.heappop(h)

    def bisect(n):
        l = list(range(100000))
        for i in range(n):
            _bisect.bisect_left(l, i)

    class Key:
        def __init__(self, v):
            self.v = v

        def __lt__(self, other):
            return self.v < other.v

    def heap_objects(n):
        h = []
        for i in range(n):
            _heapq.heappush(h, Key((i * 7919) % 100003))
        while h:
            _heapq.heappop(h)

    data = b''.join(b'%d %s,' % (i * i, b'hello') for i in range(90000))

    def bz2(n):
        for i in range(n):
            c = _bz2.BZ2Compressor(9)
            len(c.compress(data) + c.flush())

    yield 'heapq push and pop of ints', heap, 100000
    yield 'heapq push and pop of objects', heap_objects, 20000
    yield 'bisect in 100,000 ints', bisect, 100000
    yield 'bz2 of 1 MB', bz2, 1


crossings = [(f.__name__, best(f, 300000)) for f in loops()]
floor = best(empty, 300000)
for name, ns in crossings:
    print(name, ns - floor, sep='\t')
for name, f in inner():
    print(name, best(f, 300000), sep='\t')
for name, f in containers():
    print(name, best(f, 1000000), sep='\t')
for name, f, n in work():
    print(name, best(f, n, 3), sep='\t')
