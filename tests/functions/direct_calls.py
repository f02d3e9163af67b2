"""Calls that fill plain parameters with positional and keyword arguments and defaults, and those that cannot."""

def d(a, b=2, *, c=3): return a, b, c
def e(a, /, b=2, c=3): return a, b, c
def f(a, b): return a, b
class P:
    def __init__(self, a, b=5): self.v = (a, b)
    def m(self, x, y=1): return self.v, x, y
def mk(k):
    def inner(a, b=k): return a, b, k
    return inner
def tries():
    for call in ('d(1)', 'd(1, 3)', 'd(1, c=4)', 'd()', 'd(1, 2, 3)', 'e(1)', 'e(1, c=9)', 'e(a=1)', 'e(1, 2, b=3)', 'e(1, b=4)', 'e(1, d=3)',
                 'f(1, b=2)', 'f(b=1, a=2)', 'f(1)', 'f(b=1)', 'f(1, a=2)', 'f(1, 2, 3)', 'P(1).v', 'P(1, 2).v', 'P(1, b=3).v', 'P()', 'P(1, 2, 3)',
                 'P(1).m(2)', 'P(1).m(2, 3)', 'P(1).m(y=2, x=3)', 'P(1).m()', 'P(1).m(1, 2, 3)', 'mk(7)(1)', 'mk(7)(1, b=2)', 'mk(7)(b=1)', 'P.m(P(1), 2)'):
        try: print(call, eval(call))
        except TypeError as x: print(call, x)
for _ in range(3): tries()
def r(n, acc=()): return acc if n == 0 else r(n - 1, acc + (n,))
print(r(5), r(3, acc=(9,)))
def dflt(a, l=[]): l.append(a); return list(l)
print(dflt(1), dflt(2), dflt(3, l=[0]))
d.__defaults__ = (8,)
print(d(1)); tries.__defaults__ = None
