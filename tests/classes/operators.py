# Operator methods: reflected, in-place, comparison fallbacks, NotImplemented, containers, call, format.
class Vec:
    def __init__(self, *xs):
        self.xs = xs

    def __repr__(self):
        return 'Vec%r' % (self.xs,)

    def __add__(self, other):
        if not isinstance(other, Vec):
            return NotImplemented
        return Vec(*(a + b for a, b in zip(self.xs, other.xs)))

    def __mul__(self, k):
        return Vec(*(a * k for a in self.xs))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.xs, other.xs))

    def __neg__(self):
        return self * -1

    def __abs__(self):
        return (self @ self) ** 0.5

    def __eq__(self, other):
        return isinstance(other, Vec) and self.xs == other.xs

    def __hash__(self):
        return hash(self.xs)

    def __len__(self):
        return len(self.xs)

    def __getitem__(self, i):
        return Vec(*self.xs[i]) if isinstance(i, slice) else self.xs[i]

    def __contains__(self, x):
        return x in self.xs

    def __call__(self, *args):
        return ('called', args)

    def __format__(self, spec):
        return '<' + ', '.join(format(x, spec) for x in self.xs) + '>'

    def __index__(self):
        return len(self.xs)


v = Vec(3, 4)
print(v + Vec(1, 1), v * 2, 2 * v, v @ v, -v, abs(v), v == Vec(3, 4), v != Vec(3, 4), {v: 1}[Vec(3, 4)])
print(len(v), v[0], v[-1], v[:1], 4 in v, 9 in v, list(v), v(1, 2), f'{v:.1f}', [10, 20, 30][v], bool(Vec()))
for bad in (lambda: v + 1, lambda: 1 + v, lambda: v - v, lambda: v < v, lambda: ~v, lambda: v % 2, lambda: v ** v):
    try:
        bad()
    except TypeError as error:
        print(error)


class Reflect:
    def __radd__(self, other):
        return ('radd', other)

    def __rsub__(self, other):
        return ('rsub', other)

    def __gt__(self, other):
        return 'gt'

    def __rpow__(self, other):
        return 'rpow'


print(1 + Reflect(), 'x' + Reflect(), [] - Reflect(), 5 < Reflect(), 2 ** Reflect())


class Sub(Vec):
    def __radd__(self, other):
        return 'subclass first'


print(Vec(1) + Sub(1), Sub(1) + Vec(1))


class Both:
    def __eq__(self, other):
        return NotImplemented


print(Both() == Both(), Both() != 1)
try:
    hash(Both())
except TypeError as error:
    print(error)
print(divmod(7, -2), pow(3, 4, 5), round(2.5), -7 // 2, -7 % 3, 7 % -3, 2 ** -1, ~5)
print(NotImplemented, ...)
