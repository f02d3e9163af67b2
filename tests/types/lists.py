# list: methods, slices, sorting, aliasing, errors; tuple and range beside it.
a = [3, 1, 2]
a.append(4)
a.extend('xy')
a.insert(1, 'in')
a.insert(-1, 'before last')
a.insert(99, 'end')
print(a, a.pop(), a.pop(0), a.index('x'), a.count(2), len(a))
a.remove('x')
a.reverse()
print(a, a.copy() is a, a[:] == a)
b = list(range(10))
b[2:5] = ['two']
b[::3] = ['s0', 's1', 's2']
del b[-2:]
print(b)
b[1:1] = [100, 101]
del b[::2]
print(b, b * 2, b + [1], [0] * 3, [[]] * 2)
words = ['pear', 'fig', 'Apple', 'kiwi', 'date']
print(sorted(words), sorted(words, key=len), sorted(words, key=str.lower, reverse=True))
words.sort(key=lambda w: (len(w), w))
print(words, words.sort(reverse=True), words)
records = [(i % 3, -i) for i in range(9)]
print(sorted(records, key=lambda r: r[0]), sorted(records, key=lambda r: r[0], reverse=True))
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] == (1, 2), [2] > [1, 99], [1] != [1.0])
print((1,), (), (1, 2) + (3,), (1, 2) * 2, (3, 1).index(1), hash((1, 2)) == hash((1, 2)), (1, [2])[1], 2 in (1, 2))
r = range(10, 0, -3)
print(r, list(r), len(r), r[1], r[-1], r[1:], 7 in r, 8 in r, r.index(4), r == range(10, -1, -3), hash(r) == hash(range(10, -1, -3)), range(5)[::-1], bool(range(0)), range(10**20)[10**19])
print(max([1, 5, 3]), min((4, 2), default=0), sum([[1], [2]], []), list(map(lambda x, y: x * y, [1, 2], [3, 4, 5])), [*reversed(r)])
shared = [0]
matrix = [shared] * 2
matrix[0].append(1)
print(matrix, matrix[0] is matrix[1])
nested = [[j for j in range(i)] for i in range(4)]
print(nested, [x for row in nested for x in row])
grow = [1]
for x in grow:
    if len(grow) < 5:
        grow.append(x * 2)
print(grow)
for bad in ('[1][5]', "[1]['a']", '[].pop()', '[1].remove(2)', '[1].index(9)', '[1] + (2,)', "[3, 'a'].sort()", '[1] * 1.5', '[1][::0]', 'sorted(5)',
            'range(1.5)', 'range(1, 2, 0)', '(1, 2)[2]', 'tuple(5)', '[0].__setitem__(3, 1)', 'max([])', "sum(['a'])", 'sum(["a"], "")', '[1] < 5', '{[]}', '[].pop("x")', 'range(5).index(9)'):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
