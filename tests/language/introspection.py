# Frames, code objects, tracebacks, dir, vars, signatures.
import inspect
import sys
import traceback


def f(a, b=2, *args, c, d=4, **kw):
    """Doc."""
    local = a
    return sys._getframe()


frame = f(1, c=3)
code = f.__code__
print(frame.f_code is code, frame.f_lineno - code.co_firstlineno, sorted(frame.f_locals), frame.f_back is None, frame.f_globals is globals())
print(code.co_name, code.co_qualname, code.co_argcount, code.co_kwonlyargcount, code.co_nlocals, code.co_varnames, code.co_flags & 15, code.co_consts[0])
print(inspect.signature(f), inspect.getdoc(f), inspect.isfunction(f), inspect.signature(lambda x, /, *, y: 0), inspect.getfullargspec(f).kwonlydefaults)


def caller():
    return called()


def called():
    frame = sys._getframe(1)
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, [s.name for s in traceback.extract_stack()]


print(caller())
try:
    caller.missing
except AttributeError as error:
    tb = error.__traceback__
    print(tb.tb_next, tb.tb_frame.f_code.co_name, tb.tb_lineno == tb.tb_frame.f_lineno - 2 or 'later', error.name, error.obj is caller)


def deep(n):
    if n == 0:
        raise ValueError('deep')
    deep(n - 1)


try:
    deep(2)
except ValueError as error:
    tb = error.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    print(names[1:], traceback.format_exception_only(error))
replaced = code.replace(co_name='renamed')
print(replaced.co_name, replaced == code, code == f.__code__, hash(code) == hash(f.__code__))


class C:
    attr = 1

    def method(self): ...


c = C()
c.own = 2
print([n for n in dir(c) if n[0] != '_'], vars(c), sorted(n for n in vars(C) if n[0] != '_'), C.__module__, C.__firstlineno__ > 0, C.method.__self__ if hasattr(C.method, '__self__') else 'unbound', c.method.__self__ is c, c.method.__func__ is C.method)
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == 'traced':
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer


def traced(n):
    total = 0
    for i in range(n):
        total += i
    return total


sys.settrace(tracer)
traced(2)
sys.settrace(None)
print(events)
print(list(code.co_lines())[0][2] is not None, len(list(code.co_positions())) > 5)
