"""Writes tests/expressions/random_text.txt: random calls of str and bytes methods. cases_from_oracle.py makes the answers.

    python3 packages/stdlib/scripts/random_text_expressions.py [SEED]
"""
import pathlib
import random
import sys

R = random.Random(int(sys.argv[1]) if sys.argv[1:] else 1)
PIECES = ['a', 'b', 'A', 'ab', ' ', '\t', '\n', '\r', '\x1c', '\x85', '\u2028', '.', '-', '+', '0', '1', 'é', 'ß', 'İ', 'ŉ', 'Σ', 'σ', 'ς',
          'ǅ', '日', '\ud800', '\udc80', '😀', '𐐀', 'ﬁ', '²', '½', '٣', '\u0301', '_', '\x00', '\xff', '"', "'", '\\']
CODECS = ['utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-32']
ERRORS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass']
PLAIN = ['lower', 'upper', 'title', 'capitalize', 'swapcase', 'isalpha', 'isdigit', 'isalnum', 'isspace', 'isascii', 'islower', 'isupper', 'istitle', '__len__', '__repr__']
STR_ONLY = ['casefold', 'isdecimal', 'isnumeric', 'isprintable', 'isidentifier']


def text():
    pool = R.choice([PIECES[:14], PIECES, PIECES, ['a', 'b'], ['a', 'b', '😀']])
    return ''.join(R.choice(pool) for _ in range(R.choice([0, 1, 2, 3, 5, 8])))


def data():
    pool = R.choice([b'ab', b'ab \t\r\n', bytes(range(256)), b'aAzZ09 +-', b"'\"\\a\x00\xff"])
    return bytes(R.choice(pool) for _ in range(R.choice([0, 1, 2, 3, 5, 8])))


def part(x):
    if len(x) and R.random() < .7:
        i = R.randrange(len(x))
        return x[i:i + R.randint(0, 3)]
    return text() if isinstance(x, str) else data()


def arguments(*values):
    return ', '.join(ascii(v) for v in values)


def some(*values):
    return values[:R.randint(0, len(values))]


def line():
    x = text() if R.random() < .6 else data()
    kind = R.randrange(12)
    n = R.randint(-9, 9)
    if kind == 0:
        call = f'{R.choice(["find", "rfind", "index", "rindex", "count"])}({arguments(part(x), *some(n, R.randint(-9, 9)))})'
    elif kind == 1:
        call = f'{R.choice(["startswith", "endswith"])}({arguments(R.choice([part(x), (part(x), part(x))]), *some(n, R.randint(-9, 9)))})'
    elif kind == 2:
        call = f'{R.choice(["split", "rsplit"])}({arguments(*some(R.choice([None, part(x)]), R.choice([-1, 0, 1, 2])))})'
    elif kind == 3:
        call = f'{R.choice(["partition", "rpartition", "removeprefix", "removesuffix", "__add__", "__contains__", "__lt__"])}({arguments(part(x))})'
    elif kind == 4:
        call = f'replace({arguments(part(x), part(x), *some(R.choice([-1, 0, 1, 2])))})'
    elif kind == 5:
        call = f'{R.choice(["strip", "lstrip", "rstrip"])}({arguments(*some(R.choice([None, part(x)])))})'
    elif kind == 6:
        call = f'{R.choice(["center", "ljust", "rjust", "zfill"])}({R.randint(-1, 12)})'
    elif kind == 7:
        call = f'join({arguments([part(x) for _ in range(R.randint(0, 4))])})'
    elif kind == 8:
        call = f'{R.choice(["splitlines", "expandtabs"])}({arguments(*some(R.randint(0, 4)))})'
    elif kind == 9:
        coder = 'encode' if isinstance(x, str) else 'decode'
        call = f'{coder}({arguments(R.choice(CODECS), *some(R.choice(ERRORS)))})'
    elif kind == 10:
        step = R.choice([None, 1, 2, -1, -2, 3])
        call = f'__getitem__({R.choice([str(n), f"slice({n}, {R.randint(-9, 9)}, {step})"])})'
    else:
        call = f'{R.choice(PLAIN + (STR_ONLY if isinstance(x, str) else []))}()'
    return f'{ascii(x)}.{call}'


out = pathlib.Path(__file__).parent.parent / 'tests' / 'expressions' / 'random_text.txt'
out.write_text('\n'.join(line() for _ in range(1200)) + '\n')
