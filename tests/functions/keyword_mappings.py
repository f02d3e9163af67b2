"""Mappings that give a key twice, unpacked as keywords."""
from collections.abc import Mapping


class Multi(Mapping):
    def __init__(self, items):
        self.pairs = items

    def __iter__(self):
        return (k for k, v in self.pairs)

    def __getitem__(self, key):
        return dict(self.pairs)[key]

    def __len__(self):
        return len(self.pairs)


def g(**k):
    return k


twice = Multi([('x', 1), ('x', 2)])
for call in (lambda: g(**twice), lambda: g(a=3, **twice), lambda: g(**Multi([('a', 3)]), **twice), lambda: g(a=1, **Multi([('b', 3), ('c', 4)]))):
    try:
        print(call())
    except TypeError as e:
        print(e)
