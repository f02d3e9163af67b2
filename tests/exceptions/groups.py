# Exception groups, except*, splitting, and the group traceback.
def raise_all(*errors):
    raise ExceptionGroup('several', list(errors))


try:
    raise_all(ValueError('v'), TypeError('t'), KeyError('k'))
except* ValueError as group:
    print('values', group.exceptions)
except* (TypeError, OSError) as group:
    print('types', group)
except* KeyError as group:
    print('keys', repr(group))
else:
    print('never')
finally:
    print('finally')

group = ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)])])
match, rest = group.split(ValueError)
print(repr(match))
print(repr(rest))
print(group.subgroup(lambda e: isinstance(e, TypeError)), group.derive([OSError()]), str(group))
try:
    try:
        raise_all(ValueError('unhandled'), TypeError('handled'))
    except* TypeError:
        print('handled one')
except ExceptionGroup as left:
    print('left', left.exceptions)
try:
    raise ValueError('naked')
except* ValueError as wrapped:
    print(repr(wrapped))
try:
    try:
        raise_all(ValueError('a'))
    except* ValueError:
        raise KeyError('from handler')
except ExceptionGroup as out:
    print(repr(out), repr(out.exceptions[0].__context__))
for bad in (lambda: ExceptionGroup('x', []), lambda: ExceptionGroup('x', [1]), lambda: ExceptionGroup('x', [KeyboardInterrupt()]), lambda: ExceptionGroup(5, [ValueError()])):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(type(BaseExceptionGroup('b', [ValueError()])).__name__, type(BaseExceptionGroup('b', [KeyboardInterrupt()])).__name__)
raise group
