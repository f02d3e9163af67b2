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


# Lines of implicit returns and back-edges: those of the way that led there.
def lines_of(function, *args):
    events = []

    def watch(frame, event, arg):
        if frame.f_code is function.__code__ or frame.f_code.co_name == 'generator':
            events.append((event, frame.f_lineno - function.__code__.co_firstlineno))
            return watch

    sys.settrace(watch)
    try:
        function(*args)
    finally:
        sys.settrace(None)
    print(function.__name__, events)


def nested_ifs(a=0, p=1, z=1):
    if p:
        if a:
            if z:
                pass
            else:
                pass
    else:
        pass


def loop_in_if(x):
    if x:
        for i in x:
            if i > 5:
                y = 1
            elif i == 3:
                y = 2


def loops(x):
    for i in x:
        for j in x:
            if i == j:
                y = 1


def loop_with_try(n):
    while n:
        n -= 1
        try:
            if n == 1:
                y = 1
            elif n == 2:
                y = 2
        except ValueError:
            pass


def long_condition(x):
    if (x and
            x > 1):
        y = 1
    elif x == 0 or \
            x == 1:
        pass


def generator(x):
    if x:
        yield 1
    elif x == 2:
        yield 2


def exhaust(x):
    list(generator(x))


def cases(x):
    match x:
        case 1:
            pass
        case 2:
            y = 1


for args in (), (1,), (1, 1, 0), (0, 0):
    lines_of(nested_ifs, *args)
for items in [], [1], [7, 3, 1]:
    lines_of(loop_in_if, items)
    lines_of(loops, items)
for n in range(4):
    for function in loop_with_try, long_condition, exhaust, cases:
        lines_of(function, n)
