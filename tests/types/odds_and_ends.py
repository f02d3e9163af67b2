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


# Who asks an iterable for its length, and what a failure of that does.
class Grumpy:
    def __iter__(self):
        return iter('ab')

    def __len__(self):
        raise RuntimeError('no length')


for collect in (list, tuple, sorted, [].extend, [].__iadd__, lambda g: [*g], lambda g: (lambda *a: a)(*g), dict.fromkeys):
    try:
        print(collect(Grumpy()))
    except RuntimeError as error:
        print(error)
first, second = Grumpy()
print(first, second)


# Slots taken from a stranger, names of slots by __slotnames__, arguments of __new__ looked up on the class.
class Stranger(int):
    __eq__ = str.__eq__
    __add__ = str.__add__


failure(lambda: Stranger() == Stranger())
failure(lambda: Stranger() + Stranger())


class SlotNamed:
    __slotnames__ = ['spam']

    def __getattr__(self, name):
        if name in ('__getnewargs__', '__getnewargs_ex__'):
            print('asked for', name)
        return 42


print(SlotNamed().__reduce_ex__(2)[2])
for row, value in (('__doc__', 'x'), ('__qualname__', 'x'), ('__module__', 'x')):
    failure(lambda: type.__dict__[row].__set__(list, value))


class HasDict:
    pass


class MetaWithDict(type, HasDict):
    pass


failure(lambda: HasDict.__dict__['__dict__'].__set__(MetaWithDict('C', (), {}), {}))
T1, T2 = typing.TypeVar('T1', default=int), typing.TypeVar('T2')
for params in ((T1, T2), (1,), (T2, T1), [T1]):
    failure(lambda: typing.TypeAliasType('A', int, type_params=params).__type_params__)
print(eval('answer', {'__builtins__': types.MappingProxyType({'answer': 42})}))
failure(lambda: exec('print', {'__builtins__': types.MappingProxyType({})}))
made = types.FunctionType((lambda: 1).__code__, {})
print('print' in made.__builtins__)
import pickle

for f in (str.maketrans, dict.fromkeys, [].append, len):
    print(f.__qualname__, repr(f)[:27], f.__self__ if f is not len else f.__self__.__name__)
print(pickle.loads(pickle.dumps(str.maketrans)) == str.maketrans)

# A struct sequence takes any iterable, one with __getitem__ only too.
import os
import time


class Items:
    def __getitem__(self, i):
        return range(9)[i]


for argument in (Items(), iter(range(9)), {*range(9)}, range(8), range(12), 3):
    try:
        made = time.struct_time(argument, {'tm_zone': 'X'})
        print(made[:], made.tm_zone, made.tm_gmtoff)
    except TypeError as error:
        print(error)
try:
    os.stat_result(range(10), 5)
except TypeError as error:
    print(error)
# Unions with aliases of subclasses of GenericAlias; names of types in messages; what is subscripted and not iterated.
import array
import collections.abc
import functools
import io
import itertools
import re
import threading

print(int | collections.abc.Callable[[int], str] | bytes, collections.abc.Callable[..., int] | None)


class Unequal(type):
    def __eq__(self, other):
        return 1 / 0


one, two = Unequal('one', (), {}), Unequal('two', (), {})
print((int | one).__args__[0], (str | two).__args__[0])
try:
    one | two
except ZeroDivisionError as error:
    print(error)
for o in (re.compile('a'), re.match('a', 'a'), list[int], int | str, collections.OrderedDict(), collections.deque(),
          collections.defaultdict(), types.SimpleNamespace(), io.StringIO(), io.BytesIO(), functools.partial(print),
          itertools.count(), array.array('i'), threading.Lock(), typing.TypeVar('T')):
    failure(lambda: o.nosuch)
    failure(lambda: o + None)
    failure(lambda: iter(o) and None)
print(collections.OrderedDict(a=1), collections.deque([1]), collections.defaultdict(int), types.SimpleNamespace(x=1))

# positions beyond what a length can be
from collections import deque
for position in (2**53, 2**63 - 1, 2**63):
    for sequence in ([1], (1,), 'a', b'a', range(3), deque([1])):
        try:
            print(sequence[position])
        except IndexError as error:
            print(type(sequence).__name__, error)
    for change in (lambda: [1].pop(position), lambda: deque([1]).insert(position, 2), lambda: deque().pop(1)):
        try:
            print(change())
        except (IndexError, OverflowError, TypeError) as error:
            print(error)
