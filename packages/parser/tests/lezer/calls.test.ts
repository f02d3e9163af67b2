import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: argument lists. */
const CASES: [string, string][] = [
  ['f()', "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load())))])"],
  ['f(a)', "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load())]))])"],
  ['f(a,)', "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load())]))])"],
  [
    'f(a, b=c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load())], keywords=[keyword(arg='b', value=Name(id='c', ctx=Load()))]))])",
  ],
  [
    'f(*a)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='a', ctx=Load()), ctx=Load())]))])",
  ],
  [
    'f(**a)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), keywords=[keyword(value=Name(id='a', ctx=Load()))]))])",
  ],
  [
    'f(*a, *b, c, d=e, **f)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load()), Name(id='c', ctx=Load())], keywords=[keyword(arg='d', value=Name(id='e', ctx=Load())), keyword(value=Name(id='f', ctx=Load()))]))])",
  ],
  [
    'f(a=b, *c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='c', ctx=Load()), ctx=Load())], keywords=[keyword(arg='a', value=Name(id='b', ctx=Load()))]))])",
  ],
  [
    'f(**a, b=c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), keywords=[keyword(value=Name(id='a', ctx=Load())), keyword(arg='b', value=Name(id='c', ctx=Load()))]))])",
  ],
  [
    'f(a := b)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load()))]))])",
  ],
  [
    'f(a, b := c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), NamedExpr(target=Name(id='b', ctx=Store()), value=Name(id='c', ctx=Load()))]))])",
  ],
  [
    'f(x for x in y)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), is_async=0)])]))])",
  ],
  [
    'f(a := b for c in d)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), generators=[comprehension(target=Name(id='c', ctx=Store()), iter=Name(id='d', ctx=Load()), is_async=0)])]))])",
  ],
  [
    'f((x for x in y), z)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), is_async=0)]), Name(id='z', ctx=Load())]))])",
  ],
  [
    'f(a)(b)(c)',
    "Module(body=[Expr(value=Call(func=Call(func=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load())]), args=[Name(id='b', ctx=Load())]), args=[Name(id='c', ctx=Load())]))])",
  ],
  [
    'f(a=1, a=2)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), keywords=[keyword(arg='a', value=Constant(value=1)), keyword(arg='a', value=Constant(value=2))]))])",
  ],
  [
    'f(lambda: a, b=lambda x: x)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Lambda(args=arguments(), body=Name(id='a', ctx=Load()))], keywords=[keyword(arg='b', value=Lambda(args=arguments(args=[arg(arg='x')]), body=Name(id='x', ctx=Load())))]))])",
  ],
  [
    'f(*a or b)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Starred(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())]), ctx=Load())]))])",
  ],
  [
    'f(a if b else c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=Name(id='c', ctx=Load()))]))])",
  ],
  [
    'print(a, end="")',
    "Module(body=[Expr(value=Call(func=Name(id='print', ctx=Load()), args=[Name(id='a', ctx=Load())], keywords=[keyword(arg='end', value=Constant(value=''))]))])",
  ],
  [
    'f(a async for b in c)',
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=1)])]))])",
  ],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  'f(a=b, c)',
  'f(**a, b)',
  'f(**a, *b)',
  'f(a.b=c)',
  'f(1=a)',
  'f(True=1)',
  'f(a for b in c, d)',
  'f(d, a for b in c)',
  'f(a=b for c in d)',
  'f(a b)',
  'f(,)',
  'f(a,,b)',
  'f(**a := b)',
  'f(*a := b)',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
