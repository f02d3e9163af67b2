class A:
    __add__=None
    __radd__=None
    __eq__=None
    __lt__=None
    __iadd__=None
    __mul__=None
    __getitem__=None
    __len__=None
    __neg__=None
    __divmod__=None
    __pow__=None
class B:
    def __radd__(self,o): return 'B.radd'
    def __rmul__(self,o): return 'B.rmul'
    def __eq__(self,o): return 'B.eq'
    def __gt__(self,o): return 'B.gt'
class C(A):
    def __add__(self,o): return 'C.add'
    def __radd__(self,o): return 'C.radd'
import operator
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a,b=A(),B()
t(lambda: a+1)
t(lambda: 1+a)
t(lambda: a+b)
t(lambda: a*b)
t(lambda: a==b)
t(lambda: b==a)
t(lambda: a<b)
t(lambda: a<1)
t(lambda: operator.iadd(a,1))
t(lambda: a+C())
t(lambda: C()+a)
t(lambda: a[1])
t(lambda: len(a))
t(lambda: -a)
t(lambda: divmod(a,1))
t(lambda: pow(a,1))
t(lambda: a==a)
t(lambda: a!=a)
t(lambda: a!=1)
