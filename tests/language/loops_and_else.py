# for/while/try with else and finally, in the order CPython runs them.
def search(items, wanted):
    for item in items:
        if item == wanted:
            print('found', item)
            break
    else:
        print('missing', wanted)


search([1, 2, 3], 2)
search([], 2)
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print('while', n)
else:
    print('while else')


def attempt(action):
    try:
        result = action()
    except ZeroDivisionError:
        print('division')
        return 'from except'
    else:
        print('else', result)
        return 'from else'
    finally:
        print('finally')


print(attempt(lambda: 1), attempt(lambda: 1 / 0))


def nested_finally():
    out = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append('f%d' % i)
    return out


print(nested_finally())


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


print(value_kept())
for i in range(2):
    for j in range(2):
        if j:
            break
        print(i, j)
    else:
        print('never')
else:
    print('outer else', i, j)
items = [1, 2, 3, 4]
for item in items:
    if item % 2:
        items.remove(item)
print(items)
try:
    for key in (d := {'a': 1}):
        d[key * 2] = 2
except RuntimeError as error:
    print(error)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 in [1])
print(0 or [] or 'last', 1 and 'x' and 0, None or 0)


# Each operand is asked for its truth once, whatever the nesting.
class Asked:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        print(self.name, end=' ')
        return self.value


for bits in range(16):
    a, b, c, d = (Asked(name, bool(bits >> i & 1)) for i, name in enumerate('abcd'))
    for value in (a and b or c and d), (a or b and c or d), ((a or (b or c)) and d), ((a and b and c) or d):
        print('->', value.name)
