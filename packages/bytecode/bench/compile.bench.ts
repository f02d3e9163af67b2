// AST to code object, on the repository's own Python programs; and the serialised form.
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from '@pyston/parser';
import { compileModule } from '../src/compile.ts';
import { deserialize, serialize } from '../src/serialize.ts';

const folder = new URL('../../../benchmarks/programs/', import.meta.url);
const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.py'))
  .sort();
const source = programs.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
const tree = parse(source, { filename: 'programs.py', mode: 'exec' });
const code = compileModule(tree as never, { filename: 'programs.py' });
const bytes = serialize(code);

const setup = `
import ast, marshal, os
folder = os.path.join(root, 'benchmarks', 'programs')
source = '\\n'.join(open(os.path.join(folder, name), encoding='utf-8').read() for name in sorted(os.listdir(folder)) if name.endswith('.py'))
tree = ast.parse(source)
code = compile(tree, 'programs.py', 'exec')
data = marshal.dumps(code)
`;

export const benchmarks = [
  {
    name: 'compile, 14 programs',
    bytes: source.length,
    run: () => void compileModule(tree as never, { filename: 'programs.py' }),
    python: { setup, statement: "compile(tree, 'programs.py', 'exec')" },
  },
  {
    name: 'source to code object, 14 programs',
    bytes: source.length,
    run: () => void compileModule(parse(source, { filename: 'p.py', mode: 'exec' }) as never, { filename: 'p.py' }),
    python: { setup, statement: "compile(source, 'p.py', 'exec')" },
  },
  { name: 'serialize', run: () => void serialize(code), python: { setup, statement: 'marshal.dumps(code)' } },
  { name: 'deserialize', run: () => void deserialize(bytes), python: { setup, statement: 'marshal.loads(data)' } },
];
