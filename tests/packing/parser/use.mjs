import { dump, parse } from '@pyston/parser';

const tree = parse('def f(x):\n    return x + 1\n', { filename: 'f.py', mode: 'exec' });
console.log(tree.body[0].name, tree.body[0].body[0].value.op);
console.log(dump(parse('a = 1', { filename: 'a.py', mode: 'exec' })));
