"""Queens on a board by permutations: generators, sets, tuples, comprehension."""


def permutations(items, length):
    indices = list(range(len(items)))
    cycles = list(range(len(items), len(items) - length, -1))
    yield tuple(items[i] for i in indices[:length])
    while True:
        for i in reversed(range(length)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = len(items) - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple(items[k] for k in indices[:length])
                break
        else:
            return


def queens(n):
    columns = range(n)
    for board in permutations(list(columns), n):
        if n == len({board[i] + i for i in columns}) == len({board[i] - i for i in columns}):
            yield board


def run():
    solutions = list(queens(8))
    return len(solutions), solutions[0]
