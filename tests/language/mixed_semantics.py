import sys
class I(int):
    def __add__(self, o): return I(int(self) + int(o) + 100)
    __radd__ = __add__
print(I(1) + 2, 2 + I(1), I(3) * 2, type(I(3) * 2), I(5) == 5, hash(I(5)), {5: 'a'}[I(5)])
class S(str):
    def upper(self): return 'UP'
print(S('ab').upper(), S('ab') + 'c', len(S('xyz')), S('a') in {'a': 1}, f'{S("q")!r:>5}')
class F(float): pass
print(F(1.5) + 1, F(2).is_integer(), repr(F(0.1)))
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(T(1, 2), T(1, 2) == (1, 2), T(1)[0])
class Li(list):
    def append(self, v): super().append(v * 2)
l = Li(); l.append(3); print(l, l[0], len(l), [*l])
class Di(dict):
    def __missing__(self, k): return 'missing ' + k
print(Di(a=1)['b'], Di(a=1).get('b'))
print([i for i in range(3)], {k: v for k, v in zip('ab', range(2))}, {x % 2 for x in range(5)})
def gen():
    try:
        x = yield 1
        while True: x = yield x * 2
    except GeneratorExit: print('closed')
    finally: print('fin')
g = gen(); next(g); print(g.send(4), g.send(5)); g.close()
def outer():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = outer(); print(c(), c(), c())
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
try:
    try: raise KeyError('x')
    finally: print('finally')
except KeyError as e: print('caught', e, e.__context__)
def ff():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally: print('f', i)
    else: print('else')
ff()
print(sum([0.1] * 10), 1e16 + 1, 2 ** 53 + 1, -7 // 2, -7 % 3, 7.5 // 2, divmod(-7, 2), round(2.5), round(-1.5), 1 / 3)
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
print('%5.2f|%-5s|%05d|%x' % (3.14159, 'ab', 42, 255), '{:,}'.format(1234567), f'{10:#x} {1.5e10:g}')
import collections
print(sys.getsizeof(1) > 0, collections.OrderedDict(a=1))
print(sorted({'b': 1, 'a': 2}.items()), max('hello'), ''.join(reversed('abc')))
x = 5
match x:
    case int() if x > 3: print('big')
    case _: print('other')
async def co(): return 42
try: co().send(None)
except StopIteration as e: print(e.value)
print(type(co).__name__, __name__)
print(1 < 2 < 3, not [], [] or 'x', 0 and 1, 1 if [] else 2, None is None, (1,) + (2,), [1] * 3, 'a' * 3, b'ab'[0], 'é😀'[1], len('é😀'), '😀'.encode())
print(*map(lambda p: p[0] * p[1], enumerate('abc')), sep='-')
del x
try: x
except NameError as e: print(e)
