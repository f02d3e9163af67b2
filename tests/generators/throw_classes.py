class E(Exception):
    def __new__(cls, *a): return cls
class F(Exception):
    def __init__(self): raise KeyError('init')
def g():
    try: yield 1
    except BaseException as e: print('inside', type(e).__name__, e)
    yield 2
for x in (E, F, KeyError, OSError(2)):
    gen = g(); next(gen)
    try: print(gen.throw(x))
    except TypeError as e: print('outside', e); continue
    print(list(gen))
def boring(): yield
gen = boring()
try: gen.throw(E)
except TypeError as e: print(e)
print(list(gen))
import types, sys
tb = types.TracebackType(None, sys._getframe(), 1, 2)
print(tb.tb_lasti, tb.tb_lineno)
f = lambda: (yield 1)
gen = f(); next(gen)
try: gen.send(2)
except StopIteration as e: print(e.value)
