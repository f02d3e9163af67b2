/** Type `cell`: closure variables. */
import { defineType } from '../core/define-type.ts';
import { getset } from '../core/define.ts';
import { raise, typeError } from '../core/errors.ts';
import { Cell } from '../core/frame.ts';
import { E, T } from '../core/registry.ts';
import { None, NotImplemented } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import type { CompareOp } from '../ops/compare.ts';
import { richCompare } from '../ops/compare.ts';
import { addressOf } from '../object/object.ts';
import { strFromJs } from '../str/astral.ts';

/** Empty cells sort before full ones. */
function compare(op: CompareOp): (a: Cell, b: Value) => Result {
  return (a, b) => {
    if (!(b instanceof Cell)) return NotImplemented;
    if (a.v !== undefined && b.v !== undefined) return richCompare(a.v, b.v, op);
    const x = a.v === undefined ? 0 : 1;
    const y = b.v === undefined ? 0 : 1;
    return { lt: x < y, le: x <= y, eq: x === y, ne: x !== y, gt: x > y, ge: x >= y }[op];
  };
}

function repr(self: Cell): Result {
  const what = self.v === undefined ? 'empty' : `${typeOf(self.v).name} object at ${addressOf(self.v)}`;
  return strFromJs(`<cell at ${addressOf(self)}: ${what}>`);
}

function create(_cls: unknown, args: Value[]): Result {
  return args.length > 1 ? typeError(`cell expected at most 1 argument, got ${args.length}`) : new Cell(args[0]);
}

T.cell = defineType({
  name: 'cell',
  instanceClass: Cell as any,
  doc: 'Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and\n further attempts to access its cell_contents attribute will\n    raise a ValueError.',
  signature: '([contents])',
  slots: {
    repr,
    new: create,
    hash: null,
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
  },
  getset: [
    getset(
      'cell_contents',
      (self: Cell) => self.v ?? raise(E.ValueError!, 'cell is empty'),
      (self: Cell, v: Value) => ((self.v = v), None),
      (self: Cell) => ((self.v = undefined), None),
    ),
  ],
});
