# set and frozenset: algebra, order of small ints, mutation, comparisons.
s = {3, 1, 2}
s.add(2)
s.add(10)
print(s, len(s), 3 in s, 99 in s, set(), frozenset(), frozenset({1}), {1, True, 1.0})
s.discard(99)
s.discard(10)
s.remove(1)
print(s, s.copy() == s, s.copy() is s, set('hello') == set('olleh'), sorted(set('hello')))
a, b = set(range(6)), {4, 5, 6, 7}
print(a | b, a & b, a - b, a ^ b, b - a, a.union([9], (8,)), a.intersection(b, [4]), a.difference([0], [1]), a.symmetric_difference([0, 100]))
print(a <= b, {4} < b, b >= {5}, a == set(a), a != b, a.isdisjoint([100]), a.issubset(range(10)), a.issuperset([1]), {1} == frozenset([1]))
a |= {50}
a &= set(range(60))
a -= {0}
a ^= {1, 2, 77}
a.update([5], {6: 'x'})
print(a)
a.intersection_update(range(5, 60))
a.difference_update([5])
a.symmetric_difference_update([6, 7])
print(a, a.pop() in range(100))
print({i * 37 % 101 for i in range(12)}, {100, 50, 25, 12}, {-1, -2, -3}, {2**40, 1, 2**33})
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), {frozenset([1]): 'key'}[frozenset([1])], frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])})
print(type(frozenset('a') | {1}).__name__, type({1} | frozenset()).__name__, frozenset([1, 2]) - {2}, set(map(str, range(1))))
big = set(range(0, 100000, 7))
print(len(big), sum(big), 7 in big, 8 in big, min(big), max(big), len(big & set(range(0, 100000, 5))))
for action in ('add', 'discard'):
    work = {1, 2, 3}
    try:
        for item in work:
            getattr(work, action)(item + (10 if action == 'add' else 0))
        print(work)
    except RuntimeError as error:
        print(action, error)
for bad in ('{[]}', '{1}.remove(5)', 'set().pop()', '{1} | [2]', '{1} + {2}', 'set(5)', '{1} < [1]', 'hash({1})', 'frozenset([1]).add(2)', '{1}[0]', "{{}}", "{1}.update(5)"):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
