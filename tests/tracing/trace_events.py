# sys.settrace and sys.setprofile: which events, where, with what.
import sys

events = []


def tracer(frame, event, arg):
    shown = arg[0].__name__ if event == 'exception' else arg
    events.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event, shown))
    return tracer


def traced(function, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        function(*args)
    finally:
        sys.settrace(None)
    for event in events[:-1]:
        print(*event)
    print()


def generator(value):
    yield 1
    return value


def loops():
    for x in generator(None):
        pass
    for x in generator(2):
        continue
    while x:
        x -= 1
    y = yield from generator(3)


def consume():
    for z in loops():
        pass


def branches(a):
    if a:
        b = 1
    else:
        b = 2
    try:
        b / 0
    except ZeroDivisionError as error:
        b = 3
    finally:
        b = 4
    with Manager():
        return b


class Manager:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


class Body:
    """Docstring"""

    def method(self):
        raise KeyError


def catches():
    try:
        Body().method()
    except KeyError:
        pass


for function, *args in (consume,), (branches, 1), (branches, 0), (catches,), (lambda: [i for i in range(2)],):
    traced(function, *args)


def profiler(frame, event, arg):
    if event.startswith('c_'):
        arg = arg.__qualname__
    events.append((frame.f_code.co_name, event, arg))


def calls():
    len([])
    [].append(1)
    Body()
    int('3')
    list.append([], 1)
    max(1, -2, key=abs)
    ','.join(*[['a']])
    try:
        [].pop()
    except IndexError:
        pass
    return sum(generator(4))


events.clear()
sys.setprofile(profiler)
calls()
sys.setprofile(None)
print(*events, sep='\n')


def opcode_lines(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    if frame.f_lineno and frame.f_code is branches.__code__:
        lines.append((frame.f_lineno - frame.f_code.co_firstlineno, event))
    return opcode_lines


lines = []
sys.settrace(opcode_lines)
branches(1)
sys.settrace(None)
print(sorted({event for line, event in lines}), {7, 8, 10, 11} <= {line for line, event in lines})


def fails(frame, event, arg):
    if event == 'line':
        raise RuntimeError('from the tracer')
    return fails


sys.settrace(fails)
try:
    branches(1)
except RuntimeError as error:
    print(error, sys.gettrace())
