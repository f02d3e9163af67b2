import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: precedence, where lezer's tree differs from Python's. */
const CASES: [string, string][] = [
  [
    'a + b',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=Name(id='b', ctx=Load())))])",
  ],
  [
    'a + b * c',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), right=Name(id='c', ctx=Load()))))])",
  ],
  [
    'a * b + c',
    "Module(body=[Expr(value=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Mult(), right=Name(id='b', ctx=Load())), op=Add(), right=Name(id='c', ctx=Load())))])",
  ],
  [
    'a - b - c',
    "Module(body=[Expr(value=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Sub(), right=Name(id='b', ctx=Load())), op=Sub(), right=Name(id='c', ctx=Load())))])",
  ],
  [
    'a ** b ** c',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=BinOp(left=Name(id='b', ctx=Load()), op=Pow(), right=Name(id='c', ctx=Load()))))])",
  ],
  [
    '-a ** b',
    "Module(body=[Expr(value=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=Name(id='b', ctx=Load()))))])",
  ],
  [
    'a ** -b',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load()))))])",
  ],
  [
    'a ** -b ** c',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), operand=BinOp(left=Name(id='b', ctx=Load()), op=Pow(), right=Name(id='c', ctx=Load())))))])",
  ],
  [
    '(-a) ** b',
    "Module(body=[Expr(value=BinOp(left=UnaryOp(op=USub(), operand=Name(id='a', ctx=Load())), op=Pow(), right=Name(id='b', ctx=Load())))])",
  ],
  [
    '-a * b',
    "Module(body=[Expr(value=BinOp(left=UnaryOp(op=USub(), operand=Name(id='a', ctx=Load())), op=Mult(), right=Name(id='b', ctx=Load())))])",
  ],
  [
    'a * -b',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Mult(), right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load()))))])",
  ],
  [
    '~-+a',
    "Module(body=[Expr(value=UnaryOp(op=Invert(), operand=UnaryOp(op=USub(), operand=UnaryOp(op=UAdd(), operand=Name(id='a', ctx=Load())))))])",
  ],
  [
    'a | b ^ c & d',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), right=BinOp(left=Name(id='b', ctx=Load()), op=BitXor(), right=BinOp(left=Name(id='c', ctx=Load()), op=BitAnd(), right=Name(id='d', ctx=Load())))))])",
  ],
  [
    'a << b >> c',
    "Module(body=[Expr(value=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=LShift(), right=Name(id='b', ctx=Load())), op=RShift(), right=Name(id='c', ctx=Load())))])",
  ],
  [
    'a @ b // c % d / e',
    "Module(body=[Expr(value=BinOp(left=BinOp(left=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=MatMult(), right=Name(id='b', ctx=Load())), op=FloorDiv(), right=Name(id='c', ctx=Load())), op=Mod(), right=Name(id='d', ctx=Load())), op=Div(), right=Name(id='e', ctx=Load())))])",
  ],
  ['not a', "Module(body=[Expr(value=UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())))])"],
  [
    'not a and b',
    "Module(body=[Expr(value=BoolOp(op=And(), values=[UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())), Name(id='b', ctx=Load())]))])",
  ],
  [
    'not a or b',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())), Name(id='b', ctx=Load())]))])",
  ],
  [
    'not a == b',
    "Module(body=[Expr(value=UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), ops=[Eq()], comparators=[Name(id='b', ctx=Load())])))])",
  ],
  [
    'not a in b',
    "Module(body=[Expr(value=UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), ops=[In()], comparators=[Name(id='b', ctx=Load())])))])",
  ],
  [
    'not not a',
    "Module(body=[Expr(value=UnaryOp(op=Not(), operand=UnaryOp(op=Not(), operand=Name(id='a', ctx=Load()))))])",
  ],
  [
    'a and not b',
    "Module(body=[Expr(value=BoolOp(op=And(), values=[Name(id='a', ctx=Load()), UnaryOp(op=Not(), operand=Name(id='b', ctx=Load()))]))])",
  ],
  [
    'a or b and c',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=And(), values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])]))])",
  ],
  [
    'a and b and c',
    "Module(body=[Expr(value=BoolOp(op=And(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))])",
  ],
  [
    'a or b or c or d',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load())]))])",
  ],
  [
    '(a or b) or c',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())]), Name(id='c', ctx=Load())]))])",
  ],
  [
    'a and b or c and d',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[BoolOp(op=And(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())]), BoolOp(op=And(), values=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load())])]))])",
  ],
  [
    'a < b',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt()], comparators=[Name(id='b', ctx=Load())]))])",
  ],
  [
    'a < b <= c != d',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), LtE(), NotEq()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load())]))])",
  ],
  [
    'a is b',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Is()], comparators=[Name(id='b', ctx=Load())]))])",
  ],
  [
    'a is not b',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[IsNot()], comparators=[Name(id='b', ctx=Load())]))])",
  ],
  [
    'a not in b',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[NotIn()], comparators=[Name(id='b', ctx=Load())]))])",
  ],
  [
    'a in b in c',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[In(), In()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))])",
  ],
  [
    'a == b and c == d',
    "Module(body=[Expr(value=BoolOp(op=And(), values=[Compare(left=Name(id='a', ctx=Load()), ops=[Eq()], comparators=[Name(id='b', ctx=Load())]), Compare(left=Name(id='c', ctx=Load()), ops=[Eq()], comparators=[Name(id='d', ctx=Load())])]))])",
  ],
  [
    'a < (b < c)',
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt()], comparators=[Compare(left=Name(id='b', ctx=Load()), ops=[Lt()], comparators=[Name(id='c', ctx=Load())])]))])",
  ],
  [
    'a | b < c & d',
    "Module(body=[Expr(value=Compare(left=BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), right=Name(id='b', ctx=Load())), ops=[Lt()], comparators=[BinOp(left=Name(id='c', ctx=Load()), op=BitAnd(), right=Name(id='d', ctx=Load()))]))])",
  ],
  [
    'await a + b',
    "Module(body=[Expr(value=BinOp(left=Await(value=Name(id='a', ctx=Load())), op=Add(), right=Name(id='b', ctx=Load())))])",
  ],
  [
    'await a ** b',
    "Module(body=[Expr(value=BinOp(left=Await(value=Name(id='a', ctx=Load())), op=Pow(), right=Name(id='b', ctx=Load())))])",
  ],
  ['-await a', "Module(body=[Expr(value=UnaryOp(op=USub(), operand=Await(value=Name(id='a', ctx=Load()))))])"],
  [
    'await a.b(c)[d]',
    "Module(body=[Expr(value=Await(value=Subscript(value=Call(func=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), args=[Name(id='c', ctx=Load())]), slice=Name(id='d', ctx=Load()), ctx=Load())))])",
  ],
  ['not await a', "Module(body=[Expr(value=UnaryOp(op=Not(), operand=Await(value=Name(id='a', ctx=Load()))))])"],
  [
    'await a or b',
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[Await(value=Name(id='a', ctx=Load())), Name(id='b', ctx=Load())]))])",
  ],
  [
    'a ** await b',
    "Module(body=[Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=Await(value=Name(id='b', ctx=Load()))))])",
  ],
  [
    'x + await y * z',
    "Module(body=[Expr(value=BinOp(left=Name(id='x', ctx=Load()), op=Add(), right=BinOp(left=Await(value=Name(id='y', ctx=Load())), op=Mult(), right=Name(id='z', ctx=Load()))))])",
  ],
  [
    'a if not b else c',
    "Module(body=[Expr(value=IfExp(test=UnaryOp(op=Not(), operand=Name(id='b', ctx=Load())), body=Name(id='a', ctx=Load()), orelse=Name(id='c', ctx=Load())))])",
  ],
  [
    'not a if b else c',
    "Module(body=[Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())), orelse=Name(id='c', ctx=Load())))])",
  ],
  [
    'a and b if c or d else not e',
    "Module(body=[Expr(value=IfExp(test=BoolOp(op=Or(), values=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load())]), body=BoolOp(op=And(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())]), orelse=UnaryOp(op=Not(), operand=Name(id='e', ctx=Load()))))])",
  ],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  'a <> b',
  'a == not b',
  'a + not b',
  'await -a',
  'await await a',
  'await not a',
  '- not a',
  'a not b',
  'a is is b',
  'not',
  'a +',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
