"""Sorting with and without keys, list comprehensions, tuples, enumerate."""


def run():
    seed = 99
    data = []
    for i in range(15000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        data.append((seed % 1000, i))
    total = 0
    for _ in range(4):
        by_key = sorted(data, key=lambda pair: pair[0] * 13 % 1000)
        values = sorted([a * 3 + b for a, b in by_key if a % 4 != 0])
        total += sum([i * value for i, value in enumerate(values)]) % 1000003
        swapped = [(b % 100, a) for a, b in by_key]
        swapped.sort(reverse=True)
        total += swapped[123][1]
    return total
