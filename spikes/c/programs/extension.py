# The sample extension: lists in place, types, exceptions both ways, classes seen from C, buffers. Prints the same on CPython.
import sample
print(sample.add_one(41), sample.add_one(2**40), sample.add_floats(1.5, 2), sample.identity(2**70), sample.identity(-3), sample.identity(-2**62))
l=[1,2,3,1000]
print(sample.sum_list(l), l)
sample.double_in_place(l); print(l, len(l), l[-1], 6 in l, l.index(6), l[1:3], l+[5])
m = sample.make_list(5); print(m, type(m), m == [0,1,4,9,16])
sample.keep(l)
l.append('x'); print(sample.kept_append(3.5), l, sample.is_kept(l), sample.is_kept([]))
l[0] = 'first'; l.insert(1, 'y'); del l[2]; l.pop(); l.reverse(); print(l)
l.extend((1,2)); l += [3]; l *= 2; print(l, [type(x).__name__ for x in l])
l[1:3] = 'abc'; print(l); l.clear(); print(l, not l); l.extend([3,1,2]); l.sort(); print(l); l.sort(key=lambda v: -v, reverse=True); print(l)
print(sample.kept_append(9), l, sample.let_go() is l, sample.let_go())
l.append(10); print(l, list(reversed(l)), sorted(l), [*l], {*l})
def cb(lst, v):
    if v == 2: lst.append(99)
    return (v, len(lst))
l = [1,2,3]
print(sample.visit(l, cb), l)
try: sample.fail('bad', 3)
except sample.SampleError as e: print(type(e), e, isinstance(e, ValueError), e.__traceback__.tb_lineno, sample.SampleError.__mro__)
try: sample.fail()
except TypeError as e: print(e)
try: sample.fail('a','b')
except TypeError as e: print(e)
try: sample.fail('a',1,2)
except TypeError as e: print(e)
try: sample.sum_list(3)
except TypeError as e: print(e)
try: sample.sum_list([1,'x'])
except TypeError as e: print(e)
try: sample.add_one(2**80)
except OverflowError as e: print(e)
print(sample.guard(lambda: {}['k']), sample.guard(lambda: 5))
class MyErr(Exception): pass
def thrower():
    raise MyErr('mine')
try: sample.guard(thrower)
except MyErr as e:
    import traceback
    tb = e.__traceback__
    names = []
    while tb: names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
    print(names, e)
try: sample.chain(thrower)
except RuntimeError as e: print(repr(e), e.__context__)
class P:
    def __init__(self, value, scale=1): self.value = value * scale
    def __repr__(self): return f'P({self.value})'
    def __len__(self): return 7
    def __add__(self, other): return ('added', other is self)
    def __next__(self): return 'n'
p = sample.instantiate(P, 5)
print(p, p.value, type(p) is P, sample.through_slots(p))
C = sample.Counter
c = C(3, label='L'); print(c, c.count, c.weight, c.label, c.double, len(c), c[0], c[2], c[-1], list(c), c + 5, c == C(3), c < C(4), hash(c), c.add_to(2).count, c.add_to(2, times=3) is c, c.describe())
c.count = 10; c.double = 40; print(c.count)
for stmt in ['c.weight = 1', 'c.count = "x"', 'del c.double', 'c[99]', 'C(1,2,3)', 'C(foo=1)', 'C("x")']:
    try: exec(stmt); print(stmt, 'ok')
    except Exception as e: print(stmt, type(e).__name__, e)
class Sub(C):
    def __init__(self, *a, **k): self.extra = 'attr'
    def unit(self): return 'subs of ' + self.extra
    def __len__(self): return 1 + super().__len__()
s = Sub(4); print(s, s.extra, s.describe(), len(s), isinstance(s, C), Sub.__mro__, s + 1, C.of(6), type(Sub.of(2)).__name__, s.__dict__)
print(sample.through_slots(s))
print(sample.identity(s) is s, sample.identity(p) is p, sample.identity(P) is P, sample.identity(int) is int, sample.identity(None), sample.identity(True), sample.identity('héllo €😀'), sample.identity(b'ab\0c'), sample.identity((1,'a',None)), sample.identity({1:2}))
print(list(sample.Steps(4)), sum(sample.Steps(100)), sample.Steps.__module__, C.__module__, C.__doc__, C.__text_signature__, C.add_to.__doc__, C.add_to.__text_signature__)
b = sample.Block(); v = memoryview(b); v[0:3] = b'xyz'; print(bytes(v)[:4], b.exports); v.release(); print(b.exports)
ba = bytearray(8); print(sample.hold_buffer(ba)); ba[0] = 1; sample.fill_buffer(65); print(ba)
try: ba.append(1)
except BufferError as e: print(e)
sample.drop_buffer(); ba.append(66); print(ba, sample.checksum(ba), sample.checksum(b'abc'), sample.checksum(memoryview(b'abc')))
try: sample.hold_buffer(b'ro')
except BufferError as e: print(e)
try: sample.checksum('s')
except TypeError as e: print(e)
class D(dict): pass
class I(int): pass
class T(tuple): pass
class L(list): pass
class S(str): pass
class F(float): pass
class B(bytes): pass
for x in (F(2.5), B(b"xy"), D(a=1), I(7), T((1,2)), L([1,2]), S('s')): print(type(sample.identity(x)).__name__, sample.identity(x) is x, x)
print(sample.add_one(I(7)), sample.sum_list(L([4,5])), sample.sum_list([True, I(3)]))
