# The tools that programs lean on: collections, itertools, functools, operator, heapq, bisect.
import bisect
import functools
import heapq
import itertools
import operator
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

c = Counter('mississippi')
print(c, c.most_common(2), c['z'], c + Counter('ss'), c - Counter('sss'), sorted(c.elements())[:4], c.total())
d = defaultdict(list)
for i in range(5):
    d[i % 2].append(i)
print(d, dict(d))
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
q.rotate(1)
print(q, q[0], list(reversed(q)), q.popleft(), q.maxlen)
Point = namedtuple('Point', 'x y', defaults=[0])
p = Point(1)
print(p, p._replace(y=5), p._asdict(), Point._fields, p == (1, 0), Point(*[3, 4]).x)
o = OrderedDict(a=1, b=2)
o.move_to_end('a')
print(o, ChainMap({'a': 1}, {'a': 2, 'b': 3})['b'])
print(list(itertools.chain([1], 'ab')), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.accumulate([1, 2, 3], operator.mul)))
print(list(itertools.permutations('abc', 2))[:3], list(itertools.combinations(range(4), 2)), list(itertools.product('ab', repeat=2)))
print([(k, list(g)) for k, g in itertools.groupby('aabbbc')], list(itertools.zip_longest('ab', 'c', fillvalue='-')), list(itertools.batched('abcde', 2)))
print(list(itertools.takewhile(lambda n: n < 3, [1, 2, 3, 1])), list(itertools.dropwhile(str.isalpha, 'ab1c')), list(itertools.pairwise('abc')), list(itertools.compress('abc', [1, 0, 1])))
print(functools.reduce(operator.add, [[1], [2]], [0]), functools.partial(int, base=2)('101'), functools.partial(print, 'x').args)


@functools.lru_cache(maxsize=2)
def slow(n):
    print('computing', n)
    return n * n


print(slow(2), slow(2), slow(3), slow(4), slow(2), slow.cache_info())


@functools.singledispatch
def kind(value):
    return 'object'


@kind.register
def _(value: int):
    return 'int'


@kind.register(list)
def _(value):
    return 'list'


print(kind(1), kind([]), kind('x'), kind(True))
heap = [5, 1, 4]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print([heapq.heappop(heap) for _ in range(4)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, 'cab'), list(heapq.merge([1, 4], [2, 3])))
print(bisect.bisect([1, 3, 3, 5], 3), bisect.bisect_left([1, 3, 3, 5], 3), operator.itemgetter(1, 0)('ab'), operator.attrgetter('real')(5), operator.methodcaller('upper')('a'))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.wraps(kind)(lambda: 0).__name__)


# Odds and ends: partials that change themselves, subclasses with keywords, iterators that advance themselves.
class Named(functools.partial):
    pass


p = functools.partial(print)
p.__setstate__((p, (), {}, {}))
print(p, functools.partial(Named(print, 1), 2).args, functools.partial(functools.partial(print, a=1), b=2).keywords)
p = functools.partial(int, base=2)
p.extra = 1
p.__setstate__((int, (), {'base': 3}, None))
print(p('12'), p.__dict__)
for state in ((int, (), {}, ()), (int, [], {}, {}), (1, (), {}, {}), (int, ()), None):
    try:
        p.__setstate__(state)
    except TypeError as error:
        print('TypeError')


class Tagged(itertools.chain):
    def __init__(self, *parts, tag=None):
        self.tag = tag


print(list(t := Tagged('ab', 'c', tag=5)), t.tag, list(itertools.islice('abcd', 1, 10, 2**63 - 1)))


class Reentrant:
    count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        return next(pairs) if self.count == 1 else self.count


pairs = itertools.pairwise(Reentrant())
print(next(pairs), next(pairs))


class Slotted(OrderedDict):
    __slots__ = ('x',)


s = Slotted(a=1)
s.x = 2
print(s.__reduce__()[2])
calls = 0


def factory():
    global calls
    calls += 1
    mine = calls
    if calls == 1:
        again['key']
    return mine


again = defaultdict(factory)
print(again['key'], calls)
queue = deque()
it = iter(queue)
queue.append(1)
try:
    next(it)
except RuntimeError as error:
    print(error)
