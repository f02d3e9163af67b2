# What a comprehension sees, what it leaks, and the order of evaluation.
x = 'module'
print([x for x in range(3)], x)
print({k: v for k, v in zip('abc', range(3))}, {c for c in 'a'}, x)
print([(a, b) for a in range(3) if a for b in range(a)])
print([last := n * n for n in range(4)], last)


class Body:
    width = 3
    rows = [r for r in range(width)]
    try:
        grid = [width for _ in range(2)]
    except NameError as error:
        print(error)


print(Body.rows)


def nested():
    data = {'a': [1, 2], 'b': [3]}
    flat = [(key, item) for key, items in data.items() for item in items]
    matrix = [[row * col for col in range(3)] for row in range(3)]
    return flat, matrix


print(nested())


def trace(label, value):
    print(label, end=' ')
    return value


result = {trace('key', 'k'): trace('value', 'v') for _ in trace('iter', [0])}
print(result)


def captured():
    functions = [lambda: (i, j) for i in range(2) for j in range(2)]
    return [f() for f in functions]


print(captured())


def deleted():
    y = 1
    out = [y for y in (2, 3)]
    return y, out


print(deleted())
generator = (n for n in [1, 2, 3] if n != 2)
print(type(generator).__name__, list(generator), list(generator))
try:
    [1 / 0 for _ in 'x']
except ZeroDivisionError as error:
    print('caught', error)
try:
    (n for n in 5)
except TypeError as error:
    print(error)
print([*(n for n in range(3)), *'ab'], {**{'a': 1}, 'b': 2})
