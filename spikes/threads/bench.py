"""What threads cost, seen from Python. Run it with both interpreters, several times, and compare minima.

    pyston spikes/threads/bench.py; python3.14 spikes/threads/bench.py
"""

import threading
import time

now = time.perf_counter


def best(fn, times=7):
    return min(fn() for _ in range(times))


def lock_free():
    """An uncontended acquire and release, ns; the empty loop is taken off."""
    lock = threading.Lock()
    acquire, release = lock.acquire, lock.release
    n = 200000
    start = now()
    for _ in range(n):
        pass
    empty = now() - start
    start = now()
    for _ in range(n):
        acquire()
        release()
    return (now() - start - empty) / n * 1e9


def with_lock():
    lock = threading.Lock()
    n = 200000
    start = now()
    for _ in range(n):
        pass
    empty = now() - start
    start = now()
    for _ in range(n):
        with lock:
            pass
    return (now() - start - empty) / n * 1e9


def start_join():
    """A thread that does nothing, µs: as threading has it, and bare."""
    n = 300
    start = now()
    for _ in range(n):
        t = threading.Thread(target=int)
        t.start()
        t.join()
    return (now() - start) / n * 1e6


def bare_start_join():
    import _thread

    n = 300
    start = now()
    for _ in range(n):
        _thread.start_joinable_thread(int).join()
    return (now() - start) / n * 1e6


def ping_pong():
    """Two threads hand a token to and fro: µs for a round trip (two switches)."""
    a, b = threading.Lock(), threading.Lock()
    a.acquire()
    b.acquire()
    n = 2000

    def other():
        for _ in range(n):
            a.acquire()
            b.release()

    t = threading.Thread(target=other)
    t.start()
    start = now()
    for _ in range(n):
        a.release()
        b.acquire()
    spent = now() - start
    t.join()
    return spent / n * 1e6


def compute(n=300000):
    s = 0
    for i in range(n):
        s = (s * 31 + i) % 65521
    return s


def cpu(fn):
    start = time.process_time()
    fn()
    return time.process_time() - start


def both():
    ts = [threading.Thread(target=compute) for _ in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()


def side_by_side():
    """Two computing threads against the same work one after the other: a ratio of CPU times."""
    alone = best(lambda: cpu(lambda: (compute(), compute())))
    return best(lambda: cpu(both)) / alone


def wake_up():
    """How late a sleep of 1 ms ends while another thread computes, ms (the worst of 30)."""
    stop = False

    def hog():
        while not stop:
            pass

    t = threading.Thread(target=hog)
    t.start()
    worst = 0
    for _ in range(30):
        start = now()
        time.sleep(0.001)
        worst = max(worst, now() - start - 0.001)
    stop = True
    t.join()
    return worst * 1000


compute()
print(f'lock, acquire() and release()  {best(lock_free):8.1f} ns')
print(f'with lock                      {best(with_lock):8.1f} ns')
print(f'Thread: start, run, join       {best(start_join):8.1f} us')
print(f'bare thread: start, run, join  {best(bare_start_join):8.1f} us')
print(f'lock ping-pong                 {best(ping_pong):8.1f} us')
print(f'two computing threads          {side_by_side():8.2f} x one after the other')
print(f'sleep(0.001) wakes late by     {best(wake_up, 3):8.1f} ms')
