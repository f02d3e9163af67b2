"""Raising and catching: own exceptions through a call, KeyError of a dictionary, finally."""


class Odd(Exception):
    pass


def check(i):
    if i % 4 == 1:
        raise Odd(i)
    return i


def through(i):
    return check(i) + 1


def run():
    caught = total = 0
    table = {}
    for i in range(60000):
        try:
            total += through(i)
        except Odd as error:
            caught += error.args[0] & 1
        try:
            table[i]
        except KeyError:
            caught += 1
        finally:
            total += 1
    return caught, total
