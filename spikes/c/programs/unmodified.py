# Extension modules of CPython itself, as they were built for it. Prints the same on CPython.
import _queue
q = _queue.SimpleQueue()
class X: pass
x = X()
q.put(x); q.put('hi'); q.put(7, block=False); q.put((1,'a'), timeout=3)
print(q.qsize(), q.get() is x, q.get(), q.get_nowait(), q.get(timeout=0.01), q.empty())
try: q.get_nowait()
except _queue.Empty as e: print(type(e), repr(e), _queue.Empty.__doc__)
try: q.get(timeout=0.01)
except _queue.Empty as e: print('timeout')
try: q.get(timeout=-1)
except ValueError as e: print(e)
try: q.get(1,2,3)
except TypeError as e: print(e)
class MyQ(_queue.SimpleQueue):
    def put(self, item): self.last = item; super().put(('wrapped', item))
m = MyQ(); m.put(1); print(m.get(), m.last, MyQ.__mro__, _queue.SimpleQueue[int])
import _bz2
c = _bz2.BZ2Compressor(9); data = b'hello ' * 10000
z = c.compress(data) + c.flush(); d = _bz2.BZ2Decompressor(); out = d.decompress(z)
print(len(z), out == data, d.eof, d.unused_data, d.needs_input)
try: d.decompress(b'x')
except EOFError as e: print(e)
try: _bz2.BZ2Decompressor().decompress(b'not bz2 data')
except OSError as e: print(e)
print(len(_bz2.BZ2Compressor().compress(bytearray(b'x'))), len(_bz2.BZ2Compressor().compress(memoryview(b'xyz')[1:])))
import _heapq
h = []
for v in [5,3,8,1,9,2]: _heapq.heappush(h, v)
print(h, [_heapq.heappop(h) for _ in range(3)], h, len(h))
class K:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f'K{s.v}'
h = [K(v) for v in [5,3,8,1,9,2]]; _heapq.heapify(h); print(h, _heapq.heappushpop(h, K(0)), _heapq.heapreplace(h, K(4)), h)
class Bad:
    def __lt__(s, o): h2.append(1); return True
h2 = [Bad(), Bad(), Bad()]
try: _heapq.heappush(h2, Bad())
except RuntimeError as e: print(e)
try: _heapq.heappop([])
except IndexError as e: print(e)
try: _heapq.heappush((), 1)
except TypeError as e: print(e)
import _bisect
l = [1,3,5,7]; print(_bisect.bisect_left(l, 5), _bisect.bisect_right(l, 5), _bisect.insort_right(l, 4), l)
try: print(_bisect.bisect_left(l, 5, lo=1, hi=3), _bisect.bisect_left(l, -5, key=lambda v: -v))
except Exception as e: print(type(e), e)
