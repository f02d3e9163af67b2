# Key functions and comparisons that let other threads run, in sort, min, heapq and bisect, on shared data.
import bisect
import functools
import heapq
import sys
import threading
import time

sys.setswitchinterval(1e-5)
stop = False
noise = []


def disturb():
    k = 0
    while not stop:
        noise.append(k)
        other = sorted(range(50), key=lambda x: -x)
        assert other[0] == 49
        k += 1


disturber = threading.Thread(target=disturb)
disturber.start()


def slow(x):
    total = 0
    for i in range(5):
        total += i
    if x % 50 == 0:
        time.sleep(0.0005)
    return (x * 7919) % 1009


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        for _ in range(2):
            pass
        return self.n < other.n


data = list(range(300))
expected = sorted(data, key=lambda x: (x * 7919) % 1009)
results = [None] * 4


def sorting(i):
    own = data[:]
    own.sort(key=slow)
    items = [Item((k * 31 + i) % 101) for k in range(200)]
    items.sort()
    ordered = all(not items[k + 1] < items[k] for k in range(199))
    by_cmp = sorted(range(100), key=functools.cmp_to_key(lambda a, b: (slow(a) > slow(b)) - (slow(a) < slow(b))))
    heap = []
    for k in range(100):
        heapq.heappush(heap, Item((k * 37) % 100))
    popped = [heapq.heappop(heap).n for _ in range(100)]
    results[i] = (own == expected, ordered, by_cmp == sorted(range(100), key=lambda x: (x * 7919) % 1009),
                  popped == list(range(100)), min(data, key=slow), max(data, key=slow),
                  bisect.bisect([Item(k) for k in range(64)], Item(20)))


ts = [threading.Thread(target=sorting, args=(i,)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
stop = True
disturber.join()
print(results[0], all(r == results[0] for r in results))

# a list that another thread touches while it is sorted
shared = list(range(200))
inside, touched = threading.Event(), threading.Event()


def key(x):
    if x == 100:
        inside.set()
        touched.wait()
    return -x


def touch():
    inside.wait()
    print('during the sort', shared)
    shared.append(1)
    touched.set()


t = threading.Thread(target=touch)
t.start()
try:
    shared.sort(key=key)
except ValueError as error:
    print(error, len(shared), shared[:3])
t.join()
sys.setswitchinterval(0.005)
