# PEP 695/696/649: type parameters, aliases, lazy annotations.
def first[T](items: list[T]) -> T:
    return items[0]


class Stack[T: (int, str) = int]:
    def push(self, item: T) -> None:
        self.top = item

    def peek[U](self, other: U) -> T | U:
        return self.top


type Alias[K, *Ts, **P] = dict[K, tuple[*Ts]]
type Lazy = undefined_name
print(first([1, 2]), first.__type_params__, Stack.__type_params__[0].__constraints__, Stack.__type_params__[0].__default__)
print(Alias, Alias.__type_params__, Alias.__value__, Alias[int, str], Stack[int], Stack.__orig_bases__, Stack.__mro__[1].__name__)
try:
    Lazy.__value__
except NameError as error:
    print(error)
T = first.__type_params__[0]
print(type(T).__name__, T.__name__, T.__bound__, T, type(Alias).__name__, first.__annotations__, Stack.push.__annotations__)


def annotated(a: later, b: 'text' = 1) -> missing:
    pass


try:
    annotated.__annotations__
except NameError as error:
    print(error)
later = int
missing = None
print(annotated.__annotations__, annotated.__annotate__(1))


class Fields:
    x: int
    y: 'str' = 'default'
    z: list[int] | None
    if False:
        hidden: int


print(Fields.__annotations__, Fields.y, hasattr(Fields, 'x'))
value: int
try:
    value
except NameError as error:
    print(error)
value: int = 5
(paren): str = 'p'
print(value, paren, __annotate__(1) if '__annotate__' in globals() else 'none')


def local():
    x: int = 1
    y: undefined_in_local
    return x


print(local(), local.__annotations__)


def bounded[T: Fields, *Ts, **P](*args: *Ts, **kw: P.kwargs): ...


print(bounded.__type_params__, bounded.__type_params__[0].__bound__ is Fields, [type(p).__name__ for p in bounded.__type_params__])
