# What attributes of functions, modules, classes, instances and descriptors say to assignment and deletion of nonsense.
import types


def show(action):
    try:
        print('  ', repr(action()))
    except Exception as error:
        print('  ', type(error).__name__, error)


def put_and_delete(o, names, value=3):
    for name in names.split():
        print(type(o).__name__, name)
        show(lambda: setattr(o, name, value))
        show(lambda: delattr(o, name))


def f():
    pass


def g():
    yield


class X:
    @property
    def p(self):
        return 1


module = types.ModuleType('module')
for o in (f, X, module):
    print(type(o).__name__)
    show(lambda: setattr(o, '__annotate__', 42))
    for annotate in (lambda: 42, lambda x: 42):
        show(lambda: setattr(o, '__annotate__', annotate))
        show(lambda: o.__annotations__)
    show(lambda: setattr(o, '__annotate__', lambda x: {'x': x}))
    show(lambda: o.__annotations__)
    show(lambda: setattr(o, '__annotate__', None))
    show(lambda: o.__annotations__)
    show(lambda: delattr(o, '__annotations__'))
    show(lambda: delattr(o, '__annotate__'))
put_and_delete(f, '__dict__ __name__ __qualname__ __type_params__ __code__ __defaults__ __kwdefaults__ __closure__'
                  ' __globals__ __builtins__ __doc__ __module__ __class__ __annotations__')
put_and_delete(X(), '__dict__ __class__ __weakref__ __doc__ __module__')
put_and_delete(X, '__name__ __qualname__ __module__ __bases__ __mro__ __type_params__ __abstractmethods__'
                  ' __text_signature__')
show(lambda: delattr(X, '__doc__'))
show(lambda: setattr(X, '__bases__', (object, object)))
show(lambda: setattr(X, '__bases__', (bool,)))
put_and_delete(module, '__name__ __dict__ __doc__ __class__')
put_and_delete(X.p, 'fget __isabstractmethod__')
show(lambda: X.p.__set_name__(1))
put_and_delete(types.MethodType(f, 1), '__self__ __func__ __name__ __doc__ x')
put_and_delete(len, '__self__ __name__ x')
put_and_delete(g(), '__name__ __qualname__ gi_frame x')
put_and_delete(slice(1), 'start')
put_and_delete(range(3), 'start')
put_and_delete(1j, 'real')
put_and_delete(1, 'real')
put_and_delete(super(X, X()), '__self__')
put_and_delete(OSError(1, 'x'), 'errno __traceback__ __cause__ __context__ __suppress_context__')

# The slots of a base do not get past the checks of a built-in type between.
show(lambda: object.__setattr__(int, 'x', 1))
show(lambda: object.__delattr__(X, 'x'))
show(lambda: type.__setattr__(int, 'x', 1))
show(lambda: dict.__setattr__(X(), 'x', 1))
for call in ('(5).__pow__()', '(5).__add__()', '[].__setitem__(1)', 'X().__setattr__(1)', 'X.p.__get__()', '[].__len__(1)'):
    print(call)
    show(lambda: eval(call))
