def show(e, ind=0):
    print(' '*ind, type(e).__name__, e, 'cause', repr(e.__cause__), 'ctx', repr(e.__context__), 'sup', e.__suppress_context__, getattr(e,'__notes__',None))
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: show(x, ind+2)
def t(f):
    print('--', f.__name__)
    try: f()
    except BaseException as e: show(e)
    else: print('ok')
def a():
    try: raise ValueError(1)
    except* ValueError as e: print(repr(e), e.__traceback__.tb_next)
def b():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2),ExceptionGroup('n',[TypeError(3),OSError(4)])])
    except* ValueError as e: print(repr(e)); raise KeyError('k')
    except* TypeError as e: print(repr(e)); raise
def c():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2),ExceptionGroup('n',[TypeError(3),OSError(4)])])
    except* ValueError as e: print(repr(e)); raise
    except* TypeError as e: print(repr(e)); raise e
def d():
    try: raise ValueError(5)
    except* TypeError: print('no')
def e():
    try: raise ExceptionGroup('x',[ValueError(5)])
    except* ExceptionGroup: print('no')
def f():
    try: raise ValueError(5)
    except* ValueError: raise
def g():
    try: raise ValueError(5)
    except* ValueError: raise OSError(2)
def h():
    try: raise ValueError(5)
    except* ValueError as q: 
        import sys
        print(repr(sys.exception()), sys.exception() is q)
    print(sys.exception())
def i():
    class EG(ExceptionGroup):
        def split(self, x): return 3
    try: raise EG('x',[ValueError(5)])
    except* ValueError: print('no')
def j():
    class EG(ExceptionGroup):
        def split(self, x): return (1,)
    try: raise EG('x',[ValueError(5)])
    except* ValueError: print('no')
def k():
    class EG(ExceptionGroup):
        def derive(self, x): return 3
    try: raise EG('x',[ValueError(5),TypeError(3)])
    except* ValueError: print('no')
def l():
    class EG(ExceptionGroup):
        def __new__(cls, m, e, code):
            o = super().__new__(EG, m, e); o.code = code; return o
        def derive(self, x): return EG(self.message, x, self.code)
    g = EG('x',[ValueError(5),TypeError(3)],7); g.add_note('n1')
    try: raise g
    except* ValueError as q: print(repr(q), q.code, q.__notes__, q.__notes__ is g.__notes__); q.add_note('xx')
    
def m():
    try:
        raise ExceptionGroup('x',[ValueError(5),TypeError(3)])
    except* (ValueError, TypeError) as q: print(repr(q))
    try:
        try: raise KeyError(1)
        except* KeyError: pass
        else: print('else')
        finally: print('fin')
        for i in range(3):
            try: 
                if i: raise ExceptionGroup('y',[OSError(i)])
            except* OSError as q: print(repr(q))
            else: print('else', i)
        raise BaseExceptionGroup('zz',[KeyboardInterrupt(), ValueError(1)])
    except* ValueError as q: raise q from OSError(3)
class B:
    def __bool__(self): raise OSError('b')
def n(): ExceptionGroup('x',[ValueError(1)]).split(lambda e: B())
def o(): 
    g=ExceptionGroup('x',[ValueError(1),ExceptionGroup('y',[TypeError(2),OSError(3)])])
    print(g.split(lambda e: isinstance(e, OSError)), g.subgroup((ValueError,OSError)), g.subgroup(KeyError), g.split(ExceptionGroup)[0] is g, g.split(KeyError)[1])
for x in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o): t(x)
