import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { handlerAt, instructionStarts, lineAt } from '../src/code.ts';
import { OP_TRACE_LINE } from '../src/generated/op.ts';
import { compile, inside } from './helpers.ts';

test('instructions that start a line are marked, the others kept', () => {
  const code = compile('a = 1\nb = 2; c = 3\nwhile a:\n    b\n');
  const traced = code.tracedInstructions();
  assert.is(code.tracedInstructions(), traced);
  const marked = instructionStarts(code.instructions).filter((pc) => traced[pc] === OP_TRACE_LINE);
  assert.equal([...new Set(marked.map((pc) => lineAt(code, pc)))], [1, 2, 3, 4]);
  for (let i = 0; i < traced.length; i++) if (!marked.includes(i)) assert.is(traced[i], code.instructions[i]);
});

test('innermost handler of each instruction', () => {
  const f = inside(compile('def f():\n    try:\n        try: a()\n        except E: b()\n    finally: c()\n'), 'f');
  const handlers = new Set(instructionStarts(f.instructions).map((pc) => handlerAt(f.exceptionTable, pc)));
  assert.ok(handlers.size >= 4);
  assert.is(handlerAt(f.exceptionTable, f.instructions.length + 5), -1);
});

test.run();
