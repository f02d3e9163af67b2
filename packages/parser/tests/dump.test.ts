import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dump } from '../src/ast/dump.ts';
import { strConstant } from '../src/ast/constant.ts';
import { floatRepr, constantRepr } from '../src/ast/repr.ts';
import * as ast from '../src/generated/nodes.ts';

const name = ast.Name('x', 'Load', 1, 0, 1, 1);
const tree = ast.Module(
  [ast.Expr(ast.Compare(name, ['Lt'], [ast.Constant({ t: 'int', v: 1 }, null, 1, 4, 1, 5)], 1, 0, 1, 5), 1, 0, 1, 5)],
  [],
);

test('one line, empty lists and None left out', () => {
  assert.is(
    dump(tree),
    "Module(body=[Expr(value=Compare(left=Name(id='x', ctx=Load()), ops=[Lt()], comparators=[Constant(value=1)]))])",
  );
});

test('attributes', () => {
  assert.is(
    dump(name, { includeAttributes: true }),
    "Name(id='x', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)",
  );
});

test('indent', () => {
  assert.is(
    dump(ast.Module([ast.Pass(1, 0, 1, 4)], []), { indent: 2, showEmpty: true }),
    'Module(\n  body=[\n    Pass()],\n  type_ignores=[])',
  );
});

test('repr of floats', () => {
  assert.equal(
    [1, 1e16, 123456789012345680, 1e-5, 0.0001, 1.5e300, -0, 100].map((v) => floatRepr(v, true)),
    ['1.0', '1e+16', '1.2345678901234568e+17', '1e-05', '0.0001', '1.5e+300', '-0.0', '100.0'],
  );
});

test('repr of strings', () => {
  assert.is(constantRepr(strConstant("a'b\n\u00e9\u200b😀")), '"a\'b\\né\\u200b😀"');
  assert.is(constantRepr({ t: 'bytes', v: Uint8Array.of(39, 34, 92, 200) }), "b'\\'\"\\\\\\xc8'");
});

test.run();
