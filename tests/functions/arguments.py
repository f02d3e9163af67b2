# Every way to pass and to declare arguments, and the messages when it goes wrong.
def f(a, /, b, c=3, *args, d, e=5, **kw):
    return (a, b, c, args, d, e, kw)


print(f(1, 2, d=4))
print(f(1, 2, 9, 8, 7, d=4, e=6, z=0))
print(f(1, b=2, d=4, a='kw'))
print(f(*[1, 2], **{'d': 4}))
print(f(1, *(2, 3), *(4,), d=0, **{'x': 1}, **{'y': 2}))


def two(a, b):
    pass


def keyword_only(*, key, other=1):
    pass


def positional(a, b=2, /):
    pass


def none():
    pass


calls = [
    lambda: two(),
    lambda: two(1),
    lambda: two(1, 2, 3),
    lambda: two(1, c=2),
    lambda: two(1, a=2),
    lambda: two(*[1], **{'b': 2, 'c': 3}),
    lambda: keyword_only(),
    lambda: keyword_only(1),
    lambda: keyword_only(kee=1, key=2),
    lambda: positional(a=1),
    lambda: positional(),
    lambda: none(1),
    lambda: none(x=1),
    lambda: two(*5),
    lambda: two(**5),
    lambda: two(1, **{'b': 1}, **{'b': 2}),
    lambda: two(**{1: 2}),
    lambda: (lambda f: f())(5),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(obj=[]),
    lambda: 'x'.join(),
    lambda: int('1', bas=2),
]
for call in calls:
    try:
        print(call())
    except TypeError as error:
        print(error)


def defaults(item, into=[]):
    into.append(item)
    return into


print(defaults(1), defaults(2), defaults(3, []), defaults.__defaults__)
defaults.__defaults__ = (['new'],)
print(defaults(4))
print(f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, z=3))


# Keyword names are not mangled in calls.
class Mangling:
    def calls(self):
        return gather(__x=1), gather(*[1], __z=3), gather(**{'b': 1}, __q=2), '{__a}'.format(__a=5)


def gather(*args, **kwargs):
    return args, kwargs


print(Mangling().calls())
