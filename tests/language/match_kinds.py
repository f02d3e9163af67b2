"""What counts as a sequence or a mapping in match statements, and names in class patterns."""
import array
import collections
import collections.abc
import types


def kind(x):
    match x:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'
        case _:
            return None


class UserMapping(collections.UserDict, collections.abc.Sequence):
    pass


class UserSequence(collections.UserList, dict):
    pass


class Registered:
    pass


class Below(Registered):
    pass


collections.abc.Sequence.register(Registered)
for x in ('abc', b'abc', bytearray(b'abc'), [1], (1,), range(3), memoryview(b'a'), array.array('b'), collections.deque(), {}, collections.OrderedDict(),
          types.MappingProxyType({}), set(), UserMapping(), UserSequence(), Registered(), Below(), iter([])):
    print(type(x).__name__, kind(x))


class C:
    __hidden = 'mangled by C'
    _Outer__hidden = 'mangled by Outer'


class Outer:
    def f(self, x):
        match x:
            case C(__hidden=y):
                return y


c = C()
setattr(c, '__hidden', 'as written')
print(Outer().f(c))
