// What crossing between JavaScript and Python costs. Only evaluation has a counterpart in CPython. Needs the packed library (npm run build).
import { fileURLToPath } from 'node:url';
import { createRuntime } from '../src/index.ts';

const FUNCTIONS = 'def area(w, h):\n    return w * h\ndef total(values):\n    return sum(values)';
const lib = fileURLToPath(new URL('../../stdlib/lib/python3.14', import.meta.url));
const python = createRuntime({ lib, flags: { noSite: 1 } });
python.run(FUNCTIONS);
const numbers = Array.from({ length: 100 }, (_, i) => i);

export const benchmarks = [
  { name: 'call a function', run: () => void python.call('area', 6, 7) },
  { name: 'call a function with a list of 100 ints', run: () => void python.call('total', numbers) },
  {
    name: 'evaluate an expression',
    run: () => void python.evaluate('6 * 7'),
    python: { setup: 'pass', statement: "eval('6 * 7')" },
  },
];
