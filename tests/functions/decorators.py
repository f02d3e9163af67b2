# Decorators: order, arguments, on classes, arbitrary expressions; function attributes.
def shout(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs).upper()

    wrapper.__name__ = function.__name__
    wrapper.wrapped = function
    return wrapper


def repeat(times):
    print('make repeat', times)

    def decorate(function):
        print('apply repeat to', function.__name__)
        return lambda *args: function(*args) * times

    return decorate


@repeat(2)
@shout
def greet(name):
    """Says hello."""
    return 'hi ' + name


print(greet('ann'))
registry = {}


def register(cls):
    registry[cls.__name__] = cls
    cls.registered = True
    return cls


@register
class Plugin:
    pass


print(registry['Plugin'].registered, sorted(registry))
tools = [shout, lambda f: f]


@tools[0]
def indexed():
    return 'indexed'


@(lambda f: (lambda: 'replaced by lambda'))
def replaced():
    pass


print(indexed(), replaced())


def plain(a: int, b: 'text' = 'x', *, c=None) -> float:
    """Docstring."""


plain.note = 'attribute'
print(plain.__name__, plain.__qualname__, plain.__doc__, plain.__module__, plain.note, plain.__dict__)
print(plain.__annotations__)


class Outer:
    class Inner:
        def method(self):
            def local():
                pass

            return local


print(Outer.Inner.method.__qualname__, Outer.Inner().method().__qualname__)


def memo(function):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = function(n)
        return cache[n]

    return inner


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80))
