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


# Code objects: taken apart and put together again, changed, disassembled.
import dis
import types


def outer(n):
    def inner(a, b=2, *rest, key=5, **more):
        """doc"""
        try:
            return sum(i * n for i in range(a)) + b + key
        except TypeError as error:
            return error
    return inner


def rebuilt(co):
    consts = tuple(rebuilt(c) if isinstance(c, types.CodeType) else c for c in co.co_consts)
    return types.CodeType(co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_nlocals, co.co_stacksize, co.co_flags, co.co_code,
                          consts, co.co_names, co.co_varnames, co.co_filename, co.co_name, co.co_qualname, co.co_firstlineno, co.co_linetable,
                          co.co_exceptiontable, co.co_freevars, co.co_cellvars)


inner = outer(3)
again = rebuilt(inner.__code__)
print(again == inner.__code__, hash(again) == hash(inner.__code__), again is inner.__code__)
copied = types.FunctionType(again, globals(), 'copied', (7,), inner.__closure__)
copied.__kwdefaults__ = {'key': 1}
print(copied(4), copied('x'), copied.__doc__)
wider = again.replace(co_varnames=again.co_varnames + ('extra',), co_nlocals=again.co_nlocals + 1)
print(wider == again, wider.co_varnames[-1])
for change in {'co_nlocals': again.co_nlocals + 1}, {'co_firstlineno': -1}, {'co_varnames': 3}:
    try:
        again.replace(**change)
    except Exception as error:
        print(type(error).__name__, error)
print(list(again.replace(co_linetable=b'').co_lines()), again.replace(co_exceptiontable=b'') == again)
for args in (), (1,) * 16, (1,) * 20:
    try:
        types.CodeType(*args)
    except TypeError as error:
        print(type(error).__name__)


def names(function, opname):
    return [i.argval for i in dis.get_instructions(function) if i.opname == opname]


def sample(a, b):
    global counter
    import os.path as p
    counter = len(a)
    for item in a:
        if item.x > b:
            print(p, item)
            del b
    return [a.y, 1000]


print(names(sample, 'LOAD_GLOBAL'), names(sample, 'STORE_GLOBAL'), names(sample, 'LOAD_ATTR'), names(sample, 'IMPORT_NAME'))
print(names(sample, 'DELETE_FAST'), 1000 in names(sample, 'LOAD_CONST'), names(sample, 'COMPARE_OP'))
instructions = list(dis.get_instructions(sample))
offsets = {i.offset for i in instructions}
print(instructions[0].opname, instructions[-1].opname, all(i.argval in offsets for i in instructions if i.jump_target is not None))
print(len(list(sample.__code__.co_positions())) * 2 == len(sample.__code__.co_code), list(sample.__code__.co_lines())[-1][1] == len(sample.__code__.co_code))
print(all({a, b, c} <= offsets for a, b, c in sample.__code__.co_branches()), len(list(sample.__code__.co_branches())))
print(len({line for _, line in dis.findlinestarts(sample.__code__)}), dis.code_info(sample).splitlines()[0])
