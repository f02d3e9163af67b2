import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: names, containers, subscripts, comprehensions, lambda, conditional, walrus, yield. */
const CASES: [string, string][] = [
  ['a', "Module(body=[Expr(value=Name(id='a', ctx=Load()))])"],
  ['None', 'Module(body=[Expr(value=Constant(value=None))])'],
  ['True', 'Module(body=[Expr(value=Constant(value=True))])'],
  ['False', 'Module(body=[Expr(value=Constant(value=False))])'],
  ['...', 'Module(body=[Expr(value=Constant(value=Ellipsis))])'],
  ['(a)', "Module(body=[Expr(value=Name(id='a', ctx=Load()))])"],
  ['((a))', "Module(body=[Expr(value=Name(id='a', ctx=Load()))])"],
  ['()', 'Module(body=[Expr(value=Tuple(ctx=Load()))])'],
  ['(a,)', "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load()))])"],
  ['(a, b)', "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))])"],
  ['a,', "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load()))])"],
  ['a, b', "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))])"],
  ['[]', 'Module(body=[Expr(value=List(ctx=Load()))])'],
  [
    '[a, *b]',
    "Module(body=[Expr(value=List(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()))])",
  ],
  [
    '{a, *b}',
    "Module(body=[Expr(value=Set(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())]))])",
  ],
  ['{}', 'Module(body=[Expr(value=Dict())])'],
  [
    '{a: b, **c}',
    "Module(body=[Expr(value=Dict(keys=[Name(id='a', ctx=Load()), None], values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))])",
  ],
  ['a.b', "Module(body=[Expr(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()))])"],
  [
    'a.b.c',
    "Module(body=[Expr(value=Attribute(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), attr='c', ctx=Load()))])",
  ],
  ['a.print', "Module(body=[Expr(value=Attribute(value=Name(id='a', ctx=Load()), attr='print', ctx=Load()))])"],
  [
    'a[b]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Load()))])",
  ],
  [
    'a[b, c]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())], ctx=Load()), ctx=Load()))])",
  ],
  [
    'a[b,]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Name(id='b', ctx=Load())], ctx=Load()), ctx=Load()))])",
  ],
  ['a[:]', "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), ctx=Load()))])"],
  [
    'a[b:]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(lower=Name(id='b', ctx=Load())), ctx=Load()))])",
  ],
  [
    'a[:b]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(upper=Name(id='b', ctx=Load())), ctx=Load()))])",
  ],
  [
    'a[b:c:d]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(lower=Name(id='b', ctx=Load()), upper=Name(id='c', ctx=Load()), step=Name(id='d', ctx=Load())), ctx=Load()))])",
  ],
  ['a[::]', "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), ctx=Load()))])"],
  [
    'a[b:c, d]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Slice(lower=Name(id='b', ctx=Load()), upper=Name(id='c', ctx=Load())), Name(id='d', ctx=Load())], ctx=Load()), ctx=Load()))])",
  ],
  [
    'a[(b := c)]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=NamedExpr(target=Name(id='b', ctx=Store()), value=Name(id='c', ctx=Load())), ctx=Load()))])",
  ],
  [
    'a[b := c]',
    "Module(body=[Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=NamedExpr(target=Name(id='b', ctx=Store()), value=Name(id='c', ctx=Load())), ctx=Load()))])",
  ],
  [
    'a[b](c).d',
    "Module(body=[Expr(value=Attribute(value=Call(func=Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Load()), args=[Name(id='c', ctx=Load())]), attr='d', ctx=Load()))])",
  ],
  [
    '[a for b in c]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=0)]))])",
  ],
  [
    '{a for b in c}',
    "Module(body=[Expr(value=SetComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=0)]))])",
  ],
  [
    '{a: b for c in d}',
    "Module(body=[Expr(value=DictComp(key=Name(id='a', ctx=Load()), value=Name(id='b', ctx=Load()), generators=[comprehension(target=Name(id='c', ctx=Store()), iter=Name(id='d', ctx=Load()), is_async=0)]))])",
  ],
  [
    '(a for b in c)',
    "Module(body=[Expr(value=GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=0)]))])",
  ],
  [
    '[a for b, c in d if e if f for g in h]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Tuple(elts=[Name(id='b', ctx=Store()), Name(id='c', ctx=Store())], ctx=Store()), iter=Name(id='d', ctx=Load()), ifs=[Name(id='e', ctx=Load()), Name(id='f', ctx=Load())], is_async=0), comprehension(target=Name(id='g', ctx=Store()), iter=Name(id='h', ctx=Load()), is_async=0)]))])",
  ],
  [
    '[a async for b in c]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=1)]))])",
  ],
  [
    '[a for b, in c]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Tuple(elts=[Name(id='b', ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), is_async=0)]))])",
  ],
  [
    '[a := b for c in d]',
    "Module(body=[Expr(value=ListComp(elt=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), generators=[comprehension(target=Name(id='c', ctx=Store()), iter=Name(id='d', ctx=Load()), is_async=0)]))])",
  ],
  [
    '[a for b in c if (d := e)]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[NamedExpr(target=Name(id='d', ctx=Store()), value=Name(id='e', ctx=Load()))], is_async=0)]))])",
  ],
  [
    '[a for b in c or d]',
    "Module(body=[Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=BoolOp(op=Or(), values=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load())]), is_async=0)]))])",
  ],
  ['lambda: a', "Module(body=[Expr(value=Lambda(args=arguments(), body=Name(id='a', ctx=Load())))])"],
  [
    'lambda x, y=1, *z, k, **w: (x, y)',
    "Module(body=[Expr(value=Lambda(args=arguments(args=[arg(arg='x'), arg(arg='y')], vararg=arg(arg='z'), kwonlyargs=[arg(arg='k')], kw_defaults=[None], kwarg=arg(arg='w'), defaults=[Constant(value=1)]), body=Tuple(elts=[Name(id='x', ctx=Load()), Name(id='y', ctx=Load())], ctx=Load())))])",
  ],
  [
    'lambda *, a: a',
    "Module(body=[Expr(value=Lambda(args=arguments(kwonlyargs=[arg(arg='a')], kw_defaults=[None]), body=Name(id='a', ctx=Load())))])",
  ],
  [
    'lambda *a: a',
    "Module(body=[Expr(value=Lambda(args=arguments(vararg=arg(arg='a')), body=Name(id='a', ctx=Load())))])",
  ],
  [
    'lambda **k: k',
    "Module(body=[Expr(value=Lambda(args=arguments(kwarg=arg(arg='k')), body=Name(id='k', ctx=Load())))])",
  ],
  [
    'a if b else c',
    "Module(body=[Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=Name(id='c', ctx=Load())))])",
  ],
  [
    'a if b else c if d else e',
    "Module(body=[Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=IfExp(test=Name(id='d', ctx=Load()), body=Name(id='c', ctx=Load()), orelse=Name(id='e', ctx=Load()))))])",
  ],
  [
    '(a := b)',
    "Module(body=[Expr(value=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())))])",
  ],
  ['(yield)', 'Module(body=[Expr(value=Yield())])'],
  ['(yield a)', "Module(body=[Expr(value=Yield(value=Name(id='a', ctx=Load())))])"],
  [
    '(yield a, *b)',
    "Module(body=[Expr(value=Yield(value=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load())))])",
  ],
  ['(yield from a)', "Module(body=[Expr(value=YieldFrom(value=Name(id='a', ctx=Load())))])"],
  ['x = yield', "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Yield())])"],
  ['await a', "Module(body=[Expr(value=Await(value=Name(id='a', ctx=Load())))])"],
  ['naïve = µ', "Module(body=[Assign(targets=[Name(id='naïve', ctx=Store())], value=Name(id='μ', ctx=Load()))])"],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  '(a) := b',
  'a := b',
  '(*a)',
  '*a',
  '[*a for b in c]',
  '{**a for b in c}',
  'a[b:=c:d]',
  '[a for b in c if lambda: d]',
  '[a for 1 in b]',
  'a.if',
  'a.None',
  'f(x for x in y, z)',
  'f(x for x in y,)',
  'x = (yield',
  'a b',
  'a[]',
  'f(a for b in c',
  '[a for b in c',
  'lambda x, x=1, y: 0',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
