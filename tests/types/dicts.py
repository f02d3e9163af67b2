# dict: order, views, merging, key equality, mutation, errors.
d = {'b': 1, 'a': 2}
d['c'] = 3
d['b'] = 9
print(d, list(d), d.keys(), d.values(), d.items(), len(d), 'a' in d, 1 in d.values())
del d['b']
d['b'] = 'back'
print(d, d.pop('a'), d.pop('zz', None), d.popitem(), d)
print(d.get('q'), d.get('c', 0), d.setdefault('n', []).append(1), d.setdefault('n', 5), d)
d.update({'x': 1}, y=2)
d.update([('z', 3)])
print(d, {**d, 'x': 0} | {'w': 1}, dict(a=1), dict([(1, 2)]), dict.fromkeys('ab', 0), dict(zip('ab', [1, 2]), c=3))
d |= {'x': 'or'}
print(d['x'], d == dict(reversed(list(d.items()))), d.copy() is d, list(reversed(d)))
same = {1: 'int', 1.0: 'float', True: 'bool', 0: 'zero', False: 'false', -0.0: 'minus'}
print(same, {'1': 's', 1: 'i', b'1': 'b', (1,): 't', None: 'n', frozenset([1]): 'f'})
nan = float('nan')
print(len({nan: 1, nan: 2}), len({float('inf'): 1, float('-inf'): 2}), {nan: 1}[nan], {2**70: 'big'}[2**70], {10**20: 'x'}.get(1e20))
k = {'a': 1, 'b': 2}.keys()
print(k & {'a', 'z'}, sorted(k | {'c'}), k - {'a'}, k ^ {'b', 'q'} == {'a', 'q'}, {'a': 1}.items() <= {'a': 1, 'b': 2}.items(), k.isdisjoint(['z']))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return 'K%d' % self.n


table = {Key(i): i for i in range(6)}
print(table, table[Key(4)], Key(9) in table)
for i in range(0, 6, 2):
    del table[Key(i)]
table[Key(0)] = 'again'
print(table)


class Default(dict):
    def __missing__(self, key):
        return 'missing %r' % key


m = Default(a=1)
print(m['a'], m['b'], m.get('b'), m)
for action in ('add', 'change', 'delete'):
    work = {1: 1, 2: 2}
    try:
        for key in work:
            if action == 'add':
                work[key + 10] = 0
            elif action == 'change':
                work[key] = 'c'
            else:
                work.pop(key)
        print(action, work)
    except RuntimeError as error:
        print(action, error)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
print(len(big), list(big)[:4], sum(big.values()))
for bad in ("{}['x']", '{}[1.5]', '{[]: 1}', '{}.popitem()', 'dict([1])', "dict(['abc'])", "{}.pop('k')", '{} < {}', '{} + {}', 'dict(1)', '{1: 2}[[1]]', "dict([('a',)])", "{}['']", '{}[None, 1]'):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
print({}, {'self': {}}, {1: {2: {3: []}}}, repr({'k': 'v'}), str({None: ...}))
