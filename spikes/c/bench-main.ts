/** The pyston side of bench.mjs: programs/speed.py in a runtime with the extensions, and the shims called from JavaScript. */
import { float, getAttr, int, str } from '@pyston/objects';
import type { PyNative, Value } from '@pyston/objects';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import {
  buildSample,
  capi,
  FOLDER,
  importExtension,
  linkBuiltin,
  problem,
  shipped,
  startPython,
} from '../tests/c-support.ts';

const why = problem();
if (why !== null) throw new Error(why);
const python = await startPython();
const { addon } = capi;
const sample = importExtension(python, 'sample', buildSample());
if (!process.argv.includes('--typescript')) {
  importExtension(python, '_heapq', linkBuiltin('_heapq', '_heapqmodule.o')!);
  importExtension(python, '_bisect', linkBuiltin('_bisect', '_bisectmodule.o')!);
  importExtension(python, '_bz2', shipped('_bz2'));
}

function best(f: () => void, n: number): number {
  let least = Infinity;
  for (let round = 0; round < 9; round++) {
    const start = process.cpuUsage();
    f();
    const used = process.cpuUsage(start);
    least = Math.min(least, used.user + used.system);
  }
  return (least * 1000) / n;
}

const impl = (name: string): ((...args: unknown[]) => unknown) => (getAttr(sample, name) as PyNative).spec.impl;

function fromJs(): void {
  const N = 1_000_000;
  const noop = impl('noop');
  const addOne = impl('add_one');
  const fast = (getAttr(sample, 'fast_two') as PyNative).spec.raw!;
  const identity = impl('identity');
  const two = [float(1.5), float(2.5)];
  const text = str('abcdefghij') as Value;
  const { toRef, fromRef, drop } = capi;
  const thereAndBack = (v: Value): Value => {
    const ref = toRef(v);
    const back = fromRef(ref);
    drop(ref);
    return back;
  };
  python.run('import sample\nclass Point: pass\nsample.point = Point()\nsample.point.x = 42');
  const point = getAttr(sample, 'point') as Value;
  const rows: [string, () => void][] = [
    [
      'int body made, read and freed',
      () => {
        for (let i = 0; i < N; i++) thereAndBack(int(i + 1000));
      },
    ],
    [
      'str body of 10 made, read and freed',
      () => {
        for (let i = 0; i < N; i++) thereAndBack(text);
      },
    ],
    [
      'getAttr(o, "x") without C',
      () => {
        for (let i = 0; i < N; i++) getAttr(point, 'x');
      },
    ],
    [
      'empty call of the addon',
      () => {
        for (let i = 0; i < N; i++) addon.nothing();
      },
    ],
    [
      'METH_NOARGS',
      () => {
        for (let i = 0; i < N; i++) noop();
      },
    ],
    [
      'METH_O int → int',
      () => {
        for (let i = 0; i < N; i++) addOne(int(i + 1000));
      },
    ],
    [
      'METH_FASTCALL two floats → float',
      () => {
        for (let i = 0; i < N; i++) fast(undefined, two, null);
      },
    ],
    [
      'str of 10 there and back',
      () => {
        for (let i = 0; i < N; i++) identity(text);
      },
    ],
    [
      'object there and back',
      () => {
        for (let i = 0; i < N; i++) identity(sample.dict);
      },
    ],
  ];
  for (const [name, run] of rows) console.log(`js: ${name}\t${best(run, N)}`);
}

const program = process.argv.includes('--lists') ? 'lists.py' : 'speed.py';
if (process.argv.includes('--js')) fromJs();
else python.run(readFileSync(`${FOLDER}programs/${program}`), program);
python.close();
