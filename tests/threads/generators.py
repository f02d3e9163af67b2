# Generators, coroutines and iterators that several threads advance.
import itertools
import sys
import threading

sys.setswitchinterval(1e-5)


def together(fn, count=4):
    results = [None] * count

    def body(i):
        try:
            results[i] = fn(i)
        except BaseException as error:
            results[i] = error

    ts = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return results


def numbers(n):
    for i in range(n):
        for _ in range(3):
            pass
        yield i


# one generator, its owner changing under a lock
lock = threading.Lock()
source = numbers(1000)


def pull(i):
    got = []
    while True:
        with lock:
            value = next(source, None)
        if value is None:
            return got
        got.append(value)


parts = together(pull)
print(sorted(x for part in parts for x in part) == list(range(1000)))

# without a lock: a value, or the complaint that it runs already
source = numbers(500)


def grab(i):
    got, busy = [], 0
    while True:
        try:
            got.append(next(source))
        except ValueError as error:
            assert str(error) == 'generator already executing', error
            busy += 1
        except StopIteration:
            return got


parts = together(grab)
print(sorted(x for part in parts for x in part) == list(range(500)))

# a generator that was begun in one thread and is thrown into and closed in another
log = []


def steps():
    try:
        while True:
            try:
                log.append((yield len(log)))
            except KeyError as error:
                log.append(f'KeyError {error}')
    finally:
        log.append(f'closed in {threading.current_thread().name}')


g = steps()
next(g)
for n, action in enumerate([lambda: g.send('a'), lambda: g.throw(KeyError(1)), lambda: g.send('b'), g.close]):
    t = threading.Thread(target=action, name=f'thread {n}')
    t.start()
    t.join()
print(log)

# each thread its own, deep
def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(together(lambda i: sum(tree(8))))


async def ticks(n):
    total = 0
    for i in range(n):
        total += await Tick(i)
    return total


class Tick:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        yield self.n
        return self.n * 2


def drive(i):
    c, seen = ticks(200), 0
    try:
        while True:
            seen += c.send(None)
    except StopIteration as stop:
        return seen, stop.value


print(together(drive))
counter = itertools.count()
print(len(set(x for part in together(lambda i: [next(counter) for _ in range(300)]) for x in part)))
print(together(lambda i: [len(list(group)) for _, group in itertools.groupby(range(60), lambda x: x // (i + 5))][:3]))
sys.setswitchinterval(0.005)
