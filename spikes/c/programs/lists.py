# Whether lists that C had make ordinary lists slower: the same loops before and after. Prints "name nanoseconds" lines.
import sys, time

clock = time.process_time_ns


def getitem(l, n):
    s = 0
    for i in range(n):
        s += l[i % 1000]
    return s


def setitem(l, n):
    for i in range(n):
        l[i % 1000] = i


def negative(l, n):
    for i in range(n):
        l[-1]


def append_pop(l, n):
    for i in range(n):
        l.append(i)
        l.pop()


def length(l, n):
    for i in range(n):
        len(l)


def iterate(l, n):
    for i in range(n // 1000):
        for v in l:
            pass


def contains(l, n):
    for i in range(n // 1000):
        -1 in l


def copy(l, n):
    for i in range(n // 1000):
        l[:]


LOOPS = [getitem, setitem, negative, append_pop, length, iterate, contains, copy]


def measure(label):
    for f in LOOPS:
        least = None
        for _ in range(9):
            l = list(range(1000))
            t = clock()
            f(l, 200000)
            t = clock() - t
            if least is None or t < least:
                least = t
        print(f'{label}: {f.__name__}', least / 200000, sep='\t')


measure('before')
if 'sample' in sys.modules:
    import sample

    for f in LOOPS:
        l = list(range(1000))
        sample.keep(l)
        f(l, 20000)
        sample.let_go()
        f(l, 20000)
    measure('after')
