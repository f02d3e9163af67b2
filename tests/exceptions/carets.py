# Which part of a line the carets underline.
import sys


class Obj:
    a = None

    def __getitem__(self, key):
        raise KeyError(key)

    def __add__(self, other):
        raise TypeError('no add')


o = Obj()
items = [1, 2]


def f(*args, **kw):
    raise ValueError('called')


def run(n):
    x, y, z = 1, 0, 'é😀'
    if n == 0:
        return (x + 2) / y
    if n == 1:
        return o.a.b.c
    if n == 2:
        return items[0][1]
    if n == 3:
        return f(1, key=f)
    if n == 4:
        return [i / y for i in items]
    if n == 5:
        return z + z + x
    if n == 6:
        return o['long'
                 'key']
    if n == 7:
        o + 1; print('same line')
    if n == 8:
        assert x == y, 'differ'
    if n == 9:
        a, b = items[:1]
    if n == 10:
        return not_defined + 1
    if n == 11:
        return items.missing
    if n == 12:
        del o.nothing
    if n == 13:
        return f(
            1,
            2,
        )
    if n == 14:
        return (lambda: 1 / 0)()
    if n == 15:
        for q in 5: pass
    if n == 16:
        with x: pass
    if n == 17:
        raise ValueError(x) from None
    if n == 18:
        items[0] = f(items[0] ** 2)
    if n == 19:
        return -z


for n in range(20):
    try:
        run(n)
    except Exception:
        sys.excepthook(*sys.exc_info())
