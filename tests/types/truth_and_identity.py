# Truth values, identity, type(), isinstance, id, None/Ellipsis/NotImplemented, bool arithmetic, hash rules.
values = [None, True, False, 0, 1, -1, 0.0, 0.5, 0j, '', 'a', b'', b'a', (), (0,), [], [0], {}, {0: 0}, set(), {0}, range(0), range(1), ..., object, len]
print([bool(v) for v in values])
print([type(v).__name__ for v in values])


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(Sized(0)), bool(Sized(2)), not Sized(0))
for n in (-1, 'x', 1.5):
    try:
        bool(Sized(n))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class NoBool:
    def __bool__(self):
        return 'yes'


try:
    if NoBool():
        pass
except TypeError as error:
    print(error)
x = [1]
y = x
print(x is y, x is not [1], None is None, id(x) == id(y), () is (), type(x) is list, x is x[:])
print(isinstance(True, int), isinstance(1, bool), isinstance([], (int, list)), issubclass(bool, int), isinstance(int, type), isinstance(type, type), isinstance(type, object))
print(True & False, True | False, True ^ True, type(True & 1), type(True & True), ~False, -True, True / 2, True < 2, sum([True, True]))
try:
    isinstance(1, 5)
except TypeError as error:
    print(error)
try:
    issubclass(1, int)
except TypeError as error:
    print(error)
print(type(None), type(NotImplemented), type(...), type(type), type(lambda: 0), type(print), type([].append), type(x for x in x), type(Sized.__len__), type(Sized(1).__len__))
print(None == 0, None is None, None != None, repr(None), str(...), Ellipsis is ...)
try:
    None.x
except AttributeError as error:
    print(error)
try:
    None()
except TypeError as error:
    print(error)
try:
    None < None
except TypeError as error:
    print(error)
print(callable(len), callable(5), callable(Sized), hash(None) == hash(None), dir(Sized(1))[-1], hasattr(5, 'real'), getattr(5, 'nope', 'default'))
