import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: compound statements. */
const CASES: [string, string][] = [
  ['if a: b', "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))])])"],
  ['if a:\n    b\n', "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))])])"],
  [
    'if a: b\nelif c: d\nelse: e',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])])",
  ],
  [
    'if a:\n  if b:\n    c\n  else:\n    d\nelse:\n  e',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[If(test=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))], orelse=[Expr(value=Name(id='d', ctx=Load()))])], orelse=[Expr(value=Name(id='e', ctx=Load()))])])",
  ],
  [
    'if (a := b): c',
    "Module(body=[If(test=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'if a := b: c',
    "Module(body=[If(test=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  ['while a: b', "Module(body=[While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))])])"],
  [
    'while a:\n  b\nelse:\n  c',
    "Module(body=[While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'for a in b: c',
    "Module(body=[For(target=Name(id='a', ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'for a, b in c, d: e',
    "Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], ctx=Store()), iter=Tuple(elts=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='e', ctx=Load()))])])",
  ],
  [
    'for a, *b in c: d\nelse: e',
    "Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', ctx=Store()), ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])",
  ],
  [
    'for (a, b) in c: d',
    "Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])",
  ],
  [
    'for a.b in c: d',
    "Module(body=[For(target=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Store()), iter=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])",
  ],
  [
    'for a[b] in c: d',
    "Module(body=[For(target=Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='b', ctx=Load()), ctx=Store()), iter=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])",
  ],
  [
    'for a, in b: c',
    "Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store())], ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'async for a in b: c',
    "Module(body=[AsyncFor(target=Name(id='a', ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with a: b',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'with a as b: c',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store()))], body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with a as b, c as d: e',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()), optional_vars=Name(id='d', ctx=Store()))], body=[Expr(value=Name(id='e', ctx=Load()))])])",
  ],
  [
    'with (a): b',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'with (a, b): c',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with (a, *b): c',
    "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()))], body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with (a, b := c): d',
    "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), NamedExpr(target=Name(id='b', ctx=Store()), value=Name(id='c', ctx=Load()))], ctx=Load()))], body=[Expr(value=Name(id='d', ctx=Load()))])])",
  ],
  [
    'with a, b: c',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with (a), b: c',
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'with (a, b) as c: d',
    "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))])])",
  ],
  [
    'with (): a',
    "Module(body=[With(items=[withitem(context_expr=Tuple(ctx=Load()))], body=[Expr(value=Name(id='a', ctx=Load()))])])",
  ],
  [
    'async with a: b',
    "Module(body=[AsyncWith(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'with (yield a): b',
    "Module(body=[With(items=[withitem(context_expr=Yield(value=Name(id='a', ctx=Load())))], body=[Expr(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'try: a\nexcept: b',
    "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(body=[Expr(value=Name(id='b', ctx=Load()))])])])",
  ],
  [
    'try: a\nexcept A: b\nexcept (B, C) as e: c\nelse: d\nfinally: e',
    "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='A', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))]), ExceptHandler(type=Tuple(elts=[Name(id='B', ctx=Load()), Name(id='C', ctx=Load())], ctx=Load()), name='e', body=[Expr(value=Name(id='c', ctx=Load()))])], orelse=[Expr(value=Name(id='d', ctx=Load()))], finalbody=[Expr(value=Name(id='e', ctx=Load()))])])",
  ],
  [
    'try: a\nfinally: b',
    "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], finalbody=[Expr(value=Name(id='b', ctx=Load()))])])",
  ],
  [
    'try: a\nexcept* A: b\nexcept* B as e: c',
    "Module(body=[TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='A', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))]), ExceptHandler(type=Name(id='B', ctx=Load()), name='e', body=[Expr(value=Name(id='c', ctx=Load()))])])])",
  ],
  ['def f(): a', "Module(body=[FunctionDef(name='f', args=arguments(), body=[Expr(value=Name(id='a', ctx=Load()))])])"],
  [
    'def f(a, b=1, *c, d, e=2, **g): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a'), arg(arg='b')], vararg=arg(arg='c'), kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, Constant(value=2)], kwarg=arg(arg='g'), defaults=[Constant(value=1)]), body=[Pass()])])",
  ],
  [
    'def f(a, /, b): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')]), body=[Pass()])])",
  ],
  [
    'def f(a, b, /): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b')]), body=[Pass()])])",
  ],
  [
    'def f(a, b=1, /, c=2, *, d): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b')], args=[arg(arg='c')], kwonlyargs=[arg(arg='d')], kw_defaults=[None], defaults=[Constant(value=1), Constant(value=2)]), body=[Pass()])])",
  ],
  [
    'def f(*, a): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(kwonlyargs=[arg(arg='a')], kw_defaults=[None]), body=[Pass()])])",
  ],
  ['def f(*a): pass', "Module(body=[FunctionDef(name='f', args=arguments(vararg=arg(arg='a')), body=[Pass()])])"],
  [
    'def f(a: b = c, *d: e, **f: g) -> h: pass',
    "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a', annotation=Name(id='b', ctx=Load()))], vararg=arg(arg='d', annotation=Name(id='e', ctx=Load())), kwarg=arg(arg='f', annotation=Name(id='g', ctx=Load())), defaults=[Name(id='c', ctx=Load())]), body=[Pass()], returns=Name(id='h', ctx=Load()))])",
  ],
  ['def f(a,): pass', "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a')]), body=[Pass()])])"],
  [
    'def f(a, /,): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')]), body=[Pass()])])",
  ],
  ['def f(**k,): pass', "Module(body=[FunctionDef(name='f', args=arguments(kwarg=arg(arg='k')), body=[Pass()])])"],
  [
    'async def f(): await a',
    "Module(body=[AsyncFunctionDef(name='f', args=arguments(), body=[Expr(value=Await(value=Name(id='a', ctx=Load())))])])",
  ],
  [
    'def f[T](a: T) -> T: pass',
    "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a', annotation=Name(id='T', ctx=Load()))]), body=[Pass()], returns=Name(id='T', ctx=Load()), type_params=[TypeVar(name='T')])])",
  ],
  [
    'def f[T: int, *Ts, **P](): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(), body=[Pass()], type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load())), TypeVarTuple(name='Ts'), ParamSpec(name='P')])])",
  ],
  [
    'def f(a, # /\n b): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a'), arg(arg='b')]), body=[Pass()])])",
  ],
  ['class A: pass', "Module(body=[ClassDef(name='A', body=[Pass()])])"],
  ['class A(): pass', "Module(body=[ClassDef(name='A', body=[Pass()])])"],
  [
    'class A(B, metaclass=C, *d, **e): pass',
    "Module(body=[ClassDef(name='A', bases=[Name(id='B', ctx=Load()), Starred(value=Name(id='d', ctx=Load()), ctx=Load())], keywords=[keyword(arg='metaclass', value=Name(id='C', ctx=Load())), keyword(value=Name(id='e', ctx=Load()))], body=[Pass()])])",
  ],
  [
    'class A[T](B): pass',
    "Module(body=[ClassDef(name='A', bases=[Name(id='B', ctx=Load())], body=[Pass()], type_params=[TypeVar(name='T')])])",
  ],
  [
    'class A:\n    "doc"\n    x: int = 1\n    def f(self): return 1\n',
    "Module(body=[ClassDef(name='A', body=[Expr(value=Constant(value='doc')), AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Constant(value=1), simple=1), FunctionDef(name='f', args=arguments(args=[arg(arg='self')]), body=[Return(value=Constant(value=1))])])])",
  ],
  [
    '@a\ndef f(): pass',
    "Module(body=[FunctionDef(name='f', args=arguments(), body=[Pass()], decorator_list=[Name(id='a', ctx=Load())])])",
  ],
  [
    '@a.b(c)\n@d\nclass E: pass',
    "Module(body=[ClassDef(name='E', body=[Pass()], decorator_list=[Call(func=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), args=[Name(id='c', ctx=Load())]), Name(id='d', ctx=Load())])])",
  ],
  [
    '@a\nasync def f(): pass',
    "Module(body=[AsyncFunctionDef(name='f', args=arguments(), body=[Pass()], decorator_list=[Name(id='a', ctx=Load())])])",
  ],
  [
    'if a:\n\tb\n\tc\n',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))])])",
  ],
  [
    'if a: b; c;\nd',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))]), Expr(value=Name(id='d', ctx=Load()))])",
  ],
  [
    'if a:\n    b;\nc',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))]), Expr(value=Name(id='c', ctx=Load()))])",
  ],
  ['if a: \\\n  b\n', "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))])])"],
  [
    'if a:\n    b\n\n  # comment\n    c\n',
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))])])",
  ],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  'if a:\n  b\n    c',
  'if a:\n    b\n  c',
  'if a:\nb',
  'if a:\n    b\n  else:\n    c',
  ' a',
  'if a:\n\tb\n        c',
  'if a:\n  b\n\tc',
  'if a: if b: c',
  'if a: b\n  c',
  'else: a',
  'if a:',
  'if (a): b else: c',
  'while a = b: c',
  'for 1 in a: b',
  'for f() in a: b',
  'for a: b',
  'for a in b: c\nelse: d\nelse: e',
  'for *a in b: c',
  'for a in *b: c',
  'with a as 1: b',
  'with a as f(): b',
  'with a,: b',
  'with a b: c',
  'try: a',
  'try: a\nelse: b',
  'try: a\nexcept A: b\nexcept* B: c',
  'try: a\nexcept*: b',
  'try: a\nexcept A, B as c: d',
  'try: a\nexcept A as b.c: d',
  'def f(a=1, b): pass',
  'def f(*): pass',
  'def f(*, **a): pass',
  'def f(*a, *b): pass',
  'def f(**a, b): pass',
  'def f(/, a): pass',
  'def f(a, /, b, /): pass',
  'def f(*a, /): pass',
  'def f(*a=1): pass',
  'def f(**a=1): pass',
  'def f(a, (b, c)): pass',
  'def f(1): pass',
  'def f(): ',
  'def (): pass',
  'def f(a b): pass',
  'def f(a,,b): pass',
  'def None(): pass',
  'class A(x for x in y): pass',
  'class 1: pass',
  'class A',
  'class A(a=1, b): pass',
  '@a\nb',
  '@a\n  def f(): pass',
  '  @a\ndef f(): pass',
  '@a b\ndef f(): pass',
  'async a',
  'async if a: b',
  'if a:\n  pass\n pass',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
