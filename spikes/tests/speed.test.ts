/**
 * The speed spike's tier against tier 0 and CPython: every program runs in the interpreter alone, with the tier compiling after
 * two calls, and (where it is installed) in CPython 3.14; what it prints must be the same.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compiled, inCPython, inTier, inTier0, tier } from './speed-support.ts';

const programs: [name: string, source: string, compiles: readonly string[]][] = [];

function program(name: string, source: string, ...compiles: string[]): void {
  programs.push([name, source, compiles]);
}

program(
  'class mutation: a method replaced while callers are compiled',
  `
class A:
    def m(self, x): return x + 1
class B(A): pass
def call(o, x): return o.m(x)
def loop(o):
    t = 0
    for i in range(20):
        t += call(o, i)
        if i == 10: A.m = lambda self, x: x * 100
    return t
for i in range(10): call(A(), i), call(B(), i)
print(loop(B()))
B.m = lambda self, x: -x
print(call(B(), 5), call(A(), 5))
del B.m
print(call(B(), 5))
A.m = 7
try: call(B(), 5)
except TypeError as e: print(e)
del A.m
try: call(B(), 5)
except AttributeError as e: print(e)
`,
  'call',
);

program(
  'class mutation: property, __setattr__, __getattr__, __getattribute__ added later',
  `
class A:
    def __init__(self): self.x = 1; self.y = 2
def get(o): return o.x
def put(o, v): o.x = v
def missing(o): return o.z
a = A()
for i in range(10): put(a, i); get(a)
print(get(a))
A.x = property(lambda self: 'prop', lambda self, v: print('set', v))
print(get(a)); put(a, 5)
del A.x
print(get(a)); put(a, 6); print(get(a))
A.__setattr__ = lambda self, n, v: print('setattr', n, v)
put(a, 7); print(get(a))
del A.__setattr__
put(a, 8); print(get(a))
for i in range(5):
    try: missing(a)
    except AttributeError as e: print(e)
A.__getattr__ = lambda self, n: 'getattr ' + n
print(missing(a), get(a))
A.__getattribute__ = lambda self, n: 'attribute ' + n
print(missing(a), get(a))
`,
  'get',
  'put',
);

program(
  'instances: __class__ changed, __dict__ replaced, a method hidden, an attribute deleted and set again',
  `
class A:
    k = 'A'
    def __init__(self): self.x = 1; self.y = 2
    def m(self): return 'A.m'
class B:
    k = 'B'
    def m(self): return 'B.m'
def use(o): return o.m(), o.x, o.k
def put(o, v): o.x = v
a = A()
for i in range(10): use(a); put(a, i)
print(use(a))
a.__class__ = B
print(use(a)); put(a, 'b'); print(use(a))
a.__class__ = A
a.__dict__ = {'x': 'dict', 'm': lambda: 'own'}
print(use(a)); put(a, 3); print(use(a), a.__dict__['x'])
b = A()
print(use(b))
b.m = lambda: 'hidden'
print(use(b))
del b.m
print(use(b))
b.k = 'own k'
print(use(b))
del b.x
put(b, 1)
print(list(b.__dict__))
b.__dict__['m'] = lambda: 'through dict'
print(use(b))
`,
  'use',
  'put',
);

program(
  'globals and builtins rebound',
  `
N = 1
def f(x): return x + N
def size(x): return len(x)
def g(i): return f(i)
for i in range(10): f(i); size('abc'); g(i)
print(f(1), size('abc'), g(1))
N = 10
print(f(1), g(1))
def len(x): return 'mine'
print(size('abc'))
del len
print(size('abc'))
old = f
def f(x): return 'new'
print(g(1))
f = old
print(g(1))
del N
try: f(1)
except NameError as e: print(e)
del f
try: g(1)
except NameError as e: print(e)
`,
  'f',
  'g',
);

program(
  'functions: __code__, __defaults__, __kwdefaults__ replaced, also of methods',
  `
def f(x, y=1, *, z=0): return x, y, z
def g(x): return x + 1
def call(i): return f(i), f(i, 2), g(i)
class A:
    def m(self, x): return ('m', x)
def meth(o): return o.m(1)
a = A()
for i in range(10): call(i); meth(a)
print(call(1))
f.__defaults__ = (99,)
print(call(1))
f.__kwdefaults__ = {'z': 'kw'}
print(call(1))
f.__defaults__ = None
try: call(1)
except TypeError as e: print(e)
f.__defaults__ = (1,)
g.__code__ = (lambda x: ('code', x)).__code__
print(call(1))
A.m.__code__ = (lambda self, x: ('other', x)).__code__
print(meth(a))
try:
    g(1, 2)
except TypeError as e: print(e)
`,
  'g',
  'call',
  'meth',
);

program(
  'tracebacks: lines, carets, variables, chained exceptions',
  `
def leaf(a, b):
    return a / b
def middle(x):
    y = x - 3
    return leaf(1,
                y) + leaf(2, 1)
def outer(x):
    return [middle(x), 0][0]
for i in range(3): outer(10)
for i in range(10): outer(5)
try:
    outer(3)
except ZeroDivisionError as e:
    t = e.__traceback__
    while t is not None:
        names = {k: v for k, v in t.tb_frame.f_locals.items() if k in 'abxy'} if t.tb_frame.f_code.co_name != '<module>' else 0
        print(t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_lineno, names, t.tb_frame.f_back is not None)
        t = t.tb_next
def handler(x):
    try:
        return outer(x)
    except ZeroDivisionError as e:
        raise KeyError(x) from None if x == 4 else e
for i in range(10): handler(5)
handler(3)
`,
  'leaf',
  'middle',
  'outer',
  'handler',
);

program(
  'exceptions: handlers, finally, nested, sys.exception()',
  `
import sys
class E1(Exception): pass
class E2(E1): pass
def thrower(i):
    if i % 5 == 0: raise E2(i)
    if i % 3 == 0: raise KeyError(i)
    return i
def work(i):
    r = []
    try:
        try:
            r.append(thrower(i))
        except E1 as e:
            r.append(('E1', e.args, type(sys.exception()).__name__))
            try:
                thrower(0)
            except E2 as e2:
                r.append(type(e2.__context__).__name__)
            r.append(type(sys.exception()).__name__)
            if i == 10: raise
        finally:
            r.append('finally')
    except (KeyError, E2) as e:
        r.append(repr(e))
    r.append(sys.exception())
    return r
for i in range(40): print(work(i))
def lookup(d, k):
    n = 0
    for i in range(30):
        try: d[k]
        except KeyError: n += 1
    return n
print(lookup({}, 'a'), lookup({'a': 1}, 'a'), lookup({1: 1}, 'a'))
class D(dict):
    def __missing__(self, k): return 'missing ' + k
print(lookup(D(), 'a'))
`,
  'thrower',
  'work',
);

program(
  'recursion: exact limit, RecursionError caught and counted',
  `
import sys
def depth(n):
    if n == 0: return 0
    return 1 + depth(n - 1)
def count():
    n = 0
    def down():
        nonlocal n
        n += 1
        down()
    try: down()
    except RecursionError as e: return n, str(e)
for i in range(5): depth(10)
print(depth(500))
a = count(); b = count()
print(a == b, a[1], a[0] > 500)
old = sys.getrecursionlimit()
def limited():
    try: return depth(300)
    except RecursionError as e: return 'RecursionError ' + str(e)
sys.setrecursionlimit(200)
print(limited())
sys.setrecursionlimit(old)
print(limited())
class R:
    def m(self, n): return self.m(n + 1) if n < 400 else n
r = R()
for i in range(4): r.m(390)
print(r.m(0))
`,
  'depth',
);

program(
  'ints: overflow into bigints, floor division and modulo, shifts, bool arithmetic',
  `
def arith(a, b): return a + b, a - b, a * b
def div(a): return a // 3, a % 7, a & 255, a | 1, a ^ 5, a >> 2
def neg(a): return -a
def cmp(a, b): return a < b, a == b, a >= b, a != b
for i in range(10): arith(i, 2), div(i), neg(i), cmp(i, 3)
for a in (0, -1, 5, -7, 2**53 - 1, -(2**53) + 1, 2**53, 2**31, -2**31, 2**70, True, False):
    for b in (0, 1, -1, 2**53 - 1, 2**40, 3):
        print(arith(a, b), cmp(a, b))
    print(div(a), neg(a))
print(arith(1.5, 2), arith('a', 'b') if 0 else arith(0.0, -0.0), neg(0.0), neg(0), cmp('a', 'b'), cmp(1, 1.0), cmp(float('nan'), 1))
def loop(n):
    t = 2**53 - 50
    for i in range(n): t += 1
    return t
print(loop(100), loop(100))
`,
  'arith',
  'div',
);

program(
  'frames of compiled callers: f_code, f_lineno, f_back, names',
  `
import sys
def where():
    f = sys._getframe(1)
    r = []
    while f is not None and f.f_code.co_filename == 'prog.py':
        r.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return r
def a(x):
    y = [where(),
         0][0]
    return y
def b(x):
    for i in range(2):
        r = a(x)
    return r
class C:
    def m(self, x):
        return b(x)
def top(o):
    return o.m(
        1)
c = C()
for i in range(12): last = top(c)
print(last)
print([top(c) for _ in range(2)][1])
import warnings
def warner():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        warned()
    return w[0].lineno
def warned():
    issue()
def issue():
    warnings.warn('x', stacklevel=2)
for i in range(5): warner()
print(warner())
def names(): return sorted(globals()) == sorted(sys._getframe().f_globals), list(locals())
print(names())
`,
  'a',
  'b',
);

program(
  'tracing switches to tier 0',
  `
import sys
def f(x):
    y = x + 1
    return g(y)
def g(y):
    t = 0
    for i in range(2):
        t += y
    return t
for i in range(20): f(i)
events = []
def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno))
    return tracer
def traced():
    sys.settrace(tracer)
    f(1)
    sys.settrace(None)
traced()
print(events)
events.clear()
def prof(frame, event, arg):
    if event in ('call', 'return') and frame.f_code.co_filename == 'prog.py': events.append((frame.f_code.co_name, event))
sys.setprofile(prof)
f(1)
sys.setprofile(None)
print(events)
events.clear()
print(f(1), events)
`,
  'f',
  'g',
);

program(
  'closures, loops that are entered in the middle, containers',
  `
def counter(n):
    c = n
    def step(k=1):
        nonlocal c
        c += k
        return c
    return step
s = counter(5)
for i in range(20): s(2)
print(s(), s(3))
def long(n):
    total = 0
    seen = []
    for i in range(n):
        j = 0
        while True:
            j += 1
            if j > 3: break
            if i % 2: continue
            total += i * j
        else:
            total = -1
        seen.append(i)
        if i == n - 1: return total, len(seen), seen[-1], seen[0]
print(long(2000))
def unpack(pairs):
    t = 0
    for (a, b), [c, *d] in pairs:
        t += a * b + c
    return t
def unpack2(pairs):
    t = 0
    for (a, b), c in pairs:
        t += a * b + c
    return t
ps = [((1, 2), [3, 4]), ((5, 6), (7,)), ([1, 1], 'x')]
for i in range(5):
    try: print(unpack(ps))
    except TypeError as e: print(e)
qs = [((1, 2), 3), ([5, 6], 7)]
for i in range(5): print(unpack2(qs))
for bad in ([((1,), 2)], [((1, 2, 3), 4)], [(1, 2)]):
    try: unpack2(bad)
    except (ValueError, TypeError) as e: print(e)
def unbound(n):
    if n: x = 1
    return x
for i in range(5): unbound(1)
try: unbound(0)
except UnboundLocalError as e: print(e)
def items(l, i): return l[i]
for i in range(5): items([1, 2, 3], 1), items((1, 2), 0)
for l, i in (([1, 2], -1), ((1, 2), -2), ([1], 5), ('abc', 1), ({'k': 1}, 'k'), ([1, 2], True)):
    try: print(items(l, i))
    except IndexError as e: print(e)
def mutate(l):
    n = 0
    for x in l:
        if n < 5: l.append(x)
        n += 1
    return n
print(mutate([1, 2]), mutate([1]), mutate([]))
def is_(a, b): return a is b, a is not b
print(is_(1.5, 1.5) if 0 else is_(None, None), is_(1, 1))
`,
  'long',
  'items',
);

program(
  'generators: values sent in, thrown in, closed; finally; exceptions; recursion',
  `
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got is not None: i = got
        else: i += 1
    return 'done'
def pairs(n):
    for a in count(n):
        for b in count(a):
            yield a, b
def guarded(n, log):
    try:
        for i in range(n):
            try:
                x = yield i
                if x == 'boom': raise KeyError(i)
            except ValueError as e:
                log.append(('ValueError', str(e)))
                yield 'caught'
    except KeyError as e:
        log.append(repr(e))
        yield 'key'
    finally:
        log.append('finally')
def tree(d):
    if d:
        for x in tree(d - 1): yield x
        yield d
        for x in tree(d - 1): yield x
for k in range(8): print(list(count(k)), sum(a * b for a, b in pairs(k)))
for k in range(12):
    log = []
    g = guarded(5, log)
    r = [next(g), g.send(1)]
    if k % 4 == 0: r.append(g.throw(ValueError('v')))
    if k % 4 == 1: r.append(g.send('boom'))
    if k % 4 == 2: g.close()
    if k % 4 == 3: r += list(g)
    print(r, list(g), log)
g = count(9)
print(next(g), g.send(5), next(g), list(g))
try: next(g)
except StopIteration as e: print(e.value)
print(list(tree(5)))
def bad(n):
    yield n
    yield 1 // n
for k in range(5): list(bad(k + 1))
try: list(bad(0))
except ZeroDivisionError as e:
    t = e.__traceback__
    while t: print(t.tb_frame.f_code.co_name, t.tb_lineno); t = t.tb_next
def stops():
    yield 1
    raise StopIteration(2)
for k in range(5):
    try: list(stops())
    except RuntimeError as e: print(e, type(e.__cause__))
def swap(seq):
    a, b = 0, 1
    for x in seq:
        a, b = b, a + x
        yield a, b
    yield from ()
print([list(swap(range(4))) for _ in range(4)][-1])
`,
  'count',
  'guarded',
);

program(
  'floats: raw in variables and lists, handed back when anything else comes',
  `
def step(v, w, n):
    t = 0.0
    for i in range(n):
        x, y = v
        x = x * 0.5 + w[0]
        y = y - x / 3.0
        v[0] = x
        v[1] = y
        w[0] += 0.25
        t += x * y
    return t
def make(): return [1.0, 2.0], [0.5]
for k in range(12):
    v, w = make()
    print(step(v, w, 50), v, w, sum(v), sorted(v), v[::-1], len(v), v + w)
v, w = make()
print(step(v, w, 40))
v.append(3.5)
try: step(v, w, 3)
except ValueError as e: print(e)
v.pop(); print(v)
w[0] = 1
print(step(v, w, 20), w)
w[0] = 10**20
print(step(v, w, 3), w)
v[1] = 'text'
try: step(v, w, 3)
except TypeError as e: print(e)
v2, w2 = make()
alias = v2
print(step(v2, w2, 30) , alias is v2, alias[0] is v2[0], alias == v2)
class F(float): pass
v3, w3 = [F(1.0), 2.0], [0.5]
print(step(v3, w3, 5), type(v3[0]).__name__)
def div(a, n):
    r = []
    for i in range(n):
        r.append(a / (i - 5.0))
    return r
for k in range(6):
    try: div(1.0, 4), div(1.0, 9)
    except ZeroDivisionError as e: print(e, e.__traceback__.tb_next.tb_lineno)
def edge(a, b):
    s = 0.0
    for i in range(30):
        s += a * b - a / b + a ** 2.0
        if s < a: s = -s
        elif s != s: return 'nan', i
        a = -a * 1e30
    return s
for a in (0.0, -0.0, 1.5, float('inf'), float('nan'), 1e300):
    try: print(edge(a, 2.0), edge(a, 3))
    except OverflowError as e: print(e)
def total(points):
    t = 0.0
    for p in points:
        t += p[0] * p[1]
        p[1] = t
    return t
for k in range(8):
    ps = [[0.5 * i, 1.25] for i in range(30)]
    print(total(ps), ps[3], [x for x in ps[29]], max(ps[7]), ps[5].index(2.5), ps[1].count(1.25))
ps = [[1.0, 2.0], [1, 2], (1.0, 2.0)]
try: total(ps)
except TypeError as e: print(e, ps)
`,
  'step',
  'total',
);

program(
  'one activation enters compiled loops a limited number of times, and ends right',
  `
def flip(n):
    out = 0
    x = 1
    for i in range(n):
        for j in range(40):
            if i % 2: x = x * 1.0
            else: x = int(x)
            out += x
            x += 1
            if x > 50: x = type(x)(1)
    return out, type(out).__name__
for k in range(4): print(flip(60))
`,
);

const expected = programs.map(([, source]) => inTier0(source));
const actual = programs.map(([, source]) => inTier(source));

programs.forEach(([name, , names], i) => {
  test(name, () => {
    assert.fixture(actual[i]!, expected[i]!);
    for (const function_ of names) assert.ok(tier.stats.names.has(function_), `${function_} was compiled`);
  });
});

test('a signal interrupts compiled loops and calls, and its handler sees the compiled frame', () => {
  const printed = compiled.call(
    'drive',
    `
import signal
hits = []
def handler(number, frame):
    hits.append((frame.f_code.co_name, frame.f_lineno))
def spin():
    n = 0
    while not hits:
        n += 1
    return n > 1000
def deep(n):
    return 0 if n == 0 or hits else deep(n - 1)
def calls():
    n = 0
    while not hits: n += deep(20)
    return n
class Stop(Exception): pass
def stop(number, frame): raise Stop
def forever():
    n = 0
    while True:
        n += 1
old = signal.signal(signal.SIGALRM, handler)
for f in (spin, calls, spin):
    hits.clear()
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    f()
    print(len(hits), hits[0][0] in (f.__name__, 'deep'))
signal.signal(signal.SIGALRM, stop)
for k in range(3):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try: forever()
    except Stop as e: print(e.__traceback__.tb_next.tb_frame.f_code.co_name)
signal.signal(signal.SIGALRM, old)
`,
  );
  assert.is(printed, '1 True\n1 True\n1 True\nforever\nforever\nforever\n');
  for (const name of ['spin', 'deep', 'forever@'])
    assert.ok(
      [...tier.stats.labels].some((l) => l.startsWith(name)),
      name,
    );
});

test('tier 0 prints what CPython 3.14 prints', () => {
  const cpython = inCPython(programs.map(([, source]) => source));
  if (cpython !== null) programs.forEach(([name], i) => assert.fixture(expected[i]!, cpython[i]!, name));
});

test.run();
