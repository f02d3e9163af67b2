/** The regular expression engine against stored answers of CPython 3.14 (scripts/sre_cases_from_oracle.py). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '@pyston/objects';
import {
  bytes,
  call,
  getAttr,
  hooks,
  int,
  intOrUndefined,
  isInt,
  list,
  must,
  newDict,
  None,
  reprJs,
  strFromJs,
  toArray,
  tuple,
} from '@pyston/objects';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileImpl } from '../src/_sre/pattern-type.ts';
import { sreModule } from '../src/_sre/sre.ts';
import { PyMatch } from '../src/_sre/pattern.ts';
import { Matcher } from '../src/_sre/matcher.ts';
import { Program } from '../src/_sre/program.ts';

// Long searches ask for signals now and then.
hooks.handleSignals = () => None;

interface Case {
  source: string;
  bytes: boolean;
  flags: number;
  groups: number;
  code: number[];
  method: string;
  text: string;
  args: number[];
  expected: unknown;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'support', 'sre-cases.json'), 'utf8')) as Case[];

function subject(c: Case, text: string): Value {
  return c.bytes ? bytes(Uint8Array.from(text, (ch) => ch.charCodeAt(0))) : strFromJs(text);
}

function regs(m: Value): number[][] {
  assert.instance(m, PyMatch);
  const { spans } = m as PyMatch;
  return Array.from({ length: spans.length / 2 }, (_, g) => [spans[g * 2]!, spans[g * 2 + 1]!]);
}

function plain(v: Value): number | null {
  return isInt(v) ? Number(intOrUndefined(v)) : null;
}

function actual(c: Case): unknown {
  const pattern = must(
    compileImpl(subject(c, c.source), int(c.flags), list(c.code.map(int)), int(c.groups), newDict(), tuple([None])),
  );
  const text = subject(c, c.text);
  const filler = c.method.startsWith('sub') ? [subject(c, '<>'), text] : [text, ...c.args.map(int)];
  const result = must(call(must(getAttr(pattern, c.method)), filler));
  if (c.method === 'finditer') return must(toArray(result)).map(regs);
  if (!['match', 'search', 'fullmatch'].includes(c.method)) return must(reprJs(result));
  return result === None ? null : [regs(result), plain(must(getAttr(result, 'lastindex')))];
}

test('random patterns', () => {
  assert.is(sreModule.name, '_sre');
  for (const c of cases)
    assert.equal(actual(c), c.expected, `${c.source} ${c.method} ${JSON.stringify(c.text)} ${c.args}`);
});

test('long texts need no host stack', () => {
  // (?:ab|cd)*?x over half a million characters
  const lazy = [
    14, 4, 0, 1, 4294967295, 23, 19, 0, 4294967295, 7, 7, 16, 97, 16, 98, 15, 9, 7, 16, 99, 16, 100, 15, 2, 0, 19, 16,
    120, 1,
  ];
  const m = new Matcher(
    new Program(
      Int32Array.from(lazy, (n) => n | 0),
      0,
    ),
    `${'abcd'.repeat(125000)}x`,
    500001,
  );
  assert.ok(m.matchAt(0));
  assert.is(m.ptr, 500001);
});

test.run();
