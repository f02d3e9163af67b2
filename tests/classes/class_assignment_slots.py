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


# An object with a finaliser keeps its attributes when its class changes, and gets the new class's finaliser.
class Finalised:
    def __init__(self):
        self.kept = 'kept'

    def __del__(self):
        print('first class')


class Other(Finalised):
    def __del__(self):
        print('other class', self.kept)


changed = Finalised()
changed.__class__ = Other
print(changed.kept, vars(changed))
replaced = Other.__new__(Other)
replaced.__dict__ = {'kept': 'given'}
replaced.__class__ = Finalised
print(replaced.kept)
Finalised.__del__ = lambda self: None
