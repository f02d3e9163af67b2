/** Lists the code of a Python file: node --conditions=pyston-source packages/bytecode/scripts/dis.ts FILE */
import { readFileSync } from 'node:fs';
import { parse } from '@pyston/parser';
import { compileModule } from '../src/compile.ts';
import { dis } from '../src/dis.ts';

const path = process.argv[2]!;
console.log(dis(compileModule(parse(readFileSync(path), { filename: path, mode: 'exec' }), { filename: path })));
