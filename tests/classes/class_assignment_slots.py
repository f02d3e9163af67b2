class A: __slots__=('x','y')
class B: __slots__=('y','x')
class C: __slots__=('y','z')
a=A(); a.x=1; a.y=2
a.__class__=B
print(a.x,a.y,type(a)); a.x=5; print(a.x)
try: a.__class__=C
except TypeError as e: print(e)
class D(A): __slots__=('q',)
class E(B): __slots__=('q',)
d=D(); d.x=1; d.q=4
try: d.__class__=E
except TypeError as e: print(e)
class S(dict):
    def __missing__(self, k): return 'missing '+k
def f(): return zzz
g=type(f)(f.__code__, S())
print(g(), eval('abc + d', S()), eval('len', S()))
