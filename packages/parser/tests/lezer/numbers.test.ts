import { test } from 'uvu';
import { declines, dumps } from './helpers.ts';

/** Source, and what CPython 3.14's ast.dump() gives: number literals. */
const CASES: [string, string][] = [
  ['0', 'Module(body=[Expr(value=Constant(value=0))])'],
  ['00', 'Module(body=[Expr(value=Constant(value=0))])'],
  ['0_0', 'Module(body=[Expr(value=Constant(value=0))])'],
  ['1', 'Module(body=[Expr(value=Constant(value=1))])'],
  ['1_000', 'Module(body=[Expr(value=Constant(value=1000))])'],
  ['123456789012345', 'Module(body=[Expr(value=Constant(value=123456789012345))])'],
  ['1234567890123456', 'Module(body=[Expr(value=Constant(value=1234567890123456))])'],
  ['9007199254740991', 'Module(body=[Expr(value=Constant(value=9007199254740991))])'],
  ['9007199254740992', 'Module(body=[Expr(value=Constant(value=9007199254740992))])'],
  ['123456789012345678901234567890', 'Module(body=[Expr(value=Constant(value=123456789012345678901234567890))])'],
  ['0x1F', 'Module(body=[Expr(value=Constant(value=31))])'],
  ['0Xff_ff', 'Module(body=[Expr(value=Constant(value=65535))])'],
  ['0o17', 'Module(body=[Expr(value=Constant(value=15))])'],
  ['0b1_0', 'Module(body=[Expr(value=Constant(value=2))])'],
  ['0xffffffffffffffffff', 'Module(body=[Expr(value=Constant(value=4722366482869645213695))])'],
  ['1.5', 'Module(body=[Expr(value=Constant(value=1.5))])'],
  ['.5', 'Module(body=[Expr(value=Constant(value=0.5))])'],
  ['5.', 'Module(body=[Expr(value=Constant(value=5.0))])'],
  ['5.*a', "Module(body=[Expr(value=BinOp(left=Constant(value=5.0), op=Mult(), right=Name(id='a', ctx=Load())))])"],
  ['1_0.0_1', 'Module(body=[Expr(value=Constant(value=10.01))])'],
  ['1e5', 'Module(body=[Expr(value=Constant(value=100000.0))])'],
  ['1E-5', 'Module(body=[Expr(value=Constant(value=1e-05))])'],
  ['1.5e+3', 'Module(body=[Expr(value=Constant(value=1500.0))])'],
  ['1e400', 'Module(body=[Expr(value=Constant(value=inf))])'],
  ['0.1', 'Module(body=[Expr(value=Constant(value=0.1))])'],
  ['01.5', 'Module(body=[Expr(value=Constant(value=1.5))])'],
  ['00e1', 'Module(body=[Expr(value=Constant(value=0.0))])'],
  ['1j', 'Module(body=[Expr(value=Constant(value=1j))])'],
  ['1.5J', 'Module(body=[Expr(value=Constant(value=1.5j))])'],
  ['1e3j', 'Module(body=[Expr(value=Constant(value=1000j))])'],
  ['01j', 'Module(body=[Expr(value=Constant(value=1j))])'],
  ['1 .real', "Module(body=[Expr(value=Attribute(value=Constant(value=1), attr='real', ctx=Load()))])"],
  ['1.5.real', "Module(body=[Expr(value=Attribute(value=Constant(value=1.5), attr='real', ctx=Load()))])"],
  ['5.0.real', "Module(body=[Expr(value=Attribute(value=Constant(value=5.0), attr='real', ctx=Load()))])"],
  ['1e5.real', "Module(body=[Expr(value=Attribute(value=Constant(value=100000.0), attr='real', ctx=Load()))])"],
  ['1j.imag', "Module(body=[Expr(value=Attribute(value=Constant(value=1j), attr='imag', ctx=Load()))])"],
];

/** Invalid programs, and valid ones that are left to step two. */
const DECLINED: string[] = [
  '01',
  '1__0',
  '1_',
  '0x',
  '0_x1',
  '0b2',
  '0o8',
  '1_.5',
  '1.e',
  '1abc',
  '1if a else b',
  '0xfor',
  '1.real',
  '0x1.real',
  '5.a',
  '1e',
  '1e+',
  '0x1_',
  'f(0.',
  '(5.',
  '1._5',
  '5..real',
];

for (const [source, expected] of CASES) test(JSON.stringify(source), () => dumps(source, expected));
for (const source of DECLINED) test(`declined: ${JSON.stringify(source)}`, () => declines(source));

test.run();
