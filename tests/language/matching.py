# The match statement: every kind of pattern, guards, capture order.
class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Color:
    RED = 'red'


def describe(value):
    match value:
        case None | True | False:
            return 'constant %r' % (value,)
        case 0:
            return 'zero'
        case -1 | 1.5 | 2 + 3j:
            return 'number'
        case Color.RED:
            return 'value pattern'
        case str() as text if text.isupper():
            return 'upper ' + text
        case str(text):
            return 'text ' + text
        case []:
            return 'empty'
        case [one]:
            return 'one %r' % one
        case [first, *middle, last] if len(middle) > 1:
            return 'long %r %r %r' % (first, middle, last)
        case (a, b, *_):
            return 'sequence %r %r' % (a, b)
        case {'kind': 'circle', 'r': r, **rest}:
            return 'circle %r %r' % (r, rest)
        case {'kind': kind}:
            return 'kind %r' % kind
        case {}:
            return 'mapping'
        case Point(0, y=y):
            return 'on axis %r' % y
        case Point(x, y) if x == y:
            return 'diagonal %r' % x
        case Point():
            return 'point'
        case int(n) | float(n):
            return 'other number %r' % n
        case _:
            return 'nothing'


samples = [None, False, 0, -1, 1.5, 2 + 3j, 'red', 'LOUD', 'soft', [], [1], [1, 2], [1, 2, 3, 4], (5, 6, 7),
           {'kind': 'circle', 'r': 2, 'fill': 1}, {'kind': 'box'}, {}, {1: 2}, Point(0, 9), Point(4, 4), Point(1, 2),
           42, 4.5, {1, 2}, b'ab', range(2)]
for sample in samples:
    shown = 'Point' if isinstance(sample, Point) else repr(sample)
    print('%-40s %s' % (shown, describe(sample)))


def bindings(value):
    match value:
        case [x, 2]:
            return x
        case [x, 3] | [3, x]:
            return -x
    return locals()


print(bindings([1, 2]), bindings([1, 3]), bindings([3, 8]), bindings('no'))
match = 'soft keyword'
case = [match]
print(match, case, [_ for _ in range(2)])
try:
    match Point(1, 2):
        case Point(a, b, c):
            pass
except TypeError as error:
    print(error)
