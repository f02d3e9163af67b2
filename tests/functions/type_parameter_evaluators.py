from typing import TypeVar, ParamSpec
import annotationlib
T2 = TypeVar("T2", int, str)
print(T2.evaluate_constraints(4), T2.evaluate_constraints(1))
c=T2.evaluate_constraints
print(repr(c))
for a in ((),(1,2),('x',)):
    try: print(c(*a))
    except TypeError as e: print(e)
try: print(c(format=4))
except TypeError as e: print(e)
try: type(c)()
except TypeError as e: print(e)
for v in [(int,), (), (int,(str,'x')), [int,str], 'abc', ..., list[int], None, (None,...), [1]]:
    P=ParamSpec('P',default=v)
    print(P.evaluate_default(4))
try: type(c).x=1
except TypeError as e: print(e)
