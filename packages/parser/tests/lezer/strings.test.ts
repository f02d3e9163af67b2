import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: string literals, escapes, concatenation, formatted strings. */
const CASES: [string, string][] = [
  ["'a'", "Module(body=[Expr(value=Constant(value='a'))])"],
  ['"a"', "Module(body=[Expr(value=Constant(value='a'))])"],
  ["'''a\nb'''", "Module(body=[Expr(value=Constant(value='a\\nb'))])"],
  ['"""a"b"""', "Module(body=[Expr(value=Constant(value='a\"b'))])"],
  ["''", "Module(body=[Expr(value=Constant(value=''))])"],
  ['""""""', "Module(body=[Expr(value=Constant(value=''))])"],
  ["'\\n\\t\\\\\\'\\\"'", "Module(body=[Expr(value=Constant(value='\\n\\t\\\\\\'\"'))])"],
  ["'\\x41\\101\\0\\u20ac\\U0001f600'", "Module(body=[Expr(value=Constant(value='AA\\x00€😀'))])"],
  ["'a\\\nb'", "Module(body=[Expr(value=Constant(value='ab'))])"],
  ["r'\\n'", "Module(body=[Expr(value=Constant(value='\\\\n'))])"],
  ["R'\\''", 'Module(body=[Expr(value=Constant(value="\\\\\'"))])'],
  ["b'a\\xff'", "Module(body=[Expr(value=Constant(value=b'a\\xff'))])"],
  ["rb'\\n'", "Module(body=[Expr(value=Constant(value=b'\\\\n'))])"],
  ["Br'a'", "Module(body=[Expr(value=Constant(value=b'a'))])"],
  ["u'a'", "Module(body=[Expr(value=Constant(value='a', kind='u'))])"],
  ["U'a'", "Module(body=[Expr(value=Constant(value='a'))])"],
  ["'é'", "Module(body=[Expr(value=Constant(value='é'))])"],
  ["'😀'", "Module(body=[Expr(value=Constant(value='😀'))])"],
  ["'\\ud83d\\ude00'", "Module(body=[Expr(value=Constant(value='\\ud83d\\ude00'))])"],
  ["'\\ud800'", "Module(body=[Expr(value=Constant(value='\\ud800'))])"],
  ["'a' 'b'", "Module(body=[Expr(value=Constant(value='ab'))])"],
  ["'a' \"b\" r'\\c'", "Module(body=[Expr(value=Constant(value='ab\\\\c'))])"],
  ["b'a' b'b'", "Module(body=[Expr(value=Constant(value=b'ab'))])"],
  ["u'a' 'b'", "Module(body=[Expr(value=Constant(value='ab', kind='u'))])"],
  ["('a'\n 'b')", "Module(body=[Expr(value=Constant(value='ab'))])"],
  ["'a' '😀'", "Module(body=[Expr(value=Constant(value='a😀'))])"],
  ["f'a'", "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a')]))])"],
  ["f''", 'Module(body=[Expr(value=JoinedStr())])'],
  [
    "f'{a}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'a{b}c'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), Constant(value='c')]))])",
  ],
  ["f'{{a}}'", "Module(body=[Expr(value=JoinedStr(values=[Constant(value='{a}')]))])"],
  [
    "f'{{{a}}}'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='{'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), Constant(value='}')]))])",
  ],
  [
    "f'{a!r}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))])",
  ],
  [
    "f'{a!s:>10}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=115, format_spec=JoinedStr(values=[Constant(value='>10')]))]))])",
  ],
  [
    "f'{a:{b}}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1)]))]))])",
  ],
  [
    "f'{a:>{b}.{c}}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), Constant(value='.'), FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)]))]))])",
  ],
  [
    "f'{a:}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr())]))])",
  ],
  [
    "f'{a=}'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))])",
  ],
  [
    "f'{a = }'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))])",
  ],
  [
    "f'{a=!s}'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=115)]))])",
  ],
  [
    "f'{a=:5}'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='5')]))]))])",
  ],
  [
    "f'{ a }'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{a, b}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{*a, b}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{yield a}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Yield(value=Name(id='a', ctx=Load())), conversion=-1)]))])",
  ],
  [
    "f'{a!r:^{b!s}}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='^'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=115)]))]))])",
  ],
  [
    "f'{a:{b:{c}}}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)]))]))]))])",
  ],
  [
    'f\'{a["b"]}\'',
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value='b'), ctx=Load()), conversion=-1)]))])",
  ],
  [
    'f\'{"a"}\'',
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Constant(value='a'), conversion=-1)]))])",
  ],
  [
    "f'{'a'}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Constant(value='a'), conversion=-1)]))])",
  ],
  [
    "f'{f'{a}'}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]), conversion=-1)]))])",
  ],
  [
    "f'''{\na\n}'''",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{a:%H:%M}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='%H:%M')]))]))])",
  ],
  [
    "f'{a != b}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Compare(left=Name(id='a', ctx=Load()), ops=[NotEq()], comparators=[Name(id='b', ctx=Load())]), conversion=-1)]))])",
  ],
  [
    "f'{a == b}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Compare(left=Name(id='a', ctx=Load()), ops=[Eq()], comparators=[Name(id='b', ctx=Load())]), conversion=-1)]))])",
  ],
  [
    "rf'\\d{a}'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='\\\\d'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'\\n{a}\\x41'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='\\n'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), Constant(value='A')]))])",
  ],
  [
    "f'{a}' 'b' f'{c}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), Constant(value='b'), FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "'a' f'{b}' 'c' 'd'",
    "Module(body=[Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), Constant(value='cd')]))])",
  ],
  ["f'a' 'b'", "Module(body=[Expr(value=JoinedStr(values=[Constant(value='ab')]))])"],
  ["u'a' f'b'", "Module(body=[Expr(value=JoinedStr(values=[Constant(value='ab', kind='u')]))])"],
  [
    "f'{a}' '' f'{b}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{lambda_}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='lambda_', ctx=Load()), conversion=-1)]))])",
  ],
  [
    "f'{a:#x}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='#x')]))]))])",
  ],
  [
    "f'{a()}'",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Call(func=Name(id='a', ctx=Load())), conversion=-1)]))])",
  ],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  "'a",
  "'a\nb'",
  "'\\d'",
  "'\\400'",
  "'\\x4'",
  "'\\u12'",
  "'\\U00110000'",
  "'\\N{DASH}'",
  "b'é'",
  "b'\\u1234' b'' 'a'",
  "b'a' 'b'",
  "b'a' f'b'",
  "f'{'",
  "f'}'",
  "f'{}'",
  "f'{a!x}'",
  "f'{a!}'",
  "f'{a b}'",
  "f'{lambda x: 1}'",
  "f'{!r}'",
  "f'{a:{b:{c:{d}}}}'",
  "f'{*a}'",
  "fb'a'",
  "bu'a'",
  "t'a'",
  "rf'\\{a}'",
  "f'\\{a}'",
  "'\\",
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
