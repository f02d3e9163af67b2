import gc, sys
class A:
    def __init__(self, n): self.n=n
    def __del__(self): print('del', self.n)
def f():
    a=A(1)
f()
gc.collect()
print('--')
def g():
    try:
        yield 1
        yield 2
    finally: print('closing')
def h():
    x=g(); next(x)
h(); [h for i in range(3)]
gc.collect()
print('--2')
async def c(): pass
def k(): return
k(); [k for i in range(3)]
gc.collect()
print('--3')
keep=A('keep'); kg=g(); next(kg)
print('end')
