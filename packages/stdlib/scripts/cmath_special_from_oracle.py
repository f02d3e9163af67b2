"""Writes src/cmath/generated/special.ts: what cmath's functions answer for arguments with an infinite or nan part.

Run it with CPython 3.14: it asks its own cmath. Each function has a grid of 7 x 7 answers, real part first, over
-inf, -1, -0.0, 0.0, 1, inf, nan. Grid points of finite arguments are left out ('').
"""
import cmath
import math
import pathlib

POINTS = [-math.inf, -1.0, -0.0, 0.0, 1.0, math.inf, math.nan]
NAMES = ['acos', 'acosh', 'asinh', 'atanh', 'cosh', 'exp', 'log', 'sinh', 'sqrt', 'tanh']


def text(f, x, y):
    if math.isfinite(x) and math.isfinite(y):
        return ''
    try:
        z = f(complex(x, y))
    except ValueError:
        return 'domain'
    except OverflowError:
        return 'range'
    return f'{part(z.real)} {part(z.imag)}'


def part(v):
    return repr(v).replace('inf', 'Infinity').replace('nan', 'NaN')


def rect(z):
    return cmath.rect(z.real, z.imag)


lines = ['/** Written by scripts/cmath_special_from_oracle.py. */', 'export const SPECIAL: Readonly<Record<string, readonly string[]>> = {']
for name in NAMES + ['rect']:
    f = rect if name == 'rect' else getattr(cmath, name)
    rows = [text(f, x, y) for x in POINTS for y in POINTS]
    lines.append(f'  {name}: [')
    for i in range(0, 49, 7):
        lines.append('    ' + ' '.join(f"'{r}'," for r in rows[i:i + 7]))
    lines.append('  ],')
lines.append('};')
out = pathlib.Path(__file__).parent.parent / 'src' / 'cmath' / 'generated' / 'special.ts'
out.write_text('\n'.join(lines) + '\n')
