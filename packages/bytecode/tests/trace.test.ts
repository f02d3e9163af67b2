import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { handlerAt, instructionStarts, lineAt } from '../src/code.ts';
import { OP_INSTRUMENTED } from '../src/generated/op.ts';
import { instrumentWords, lineStarts, restoreWords } from '../src/trace.ts';
import { compile, inside } from './helpers.ts';

test('instructions that start a line are marked, and all are instrumented', () => {
  const code = compile('a = 1\nb = 2; c = 3\nwhile a:\n    b\n');
  const live = code.instructions;
  const before = live.slice();
  const marks = lineStarts(code);
  const starts = instructionStarts(before);
  const marked = starts.filter((pc) => marks[pc] === 1);
  assert.equal([...new Set(marked.map((pc) => lineAt(code, pc)))], [1, 2, 3, 4]);
  instrumentWords(code, live);
  assert.equal(code.instructions, before);
  for (let i = 0; i < live.length; i++) assert.is(live[i], starts.includes(i) ? OP_INSTRUMENTED : before[i]);
  instrumentWords(code, live);
  assert.equal(code.instructions, before);
  restoreWords(code, live);
  assert.equal(live, before);
});

test('innermost handler of each instruction', () => {
  const f = inside(compile('def f():\n    try:\n        try: a()\n        except E: b()\n    finally: c()\n'), 'f');
  const handlers = new Set(instructionStarts(f.instructions).map((pc) => handlerAt(f.exceptionTable, pc)));
  assert.ok(handlers.size >= 4);
  assert.is(handlerAt(f.exceptionTable, f.instructions.length + 5), -1);
});

test.run();
