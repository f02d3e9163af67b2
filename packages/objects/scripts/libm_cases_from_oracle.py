"""Writes tests/libm-cases.json: answers of the C library, through CPython's math, to random arguments."""
import json
import math
import pathlib
import random

random.seed(20260)
COUNT = 150


def wide():
    return random.uniform(0.5, 1) * 2.0 ** random.randint(-300, 300)


ARGUMENTS = {
    'exp': lambda: (random.uniform(-700, 700),), 'exp2': lambda: (random.uniform(-1070, 1020),), 'expm1': lambda: (random.uniform(-3, 3),),
    'log': lambda: (wide(),), 'log2': lambda: (wide(),), 'log10': lambda: (wide(),), 'log1p': lambda: (random.uniform(-0.9, 9),),
    'sin': lambda: (random.choice([random.uniform(-9, 9), wide()]),), 'cos': lambda: (random.choice([random.uniform(-9, 9), wide()]),),
    'tan': lambda: (random.uniform(-9, 9),), 'asin': lambda: (random.uniform(-1, 1),), 'acos': lambda: (random.uniform(-1, 1),),
    'atan': lambda: (random.uniform(-9, 9),), 'sinh': lambda: (random.uniform(-30, 30),), 'cosh': lambda: (random.uniform(-30, 30),),
    'tanh': lambda: (random.uniform(-3, 3),), 'asinh': lambda: (random.uniform(-99, 99),), 'acosh': lambda: (random.uniform(1, 99),),
    'atanh': lambda: (random.uniform(-1, 1),), 'erf': lambda: (random.uniform(-5, 5),), 'erfc': lambda: (random.uniform(-5, 20),),
    'gamma': lambda: (random.uniform(0.1, 150),), 'lgamma': lambda: (random.uniform(0.1, 1e5),),
    'pow': lambda: (random.uniform(0, 20), random.uniform(-50, 50)), 'atan2': lambda: (random.uniform(-9, 9), random.uniform(-9, 9)),
}

cases = {}
for name, arguments in ARGUMENTS.items():
    rows = []
    while len(rows) < COUNT:
        args = arguments()
        rows.append([*args, getattr(math, name)(*args)])
    cases[name] = rows
out = pathlib.Path(__file__).parent.parent / 'tests' / 'libm-cases.json'
out.write_text('{\n' + ',\n'.join(f'"{k}": {json.dumps(v)}' for k, v in cases.items()) + '\n}\n')
