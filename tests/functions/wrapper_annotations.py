def f(x:int): pass
for k in staticmethod, classmethod:
    s=k(f)
    print(sorted(s.__dict__))
    print(s.__annotations__ is f.__annotations__, sorted(s.__dict__))
    print(s.__annotate__ is f.__annotate__)
    s.__annotations__={}
    print(s.__annotations__, f.__annotations__)
    del s.__annotations__
    print(s.__annotations__)
    del s.__annotations__
    try: del s.__annotations__
    except AttributeError as e: print(e)
    n=k(5)
    try: n.__annotations__
    except AttributeError as e: print(e)
    n.__annotations__=7
    class S(k): pass
    try: del S(4).__annotations__
    except AttributeError as e: print(e)
class A: pass
import sys
sys._clear_type_descriptors(A)
print(sorted(A.__dict__))
for x in int,5:
    try: sys._clear_type_descriptors(x)
    except TypeError as e: print(e)
