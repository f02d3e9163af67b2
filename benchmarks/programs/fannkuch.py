"""Pancake flips of all permutations: integer lists, slices, while loops."""


def fannkuch(n):
    order = list(range(n))
    counts = [0] * n
    most = checksum = index = 0
    while True:
        first = order[0]
        if first:
            cakes = order[:]
            flips = 0
            while first:
                cakes[:first + 1] = cakes[first::-1]
                first = cakes[0]
                flips += 1
            most = max(most, flips)
            checksum += flips if index % 2 == 0 else -flips
        index += 1
        i = 1
        while True:
            if i == n:
                return checksum, most
            order.insert(i, order.pop(0))
            counts[i] += 1
            if counts[i] <= i:
                break
            counts[i] = 0
            i += 1


def run():
    return fannkuch(8)
