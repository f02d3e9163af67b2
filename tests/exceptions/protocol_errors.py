class A: pass
class S:
    def __enter__(self): pass
    def __exit__(self): pass
class AS:
    def __aenter__(self): pass
    def __aexit__(self): pass
class E:
    def __enter__(self): pass
class X:
    def __exit__(self): pass
class AE:
    def __aenter__(self): pass
class EX(E, AS): pass
class AEX(AE, S): pass
def sync(x):
    with x: pass
async def asy(x):
    async with x: pass
for c in A,S,AS,E,X,AE,EX,AEX:
    try: sync(c())
    except TypeError as e: print(c.__name__,'sync', e)
    try: asy(c()).send(None)
    except (TypeError,StopIteration) as e: print(c.__name__,'async', e)
class R: 
    def __new__(cls): return 3
class NB:
    def __new__(cls): return 4
for f in ("raise KeyError from R", "raise KeyError from 3", "raise R", "raise 3", "raise KeyError from KeyError"):
    class R(Exception):
        def __new__(cls): return 3
    try: exec(f)
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__))
