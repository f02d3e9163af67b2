import { PythonError, createRuntime } from '@pyston/cli';
import { createNodeHost } from '@pyston/host/node';
import * as parser from '@pyston/parser';
import { MODULES } from '@pyston/stdlib';

const python = createRuntime({ parser, tiers: [], host: createNodeHost(), modules: MODULES });
python.run('def area(w, h):\n    return w * h\n');
console.log(python.call('area', 6, 7), python.evaluate('[2**64, "é"]'));
try {
  python.run('area(1)', 'job.py');
} catch (error) {
  console.log(error instanceof PythonError, error.type, error.message, '\n' + error.traceback);
}
