import { test } from 'uvu';
import { dumpsWithPositions } from './helpers.ts';

/**
 * Source, and the nodes of CPython 3.14's AST that have a position, in the order of ast.walk():
 * `Type line:column-line:column`, columns in UTF-8 bytes.
 */
const CASES: [string, string][] = [
  ['a + b', 'Expr 1:0-1:5, BinOp 1:0-1:5, Name 1:0-1:1, Name 1:4-1:5'],
  ['é + b', 'Expr 1:0-1:6, BinOp 1:0-1:6, Name 1:0-1:2, Name 1:5-1:6'],
  ['"é😀" + c\nd', 'Expr 1:0-1:12, Expr 2:0-2:1, BinOp 1:0-1:12, Name 2:0-2:1, Constant 1:0-1:8, Name 1:11-1:12'],
  ['f(\n  a,\n  b=c)\n', 'Expr 1:0-3:6, Call 1:0-3:6, Name 1:0-1:1, Name 2:2-2:3, keyword 3:2-3:5, Name 3:4-3:5'],
  ['(a)', 'Expr 1:0-1:3, Name 1:1-1:2'],
  ['( a + b ) * c', 'Expr 1:0-1:13, BinOp 1:0-1:13, BinOp 1:2-1:7, Name 1:12-1:13, Name 1:2-1:3, Name 1:6-1:7'],
  ['a, b,', 'Expr 1:0-1:5, Tuple 1:0-1:5, Name 1:0-1:1, Name 1:3-1:4'],
  ['x = a, b, # c', 'Assign 1:0-1:9, Name 1:0-1:1, Tuple 1:4-1:9, Name 1:4-1:5, Name 1:7-1:8'],
  ['if a:\n    b;\nc', 'If 1:0-2:6, Expr 3:0-3:1, Name 1:3-1:4, Expr 2:4-2:5, Name 3:0-3:1, Name 2:4-2:5'],
  [
    'if a: b\nelif c:\n    d\n',
    'If 1:0-3:5, Name 1:3-1:4, Expr 1:6-1:7, If 2:0-3:5, Name 1:6-1:7, Name 2:5-2:6, Expr 3:4-3:5, Name 3:4-3:5',
  ],
  [
    '@a.b(c)\ndef f(x: int, *, y=1) -> z:\n    pass\n',
    'FunctionDef 2:0-3:8, Pass 3:4-3:8, Call 1:1-1:7, Name 2:25-2:26, arg 2:6-2:12, arg 2:17-2:18, Constant 2:19-2:20, Attribute 1:1-1:4, Name 1:5-1:6, Name 2:9-2:12, Name 1:1-1:2',
  ],
  ['class A(B, c=d): pass', 'ClassDef 1:0-1:21, Name 1:8-1:9, keyword 1:11-1:14, Pass 1:17-1:21, Name 1:13-1:14'],
  ['for a, in b: pass', 'For 1:0-1:17, Tuple 1:4-1:6, Name 1:10-1:11, Pass 1:13-1:17, Name 1:4-1:5'],
  [
    'try: a\nexcept B as c: d\n',
    'Try 1:0-2:16, Expr 1:5-1:6, ExceptHandler 2:0-2:16, Name 1:5-1:6, Name 2:7-2:8, Expr 2:15-2:16, Name 2:15-2:16',
  ],
  ['with a as b: c', 'With 1:0-1:14, Expr 1:13-1:14, Name 1:5-1:6, Name 1:10-1:11, Name 1:13-1:14'],
  ['import a.b as c, d', 'Import 1:0-1:18, alias 1:7-1:15, alias 1:17-1:18'],
  ['from . import (a as b)', 'ImportFrom 1:0-1:22, alias 1:15-1:21'],
  [
    'a[b:c, ::d]',
    'Expr 1:0-1:11, Subscript 1:0-1:11, Name 1:0-1:1, Tuple 1:2-1:10, Slice 1:2-1:5, Slice 1:7-1:10, Name 1:2-1:3, Name 1:4-1:5, Name 1:9-1:10',
  ],
  ['a[b,]', 'Expr 1:0-1:5, Subscript 1:0-1:5, Name 1:0-1:1, Tuple 1:2-1:4, Name 1:2-1:3'],
  ['[x for x in y]', 'Expr 1:0-1:14, ListComp 1:0-1:14, Name 1:1-1:2, Name 1:7-1:8, Name 1:12-1:13'],
  [
    'f(x for x in y)',
    'Expr 1:0-1:15, Call 1:0-1:15, Name 1:0-1:1, GeneratorExp 1:1-1:15, Name 1:2-1:3, Name 1:8-1:9, Name 1:13-1:14',
  ],
  [
    'f(a := b, *c, **d)',
    'Expr 1:0-1:18, Call 1:0-1:18, Name 1:0-1:1, NamedExpr 1:2-1:8, Starred 1:10-1:12, keyword 1:14-1:17, Name 1:2-1:3, Name 1:7-1:8, Name 1:11-1:12, Name 1:16-1:17',
  ],
  [
    'lambda a, b=1: c',
    'Expr 1:0-1:16, Lambda 1:0-1:16, Name 1:15-1:16, arg 1:7-1:8, arg 1:10-1:11, Constant 1:12-1:13',
  ],
  [
    'f"a{b!r:>{c}}{d = }" "e"',
    'Expr 1:0-1:24, JoinedStr 1:0-1:24, Constant 1:2-1:3, FormattedValue 1:3-1:13, Constant 1:14-1:18, FormattedValue 1:13-1:19, Constant 1:21-1:24, Name 1:4-1:5, JoinedStr 1:7-1:12, Name 1:14-1:15, Constant 1:8-1:9, FormattedValue 1:9-1:12, Name 1:10-1:11',
  ],
  ['("a"\n  f"b{x}")', 'Expr 1:0-2:10, JoinedStr 1:1-2:9, Constant 1:1-2:5, FormattedValue 2:5-2:8, Name 2:6-2:7'],
  ['not a == b', 'Expr 1:0-1:10, UnaryOp 1:0-1:10, Compare 1:4-1:10, Name 1:4-1:5, Name 1:9-1:10'],
  ['await a ** b', 'Expr 1:0-1:12, BinOp 1:0-1:12, Await 1:0-1:7, Name 1:11-1:12, Name 1:6-1:7'],
  [
    'match a:\n  case [b, *c] | {1: d, **e} if f: g\n  case A(b, c=d) as e: pass\n',
    'Match 1:0-3:27, Name 1:6-1:7, MatchOr 2:7-2:28, Name 2:32-2:33, Expr 2:35-2:36, MatchAs 3:7-3:21, Pass 3:23-3:27, MatchSequence 2:7-2:14, MatchMapping 2:17-2:28, Name 2:35-2:36, MatchClass 3:7-3:16, MatchAs 2:8-2:9, MatchStar 2:11-2:13, Constant 2:18-2:19, MatchAs 2:21-2:22, Name 3:7-3:8, MatchAs 3:9-3:10, MatchAs 3:14-3:15',
  ],
  ['case = a,\n', 'Assign 1:0-1:9, Name 1:0-1:4, Tuple 1:7-1:9, Name 1:7-1:8'],
  ['x: int = 1', 'AnnAssign 1:0-1:10, Name 1:0-1:1, Name 1:3-1:6, Constant 1:9-1:10'],
  ['a += b,', 'AugAssign 1:0-1:7, Name 1:0-1:1, Tuple 1:5-1:7, Name 1:5-1:6'],
  ['yield a,', 'Expr 1:0-1:8, Yield 1:0-1:8, Tuple 1:6-1:8, Name 1:6-1:7'],
  ['global a, b', 'Global 1:0-1:11'],
  [
    'type X[T: int, *U, **V] = y',
    'TypeAlias 1:0-1:27, Name 1:5-1:6, TypeVar 1:7-1:13, TypeVarTuple 1:15-1:17, ParamSpec 1:19-1:22, Name 1:26-1:27, Name 1:10-1:13',
  ],
  ['"""a\nb"""\n', 'Expr 1:0-2:4, Constant 1:0-2:4'],
  ['if a:\r\n    b\rc', 'If 1:0-2:5, Expr 3:0-3:1, Name 1:3-1:4, Expr 2:4-2:5, Name 3:0-3:1, Name 2:4-2:5'],
  [
    'é = f"é{é}é"',
    'Assign 1:0-1:16, Name 1:0-1:2, JoinedStr 1:5-1:16, Constant 1:7-1:9, FormattedValue 1:9-1:13, Constant 1:13-1:15, Name 1:10-1:12',
  ],
  ['with (a, b): pass', 'With 1:0-1:17, Pass 1:13-1:17, Name 1:6-1:7, Name 1:9-1:10'],
  ['x = yield  # c\n', 'Assign 1:0-1:9, Name 1:0-1:1, Yield 1:4-1:9'],
  ['x = 5.  # c\n', 'Assign 1:0-1:6, Name 1:0-1:1, Constant 1:4-1:6'],
  ['def f(é: "é", b): pass', 'FunctionDef 1:0-1:24, Pass 1:20-1:24, arg 1:6-1:14, arg 1:16-1:17, Constant 1:10-1:14'],
  ['-a ** -b', 'Expr 1:0-1:8, UnaryOp 1:0-1:8, BinOp 1:1-1:8, Name 1:1-1:2, UnaryOp 1:6-1:8, Name 1:7-1:8'],
  ['a < b in c', 'Expr 1:0-1:10, Compare 1:0-1:10, Name 1:0-1:1, Name 1:4-1:5, Name 1:9-1:10'],
  [
    'a.b.c(d)[e]',
    'Expr 1:0-1:11, Subscript 1:0-1:11, Call 1:0-1:8, Name 1:9-1:10, Attribute 1:0-1:5, Name 1:6-1:7, Attribute 1:0-1:3, Name 1:0-1:1',
  ],
  ['# é\n\n\nx', 'Expr 4:0-4:1, Name 4:0-4:1'],
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumpsWithPositions(source, expected));

test.run();
