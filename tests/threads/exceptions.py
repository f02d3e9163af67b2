# What is raised, handled and limited in one thread is that thread's own.
import sys
import threading
import traceback

sys.setswitchinterval(1e-5)


def together(fn, count=4):
    results = [None] * count

    def body(i):
        results[i] = fn(i)

    ts = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return results


class Mine(Exception):
    pass


def deep(n, i):
    if n == 0:
        raise Mine(i)
    try:
        return deep(n - 1, i)
    finally:
        for _ in range(3):
            pass


def handling(i):
    for k in range(60):
        try:
            deep(10, (i, k))
        except Mine as error:
            assert error.args == ((i, k),)
            assert sys.exception() is error
            for _ in range(5):
                assert sys.exc_info()[1] is error
            assert len(traceback.extract_tb(error.__traceback__)) == 12
            try:
                raise KeyError(k) from error
            except KeyError as second:
                assert second.__cause__ is error and second.__context__ is error
                assert sys.exception() is second
            assert sys.exception() is error
        assert sys.exception() is None
    return 'ok'


print(together(handling))


def recursion(i):
    def down(n):
        nonlocal depth
        depth = n
        down(n + 1)

    outcomes = []
    for _ in range(3):
        depth = 0
        try:
            down(0)
        except RecursionError as error:
            outcomes.append((str(error).startswith('maximum recursion depth exceeded'), 900 < depth < 1000))
    return outcomes


print(together(recursion))
print(recursion(0))


def other_recursion(i):
    class Loop:
        def __repr__(self):
            return repr(self)

    nested = []
    nested.append(nested)
    try:
        repr(Loop())
    except RecursionError:
        return repr(nested), repr({1: nested})


print(together(other_recursion))


def recursion_depth():
    def down(n):
        try:
            return down(n + 1)
        except RecursionError:
            return n

    return down(0)


sys.setrecursionlimit(300)
print([200 < d < 300 for d in together(lambda i: recursion_depth())])
sys.setrecursionlimit(1000)


def with_blocks(i):
    log = []

    class Manager:
        def __enter__(self):
            for _ in range(3):
                pass
            return self

        def __exit__(self, *exc):
            log.append(exc[0] and exc[0].__name__)
            return exc[0] is Mine

    for k in range(50):
        with Manager():
            raise Mine
        with Manager():
            pass
    return log == ['Mine', None] * 50


print(together(with_blocks))


def groups(i):
    caught = []
    for k in range(20):
        try:
            raise ExceptionGroup('g', [ValueError(k), KeyError(i)])
        except* ValueError as g:
            caught.append(g.exceptions[0].args[0])
        except* KeyError as g:
            assert g.exceptions[0].args[0] == i
    return caught == list(range(20))


print(together(groups))
sys.setswitchinterval(0.005)
