# MRO, super, cooperative methods, isinstance, attribute lookup order.
class Base:
    kind = 'base'

    def __init__(self, **kw):
        print('Base', kw)

    def who(self):
        return 'Base'


class Left(Base):
    def __init__(self, left, **kw):
        print('Left', left)
        super().__init__(**kw)

    def who(self):
        return 'Left>' + super().who()


class Right(Base):
    kind = 'right'

    def __init__(self, right, **kw):
        print('Right', right)
        super().__init__(**kw)

    def who(self):
        return 'Right>' + super().who()


class Both(Left, Right):
    def who(self):
        return 'Both>' + super().who()


b = Both(left=1, right=2, more=3) if False else Both(left=1, right=2)
print(b.who(), b.kind, [c.__name__ for c in Both.__mro__])
print(isinstance(b, Right), issubclass(Both, (int, Left)), isinstance(b, int | Base))
try:
    class Wrong(Base, Left):
        pass
except TypeError as error:
    print(error)


class Attributes:
    shared = []

    def __getattr__(self, name):
        return 'missing ' + name

    def __setattr__(self, name, value):
        print('set', name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)


a = Attributes()
a.x = 1
print(a.x, a.y, a.__dict__)
del a.x
print(a.x)
a.shared.append(1)
print(Attributes.shared)


class Slotted:
    __slots__ = ('x', '_y')

    def __init__(self):
        self.x = 1


s = Slotted()
for action in (lambda: setattr(s, 'z', 1), lambda: s._y, lambda: s.__dict__):
    try:
        action()
    except AttributeError as error:
        print(error)


class Private:
    def __init__(self):
        self.__hidden = 1

    def peek(self):
        return self.__hidden


p = Private()
print(p.peek(), p.__dict__, hasattr(p, '__hidden'))
try:
    b.nothing
except AttributeError as error:
    print(error)
print(Both.who is Both.who, b.who == b.who, type(b.who).__name__, Base.who(b))
b.__class__ = Right
print(b.who(), vars(b))


# Names of keyword arguments are not private names.
def keywords(*args, **kwargs):
    return kwargs


class Private:
    def __value(self):
        return keywords(__x=1), keywords(0, **{'z': 2}, __y=3), keywords(*(), __w=4), self.method(__q=5)

    def method(self, **kwargs):
        return kwargs, hasattr(self, '_Private__value')

    values = property(__value)


print(Private().values)
