import { T, call, call0, call1, dictSetStr, getAttr, int, newDict, reprJs, setAttr, str, tuple } from '@pyston/objects';

const table = newDict();
dictSetStr(table, 'answer', int(42));
const Point = call(T.type, [str('Point'), tuple([T.object]), table]);
const point = call0(Point);
setAttr(point, 'x', int(7));
console.log(reprJs(table), reprJs(getAttr(point, 'answer')), reprJs(getAttr(point, 'x')));
console.log(reprJs(call1(getAttr(str('a-b'), 'split'), str('-'))), reprJs(getAttr(Point, '__mro__')));
