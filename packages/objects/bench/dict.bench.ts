// Dictionaries: a thousand stores, look-ups and deletions by each kind of key.
import { T, PyFloat, call, dictDel, dictGet, dictSet, int, newDict, str, tuple } from '../src/index.ts';
import type { Value } from '../src/index.ts';

const COUNT = 1000;

const KEYS: [string, (i: number) => Value, string][] = [
  ['str', (i) => str(`key${i}`), "['key%d' % i for i in range(1000)]"],
  ['int', (i) => int(i * 7), '[i * 7 for i in range(1000)]'],
  ['tuple', (i) => tuple([int(i), int(i + 1)]), '[(i, i + 1) for i in range(1000)]'],
  ['float', (i) => new PyFloat(i + 0.5), '[i + 0.5 for i in range(1000)]'],
];

function* casesFor(kind: string, make: (i: number) => Value, python: string) {
  const keys: Value[] = [];
  for (let i = 0; i < COUNT; i++) keys.push(make(i));
  const full = newDict();
  for (const key of keys) void dictSet(full, key, key);
  const setup = `keys = ${python}\nfull = {k: k for k in keys}`;
  yield {
    name: `1000 stores, ${kind} keys`,
    run: () => {
      const d = newDict();
      for (let i = 0; i < COUNT; i++) void dictSet(d, keys[i]!, keys[i]!);
    },
    python: { setup, statement: 'd = {}\nfor k in keys: d[k] = k' },
  };
  yield {
    name: `1000 look-ups, ${kind} keys`,
    run: () => {
      for (let i = 0; i < COUNT; i++) void dictGet(full, keys[i]!);
    },
    python: { setup, statement: 'for k in keys: full[k]' },
  };
  yield {
    name: `1000 stores and deletions, ${kind} keys`,
    run: () => {
      const d = newDict();
      for (let i = 0; i < COUNT; i++) void dictSet(d, keys[i]!, keys[i]!);
      for (let i = 0; i < COUNT; i++) void dictDel(d, keys[i]!);
    },
    python: { setup, statement: 'd = {}\nfor k in keys: d[k] = k\nfor k in keys: del d[k]' },
  };
}

export const benchmarks = [
  ...KEYS.flatMap(([kind, make, python]) => [...casesFor(kind, make, python)]),
  {
    name: 'dict() call',
    run: () => void call(T.dict, []),
    python: { setup: '', statement: 'dict()' },
  },
];
