import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as op from '../src/generated/op.ts';
import { OPCODES, OPERAND_KINDS, instructionLength } from '../src/opcodes.ts';

test('generated constants are those of the table', () => {
  const script = fileURLToPath(new URL('../scripts/generate-opcodes.ts', import.meta.url));
  const run = spawnSync(process.execPath, [...process.execArgv, '--conditions=pyston-source', script, '--check'], {
    encoding: 'utf8',
  });
  assert.is(run.stderr.includes('out of date'), false);
  const constants = op as unknown as Record<string, number>;
  for (const o of OPCODES) assert.is(constants[`OP_${o.name}`], o.code);
  assert.is(Object.keys(constants).length, OPCODES.length);
});

test('names are unique, operand kinds known, lists last', () => {
  assert.is(new Set(OPCODES.map((o) => o.name)).size, OPCODES.length);
  for (const o of OPCODES) {
    o.operands.forEach((x, i) => {
      assert.ok(OPERAND_KINDS.includes(x.kind), `${o.name} ${x.kind}`);
      if (x.kind === 'srcs' || x.kind === 'dsts') assert.is(i, o.operands.length - 1, o.name);
    });
  }
});

test('runs of operators are in order', () => {
  assert.is(op.OP_BINARY_XOR - op.OP_BINARY_ADD, 12);
  assert.is(op.OP_INPLACE_XOR - op.OP_INPLACE_ADD, 12);
  assert.is(op.OP_COMPARE_GE - op.OP_COMPARE_LT, 5);
  assert.is(op.OP_JUMP_IF_NOT_GE - op.OP_JUMP_IF_LT, 11);
});

test('lengths', () => {
  assert.is(instructionLength(Int32Array.of(op.OP_MOVE, 0, 1), 0), 3);
  assert.is(instructionLength(Int32Array.of(op.OP_CALL, 0, 1, 2, 3, 7, 8, 9), 0), 8);
  assert.is(instructionLength(Int32Array.of(op.OP_BUILD_LIST, 0, 0), 0), 3);
});

test.run();
