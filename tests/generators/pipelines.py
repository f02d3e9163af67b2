# Lazy pipelines of generators and iterators, iter() with a sentinel, the iterator protocol.
def numbers():
    n = 0
    while True:
        n += 1
        yield n


def take(count, source):
    for _, item in zip(range(count), source):
        yield item


def sieve():
    found = {}
    n = 2
    while True:
        factor = found.pop(n, None)
        if factor is None:
            yield n
            found[n * n] = n
        else:
            step = n + factor
            while step in found:
                step += factor
            found[step] = factor
        n += 1


print(list(take(5, numbers())), list(take(12, sieve())))
squares = (n * n for n in numbers())
even = filter(lambda n: n % 2 == 0, squares)
pairs = zip(even, map(str, numbers()))
print(next(pairs), next(pairs), next(pairs))


class Stairs:
    def __init__(self, top):
        self.at = 0
        self.top = top

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.top:
            raise StopIteration
        self.at += 1
        return self.at

    def __length_hint__(self):
        return self.top - self.at


print(list(Stairs(4)), sum(Stairs(4)), max(Stairs(3)), 3 in Stairs(5), tuple(Stairs(0)))
letters = iter('abcdef')
print(list(iter(lambda: next(letters), 'd')), list(letters))
print(next(iter([]), 'default'))
print(list(reversed([1, 2, 3])), list(enumerate('ab', 5)), list(zip('ab', 'cd', 'ef')))
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as error:
    print(error)
try:
    iter(5)
except TypeError as error:
    print(error)
try:
    next([])
except TypeError as error:
    print(error)
it = iter([1, 2, 3])
for value in it:
    print(value, list(it))
print(any(n > 2 for n in take(3, numbers())), all(n < 2 for n in numbers()))
a, b = map(int, '1 2'.split())
print(a + b)
print(sorted(zip([3, 1, 2], 'cab')), dict(zip('xy', numbers())))
