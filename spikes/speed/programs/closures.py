"""Functions made at run time: counters over shared cells, adders, composition, callbacks with captured state."""


def counter(start):
    count = start

    def step(by):
        nonlocal count
        count = count + by
        return count

    return step


def adder(n):
    def add(x):
        return x + n

    return add


def compose(f, g):
    def composed(x):
        return f(g(x))

    return composed


def accumulate(visit, n):
    i = 0
    while i < n:
        visit(i)
        i += 1


def total_of(n):
    total = 0

    def visit(i):
        nonlocal total
        total += i & 7

    accumulate(visit, n)
    return total


def run():
    step = counter(0)
    shift = compose(adder(3), adder(4))
    result = 0
    i = 0
    while i < 20000:
        result += shift(i) - step(1)
        i += 1
    for k in range(20):
        result += total_of(1000) + adder(k)(k)
    return result
