import { PySyntaxError, parse } from '@pyston/parser';

try {
  parse('x = (1,\ny = 2\n', { filename: 'bad.py', mode: 'exec' });
} catch (error) {
  console.log(error instanceof PySyntaxError, error.kind, error.msg, error.lineno, error.offset);
}
