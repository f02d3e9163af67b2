# Method resolution orders that metaclasses ask for, and what __bases__ does when they refuse.
def attempt(name, f):
    try:
        print(name, repr(f()))
    except BaseException as e:
        print(name, type(e).__name__, e)


def mk(ret, bases=()):

    class M(type):

        def mro(cls):
            r = ret(cls)
            return r
    return M('C', bases, {})


attempt('layout', lambda: mk(lambda c: [c, dict, object]))
attempt('layout2', lambda: mk(lambda c: [c, int, object], (str,)))
attempt('nonclass', lambda: mk(lambda c: [1]))
attempt('nonclass2', lambda: mk(lambda c: [c, 1, object]))
attempt('dup', lambda: mk(lambda c: [c, c, object, object])() is None)
attempt('dup', lambda: mk(lambda c: [c, c, object, object]).__mro__)
attempt('empty', lambda: mk(lambda c: []).__mro__)
attempt('noself', lambda: mk(lambda c: [object]).__mro__)
attempt('noobj', lambda: mk(lambda c: [c]).__mro__)
attempt('1', lambda: mk(lambda c: 1))
attempt('None', lambda: mk(lambda c: None))
attempt('raise', lambda: mk(lambda c: 1 / 0))
attempt('tuple', lambda: mk(lambda c: (c, object)).__mro__)
attempt('gen', lambda: mk(lambda c: iter((c, object))).__mro__)
attempt('noself inst', lambda: type(mk(lambda c: [object])()).__mro__)
attempt('noobj inst', lambda: mk(lambda c: [c])())
attempt('empty inst', lambda: mk(lambda c: [])())


class S:
    __slots__ = ('a',)


class S2:
    __slots__ = ('b',)


attempt('slots', lambda: mk(lambda c: [c, S, object]))
attempt('slots2', lambda: mk(lambda c: [c, S, object], (S,)).__mro__)
attempt('slots3', lambda: mk(lambda c: [c, S2, object], (S,)).__mro__)
attempt('exc', lambda: mk(lambda c: [c, ValueError, Exception, BaseException, object], (Exception,)).__mro__)
attempt('exc2', lambda: mk(lambda c: [c, OSError, Exception, BaseException, object], (Exception,)).__mro__)


class M2(type):
    bad = None

    def mro(cls):
        return M2.bad(cls) if M2.bad else type.mro(cls)


class A(metaclass=M2):
    x = 1


class B(A):
    x = 2


class C2(B):
    pass


class D(A):
    x = 3


def setb():
    C2.__bases__ = (D,)


M2.bad = lambda c: [c, dict, object]
attempt('bases', setb)
print(C2.__bases__, C2.__mro__, C2.x, C2 in D.__subclasses__(), C2 in B.__subclasses__())
M2.bad = lambda c: [c, 1, object]
attempt('bases', setb)
print(C2.__bases__, C2.__mro__, C2.x)
M2.bad = lambda c: 1 / 0
attempt('bases', setb)
print(C2.__bases__, C2.__mro__, C2.x)
M2.bad = lambda c: [c, A, object]
attempt('bases', setb)
print(C2.__bases__, C2.__mro__, C2.x)
M2.bad = None
attempt('bases', setb)
print(C2.__bases__, C2.__mro__, C2.x)
print(type.mro(int), M2.mro(C2))
