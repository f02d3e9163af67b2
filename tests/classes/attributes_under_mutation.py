# attribute look-up under mutation of classes and instances
class A:
    k = 1
    def m(self): return 'A.m'
def use(o): 
    out = []
    for name in ('k', 'm', 'p'):
        try:
            v = getattr(o, name)
            out.append(v() if callable(v) else v)
        except AttributeError as e:
            out.append(str(e))
    try: out.append(o.k)
    except AttributeError as e: out.append(str(e))
    try: out.append(o.m())
    except (AttributeError, TypeError) as e: out.append(str(e))
    return out
a, b = A(), A()
for _ in range(3): print(use(a), use(b))
a.k = 5; print(use(a), use(b))
A.k = 2; print(use(a), use(b))
del a.k; print(use(a), use(b))
a.m = lambda: 'own'; print(use(a), use(b))
A.m = lambda self: 'A.m2'; print(use(a), use(b))
del a.m; print(use(a), use(b))
b.x = 1
A.x = property(lambda self: 'prop'); print(b.x, a.x)
del A.x; print(b.x)
b.q = 'inst'
A.q = lambda self: 'method'
print(b.q)
class B(A):
    __slots__ = ('s',)
    def __getattr__(self, n): return 'ga:' + n
c = B(); c.s = 3; c.z = 4
print(c.s, c.z, c.nope, c.k, vars(c))
del c.s; print(c.s)
class M1:
    def f(self): return 'M1'
class M2(M1):
    def f(self): return 'M2>' + super().f()
class M3(M1):
    def f(self): return 'M3>' + super().f()
class D(M2, M3):
    def f(self): return 'D>' + super().f()
d = D(); print(d.f())
M3.f = lambda self: 'patched'; print(d.f())
D.__bases__ = (M3, M2); print(d.f(), [t.__name__ for t in D.__mro__])
e = A(); e.one = 1; e.two = 2
e.__dict__['three'] = 3; print(e.three, list(e.__dict__), vars(e) is e.__dict__)
del e.one; e.one = 11; print(list(vars(e)))
e.__dict__ = {'k': 'dict'}; print(e.k, use(e))
e.new = 1; print(e.__dict__)
class X:
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
    def __delattr__(self, n): print('del', n); object.__delattr__(self, n)
x = X(); x.a = 2; print(x.a); del x.a
class Y: pass
y = Y(); y.a = 1; y.__class__ = A; print(type(y).__name__, y.k, y.a, isinstance(y, A))
class Meta(type):
    def __getattr__(cls, n): return 'meta:' + n
    @property
    def mp(cls): return 'mp'
class Z(metaclass=Meta): z = 9
print(Z.foo, Z.mp, Z.z)
try: Z().mp
except AttributeError as ex: print(ex)
class Desc:
    def __get__(self, o, t): return ('get', o is None, t.__name__)
    def __set__(self, o, v): o.__dict__['d'] = v
class W: d = Desc()
w = W(); w.d = 5; print(w.d, W.d, w.__dict__)
class ND:
    def __get__(self, o, t): return 'nd'
class V: n = ND()
v = V(); print(v.n); v.n = 7; print(v.n); del v.n; print(v.n)
for i in range(3):
    class L:
        n = 0
        def inc(self): type(self).n += 1; return self.n
    l = L(); print(l.inc(), l.inc(), L.n)
A.__getattribute__ = lambda self, n: 'GA ' + n
print(a.k, b.x, a.anything)
