"""Frames that somebody holds stay what they were while their functions are called again."""

import sys, traceback
def leaf(n):
    return sys._getframe()
def mid(n):
    x = n * 2
    f = leaf(n)
    return f
def top():
    return [mid(i) for i in range(5)]
fs = top()
for i, f in enumerate(fs):
    assert f.f_code.co_name == 'leaf', f
    assert f.f_back.f_code.co_name == 'mid' and f.f_back.f_locals['x'] == i*2, (i, f.f_back.f_locals)
    assert f.f_back.f_back.f_code.co_name == 'top'
    assert f.f_locals == {'n': i}
def bad(n):
    if n == 0: raise ValueError(n)
    return bad(n - 1)
def catch(n):
    try: bad(n)
    except ValueError as e: return e
es = [catch(i) for i in range(6)]
for i, e in enumerate(es):
    tb = e.__traceback__
    ns = []
    while tb: ns.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals.get('n'))); tb = tb.tb_next
    assert ns == [('catch', i)] + [('bad', k) for k in range(i, -1, -1)], ns
def gen(n):
    yield sys._getframe()
    yield n
    yield sys._getframe().f_back
def use(n):
    g = gen(n)
    f = next(g)
    y = next(g)
    b = next(g)
    return f, b
rs = [use(i) for i in range(4)]
for i, (f, b) in enumerate(rs):
    assert b.f_code.co_name == 'use' and b.f_locals['n'] == i and b.f_locals['y'] == i, b.f_locals
def unbound(flag):
    if flag: z = 1
    try: return z
    except UnboundLocalError: return 'unbound'
print([unbound(i % 2) for i in range(6)])
def rec(n):
    loc = [n]
    if n: rec(n - 1)
    return loc
print([rec(i) for i in range(5)])
def deflt(a, b=2): return a, b
print(deflt(1), deflt(1, 3), deflt(4))
fns = []
for k in range(3):
    def inner(a): return a + k
    fns.append(inner)
print([f(1) for f in fns for _ in range(2)])
def lf(a):
    def g(): return a
    return g
print([h() for h in [lf(i) for i in range(4)]])
def handled():
    try: 1/0
    except ZeroDivisionError: return sys.exception() is not None
print([handled() for _ in range(3)], sys.exception())
def outer():
    try: 1/0
    except ZeroDivisionError: return inner2()
def inner2(): return type(sys.exception()).__name__
print([outer() for _ in range(3)], inner2())
print(traceback.extract_tb(es[3].__traceback__)[-1].name)
