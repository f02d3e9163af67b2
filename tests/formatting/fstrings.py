# f-strings: nesting, conversions, debug form, format specs, quotes, multi-line, evaluation order.
name, n, x = 'ann', 42, 3.14159
width, digits = 10, 2
print(f'{name} {n} {x}', f'{name!r:>8}|{name!s:^7}|{"é"!a}', f'{n:05d} {n:+} {n:#x} {n:b} {n:,} {n:e}', f'{x:{width}.{digits}f}|')
print(f'{n=} {x = :.2f} {name=!r} {n + 1=} {name.upper()=}', f'{{literal}} {{{n}}}', f'{n!r:{width}}|')
print(f'{"nested " + f"{n + 1}"} {f'{f"{name}"}'} {'same quotes'}', f"{'\n'.join(['a', 'b'])}", f'{[i for i in range(3)]} {(lambda: 5)()}')
print(f'''multi
{
    n  # a comment
    + 1
} line''', f'{n if n > 5 else "small"}', f'{n:>{width}}', f'{(y := 7)} {y}', f'{n!s}' f'{x}' 'plain {n}', rf'\d{n}\n', f'\x41{n}\N{BULLET}')
print(f'{1_000_000:,} {1234.5:,.2f} {0.25:.1%} {1e10:g} {-5:=+5d} {5: d} {255:#06x} {True:d} {True} {None} {1j:.1f}')
print(f'{"abc":.2} {"abc":*^9} {"abc":>5} {[1]!s:>5} {b"x"!r}', f'{{}}', f'{{{{}}}}', f'{"":5}|', f'{"{}"}')


class Show:
    def __format__(self, spec):
        return f'<{spec}>'

    def __str__(self):
        return 'str'

    def __repr__(self):
        return 'repr'


s = Show()
print(f'{s} {s!s} {s!r} {s:spec {n} end} {s!r:>6} {s=} {s=:z}')


def order(label):
    print(label, end=' ')
    return label


print(f'{order("a")}{order("b"):{order(">")}{order("5")}}')
d = {'key': [1, {'in': 'deep'}]}
print(f'{d["key"][1]["in"]} {d['key'][0]} {d!r:.10}', '%s' % f'{n}', f'{n:{"0"}{width}}', f'{3.0:.0f} {2.5:.0f} {1e300:.3g}')
for bad in ("f'{n:d}'.format(1) + f'{name:d}'", "f'{x:d}'", "f'{n:z}'", "f'{n:.2}'", "f'{name:,}'", "f'{None:5}'", "f'{[]:5}'", "f'{undefined}'", "f'{n!x}'", "f'{}'", "f'{n'", "f'}'", "f'{n:{'", "f'{a b}'", "f'{*a}'", "f'{n!}'", "f'{=}'", "f'{lambda x: 1}'"):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
