import sys
g=1
r=[sys._getframe().f_locals for a in [0]][0]
print(type(r), 'a' in r, len(list(r)) )
print([sorted(locals()) for a in [5]])
print([sys._getframe().f_locals['a'] for a in [5]])
print([ 'g' in sys._getframe().f_locals for a in [5]])
print([ 'g' in locals() for a in [5]])
print([ eval('a') for a in [5]])
print([ eval('g') for a in [5]])
def mod(a): a['zz']=1; return 0
print([ mod(sys._getframe().f_locals) for a in [5]], 'zz' in globals())
class C:
    q=1
    print([sorted(locals()) for a in [5]])
    print([type(sys._getframe().f_locals) for a in [5]])
    print([eval('a') for a in [5]])
    try: print([eval('q') for a in [5]])
    except NameError as e: print(e)
    print([dir() for a in [5]])
    print([vars() for a in [5]])
    x=[lambda: b for b in [1,2]]
    print([(sorted(locals()), lambda: c) [0] for c in [5]])
exec('''
def f(): return sys._getframe(1).f_locals
[exec("kk=3") for a in [1]]
print('kk' in globals())
print([f()['a'] for a in [1]])
''')
def f():
    [x for x in [1]]
    y = [x for _ in [1]]
    return y
x=3
print(f())
def f():
    [x for x in [1]]
    return x, [x for _ in [1]], [[x for _ in [1]] for x in [7]], [[x for x in [7]] for _ in [8]]
print(f())
def f():
    [lambda: x for x in [1]]
    y = [lambda: x for _ in [1]]
    return y[0]()
print(f())
class D:
    x=4
    [x for x in [1]]
    y = [x for _ in [1]]
print(D.y)
[x for x in [1]]
print([x for _ in [1]])
class D:
    x=4
    def m(self):
        [x for x in [1]]
        [lambda:x for x in [1]]
        [x for x in [1]]
        return [x for _ in [1]], [[x for x in [3]] for _ in [1]], x
print(D().m())
