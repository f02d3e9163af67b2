# Tracebacks of chained exceptions: context, cause, suppressed context, notes.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())
        print('---', file=sys.stderr)


def context():
    try:
        {}['missing']
    except KeyError:
        undefined_name


def cause():
    try:
        int('x')
    except ValueError as error:
        raise RuntimeError('wrapped') from error


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError('clean') from None


def noted():
    error = TypeError('with notes')
    error.add_note('first note')
    error.add_note('second\nnote')
    raise error


def reraised():
    try:
        [].pop()
    except IndexError:
        raise


def in_finally():
    try:
        raise ValueError('lost?')
    finally:
        None.attribute


for function in (context, cause, suppressed, noted, reraised, in_finally):
    show(function)
raise SystemExit(3)
