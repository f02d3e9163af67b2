# str: methods, slicing, astral characters, escapes, comparisons.
s = 'Hello, World'
print(s[0], s[-1], s[2:5], s[::-1], s[::3], s[20:], s[-3:], s[:-50], len(s))
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), 'straße'.upper(), 'ǆ'.title())
print(s.find('o'), s.rfind('o'), s.find('z'), s.index('W'), s.count('l'), s.count(''), s.startswith('He'), s.endswith(('x', 'ld')))
print('a,b,,c'.split(','), 'a,b,,c'.rsplit(',', 1), '  a  b '.split(), 'abc'.split('b', 0), 'x'.split('x'), ''.split(), ''.split(','))
print('one\ntwo\r\nthree\x0bfour'.splitlines(), 'a\n'.splitlines(True), 'k=v=w'.partition('='), 'k=v=w'.rpartition('='), 'kv'.partition('='))
print(' x '.strip() + '|', 'xxabcxx'.strip('x'), 'abcab'.lstrip('ab'), 'abc'.rstrip('cb'), 'prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'))
print('-'.join(['a', 'b']), 'ab'.join('xyz'), 'abc'.replace('b', 'BB'), 'aaa'.replace('a', 'b', 2), 'abc'.replace('', '.'))
print('7'.zfill(3), '-7'.zfill(4), 'x'.center(5, '*'), 'x'.ljust(3) + '|', 'x'.rjust(3), 'a\tb\tc'.expandtabs(4))
print('12'.isdigit(), '½'.isnumeric(), '²'.isdigit(), '²'.isdecimal(), 'aB'.isalpha(), 'a1'.isalnum(), ' \t'.isspace(), 'Ab Cd'.istitle(), '_a1'.isidentifier(), 'a\x00'.isprintable())
print('abc' < 'abd', 'Z' < 'a', 'a' < 'aa', 'é' > 'z', '\U0001F600' > '\uFFFF', 'abc' == 'ab' + 'c', 'b' in 'abc', '' in 'abc')
t = 'a😀b𝒳'
print(len(t), t[1], t[::-1], t[1:3], t.find('b'), t.upper(), ord(t[1]), chr(0x1F600) == t[1], list(t), t.encode('utf-8'))
print(repr('it\'s'), repr('"\''), repr('\n\t\\\x00\x7f\xa0é\u200b😀\ud800'), ascii('é😀'), str(b'x'), '\N{BULLET}\x41\101\u00e9')
print('abc' * 2, 0 * 'x', 'a' 'b' "c", r'\n', 'multi\
line', '''triple
quoted''')
print('%s|%r|%5d|%-5s|%05.1f|%x|%%|%c|%(k)s' % {'k': 'v'} if False else '%s|%r|%5d|%-5s|%05.1f|%x|%%|%c' % ('s', 'r', 42, 'ab', 3.14159, 255, 'z'))
print('{} {1} {0!r:>5}'.format('a', 'b') if False else '{0} {1} {0!r:>5} {k[0]} {o.real}'.format('a', 'b', k=[9], o=5))
print('abc'.translate({97: 'A', 98: None}), 'abc'.translate(str.maketrans('ab', 'xy', 'c')), 'a-b'.translate({45: 0x1F600}))
print(sorted('banana'), max('abc'), ''.join(reversed('abc')), 'abc'.index('c', 1), [*'ab'], tuple('ab'), hash('') == 0)
print('ÀÉ'.lower(), 'ß'.casefold() == 'ss', 'İ'.lower().encode(), 'Σ'.lower(), 'ΑΣ'.lower(), 'ﬁ'.upper())
for bad in ("'a' + 1", "'a'[5]", "'a' * 'b'", "'abc'.index('z')", "'a'['x']", "'%d' % 'x'", "'%s %s' % 1", "'%s' % (1, 2)",
            "'{}'.format()", "'{x}'.format()", "chr(-1)", "ord('ab')", "'a'.split('')", "','.join([1])", "'x'.center(5, 'ab')",
            "'\\ud800'.encode()", "'é'.encode('ascii')", "b'\\xff'.decode()", "'a' < 1", "'abc'[1] = 'x'", "str(b'x', 'nope')"):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)
class Text(str):
    pass
print([type(text).__name__ for text in (str(Text('x')), Text('x').__str__(), format(Text('x')), f"{Text('x')}", Text('x')[:], '%s' % Text('x'))])
