// Operations through the object model: calls of built-ins, attribute access, arithmetic on values of unknown type.
import {
  T,
  add,
  call0,
  call1,
  callKw,
  getAttr,
  getItem,
  int,
  len,
  newDict,
  richCompare,
  setAttr,
  str,
  tuple,
} from '../src/index.ts';
import type { Value } from '../src/index.ts';

const Point = callKw(T.type, [str('Point'), tuple([T.object]), newDict()], null) as Value;
const point = call0(Point) as Value;
void setAttr(point, 'x', int(1));
const word = str('a,b,c');
const split = getAttr(word, 'split') as Value;
const pair = tuple([int(1), int(2)]);
const comma = str(',');
const big = int(2 ** 40);
const setup = "class Point: pass\np = Point(); p.x = 1; split = 'a,b,c'.split; pair = (1, 2); big = 2 ** 40; one = 1";

export const benchmarks = [
  {
    name: 'call a bound built-in method',
    run: () => void call1(split, comma),
    python: { setup, statement: "split(',')" },
  },
  { name: 'make an instance', run: () => void call0(Point), python: { setup, statement: 'Point()' } },
  { name: 'load an attribute', run: () => void getAttr(point, 'x'), python: { setup, statement: 'p.x' } },
  { name: 'store an attribute', run: () => void setAttr(point, 'x', big), python: { setup, statement: 'p.x = big' } },
  { name: 'add ints', run: () => void add(big, pair.items[0]!), python: { setup, statement: 'big + one' } },
  {
    name: 'compare ints',
    run: () => void richCompare(big, pair.items[1]!, 'lt'),
    python: { setup, statement: 'big < one' },
  },
  { name: 'index a tuple', run: () => void getItem(pair, int(1)), python: { setup, statement: 'pair[1]' } },
  { name: 'len of a tuple', run: () => void len(pair), python: { setup, statement: 'len(pair)' } },
];
