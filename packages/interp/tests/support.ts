/** Runs Python source with module builtins only, no import system, in this process. */
import {
  dictGetStr,
  dictSetStr,
  makeModule,
  newDict,
  newModule,
  PyCode,
  reprJs,
  strJs,
  takeException,
  ts,
  typeOf,
} from '@pyston/objects';
import type { Value } from '@pyston/objects';
import { runCode } from '../src/builtins/evaluation.ts';
import { builtinsModule } from '../src/builtins/module.ts';
import { compileSource } from '../src/compile.ts';
import { installLoop } from '../src/resume.ts';

let ready = false;

function prepare(): void {
  if (ready) return;
  ready = true;
  installLoop();
  ts.runtime.modules = newDict();
  ts.runtime.builtins = makeModule(builtinsModule).dict;
}

/** repr() of the global `out` after running the source, or "Type: message" of the exception that ended it. */
export function outcome(source: string): string {
  prepare();
  const code = compileSource(source, { filename: 'test', mode: 'exec', flags: 0, optimize: 0 });
  if (code === undefined) return failure();
  const module = newModule('__main__');
  dictSetStr(module.dict, '__builtins__', ts.runtime.builtins);
  if (runCode(new PyCode(code), module.dict, module.dict) === undefined) return failure();
  return reprJs(dictGetStr(module.dict, 'out') as Value) ?? failure();
}

function failure(): string {
  const exc = takeException();
  return `${typeOf(exc).name}: ${strJs(exc)}`;
}
