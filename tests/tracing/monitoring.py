# sys.monitoring: registration, events and their order, code-local events, DISABLE.
import sys

monitoring = sys.monitoring
E = monitoring.events
TOOL = 2
NAMES = [name for name in dir(E) if name.isupper() and name not in ('NO_EVENTS', 'INSTRUCTION', 'JUMP', 'STOP_ITERATION')]


def failure(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


def one(a):
    return len(a)


failure(monitoring.use_tool_id, 9, 'x')
failure(monitoring.use_tool_id, TOOL, 5)
failure(monitoring.set_events, TOOL, 1)
monitoring.use_tool_id(TOOL, 'test')
failure(monitoring.use_tool_id, TOOL, 'x')
print(monitoring.get_tool(TOOL), monitoring.get_tool(3))
for events in E.CALL, E.CALL | E.C_RETURN | E.C_RAISE, E.CALL | E.C_RETURN, E.BRANCH, 1 << 19, -1, E.RAISE:
    failure(monitoring.set_events, TOOL, events)
    print(monitoring.get_events(TOOL), monitoring._all_events())
    failure(monitoring.set_local_events, TOOL, one.__code__, events)
    print(monitoring.get_local_events(TOOL, one.__code__))
monitoring.set_local_events(TOOL, one.__code__, 0)
monitoring.set_events(TOOL, 0)
failure(monitoring.set_local_events, TOOL, 5, 1)
failure(monitoring.register_callback, TOOL, 3, print)
failure(monitoring.register_callback, TOOL, 1 << 20, print)

seen = []


def show(value):
    return getattr(value, '__name__', None) or (type(value).__name__ if isinstance(value, BaseException) else value)


def recorder(name):
    def record(code, *args):
        if name == 'LINE':
            args = (args[0] - code.co_firstlineno,)
        elif name.startswith('BRANCH'):
            args = ()
        else:
            args = ['MISSING' if arg is monitoring.MISSING else show(arg) for arg in args[1:]]
        seen.append((name, code.co_name, *args))

    return record


def monitored(function, names=NAMES):
    seen.clear()
    total = 0
    for name in names:
        monitoring.register_callback(TOOL, getattr(E, name), recorder(name))
        if name not in ('C_RETURN', 'C_RAISE', 'BRANCH'):
            total |= getattr(E, name)
    monitoring.set_events(TOOL, total)
    try:
        function()
    except Exception:
        pass
    monitoring.set_events(TOOL, 0)
    for name in names:
        monitoring.register_callback(TOOL, getattr(E, name), None)
    print(*[event for event in seen if event[1] != 'monitored'], sep='\n')
    print()


def generator():
    try:
        yield 1
    except KeyError:
        yield 2


def program():
    g = generator()
    next(g)
    g.throw(KeyError)
    next(g, None)
    one([])
    try:
        one(5)
    except TypeError as error:
        x = 1
    if x:
        x = 2
    return x


def raising():
    try:
        one(5)
    except ValueError:
        pass


monitored(program, ['PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'PY_THROW', 'PY_UNWIND', 'LINE'])
monitored(program, ['CALL', 'C_RETURN', 'C_RAISE', 'PY_RETURN'])
monitored(raising, ['RAISE', 'RERAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND'])


def counts(limit):
    total = 0

    def count(code, *args):
        nonlocal total
        total += 1
        return monitoring.DISABLE if total >= limit else None

    monitoring.register_callback(TOOL, E.PY_START, count)
    monitoring.set_local_events(TOOL, one.__code__, E.PY_START)
    for i in range(5):
        one('')
    print(total, end=' ')
    monitoring.restart_events()
    one('')
    print(total)
    monitoring.set_local_events(TOOL, one.__code__, 0)


counts(10)
counts(2)
monitoring.restart_events()
monitoring.register_callback(TOOL, E.RAISE, lambda *args: monitoring.DISABLE)
monitoring.set_events(TOOL, E.RAISE)
try:
    one(5)
except Exception as error:
    print(repr(error))
monitoring.set_events(TOOL, 0)
monitoring.free_tool_id(TOOL)
print(monitoring.get_tool(TOOL))
