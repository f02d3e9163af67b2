/**
 * Frames of compiled activations, as other code sees them: variables, writes, identity, and that the activation goes on in that frame. Each
 * program lets functions become compiled before somebody looks for the first time.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inCPython, inTier, inTier0, tier } from './speed-support.ts';

const PROGRAMS: readonly [name: string, source: string][] = [
  [
    'variables of compiled callers, also of loops that were entered in the middle',
    `
import sys
def asker(name):
    return sys._getframe(1).f_locals.get(name)
def ask(kind, n):
    if kind == n: return asker('kind'), sys._getframe(1).f_locals.copy()
    return kind
def run(n):
    x = [1, 2]; y = n * 1.5; out = None
    for i in range(200):
        z = (i, y)
        r = ask(i, n)
        if type(r) is tuple: out = r
    return out
def direct(n):
    def inner(k):
        w = k + 1
        return mid(w)
    def mid(q):
        return ask(q, 500)
    t = 0
    for i in range(n): t += inner(i) if i != 499 else 0
    return t, inner(499)
for k in (1000, 5, 50, 199): print(run(k))
a, b = direct(300)
print(a, b[0], sorted(b[1]))
`,
  ],
  [
    'writes through f_locals; frames that outlive their activation',
    `
import sys
def write(f, k):
    if k > 100: sys._getframe(1).f_locals['v'] = 'written'
    return k
def victim(k):
    v = k
    r = write(None, k)
    return v, r
for i in range(105): last = victim(i)
print(last)
frames = []
def keep(k):
    if k > 100: frames.append(sys._getframe(1))
    return k
def kept(k):
    v = k
    a = keep(k) + 1
    v = v * 2
    return a
for i in range(103): kept(i)
print([f.f_locals for f in frames], [f.f_lineno for f in frames], frames[0] is not frames[1])
`,
  ],
  [
    'one frame per activation: sys._getframe and tracebacks',
    `
import sys
def ident(k):
    if k < 100: return None
    f = sys._getframe(1)
    assert f is sys._getframe(1)
    return f
def same(k):
    try:
        f = ident(k)
        1 // (0 if k >= 100 else 1)
        return f
    except ZeroDivisionError as e:
        return f is e.__traceback__.tb_frame, e.__traceback__.tb_frame.f_locals['k'], f is ident(k)
for i in range(103): r = same(i)
print(r)
def same2(k):
    f = ident(k)
    return f, 1 // (0 if k >= 100 else 1)
for i in range(103):
    try: same2(i)
    except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_frame.f_locals['f'] is e.__traceback__.tb_next.tb_frame, e.__traceback__.tb_next.tb_frame.f_back is sys._getframe())
`,
  ],
  [
    'locals() under another name, inspect.stack, frames of generators',
    `
import sys, inspect
def late(k, what):
    if k < 60: return None
    return what()
# inspect.stack and currentframe of compiled callers
def seen(): return inspect.currentframe().f_back.f_back.f_locals['q'], [f.function for f in inspect.stack()[1:4]]
def asks(k):
    q = k * 2
    r = late(k, seen)
    return r
for k in range(62): r = asks(k)
print(r)
# generators: frame of the running and of the suspended body
def peek(g): return sorted(g.gi_frame.f_locals.items(), key=str)
def body(n):
    a = 0
    while a < n:
        b = a + 1
        c = yield b
        late(a, lambda: out.append((peek(holder[0]), sys._getframe(3 - 1).f_locals['b'])))
        a += 1
holder = []; out = []
g = body(64); holder.append(g)
for x in g: pass
print(out)
g = body(70); holder[0] = g
for x in g:
    if x == 50: break
print([i for i in peek(g) if i[0] != 'c'])
def call(f, k):
    y = k; return f() if k > 100 else None
for i in range(103): r = call(locals, i)
print(sorted(r), r['y'])
`,
  ],
  [
    'writes into loops and generators; frames of handlers',
    `
import sys
def late(k, what):
    if k < 60: return None
    return what()
def poke(name, v): sys._getframe(3).f_locals[name] = v
def loop():
    t = 0; i = 0
    while i < 1000:
        i += 1; t += i
        if i % 300 == 0: late(i, lambda: poke('t', i))
    return t
print(loop())
def gen():
    i = 0
    while i < 300:
        i += 1
        late(i, lambda: poke('i', i + 10))
        yield i
print(list(gen())[-4:])
# exceptions: handler frames
def fails(k):
    try:
        v = k
        late(k, lambda: 1 // 0)
        v = 'not reached'
    except ZeroDivisionError as e:
        w = k + 1
        t = e.__traceback__
        x = late(k, lambda: sys._getframe(2).f_locals['w'])
        y = t.tb_frame.f_locals['w']
        v = 7
        return t, x, y
    return v
for k in range(62): r = fails(k)
print(r[0].tb_frame.f_locals['v'], r[1], r[2], r[0].tb_frame.f_code.co_name)
def keeps(k):
    z = 'before'
    try: late(k, lambda: [][1])
    except IndexError as e: t = e
    else: t = None
    z = 'after'
    return t
for k in range(64): e = keeps(k)
print(e.__traceback__.tb_frame.f_locals['z'])
`,
  ],
  [
    'an activation goes on in tier 0 after any instruction',
    `
import sys
class Odd:
    def __init__(self, v): self.v = v
    def note(self, what):
        if hot: log.append((what, sys._getframe(2).f_locals.get('mark')))
    def __lt__(self, o): self.note('lt'); return self.v < 5
    def __eq__(self, o): self.note('eq'); return self.v == 3
    def __hash__(self): self.note('hash'); return 5
    def __bool__(self): self.note('bool'); return self.v % 2 == 0
    def __contains__(self, x): self.note('in'); return x in (1, 2)
    def __iter__(self): self.note('iter'); return OddIter(self)
    def __getitem__(self, k): self.note('get'); return k * 2
    def __setitem__(self, k, v): self.note('set')
    def __add__(self, o): self.note('add'); return self.v + 1
    def __neg__(self): self.note('neg'); return -self.v
    def __getattr__(self, n): self.note('attr'); return n
    def __setattr__(self, n, v): object.__setattr__(self, n, v); self.note('setattr')
class OddIter:
    def __init__(self, o): self.o = o; self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.o.note('next'); self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
hot = False; log = []
def lt(o, mark): return 'yes' if o < 1 else 'no'
def notlt(o, mark): return 'yes' if not o < 1 else 'no'
def val(o, mark): r = o < 1; return r, not r
def eq(o, mark): return 'yes' if o == 1 else 'no'
def truth(o, mark): return ('yes' if o else 'no'), not o
def has(o, mark): return (1 in o), (7 not in o), ('a' if 2 in o else 'b'), ('a' if 5 not in o else 'b')
def it(o, mark):
    r = []
    for x in o: r.append(x)
    return r
def unpack(o, mark): a, b = o; return b, a
def items(o, mark): o[1] = 2; return o[3] + 1
def arith(o, mark): return o + 1, -o
def attrs(o, mark): o.zip = 4; return o.zap, o.zip
def key(o, mark):
    d = {Odd(3): 1}
    try: return d[o]
    except KeyError as e: return type(e.args[0]).__name__
def meth(o, mark):
    try: return o.missing(1)
    except TypeError as e: return str(e)
fs = [lt, notlt, val, eq, truth, has, it, unpack, items, arith, attrs, key, meth]
for hot in (False, True):
    for f in fs:
        for v in range(40) if not hot else (2, 3, 7):
            r = f(Odd(v), v)
            if hot: print(f.__name__, v, r)
print(len(log), log[:4], log[-4:])
`,
  ],
  [
    'a profile function hears how activations end that ran already',
    `
import sys
def late(k, what):
    if k < 60: return None
    return what()
def begin(k): return late(k, lambda: sys.setprofile(prof))
events = []
def prof(frame, event, arg):
    if frame.f_code.co_filename == profiled.__code__.co_filename and event in ('call', 'return'): events.append((event, frame.f_code.co_name))
def profiled(k):
    begin(k)
    return other(k)
def other(k): return k
for k in range(61): profiled(k)
sys.setprofile(None)
print(events)
`,
  ],
];

const expected = PROGRAMS.map(([, source]) => inTier0(source));

PROGRAMS.forEach(([name, source], i) => {
  test(name, () => assert.fixture(inTier(source), expected[i]!));
});

test('the functions were compiled, and those that somebody looked at spill', () => {
  for (const name of ['victim', 'kept', 'same', 'asks', 'body', 'fails', 'lt', 'profiled'])
    assert.ok(tier.stats.names.has(name), name);
  for (const name of ['run', 'victim', 'asks', 'body', 'loop']) assert.ok(tier.stats.spilling.has(name), name);
  for (const name of ['ident', 'profiled']) assert.not.ok(tier.stats.spilling.has(name), name);
});

test('tier 0 prints what CPython 3.14 prints', () => {
  const cpython = inCPython(PROGRAMS.map(([, source]) => source));
  if (cpython !== null) PROGRAMS.forEach(([name], i) => assert.fixture(expected[i]!, cpython[i]!, name));
});

test.run();
