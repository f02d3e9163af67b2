# Generators: send, throw, close, return values, delegation.
def countdown(n):
    while n:
        step = yield n
        n -= step or 1
    return 'lift-off'


g = countdown(5)
print(next(g), g.send(2), next(g), g.send(None))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop), stop.value)


def delegate():
    result = yield from countdown(2)
    print('delegate got', result)
    yield 'after'


print(list(delegate()))


def guarded():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print('inside', error)
        yield 'recovered'
    finally:
        print('cleanup')


g = guarded()
print(next(g), g.throw(ValueError('thrown')))
print(list(g))
g = guarded()
next(g)
g.close()
try:
    g.throw(KeyError('too late'))
except KeyError as error:
    print(repr(error))


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            print('ignoring exit')
            yield 'still here'


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def leaks():
    raise StopIteration('inner')
    yield


try:
    next(leaks())
except RuntimeError as error:
    print(error, repr(error.__cause__))
g = countdown(1)
try:
    g.send('early')
except TypeError as error:
    print(error)


def selfish():
    yield next(me)


me = selfish()
try:
    next(me)
except ValueError as error:
    print(error)
print(me.gi_running, me.gi_frame, countdown(1).gi_yieldfrom, countdown.__name__)


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
