# __del__ of classes of every layout, callbacks of weak references, files that nobody closes: after a collection.
import gc
import os
import tempfile
import warnings
import weakref

deleted = []


class Plain:
    def __init__(self, value):
        self.value = value

    def __del__(self):
        deleted.append(('Plain', self.value))


class List(list):
    def __del__(self):
        deleted.append(('List', self[:]))


class Error(Exception):
    def __del__(self):
        deleted.append(('Error', self.args))


class Slots:
    __slots__ = 'value', '__weakref__'

    def __del__(self):
        deleted.append(('Slots', self.value))


class Integer(int):
    def __del__(self):
        deleted.append(('Integer', int(self)))


class Dict(dict):
    def __init__(self, **values):
        super().__init__(values)
        self.attribute = 'kept'

    def __del__(self):
        deleted.append(('Dict', dict(self), self.attribute))


class Knot(list):
    def __init__(self):
        self.me = self

    def __del__(self):
        deleted.append(('Knot', self.me is self))


class New:
    def __new__(cls):
        self = super().__new__(cls)
        self.made = True
        return self

    def __del__(self):
        deleted.append(('New', self.made))


def collected():
    gc.collect()
    found = sorted(deleted, key=repr)
    deleted.clear()
    return found


def drop():
    Plain(1)
    List([1, 2])
    Error('text')
    slots = Slots()
    slots.value = 3
    Integer(4)
    Dict(a=5)
    Knot()
    New()


def keep():
    return Plain('kept'), List('kept'), Integer(7)


drop()
print(*collected(), sep='\n')


def hold():
    kept = keep()
    print(collected(), [type(k).__name__ for k in kept], kept[1], kept[2] + 1)


hold()
print(collected())


class Resurrected(list):
    def __del__(self):
        saved.append(self)


saved = []


def make():
    Resurrected('ab')


make()
gc.collect()
print(saved)


class Failing:
    def __del__(self):
        raise ValueError('in __del__')


def fail():
    Failing()


import sys

sys.unraisablehook = lambda args: print(type(args.exc_value).__name__, args.exc_value)
fail()
gc.collect()

calls = []


def referred():
    target = List([1])
    return weakref.ref(target, lambda ref: calls.append(ref() is None)), weakref.finalize(target, calls.append, 'finalize')


references = referred()
gc.collect()
print(sorted(calls, key=repr), references[0](), references[1].alive, collected())

path = os.path.join(tempfile.mkdtemp(), 'file')


def unclosed():
    file = open(path, 'w', encoding='ascii')
    file.write('written')
    open(path, 'rb')
    open(path, 'rb', buffering=0)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    unclosed()
    gc.collect()
print(*sorted(str(w.message).replace(path, 'PATH') for w in caught), sep='\n')
with open(path) as file:
    print(file.read())
for i in range(3000):
    open(path).read()
print('3000 files opened')
os.remove(path)
os.rmdir(os.path.dirname(path))
