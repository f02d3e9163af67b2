"""Writes tests/cases/NAME.json from tests/expressions/NAME.txt: what CPython 3.14 answers to each expression.

A line is an expression, or `!name = expression`, which defines a name for the lines below. The name of the file is that
of the module the expressions use (or of a built-in type). An answer is the repr of the value, or `!Type: message`.
"""
import json
import pathlib
import re
import sys
import warnings

warnings.simplefilter('ignore')
# Files about built-in types: they use no module.
TYPES = {'numbers', 'str', 'bytes', 'memoryview', 'random_text'}
tests = pathlib.Path(__file__).parent.parent / 'tests'


def answer(line, names):
    try:
        value = repr(eval(line, names))
    except Exception as e:
        value = f'!{type(e).__name__}: {e}'
    return re.sub(r'0x[0-9a-f]{6,}>', '0x>', value)


for path in sorted((tests / 'expressions').glob('*.txt')):
    if sys.argv[1:] and path.stem not in sys.argv[1:]:
        continue
    names = {} if path.stem in TYPES else {path.stem: __import__(path.stem)}
    cases = []
    for line in path.read_text().splitlines():
        if line.startswith('!'):
            exec(line[1:], names)
            cases.append([line])
        elif line.strip():
            cases.append([line, answer(line, names)])
    out = '[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n'
    (tests / 'cases' / f'{path.stem}.json').write_text(out)
