"""A tour through Python in one program: run it with `./pyston examples/tour.py`."""

import json
import re
import sys
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate, groupby, pairwise

print(f'Python {sys.version_info.major}.{sys.version_info.minor} says hello')


# Numbers: exact integers of any size, IEEE floats, complex.
@lru_cache(maxsize=None)
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(f'fib(100) = {fib(100):,}', 2**64 // 3, -7 // 2, -7 % 3, 0.1 + 0.2, (1 + 2j) ** 2)


# Classes: inheritance, properties, operators, data classes.
@dataclass(order=True)
class Planet:
    name: str
    radius_km: float
    moons: list[str] = field(default_factory=list, compare=False)

    @property
    def volume(self) -> float:
        return 4 / 3 * 3.141592653589793 * self.radius_km**3

    def __matmul__(self, other: 'Planet') -> float:
        return self.volume / other.volume


earth = Planet('Earth', 6371.0, ['Moon'])
mars = Planet('Mars', 3389.5, ['Phobos', 'Deimos'])
print(f'{earth @ mars:.2f} times Mars', min(earth, mars).name, mars)


# Pattern matching.
def area(shape):
    match shape:
        case {'kind': 'circle', 'r': r}:
            return 3.14159 * r * r
        case ['rect', (int() | float()) as w, h]:
            return w * h
        case Planet(name=name):
            return f'{name} is no plane figure'
        case _:
            raise ValueError(f'what is {shape!r}?')


print([area({'kind': 'circle', 'r': 2}), area(['rect', 3, 4.5]), area(earth)])


# Generators: an endless sieve, and a pipeline.
def primes():
    seen = defaultdict(list)
    n = 2
    while True:
        if n in seen:
            for factor in seen.pop(n):
                seen[n + factor].append(factor)
        else:
            yield n
            seen[n * n].append(n)
        n += 1


first = [p for p, _ in zip(primes(), range(12))]
print(first, [b - a for a, b in pairwise(first)], list(accumulate(first))[-1])


# Text: regular expressions, counting, JSON, template strings.
poem = 'one fish two fish red fish blue fish'
print(Counter(re.findall(r'\w+', poem)).most_common(2), re.sub(r'(\w+) (fish)', r'\2 \1', poem))
print(json.dumps({'words': sorted(set(poem.split())), 'n': len(poem), 'ok': True, 'π': None}, ensure_ascii=False))
name = 'world'
print([part if isinstance(part, str) else part.value.upper() for part in t'Hello {name}!'])
print({k: [*g] for k, g in groupby(sorted(poem.split(), key=len), key=len)})


# Context managers and exceptions, groups included.
@contextmanager
def chapter(title):
    print(f'<{title}>')
    try:
        yield title.upper()
    finally:
        print(f'</{title}>')


with chapter('errors') as shouted:
    try:
        area(shouted)
    except ValueError as error:
        error.add_note('raised on purpose')
        print(type(error).__name__, error, error.__notes__)
    try:
        raise ExceptionGroup('many', [KeyError('k'), ZeroDivisionError('z')])
    except* KeyError as group:
        print('keys:', group.exceptions)
    except* ArithmeticError as group:
        print('arithmetic:', group.exceptions)


# Generics, closures, unpacking, the walrus.
def compose[T](*functions) -> T:
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


head, *middle, tail = 'unpacking'
print(compose(str.title, lambda s: s[::-1])('tour'), head, len(middle), tail, (n := 10) * n)
print('done')
