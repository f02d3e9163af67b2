# Module _thread and what threading builds on it: starting, joining, identities, names, locals, every kind of lock.
import _thread
import threading
import time

main = threading.current_thread()
print(main.name, main is threading.main_thread(), threading.active_count(), main.ident == _thread.get_ident())

done = _thread.allocate_lock()
done.acquire()
seen = []


def bare(a, b=0, *, c=0):
    seen.append((a, b, c, _thread.get_ident() != main.ident))
    done.release()


ident = _thread.start_new_thread(bare, (1, 2), {'c': 3})
done.acquire()
print(seen, isinstance(ident, int), ident != main.ident)

for bad in (lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(bare, []),
            lambda: _thread.start_new_thread(bare, (), 3), lambda: threading.Thread().join(),
            lambda: main.join(), lambda: threading.Lock().release(), lambda: threading.RLock().release(),
            lambda: threading.Lock().acquire(False, 1), lambda: threading.Lock().acquire(timeout=-2)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f'worker {n}')
        self.n = n

    def run(self):
        self.result = (self.n ** 2, threading.current_thread() is self, self.is_alive())


workers = [Worker(n) for n in range(5)]
print(workers[0].is_alive(), workers[0].ident)
for w in workers:
    w.start()
for w in workers:
    w.join()
print([w.result for w in workers], workers[0].is_alive(), [w.name for w in workers][:2])
try:
    workers[0].start()
except RuntimeError as error:
    print(error)

# locals
local = threading.local()
local.x = 'main'


class Mine(threading.local):
    kind = 'class attribute'

    def __init__(self, start):
        self.count = start

    def up(self):
        self.count += 1
        return self.count

    @property
    def twice(self):
        return self.count * 2


mine = Mine(10)
mine.up()
out = []


def locals_():
    out.append(hasattr(local, 'x'))
    local.x = 'thread'
    out.append((local.x, sorted(vars(local)), mine.count, mine.up(), mine.up(), mine.twice, mine.kind))
    del local.x
    out.append(hasattr(local, 'x'))


t = threading.Thread(target=locals_)
t.start()
t.join()
print(out, local.x, mine.count, mine.up(), mine.__dict__)

# locks
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01))
print(lock.locked(), repr(lock).startswith('<unlocked _thread.lock object at'))
r = threading.RLock()
with r, r:
    holder = []
    t = threading.Thread(target=lambda: holder.append((r.acquire(False), r.acquire(timeout=0.01))))
    t.start()
    t.join()
    print(holder)

# a condition: a consumer waits for items
condition = threading.Condition()
items, got = [], []


def consume():
    while len(got) < 5:
        with condition:
            while not items:
                condition.wait()
            got.append(items.pop(0))


t = threading.Thread(target=consume)
t.start()
for i in range(5):
    with condition:
        items.append(i)
        condition.notify()
t.join()
print(got)
with condition:
    print(condition.wait(0.01), condition.wait_for(lambda: True))

event = threading.Event()
order = []
t = threading.Thread(target=lambda: (event.wait(), order.append('thread')))
t.start()
order.append('main')
event.set()
t.join()
print(order, event.is_set(), threading.Event().wait(0.01))

semaphore = threading.BoundedSemaphore(2)
inside, most = 0, 0
guard = threading.Lock()


def limited():
    global inside, most
    with semaphore:
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.005)
        with guard:
            inside -= 1


ts = [threading.Thread(target=limited) for _ in range(6)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(most)
try:
    semaphore.release()
except ValueError as error:
    print(error)

barrier = threading.Barrier(3)
numbers = []
ts = [threading.Thread(target=lambda: numbers.append(barrier.wait())) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(numbers))

fired = []
timer = threading.Timer(0.01, fired.append, ('fired',))
timer.start()
timer.join()
never = threading.Timer(5, fired.append, ('never',))
never.start()
never.cancel()
never.join()
print(fired)

print(threading.stack_size(), threading.stack_size(1 << 20), threading.stack_size(0))
try:
    threading.stack_size(100)
except ValueError as error:
    print(error)
print(threading.active_count(), _thread._count())
