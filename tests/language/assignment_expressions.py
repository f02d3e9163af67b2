# Augmented assignment, walrus, chained comparison, del, global, conditional expressions.
class Loud:
    def __init__(self, name):
        self.name = name

    def __iadd__(self, other):
        print(self.name, '+=', other)
        return self

    def __getitem__(self, key):
        print('get', key)
        return 10

    def __setitem__(self, key, value):
        print('set', key, value)

    def __delitem__(self, key):
        print('del', key)

    def __bool__(self):
        print('bool', self.name)
        return self.name != 'false'


loud = Loud('loud')
loud += 1
loud[1] += 5
loud[1:2] = 'x'
del loud['k'], loud[..., 1]
print('yes' if Loud('true') else 'no', 'yes' if Loud('false') else 'no')
print(bool(Loud('true') and not Loud('false')))

if (n := len('walrus')) > 5:
    print('long', n)
print((y := 3) + y, [z := 1, z + 1])
total = 0


def add(k):
    global total, created
    total += k
    created = 'made here'


add(4)
add(-1)
print(total, created)
x = 7
x **= 2
x //= 5
x %= 4
x <<= 3
x |= 3
x ^= 1
x >>= 1
x &= ~1
print(x)
x = 7.5
x -= 0.25
x /= 2
x *= -1
print(x)
s = 'a'
s += 'b'
s *= 3
print(s)


def order(label):
    print(label, end=';')
    return label


order('a') < order('b') < order('c')
print()
order('z') < order('b') < order('never')
print()
d = {}
d[order('key')] = order('value')
print(d)
del d['key'], s
try:
    s
except NameError as error:
    print(error)
assert True, 'not evaluated'
try:
    assert x > 0, 'message %d' % 5
except AssertionError as error:
    print(repr(error))
