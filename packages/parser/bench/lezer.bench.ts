// Trees for editors, on the repository's own Python programs: lezer alone, its tree lowered to the AST, the
// tolerant parse of a broken program, and the tree after one more character.
import { readFileSync, readdirSync } from 'node:fs';
import { parser } from '@lezer/python';
import { lowerModule } from '../src/lezer/lower.ts';
import { comments, parseIncremental, parseTolerant, parseTree } from '../src/lezer/tolerant.ts';

const folder = new URL('../../../benchmarks/programs/', import.meta.url);
const programs = readdirSync(folder)
  .filter((file) => file.endsWith('.py'))
  .sort();
const source = programs.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
const middle = source.indexOf('\n', source.length >> 1);
const broken = `${source.slice(0, middle)}\nx = (1, = 2\n${source.slice(middle)}`;
const tree = parseTree(source);
const longer = `${source.slice(0, middle)} ${source.slice(middle)}`;
const change = [{ fromA: middle, toA: middle, fromB: middle, toB: middle + 1 }];

const setup = `
import ast, os
folder = os.path.join(root, 'benchmarks', 'programs')
source = '\\n'.join(open(os.path.join(folder, name), encoding='utf-8').read() for name in sorted(os.listdir(folder)) if name.endswith('.py'))
`;
const python = { setup, statement: 'ast.parse(source)' };

export const benchmarks = [
  { name: 'lezer alone, 14 programs', bytes: source.length, run: () => void parser.parse(source), python },
  { name: 'lezer and lowering', bytes: source.length, run: () => void lowerModule(source, { mode: 'exec' }), python },
  { name: 'tolerant, with an error', bytes: broken.length, run: () => void parseTolerant(broken) },
  { name: 'incremental, one character', bytes: source.length, run: () => void parseIncremental(longer, tree, change) },
  { name: 'comments of a known tree', bytes: source.length, run: () => void comments(source, tree) },
];
