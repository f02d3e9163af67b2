import { compileModule, deserialize, dis, serialize } from '@pyston/bytecode';
import { parse } from '@pyston/parser';

const code = compileModule(parse('x = a + b\n', { filename: 'sum.py', mode: 'exec' }), { filename: 'sum.py' });
const again = deserialize(serialize(code));
console.log(code.name, code.filename, dis(again) === dis(code), dis(code).length > 0);
