# Objects of built-in types whose __init__ did not run, and states that no pickle would hold.
import io
import types


def attempt(name, f):
    try:
        print(name, repr(f()))
    except BaseException as e:
        print(name, type(e).__name__, e)


class cm(classmethod):

    def __init__(self, *a):
        pass


class sm(staticmethod):

    def __init__(self, *a):
        pass


for C in (cm, sm):
    attempt('wrapper', lambda: C(1).__func__)
    attempt('wrapper', lambda: C.__new__(C).__func__)
    attempt('wrapper', lambda: C(1).__get__(None, int))
    attempt('wrapper', lambda: C(1).__wrapped__)
    attempt('wrapper', lambda: C(1).__isabstractmethod__)
    attempt('wrapper', lambda: repr(C(1)))
    attempt('wrapper', lambda: C(1)())
attempt('wrapper', lambda: classmethod.__new__(classmethod).__func__)


class Parameter:

    def __repr__(self):
        return 'P!'


first = Parameter()
first.__typing_subst__ = lambda value: value
late = Parameter()
alias = types.GenericAlias(dict, (first, late))
alias.__parameters__
late.__typing_subst__ = lambda value: value
try:
    alias[0]
except Exception as e:
    print(type(e), e)
S = io.StringIO


class T(S):

    def __init__(self):
        pass


class U(S):

    def __init__(self):
        pass

    def __new__(cls):
        return S.__new__(cls)


for st in [None, 1, (), ('a',), ('a', '\n', 0), ('a', '\n', 0, None, 1), ('a', '\n', 0, None), (b'', '', 0, None), ('', '', 0.0, None), ('', '', 0, 0), (0, '', 0, None), ('', 0, 0, {}), ('', '', -1, {}), ('', '\nx', 0, {}), (None, '\n', 0, {}), ('ab', '\n', 5, {'q': 1}), ('ab', '\n', 2 ** 70, None), ('ab', None, True, None)]:

    def f():
        s = S('q')
        s.__setstate__(st)
        return (s.getvalue(), s.tell(), s.__dict__)
    attempt(('S', st), f)
for C in (T, U):
    for m in ['read', 'getvalue', 'tell', 'readline', '__getstate__', 'close', 'seekable', 'truncate', 'flush', 'readlines']:
        attempt((C.__name__, m), lambda: getattr(C(), m)())
    for a in ['closed', 'newlines', 'line_buffering', 'encoding']:
        attempt((C.__name__, a), lambda: getattr(C(), a))
    attempt('write', lambda: C().write('x'))
B = io.BytesIO


class V(B):

    def __init__(self):
        pass


for m in ['read', 'getvalue', 'tell', 'readline', '__getstate__', 'close', 'seekable', 'truncate', 'flush', 'readlines', 'getbuffer']:
    attempt(('V', m), lambda: getattr(V(), m)() if m != 'getbuffer' else bytes(V().getbuffer()))
for st in [None, 1, (), ('a',), (b'a', 0), (b'a', 0, None), ('', 0, None), (b'', 0.0, None), (b'', 0, 0), (b'', -1, {}), (None, 0, {}), (bytearray(b'ab'), 5, {'q': 1}), (b'ab', 2 ** 70, None)]:

    def f():
        s = B(b'q')
        s.__setstate__(st)
        return (s.getvalue(), s.tell(), s.__dict__)
    attempt(('B', st), f)


class Y(super):

    def __init__(self, *a):
        pass


for mk in (lambda: Y(), lambda: super.__new__(super)):
    for a in ['__thisclass__', '__self__', '__self_class__', 'foo', '__class__', '__get__', '__repr__', '__init__']:
        attempt(a, lambda: getattr(mk(), a) and 0)
    attempt('get', lambda: type(mk().__get__(None)))
    attempt('repr', lambda: repr(mk()))
    attempt('call', lambda: mk().__repr__())


# types whose instances only the interpreter makes
def gen():
    yield


for made in (gen(), {}.keys(), iter([]), iter({}), iter(()), iter(range(2)), iter(int, 1), len, [].append, type.mro, gen.__code__.co_lines, type.__dict__['__doc__']):
    kind = type(made)
    attempt('call', lambda: kind())
    attempt('new', lambda: kind.__new__(kind))
    attempt('object.__new__', lambda: object.__new__(kind))
attempt('array', lambda: object.__new__(__import__('array').array))


# characters_written of an OSError: -1 stands for not set
error = OSError()
for value in (-1, -2, 5, 2**70, None):
    attempt('set', lambda: setattr(error, 'characters_written', value))
    attempt('get', lambda: error.characters_written)
    attempt('delete', lambda: delattr(error, 'characters_written'))


# numbers that are no characters
import _sre

for name in ('ascii_iscased', 'unicode_iscased', 'ascii_tolower', 'unicode_tolower'):
    attempt(name, lambda: getattr(_sre, name)(0x110000))
