# Recursion: mutual, deep within the limit, RecursionError, and recovery from it.
import sys


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


print(is_even(300), is_odd(301))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 9))


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(10, 'a', 'b', 'c'))


def endless(n):
    return endless(n + 1)


for _ in range(2):
    try:
        endless(0)
    except RecursionError as error:
        print(type(error).__name__, str(error).startswith('maximum recursion depth exceeded'))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
sys.setrecursionlimit(5000)
print(depth(4500), sys.getrecursionlimit())


class Node:
    def __repr__(self):
        return '<%r>' % (self,)


try:
    repr(Node())
except RecursionError:
    print('repr stopped')
items = []
items.append(items)
table = {'self': None}
table['self'] = table
print(items, table)
try:
    items == [items]
    print('compared')
except RecursionError:
    print('comparison stopped')


def permutations(items):
    if not items:
        return [[]]
    return [[head] + tail for i, head in enumerate(items) for tail in permutations(items[:i] + items[i + 1:])]


print(len(permutations([1, 2, 3, 4, 5])), permutations('abc')[3])
