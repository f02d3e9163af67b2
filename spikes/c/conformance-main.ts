/** The child of conformance.mjs: one of CPython's test modules on pyston, with extension modules in C in the place of ours. */
import { PyNative, dictSetStr, None, strFromJs, ts } from '@pyston/objects';
import type { PyModule, PyStr, Result, Value } from '@pyston/objects';
import { dictGetStr, jsString } from '@pyston/objects';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { capi, problem, startPython, within } from '../tests/c-support.ts';

const [program, pattern, name, ...extensions] = process.argv.slice(2) as [string, string, string, ...string[]];
const why = problem();
if (why !== null) throw new Error(why);
const python = await startPython();

/** sys._load_extension(path, name) */
const load = new PyNative(
  {
    name: '_load_extension',
    signature: '(path, name, /)',
    impl: (path: Value, module: Value): Result =>
      capi.loadExtension(jsString(path as PyStr), jsString(module as PyStr)),
  },
  undefined,
  strFromJs('sys'),
);
within(python, () => {
  const sys = dictGetStr(ts.runtime.modules, 'sys') as PyModule;
  dictSetStr(sys.dict, '_load_extension', load);
  return None;
});
python.run(`import sys\nsys.argv = ${JSON.stringify([program, pattern, name, ...extensions])}`);
python.run(readFileSync(program), program);
python.close();
