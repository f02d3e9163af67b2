/** Built-in types and modules against stored answers of CPython 3.14 (scripts/cases_from_oracle.py). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeHost } from '@pyston/host/node';
import { E, hooks, makeModule, raise, ts } from '@pyston/objects';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { numericModules } from '../src/numeric-modules.ts';
import { systemModules } from '../src/system-modules.ts';
import { textModules } from '../src/text-modules.ts';
import { Evaluator } from './support/evaluate.ts';

const cases = join(import.meta.dirname, 'cases');

const modules = [...numericModules, ...systemModules, ...textModules];

/** Modules import each other: _datetime formats by module time. */
hooks.importModule = (name) => {
  const spec = modules.find((m) => m.name === name);
  if (spec === undefined) return raise(E.ImportError!, `no module ${name}`);
  return makeModule(spec);
};
ts.runtime.host = createNodeHost({ addon: false });

/** Results that a different last bit of the C library accounts for. */
const TOLERATED: Readonly<Record<string, number>> = { math: 6, cmath: 12 };

for (const file of readdirSync(cases)) {
  const name = file.slice(0, -'.json'.length);
  test(name, () => {
    const evaluator = new Evaluator();
    const spec = modules.find((m) => m.name === name);
    if (spec !== undefined) evaluator.names.set(name, makeModule(spec));
    const wrong: string[] = [];
    for (const [line, expected] of JSON.parse(readFileSync(join(cases, file), 'utf8')) as [string, string?][]) {
      const definition = /^!(\w+) *= *(.*)$/.exec(line);
      if (definition !== null) {
        evaluator.names.set(definition[1]!, evaluator.value(definition[2]!));
        continue;
      }
      const actual = evaluator.answer(line);
      if (actual !== expected) wrong.push(`${line}\n  expected ${expected}\n  actual   ${actual}`);
    }
    assert.ok(wrong.length <= (TOLERATED[name] ?? 0), `${wrong.length} differ:\n${wrong.slice(0, 20).join('\n')}`);
  });
}

test.run();
