# What nobody awaits warns when it is dropped; when that is differs (never_awaited.py has the warnings).
import warnings
warnings.simplefilter("ignore")
class Aw:
    def __init__(self, n): self.n=n
    def __await__(self):
        r = yield ('aw', self.n)
        return r
def drive(coro, sends=()):
    sends = list(sends)
    v = None
    try:
        while 1:
            x = coro.send(v)
            v = sends.pop(0) if sends else None
            print('  got', x, '->', v)
            if isinstance(v, BaseException):
                e = v; v = None
                x = coro.throw(e); print('  thrown got', x)
    except StopIteration as e: print('  result', e.value)
    except BaseException as e: print('  raised', type(e).__name__, e)
async def g():
    try:
        x = yield 1
        print('x', x)
        r = await Aw(2)
        print('r', r)
        yield r
    except ValueError as e:
        print('VE', e)
        yield 've'
    finally:
        print('fin')
        await Aw('fin')
async def main1():
    async for v in g(): print('v', v)
drive(main1(), [10, 20])
async def main2():
    a = g()
    print(await a.asend(None)); print(await a.athrow(ValueError(3)))
    await a.aclose()
    print(await anext(a, 'dflt'))
    try: await a.asend(3)
    except StopAsyncIteration as e: print('SAI', repr(e))
drive(main2(), [1,2])
a = g()
try: a.asend(5).send(None)
except BaseException as e: print(type(e), e)
try: a.asend(None).send(None)
except BaseException as e: print(type(e), e)
s = a.asend(5)
print(type(s), iter(s) is s, s.__await__() is s)
print(s.send(None))
s2 = a.asend(6)
for f in (lambda: s2.send(None), lambda: s2.send(None), lambda: a.aclose().send(None), lambda: a.athrow(ValueError).send(None), lambda: a.ag_running, lambda: a.ag_await is None, lambda: a.ag_suspended, lambda: s.throw(KeyError('k')), lambda: s.send(None),lambda: s.throw(KeyError('k')), lambda: s.close(), lambda: a.ag_running, lambda: a.aclose().send(1), lambda: a.aclose().send(None), lambda:a.athrow(ValueError).send(None), lambda: a.ag_frame):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
async def ign():
    try: yield 1
    except GeneratorExit: yield 2
async def ign2():
    try: yield 1
    finally: await Aw(1)
def tr(*fs):
    for f in fs:
        try: print(f())
        except BaseException as e: print(type(e).__name__, repr(e))
i=ign(); tr(lambda:i.__anext__().send(None)); c=i.aclose(); tr(lambda:c.send(None), lambda:c.send(None), lambda:c.throw(ValueError),lambda:c.close())
i=ign2(); tr(lambda:i.__anext__().send(None)); c=i.aclose(); tr(lambda:c.send(None), lambda: i.__anext__().send(None), lambda:c.throw(OSError('x')), lambda:c.send(None), lambda: i.aclose().send(None), lambda:i.athrow(OSError).send(None), lambda: i.asend(1).send(None))
i=ign2(); tr(lambda:i.__anext__().send(None)); c=i.athrow(KeyError('z')); tr(lambda:c.send(None), lambda:c.close(), lambda: c.send(1))
i=ign2(); tr(lambda:i.aclose().send(None), lambda:i.asend(None).send(None), lambda: next(i.aclose()))
async def rs(): 
    yield 1
    raise StopAsyncIteration
async def rs2(): 
    raise StopIteration(4)
    yield
i=rs(); tr(lambda:i.__anext__().send(None),lambda:i.__anext__().send(None),lambda:i.__anext__().send(None))
i=rs2(); tr(lambda:i.__anext__().send(None))
class It:
    def __init__(self): self.i=0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i>1: raise StopAsyncIteration
        self.i+=1
        await Aw(self.i)
        return self.i
async def m3():
    it=aiter(It())
    print(await anext(it), await anext(it,0), await anext(it,'d'))
    await anext(it)
drive(m3())
x = anext(It(), 3); print(type(x)); tr(lambda: x.send(None), lambda: x.throw(KeyError('q')), lambda: x.close())
tr(lambda: anext(3), lambda: aiter(3), lambda: anext(3,4), lambda: type(g()).__name__, lambda: g().__name__+g().__qualname__, lambda: type(g())[int], lambda: repr(g())[:26])
import sys
def fi(x): print('first', x.__name__)
def fin(x): print('final', x.__name__)
sys.set_asyncgen_hooks(fi, None)
i=ign(); i.__anext__(); i.__anext__(); i.aclose(); j=rs(); j.asend(1)
tr(lambda: sys.set_asyncgen_hooks(3), lambda: sys.set_asyncgen_hooks(finalizer=3))
sys.set_asyncgen_hooks(None,None)
async def gx():
    return [x async for x in rsx() if x % 2], {y: await Aw(y) async for y in rsx()}, [z async for z in (q async for q in rsx())]
async def rsx():
    for i in range(4): yield i
drive(gx())
async def w():
    async with CM() as z: print('in', z); raise KeyError('in')
class CM:
    async def __aenter__(self): await Aw('enter'); return 5
    async def __aexit__(self, *a): print(a[0], a[1]); await Aw('exit'); return True
drive(w())
async def bad1():
    async with 3: pass
async def bad2():
    async for x in 3: pass
async def bad3():
    await 3
class NA:
    def __aiter__(self): return 3
class NB:
    def __aiter__(self): return self
    def __anext__(self): return 5
class NC:
    def __await__(self): return 5
class ND:
    def __await__(self): return bad3()
class NE:
    def __aenter__(self): return 5
    def __aexit__(self,*a): return 5
async def bad4():
    async for x in NA(): pass
async def bad5():
    async for x in NB(): pass
async def bad6(): await NC()
async def bad7(): await ND()
async def bad8():
    async with NE(): pass
for f in bad1,bad2,bad3,bad4,bad5,bad6,bad7,bad8: drive(f())
async def c1(): await Aw(1)
async def twice():
    c = c1(); c.send(None)
    await c
drive(twice())
c=c1(); c.close(); tr(lambda: c.send(None), lambda: c.close(), lambda: c.throw(KeyError))
c=c1(); tr(lambda: c.send(1), lambda:c.send(None), lambda: c.cr_running, lambda: c.cr_suspended, lambda: c.cr_origin, lambda: c.throw(KeyError('a')), lambda: iter(c), lambda: next(c))
