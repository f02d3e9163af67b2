# print()'s options, repr of containers and of user classes, str subclasses, __repr__ failures.
import sys

print()
print(1, 2, 3, sep='-', end='!\n')
print('a', 'b', sep='')
print(*range(3), sep='\n')
print('to stderr', file=sys.stderr)
print('x', end='')
print('y', flush=True)
print(sep='ignored')
for bad in ('print(sep=1)', 'print(end=1)', 'print(file=5)', 'print(1, nope=2)'):
    try:
        eval(bad)
    except Exception as error:
        print(type(error).__name__, error)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print('a', 1, file=w, sep=', ')
print(w.parts)


class Plain:
    pass


class WithRepr:
    def __repr__(self):
        return 'WithRepr()'


class WithStr(WithRepr):
    def __str__(self):
        return 'with str'


print(WithRepr(), str(WithStr()), repr(WithStr()), [WithStr()], {'k': WithRepr()}, (WithRepr(),), f'{WithStr()}')
print(repr(Plain())[:25], repr(Plain)[:25], Plain, int, type, len, [].append.__name__, print)


class BadRepr:
    def __repr__(self):
        return 5


try:
    repr(BadRepr())
except TypeError as error:
    print(error)


class Text(str):
    def __str__(self):
        return 'overridden'

    def __repr__(self):
        return 'Text!'


t = Text('abc')
print(t, [t], t + 'd', len(t), f'{t}', '%s' % t, ''.join([t]), t == 'abc', type(t.upper()).__name__)
print([1, 'a', None, 1.0, b'b', (1,), {2}, {'k': [...]}, True, 1j, range(3), slice(1, None)])
print(str([]), str(()), str({}), str(set()), repr(frozenset([1])), str((1,)), [[], [[]]], {1: {}}, {(): ()})
print({'a': 1}.keys(), {'a': 1}.values(), {1: 2}.items(), iter([]).__class__.__name__, zip().__class__, enumerate([]).__class__, memoryview(b'').__class__)
sys.stdout.write('written\n')
print(sys.stdout.write('count') == 5)
