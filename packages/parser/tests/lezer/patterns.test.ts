import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: match statements. */
const CASES: [string, string][] = [
  [
    'match a:\n  case b: c',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(name='b'), body=[Expr(value=Name(id='c', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case _: c',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(), body=[Expr(value=Name(id='c', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case 1: b\n  case -1: b\n  case 1.5: b\n  case 1+2j: b\n  case -1-2j: b',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchValue(value=Constant(value=1)), body=[Expr(value=Name(id='b', ctx=Load()))]), match_case(pattern=MatchValue(value=UnaryOp(op=USub(), operand=Constant(value=1))), body=[Expr(value=Name(id='b', ctx=Load()))]), match_case(pattern=MatchValue(value=Constant(value=1.5)), body=[Expr(value=Name(id='b', ctx=Load()))]), match_case(pattern=MatchValue(value=BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2j))), body=[Expr(value=Name(id='b', ctx=Load()))]), match_case(pattern=MatchValue(value=BinOp(left=UnaryOp(op=USub(), operand=Constant(value=1)), op=Sub(), right=Constant(value=2j))), body=[Expr(value=Name(id='b', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case "b": c\n  case b"c": d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchValue(value=Constant(value='b')), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchValue(value=Constant(value=b'c')), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case None: b\n  case True: c\n  case False: d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchSingleton(value=None), body=[Expr(value=Name(id='b', ctx=Load()))]), match_case(pattern=MatchSingleton(value=True), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchSingleton(value=False), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case b.c: d\n  case b.c.d: e',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchValue(value=Attribute(value=Name(id='b', ctx=Load()), attr='c', ctx=Load())), body=[Expr(value=Name(id='d', ctx=Load()))]), match_case(pattern=MatchValue(value=Attribute(value=Attribute(value=Name(id='b', ctx=Load()), attr='c', ctx=Load()), attr='d', ctx=Load())), body=[Expr(value=Name(id='e', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case b | c.d | 1: e',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchAs(name='b'), MatchValue(value=Attribute(value=Name(id='c', ctx=Load()), attr='d', ctx=Load())), MatchValue(value=Constant(value=1))]), body=[Expr(value=Name(id='e', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case (b): c',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(name='b'), body=[Expr(value=Name(id='c', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case (b, c): d\n  case (b,): c\n  case [b, *c]: d\n  case [b, *_, c]: d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchAs(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='b')]), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchStar(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchStar(), MatchAs(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case b, c: d\n  case b,: c\n  case *b, c: d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchSequence(patterns=[MatchAs(name='b'), MatchAs(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='b')]), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchStar(name='b'), MatchAs(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case {1: b}: c\n  case {"b": c, **d}: e\n  case {None: b, -1: c}: d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchMapping(keys=[Constant(value=1)], patterns=[MatchAs(name='b')]), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchMapping(keys=[Constant(value='b')], patterns=[MatchAs(name='c')], rest='d'), body=[Expr(value=Name(id='e', ctx=Load()))]), match_case(pattern=MatchMapping(keys=[Constant(value=None), UnaryOp(op=USub(), operand=Constant(value=1))], patterns=[MatchAs(name='b'), MatchAs(name='c')]), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case A(b): c\n  case A(b, c=d): e\n  case a.B(c=[d]): e',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchClass(cls=Name(id='A', ctx=Load()), patterns=[MatchAs(name='b')]), body=[Expr(value=Name(id='c', ctx=Load()))]), match_case(pattern=MatchClass(cls=Name(id='A', ctx=Load()), patterns=[MatchAs(name='b')], kwd_attrs=['c'], kwd_patterns=[MatchAs(name='d')]), body=[Expr(value=Name(id='e', ctx=Load()))]), match_case(pattern=MatchClass(cls=Attribute(value=Name(id='a', ctx=Load()), attr='B', ctx=Load()), kwd_attrs=['c'], kwd_patterns=[MatchSequence(patterns=[MatchAs(name='d')])]), body=[Expr(value=Name(id='e', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case b as c: d\n  case (b | c) as d: e\n  case [b as c, d]: e',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(pattern=MatchAs(name='b'), name='c'), body=[Expr(value=Name(id='d', ctx=Load()))]), match_case(pattern=MatchAs(pattern=MatchOr(patterns=[MatchAs(name='b'), MatchAs(name='c')]), name='d'), body=[Expr(value=Name(id='e', ctx=Load()))]), match_case(pattern=MatchSequence(patterns=[MatchAs(pattern=MatchAs(name='b'), name='c'), MatchAs(name='d')]), body=[Expr(value=Name(id='e', ctx=Load()))])])])",
  ],
  [
    'match a:\n  case b if c: d',
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(name='b'), guard=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])])",
  ],
  [
    'match (a, b):\n  case _: pass',
    "Module(body=[Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), cases=[match_case(pattern=MatchAs(), body=[Pass()])])])",
  ],
  [
    'match a.b(c):\n  case _: pass',
    "Module(body=[Match(subject=Call(func=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), args=[Name(id='c', ctx=Load())]), cases=[match_case(pattern=MatchAs(), body=[Pass()])])])",
  ],
  [
    'match -a:\n  case _:\n    b\n    c\n',
    "Module(body=[Match(subject=UnaryOp(op=USub(), operand=Name(id='a', ctx=Load())), cases=[match_case(pattern=MatchAs(), body=[Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))])])])",
  ],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  'match a:\n  case b as _: c',
  'match a:\n  case b as c as d: e',
  'match a:\n  case *b: c',
  'match a:\n  case (*b): c',
  'match a:\n  case {b: c}: d',
  'match a:\n  case {**b, 1: c}: d',
  'match a:\n  case {**_: b}: c',
  'match a:\n  case A(b=c, d): e',
  'match a:\n  case +1: b',
  'match a:\n  case 1+2: b',
  'match a:\n  case 2j+1j: b',
  'match a:\n  case f"b": c',
  'match a:\n  case a.b.if: c',
  'match a:\ncase b: c',
  'match a:\n  pass',
  'match a: case b: c',
  'match a:\n  case -b: c',
  'match a:\n  case b.c as d.e: f',
  'match a:\n  case {**b, **c}: d',
  'match a:\n  case 1:\n    b\n case 2: c',
  'match a:\n  case [b | *c]: d',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
