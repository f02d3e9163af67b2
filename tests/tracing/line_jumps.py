# Setting f_lineno in a trace function: where it may go, and what it says otherwise.
import sys
import warnings

warnings.simplefilter('ignore')


def jump(function, source, target, event='line'):
    out = []
    code = function.__code__

    def tracer(frame, what, arg):
        nonlocal done
        if frame.f_code is code and not done and what == event and frame.f_lineno == code.co_firstlineno + source:
            done = True
            frame.f_lineno = code.co_firstlineno + target if isinstance(target, int) else target
        return tracer

    done = False
    sys.settrace(tracer)
    try:
        function(out)
    except Exception as error:
        out.append(f'{type(error).__name__}: {error}')
    finally:
        sys.settrace(None)
    print(function.__name__, source, target, event, out)


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)


def loop(out):
    out.append(1)
    for i in 2, 2:
        out.append(3)
        out.append(4)
    out.append(5)
    for i in 6,:
        out.append(7)


def handler(out):
    out.append(1)
    try:
        out.append(3)
        1 / 0
    except ZeroDivisionError:
        out.append(6)
        out.append(7)
    finally:
        out.append(9)
    out.append(10)
    out.append(sys.exception())


def block(out):
    out.append(1)
    with open(__file__) as file:
        out.append(3)
        out.append(4)
    out.append(5)


def unbound(out):
    out.append(1)
    x = 2
    out.append(x)


for source, target in (1, 3), (3, 1), (1, 2), (2, 7), (2, -1), (2, 'Spam'), (2, 40):
    jump(plain, source, target)
for source, target in (1, 5), (1, 3), (3, 5), (4, 3), (5, 3), (3, 7), (4, 2):
    jump(loop, source, target)
for source, target in (1, 3), (3, 1), (6, 10), (7, 6), (3, 6), (10, 6), (1, 10):
    jump(handler, source, target)
for source, target in (1, 3), (3, 4), (3, 5), (5, 3):
    jump(block, source, target)
jump(unbound, 2, 3)
jump(plain, 0, 2, 'call')
jump(plain, 3, 1, 'return')
jump(handler, 4, 1, 'exception')
try:
    sys._getframe().f_lineno = 3
except ValueError as error:
    print(error)
