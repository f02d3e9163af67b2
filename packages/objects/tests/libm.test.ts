/** The C library's functions against stored answers of glibc 2.43 (scripts/libm_cases_from_oracle.py). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as libm from '../src/libm/libm.ts';

const functions = libm as unknown as Record<string, (...args: number[]) => number>;
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'libm-cases.json'), 'utf8')) as Record<
  string,
  number[][]
>;

/** glibc itself is not correctly rounded in a few of a thousand cases. */
const MAX_DIFFERENT = 3;

for (const [name, rows] of Object.entries(cases)) {
  test(name, () => {
    let different = 0;
    for (const row of rows) {
      const expected = row[row.length - 1]!;
      const actual = functions[name]!(...row.slice(0, -1));
      if (actual !== expected) different++;
      assert.ok(
        Math.abs(actual - expected) <= Math.abs(expected) * 4e-15,
        `${name}(${row.slice(0, -1)}): ${actual}, not ${expected}`,
      );
    }
    assert.ok(different <= MAX_DIFFERENT, `${different} of ${rows.length} differ`);
  });
}

test('cbrt is within two units in the last place', () => {
  for (let x = 0.001; x < 1e6; x *= 1.37) assert.ok(Math.abs(libm.cbrt(x) ** 3 / x - 1) < 1e-15);
});

test('special values', () => {
  assert.is(libm.exp(-Infinity), 0);
  assert.is(libm.exp(710), Infinity);
  assert.is(libm.log(0), -Infinity);
  assert.ok(Number.isNaN(libm.log(-1)));
  assert.ok(Object.is(libm.sin(-0), -0));
  assert.ok(Number.isNaN(libm.cos(Infinity)));
  assert.is(libm.pow(-1, Infinity), 1);
  assert.is(libm.pow(-8, 3), -512);
  assert.is(libm.exp(-745.13), 5e-324);
  assert.is(libm.hypot(3e300, 4e300), 5e300);
  assert.is(libm.sin(1e22), -0.8522008497671888);
});

test.run();
