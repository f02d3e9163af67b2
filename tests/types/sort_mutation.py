"""Changes of a list that its own sort notices, also those that leave it as long as it was."""
from functools import cmp_to_key
def tryit(f):
    L = [1, 2, 3]
    def cmp(x, y):
        f(L)
        return (x > y) - (x < y)
    try:
        L.sort(key=cmp_to_key(cmp)); print(f.__name__, L)
    except ValueError as e: print(f.__name__, e, L)
def append_pop(L): L.append(3); L.pop()
def append_clear(L): L.append(3); del L[:]
def iterate(L): list(L); len(L); L == []
def extend_nothing(L): L.extend([])
def insert_pop(L): L.insert(0, 1); L.pop(0)
def slice_in_out(L): L[:] = [1, 2]; L[:] = []
def iadd(L): L += [1]; L.clear()
for f in (append_pop, append_clear, iterate, insert_pop, slice_in_out, iadd): tryit(f)
