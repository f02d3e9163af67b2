# Several threads on the same dicts, lists, sets, classes and instances. Single operations are atomic, more take a lock.
import sys
import threading

sys.setswitchinterval(1e-5)
THREADS = 6
N = 400


def together(fn, count=THREADS):
    failures = []

    def body(i):
        try:
            fn(i)
        except BaseException as error:
            failures.append(repr(error))

    ts = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    print(fn.__name__, failures)


shared_list, shared_dict, shared_set = [], {}, set()


def atomic(i):
    for k in range(N):
        shared_list.append((i, k))
        shared_dict[i, k] = k
        shared_dict.setdefault(f'k{k}', i)
        shared_set.add(k * THREADS + i)


together(atomic)
print(len(shared_list), len(shared_dict), len(shared_set), sum(k for _, k in shared_list))
for i in range(THREADS):
    mine = [k for j, k in shared_list if j == i]
    assert mine == list(range(N)), i

counter = 0
lock = threading.Lock()


def locked(i):
    global counter
    for _ in range(N):
        with lock:
            value = counter
            for _ in range(3):
                value += 1
            counter = value - 2


together(locked)
print(counter)

moved = list(range(THREADS * N))
taken = [[] for _ in range(THREADS)]


def popping(i):
    while True:
        try:
            taken[i].append(moved.pop())
        except IndexError:
            return


together(popping)
print(sorted(x for part in taken for x in part) == list(range(THREADS * N)), moved)


class Shape:
    made = 0

    def __init__(self, n):
        self.n = n

    def area(self):
        return self.n


def classes(i):
    """Every thread changes a class while others use its instances."""
    for k in range(N // 4):
        shape = Shape(k)
        setattr(shape, f'extra{i}', k)
        assert shape.area() in (k, k * 1000), shape.area()
        setattr(Shape, f'method{i}', lambda self: self.n)
        assert getattr(shape, f'method{i}')() == k
        if k % 10 == 0:
            Shape.area = (lambda self: self.n * 1000) if k % 20 == 0 else (lambda self: self.n)
        own = type(f'Own{i}', (Shape,), {'area': lambda self: -self.n, '__slots__': ('z',)})
        o = own(k)
        o.z = i
        assert (o.area(), o.z) == (-k, i)
        del o.z
        delattr(Shape, f'method{i}')
        assert not hasattr(shape, f'method{i}')


together(classes)
print(sorted(name for name in vars(Shape) if name.startswith('method')))

table = {}


def dict_of_lists(i):
    for k in range(N):
        with lock:
            table.setdefault(k % 7, []).append(i)
    for k in range(50):
        copy = dict(table)
        assert set(copy) == set(range(7)) or len(copy) <= 7
        for values in list(table.values()):
            len(values)


together(dict_of_lists)
print({k: len(v) for k, v in sorted(table.items())})


def iterating(i):
    """A dict that another thread changes during an iteration says so, and nothing worse."""
    for k in range(60):
        try:
            for key in scratch:
                scratch[key] = key
                if key == k:
                    scratch[f'{i} {k}'] = 0
                    scratch.pop(f'{i} {k}')
        except RuntimeError as error:
            assert 'changed' in str(error), error


scratch = {k: k for k in range(40)}
together(iterating)
print(sorted(k for k in scratch if isinstance(k, int)) == list(range(40)), len(scratch))

words = {}


def hashing(i):
    class Key:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            total = 0
            for x in range(5):
                total += x
            return hash(self.n % 10)

        def __eq__(self, other):
            for _ in range(3):
                pass
            return self.n == other.n

    for k in range(100):
        words[Key((i, k))if False else Key(i * 1000 + k)] = k
    for k in range(100):
        assert words[Key(i * 1000 + k)] == k


together(hashing)
print(len(words))
sys.setswitchinterval(0.005)
