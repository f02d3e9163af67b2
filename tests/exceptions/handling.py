# try/except: matching, binding, re-raise, hierarchy, attributes, sys.exc_info nesting.
import sys

for kind in (ValueError, KeyError, IndexError, ZeroDivisionError, OSError, StopIteration):
    try:
        raise kind('message')
    except LookupError as error:
        print('lookup', repr(error), str(error))
    except (ValueError, ArithmeticError) as error:
        print('value', repr(error), error.args)
    except Exception as error:
        print('other', type(error).__mro__[1].__name__)
try:
    error
except NameError as gone:
    print(gone)


class Custom(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code

    def __str__(self):
        return 'custom %d' % self.code


try:
    raise Custom(5, 'text')
except Custom as error:
    print(error, repr(error), error.args, error.code, error.__traceback__.tb_lineno)
try:
    raise ValueError
except ValueError as error:
    print(repr(error), error.args, str(error) == '')


def nested():
    try:
        raise KeyError('outer')
    except KeyError:
        try:
            raise IndexError('inner')
        except IndexError:
            print(sys.exc_info()[1])
        print(sys.exc_info()[1])
    print(sys.exc_info()[1], sys.exception())


nested()
for bad in ('raise 5', 'raise None', 'raise int', 'raise ValueError from 5', 'raise'):
    try:
        exec(bad)
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as error:
    print(error, '/', repr(error.__context__))
e = ValueError('a', 1)
print(e, repr(e), e == ValueError('a', 1), e.with_traceback(None) is e, e.__cause__, e.__suppress_context__)
print(str(KeyError('k')), repr(KeyError()), str(OSError(2, 'No such file', 'name')), OSError(2, 'x').errno, type(OSError(2, 'x')).__name__)
try:
    open('/no/such/file')
except FileNotFoundError as error:
    print(error, error.errno, error.filename)
try:
    raise StopIteration(7)
except StopIteration as stop:
    print(stop.value)
u = UnicodeDecodeError('utf-8', b'abc', 1, 2, 'reason')
print(u, u.start, SystemExit(3).code, SyntaxError('bad', ('f.py', 1, 2, 'text')).lineno, AttributeError('x', name='n').name)
