# Coroutines without an event loop: await, async for, async with, async generators, comprehensions, errors.
class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return ('resumed', got)


def drive(coroutine, *sends):
    """Runs a coroutine, answering each suspension."""
    answers = iter(sends)
    try:
        asked = coroutine.send(None)
        while True:
            print('asked', asked)
            asked = coroutine.send(next(answers, None))
    except StopIteration as stop:
        return stop.value


async def child(n):
    return n + (await Suspend('child'))[1]


async def parent():
    total = await child(1) + await child(2)
    return total


print(drive(parent(), 10, 20))


class Range:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        self.i = 0
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


class Manager:
    async def __aenter__(self):
        print('aenter')
        return 'managed'

    async def __aexit__(self, kind, value, trace):
        print('aexit', kind and kind.__name__)
        return True


async def agen(n):
    try:
        for i in range(n):
            got = yield i * 10
            if got:
                print('got', got)
    finally:
        print('agen done')


async def everything():
    async with Manager() as m:
        print(m, [x async for x in Range(3)], {x: await child(x) async for x in Range(1)})
        ten = agen(3)
        async for x in ten:
            if x == 20:
                break
        else:
            print('no break')
        await ten.aclose()
        raise ValueError('swallowed')
    g = agen(2)
    print(await g.__anext__(), await g.asend('sent'))
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print('end')
    return [await child(i) for i in range(2)]


print(drive(everything(), 5, 6, 7))


async def failing():
    try:
        await 5
    except TypeError as error:
        print(error)
    raise LookupError('out')


try:
    drive(failing())
except LookupError as error:
    print(repr(error))
c = child(1)
c.close()
try:
    c.send(None)
except RuntimeError as error:
    print(error)
print(type(c).__name__, type(agen(1)).__name__, child.__code__.co_flags & 0x80 != 0)
