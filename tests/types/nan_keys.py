# Two NaNs made apart are two keys, and one NaN equals itself only by identity.
a = float('nan')
b = float('nan')
print(len({a: 1, b: 2}), len({a: 1, a: 2}), a in [a], a in [b], [a] == [a], [a] == [b])
