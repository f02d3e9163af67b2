"""Writes tests/support/sre-cases.json: random regular expressions as compiled code, and what CPython 3.14 finds with them.

    $PYSTON_ORACLE packages/stdlib/scripts/sre_cases_from_oracle.py [SEED [COUNT]]
"""
import json
import pathlib
import random
import re
import sys
import warnings
from re import _compiler, _parser

warnings.simplefilter('ignore')
R = random.Random(int(sys.argv[1]) if sys.argv[1:] else 1)
COUNT = int(sys.argv[2]) if sys.argv[2:] else 700
CHARS = ['a', 'b', 'c', 'A', 'B', '1', ' ', '_', '-']
WIDE = ['é', 'É', 'ß', 'σ', 'ς', '日', '😀', 'ſ', 'K', 'İ']
CLASSES = [r'\w', r'\W', r'\d', r'\D', r'\s', r'\S', '[abc]', '[^ab]', '[a-cA-C1]', r'[^\w]', r'[\d_]']
SUFFIXES = ['', '', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?', '{2,}', '*+', '++', '?+', '{1,2}+']


def atom(depth, is_bytes):
    c = R.random()
    if c < .45:
        return R.choice(CHARS if is_bytes else CHARS + WIDE)
    if c < .5:
        return '.'
    if c < .62:
        return R.choice(CLASSES if is_bytes else CLASSES + ['[é-ü]', '[^é]', '[日😀a]', '[α-ω]'])
    if c < .7:
        return R.choice(['^', '$', r'\b', r'\B', r'\A', r'\Z'])
    if depth <= 0:
        return 'a'
    if c < .88:
        return R.choice(['(', '(?:', '(?>', '(?=', '(?!', '(?i:', '(?s:']) + alternatives(depth - 1, is_bytes) + ')'
    if c < .92:
        return R.choice(['(?<=', '(?<!']) + R.choice(['a', 'ab', '[ab]', r'\w', '(a)']) + ')'
    if c < .96:
        return '\\' + R.choice('12')
    return f'(?({R.choice("12")}){sequence(depth - 1, is_bytes)}|{sequence(depth - 1, is_bytes)})'


def sequence(depth, is_bytes):
    return ''.join(atom(depth, is_bytes) + R.choice(SUFFIXES) for _ in range(R.randint(0, 4)))


def alternatives(depth, is_bytes):
    return '|'.join(sequence(depth, is_bytes) for _ in range(R.choice([1, 1, 1, 2, 3])))


def subject(is_bytes):
    pool = R.choice(['ab', 'abc', 'abcAB1 _-', 'ab\n', 'aab c\n'] + ([] if is_bytes else ['aéÉßσςΣ', '日😀a', 'Kkſs']))
    return ''.join(R.choice(pool) for _ in range(R.randint(0, 10)))


def answer(pattern, name, text, args):
    if name in ('match', 'search', 'fullmatch'):
        m = getattr(pattern, name)(text, *args)
        return None if m is None else [list(map(list, m.regs)), m.lastindex]
    if name == 'finditer':
        return [list(map(list, m.regs)) for m in pattern.finditer(text)]
    return repr(getattr(pattern, name)(*args, text))


def case():
    is_bytes = R.random() < .2
    source = alternatives(2, is_bytes)
    flags = R.choice([0, 0, 0, re.I, re.M, re.S, re.I | re.M] + ([re.L | re.I] if is_bytes else [re.A, re.I | re.A]))
    given = source.encode('latin-1') if is_bytes else source
    pattern = re.compile(given, flags)
    text = subject(is_bytes)
    name = R.choice(['match', 'search', 'fullmatch', 'finditer', 'findall', 'split', 'sub', 'subn'])
    args = []
    if name in ('match', 'search', 'fullmatch') and R.random() < .3:
        args = [R.randint(-1, 8), R.randint(-1, 10)]
    filler = (b'<>' if is_bytes else '<>',) if name in ('sub', 'subn') else args
    expected = answer(pattern, name, text.encode('latin-1') if is_bytes else text, filler)
    code = _compiler._code(_parser.parse(given, flags), flags)
    return {'source': source, 'bytes': is_bytes, 'flags': pattern.flags, 'groups': pattern.groups, 'code': code, 'method': name, 'text': text,
            'args': args, 'expected': expected}


cases = []
while len(cases) < COUNT:
    try:
        found = case()
    except (re.PatternError, OverflowError, ValueError):
        continue
    if len(found['code']) < 120:
        cases.append(found)
out = pathlib.Path(__file__).parent.parent / 'tests' / 'support' / 'sre-cases.json'
out.write_text('[\n' + ',\n'.join(json.dumps(c, separators=(',', ':')) for c in cases) + '\n]\n')
