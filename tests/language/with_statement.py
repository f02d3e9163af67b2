# Context managers: order, suppression, replacement, several at once.
class Manager:
    def __init__(self, name, suppress=False):
        self.name = name
        self.suppress = suppress

    def __enter__(self):
        print('enter', self.name)
        return self.name

    def __exit__(self, kind, value, trace):
        print('exit', self.name, kind.__name__ if kind else None, value, trace is not None)
        return self.suppress


with Manager('a') as a, Manager('b') as b:
    print('body', a, b)
with (
    Manager('c') as c,
    Manager('d', suppress=True),
):
    raise ValueError('dropped')
print('after')


def leave():
    for n in range(3):
        with Manager('loop%d' % n):
            if n == 0:
                continue
            if n == 1:
                return 'returned'


print(leave())


class Broken(Manager):
    def __exit__(self, *details):
        print('exit raises')
        raise RuntimeError('from exit')


try:
    with Broken('e'):
        raise KeyError('first')
except RuntimeError as error:
    print(error, repr(error.__context__))


class NoExit:
    def __enter__(self):
        pass


for thing in (NoExit(), 5):
    try:
        with thing:
            pass
    except TypeError as error:
        print(error)

with Manager('target') as (first, *others):
    print(first, others)
store = {}
with Manager('item') as store['key']:
    print(store)


def generator():
    with Manager('generator'):
        yield 1
        yield 2


it = generator()
print(next(it))
it.close()
