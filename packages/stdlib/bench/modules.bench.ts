// Functions of accelerator modules, called as natives: no import system, no interpreter.
import { bytes, call, float, getAttr, int, list, makeModule, strFromJs } from '@pyston/objects';
import type { ModuleSpec, Value } from '@pyston/objects';
import { numericModules } from '../src/numeric-modules.ts';
import { textModules } from '../src/text-modules.ts';

const modules: readonly ModuleSpec[] = [...numericModules, ...textModules];

/** One function of a module on fixed arguments, beside the same call in CPython with the arguments of the tuple `python`. */
function use(module: string, name: string, args: Value[], python: string) {
  const spec = modules.find((one) => one.name === module)!;
  const f = getAttr(makeModule(spec), name) as Value;
  const names = args.map((_, i) => `a${i}`).join(', ');
  return {
    name: `${module}.${name}`,
    run: () => {
      if (call(f, args) === undefined) throw new Error(`${module}.${name} raises`);
    },
    python: { setup: `from ${module} import ${name}\n${names}, = ${python}`, statement: `${name}(${names})` },
  };
}

const text = strFromJs('naïve "quoted" text\n'.repeat(50));
const data = bytes(Uint8Array.from({ length: 4096 }, (_, i) => i & 255));
const floats = list(Array.from({ length: 1000 }, (_, i) => float(i / 3)));

export const benchmarks = [
  use('math', 'sin', [float(0.5)], '0.5,'),
  use('math', 'gcd', [int(1071), int(462)], '1071, 462'),
  use('math', 'fsum', [floats], '[i / 3 for i in range(1000)],'),
  use('_struct', 'pack', [strFromJs('<ihd'), int(7), int(8), float(0.5)], "'<ihd', 7, 8, 0.5"),
  use('binascii', 'crc32', [data], 'bytes(range(256)) * 16,'),
  use('_json', 'encode_basestring_ascii', [text], `'naïve "quoted" text\\n' * 50,`),
];
