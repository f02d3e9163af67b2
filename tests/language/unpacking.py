# Assignment targets and star expressions.
a, b, *c = 'python'
print(a, b, c)
*init, last = range(5)
print(init, last)
(first, (second, *rest)), third = (1, (2, 3, 4)), 5
print(first, second, rest, third)
[x, y] = {10: 'a', 20: 'b'}
print(x, y)
x, y = y, x
print(x, y)
i = 0
cells = [0, 0, 0]
i, cells[i] = 1, 'one'
print(i, cells)
print([*range(3), *'ab', *{'k': 1}], (*[1], 2), {*[1, 1, 2]})
print({**{'a': 1, 'b': 2}, 'b': 3, **{'c': 4}})

for case in ('', 'a', 'abc'):
    try:
        p, q = case
        print(p, q)
    except ValueError as error:
        print(error)
try:
    p, *q, r = [1]
except ValueError as error:
    print(error)
try:
    p, q = 5
except TypeError as error:
    print(error)


def swap(pairs):
    return [(right, left) for left, right in pairs]


print(swap([(1, 2), (3, 4)]))
for index, (name, *scores) in enumerate([('ann', 1, 2), ('bob',)]):
    print(index, name, scores)


class Bag:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        print('get', index)
        return self.items[index]


m, n = Bag(1, 2)
print(m, n)


def star_return():
    return *range(2), 'end'


print(star_return())
a = b = []
a.append(1)
print(b, a is b)
a += [2]
print(b)
t = ([],)
try:
    t[0] += ['x']
except TypeError as error:
    print(error, t)
