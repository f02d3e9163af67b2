# re, string, textwrap, json, struct, datetime: short uses with known answers.
import datetime
import json
import re
import string
import struct
import textwrap

print(re.findall(r'(\w)(\d+)', 'a1 b22 c333'), re.sub(r'(?P<word>\w+) (\w+)', r'\2 \g<word>', 'hello world'), re.split(r'[,;]\s*', 'a, b;c'))
m = re.match(r'(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?', '2024-05')
print(m.group(), m.groups(), m.groupdict(), m.span('month'), m.lastgroup, m[1], re.match('x', 'y'))
print(re.sub(r'\d+', lambda m: str(int(m[0]) * 2), 'a5b10'), re.fullmatch(r'(?i)ABC', 'abc') is not None, re.escape('a.b*c'), re.search(r'(?<=a)b(?!c)', 'abcab').start())
print([m.start() for m in re.finditer('', 'ab')], re.compile(r'^\w+$', re.M).findall('a\nb c\nd'), re.sub('x*', '-', 'abxd'), re.findall(r'(a)|(b)', 'ab'))
for bad in ('(', '[a', '*a', '(?P<1>x)', r'\g', '(?P=x)', 'a{2,1}', '(?<=a+)b'):
    try:
        re.compile(bad)
        print(bad, 'compiled')
    except re.error as error:
        print(bad, '->', error, error.pos)
print(string.ascii_lowercase, string.Template('$a ${b} $$').substitute(a=1, b='x'), string.capwords('a bc'), string.digits)
print(textwrap.fill('The quick brown fox jumps over the lazy dog', 16), textwrap.dedent('  a\n    b\n'), textwrap.shorten('one two three', 9), textwrap.indent('a\nb', '> '), sep='\n')
data = {'b': [1, 2.5, None, True], 'a': {'é': 'x"y\n', 'big': 10**20}, 't': (1,), '': '\u2028😀'}
print(json.dumps(data), json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False), json.loads(json.dumps(data))['a'] == data['a'], json.dumps([1, 2], separators=(',', ':')), sep='\n')
print(json.loads('[1e3, -0, "\\u00e9\\ud83d\\ude00", {"k": false}, NaN]'))
for bad in ('[1,', '{"a" 1}', "{'a': 1}", '[1 2]', '"\\x"', '', 'nul', '{"a": 1,}', '"unterminated'):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(bad, '->', error)
print(struct.pack('<hI4sd?', -2, 7, b'ab', 1.5, True), struct.unpack('>bH', b'\xff\x01\x02'), struct.calcsize('@iqb'), struct.pack('>e', 0.1))
d = datetime.datetime(2024, 2, 28, 23, 59, 30)
print(d + datetime.timedelta(days=1, seconds=45), d.isoformat(), d.strftime('%Y/%j %a %H:%M'), d.date().weekday(), (datetime.date(2024, 3, 1) - d.date()).days)
print(datetime.datetime.fromisoformat('2024-01-02T03:04:05.678+02:00'), datetime.timedelta(hours=-1), datetime.datetime.strptime('5 Mar 99', '%d %b %y'), repr(d))
