# Small rules of built-in types.
import pickle
import random

print(iter(int, 1).__reduce__()[1], type(iter(int, 1)).__name__)


def spam():
    if spam.inside:
        return 2
    spam.inside = True
    list(spam.iterator)
    return 1


spam.inside = False
spam.iterator = iter(spam, 2)
print(next(spam.iterator, 'exhausted meanwhile'))
random.seed(1)
numbers = [complex(random.random() - 0.5, random.random() - 0.5) for _ in range(5000)]
print(sum(numbers) == complex(sum(z.real for z in numbers), sum(z.imag for z in numbers)), sum([1, 2.5, 3j, 1]))
print(sum([complex(1, -0.0), 1]), sum([0.1] * 10 + [1j]))


class Slots(set):
    __slots__ = 'x', 'y', '__dict__'


s = Slots('ab')
s.x = 1
s.z = 2
copy = pickle.loads(pickle.dumps(s))
print(sorted(copy), copy.x, copy.z, hasattr(copy, 'y'))


def failure(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Generic[T]:
    pass


class SlottedProperty(property):
    __slots__ = ()


def documented(self):
    """doc"""


class Module(type(random)):
    __dict__ = 8


failure(lambda: type('A\udcdcB', (), {}))
failure(lambda: type('A', (), {'__doc__': 'x\udcdcy'}))
failure(lambda: delattr(Generic, '__type_params__'))
failure(lambda: SlottedProperty(documented))
failure(lambda: SlottedProperty(doc='text').__doc__)
failure(lambda: dir(Module('m')))
failure(lambda: exec('print', {'__builtins__': {}}))


# Types that are generic without a __class_getitem__ of the program; aliases survive copying.
import copy
import types
import typing

print(type[int], types.GeneratorType[int, str, None], types.CoroutineType[int, str, None], staticmethod[int], classmethod[str])
failure(lambda: type('Meta', (type,), {})[int])
starred = (*tuple[int, ...],)[0]
print(copy.copy(starred) == starred, copy.deepcopy(tuple[starred]), typing.TypeAliasType('Alias', int).__module__)


class Shout(str):
    def upper(self):
        return 'SHOUT'


class Seven(int):
    def __index__(self):
        return 8


class Huge:
    def __len__(self):
        return 2**63 - 1


print(type(str(Shout('a'))), type(Shout('a').__str__()), list(range(10))[Seven(7)], len(range(2**62 + 1)), len(Huge()))
print(Huge().__len__() - 1, range(2**63 - 1).__len__())
for namespace in ({}, {'__conditional_annotations__': 0}):
    failure(lambda: exec('__conditional_annotations__ = []\nx: int', namespace))


def first(x: int):
    pass


class OddNames:
    __classdict__: int
    also: Shout


print(OddNames.__annotations__)
print(OddNames.__annotate__.__qualname__, first.__annotate__.__qualname__)
nested = (int,)
for _ in range(400_000):
    nested = (nested,)
try:
    isinstance('', nested)
except RecursionError as error:
    print('too deep')
