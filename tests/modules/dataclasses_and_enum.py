# dataclasses, enum, typing, abc, contextlib: class-building modules.
import abc
import contextlib
import enum
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from typing import Generic, NamedTuple, Protocol, TypeVar


@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: list = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self):
        self.label = self.name.upper()


a, b = Item('pen', 1.5), Item('ink', 2.0, ['wet'])
print(a, a == Item('pen', 1.5), b < a, sorted([a, b]), asdict(b), astuple(a), replace(a, price=9).label, [f.name for f in fields(Item)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    x: int
    y: int = 2


f = Frozen(x=1)
print(f, hash(f) == hash(Frozen(x=1)), Frozen.__match_args__)
for action in (lambda: setattr(f, 'x', 5), lambda: Frozen(1), lambda: Item()):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = 1


class Perm(enum.Flag):
    R = 4
    W = 2
    X = 1


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


print(Color.RED, repr(Color.GREEN), Color(1), Color['GREEN'].value, list(Color), Color.CRIMSON is Color.RED, Color.RED.name, Color.RED in Color)
print(Perm.R | Perm.X, Perm.R in (Perm.R | Perm.W), ~Perm.R, Perm(0), Perm(7), Level.HIGH > 5, Level.LOW + 1, f'{Level.HIGH}', sorted(Level, reverse=True))
try:
    Color(99)
except ValueError as error:
    print(error)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


try:
    Shape()
except TypeError as error:
    print(error)
T = TypeVar('T')


class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item


class Pair(NamedTuple):
    left: int
    right: str = 'r'


print(Box[int], Box[int]('x').item, Pair(1), Pair(1)._asdict(), list[int], dict[str, int | None], T)


@contextlib.contextmanager
def tagged(name):
    print('<%s>' % name)
    try:
        yield name
    except ValueError as error:
        print('swallowed', error)
    finally:
        print('</%s>' % name)


with tagged('p') as name, contextlib.suppress(KeyError):
    print('inside', name)
    raise KeyError
with tagged('q'):
    raise ValueError('v')
with contextlib.ExitStack() as stack:
    stack.enter_context(tagged('s'))
    stack.callback(print, 'callback')
