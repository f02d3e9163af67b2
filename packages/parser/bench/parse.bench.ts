// Source to AST, on the repository's own Python programs: both steps as users get them.
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from '../src/parse.ts';

const folder = new URL('../../../benchmarks/programs/', import.meta.url);
const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.py'))
  .sort();
const source = programs.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');

const setup = `
import ast, os
folder = os.path.join(root, 'benchmarks', 'programs')
source = '\\n'.join(open(os.path.join(folder, name), encoding='utf-8').read() for name in sorted(os.listdir(folder)) if name.endswith('.py'))
`;

export const benchmarks = [
  {
    name: 'parse, 14 programs',
    bytes: source.length,
    run: () => void parse(source, { filename: 'programs.py', mode: 'exec' }),
    python: { setup, statement: 'ast.parse(source)' },
  },
  {
    name: 'parse, one expression',
    run: () => void parse('f(x, y=1)[0] + z.attr', { filename: 'e.py', mode: 'eval' }),
    python: { setup, statement: "ast.parse('f(x, y=1)[0] + z.attr', mode='eval')" },
  },
];
