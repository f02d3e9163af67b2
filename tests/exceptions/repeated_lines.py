# Recursion in a traceback is folded: "[Previous line repeated N more times]".
import sys

sys.setrecursionlimit(120)


def down(n):
    if n == 0:
        raise ValueError('bottom')
    return down(n - 1)


def ping(n):
    return pong(n)


def pong(n):
    if not n:
        1 / 0
    return ping(n - 1)


try:
    down(20)
except ValueError:
    sys.excepthook(*sys.exc_info())
try:
    ping(4)
except ZeroDivisionError:
    sys.excepthook(*sys.exc_info())
down(10)
