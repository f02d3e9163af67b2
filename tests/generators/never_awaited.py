# Warnings for coroutines and awaitables that nobody awaits: which ones, not when.
import gc
import warnings


async def coroutine():
    pass


async def generator():
    yield 1


class Holder:
    async def method(self):
        pass


def dropped():
    gen = generator()
    coroutine()
    Holder().method()
    gen.__anext__()
    gen.asend(None)
    gen.athrow(ValueError)
    gen.aclose()


def used():
    closed = coroutine()
    closed.close()
    for awaitable in (coroutine(), generator().asend(None), generator().__anext__()):
        try:
            awaitable.send(None)
        except StopIteration as stop:
            print('awaited', stop.value)


def warned(function):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        function()
        gc.collect()
    return sorted(f'{w.category.__name__}: {w.message}' for w in caught)


print(*warned(dropped), sep='\n')
print(*warned(used), sep='\n')
