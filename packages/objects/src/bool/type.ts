/** Type `bool`: JS booleans; a subtype of int that cannot be subclassed. */
import { defineType } from '../core/define-type.ts';
import { raise, typeError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E, T } from '../core/registry.ts';
import { NotImplemented } from '../core/singletons.ts';
import type { Binary } from '../core/slots.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { PyInt, Result, Value } from '../core/value.ts';
import { int, str } from '../core/value.ts';
import { intOrUndefined, PyIntBox } from '../int/int.ts';
import { intAnd, intOr, intXor } from '../int/ops.ts';
import '../int/type.ts';
import { isTrue } from '../ops/compare.ts';

/** Only a place for the prototype: no instances. */
class PyBoolLayout extends PyIntBox {}

/** Two bools give a bool, a bool and an int an int. */
function bitwise(onBools: (a: boolean, b: boolean) => boolean, onInts: (a: PyInt, b: PyInt) => PyInt): Binary {
  return (a: boolean, other) => {
    if (typeof other === 'boolean') return onBools(a, other);
    const b = intOrUndefined(other);
    return b === undefined ? NotImplemented : onInts(int(a ? 1 : 0), b);
  };
}

const and = bitwise((a, b) => a && b, intAnd);
const or = bitwise((a, b) => a || b, intOr);
const xor = bitwise((a, b) => a !== b, intXor);

function boolNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (cls !== T.bool) return raise(E.TypeError!, `bool.__new__(${cls.name}): ${cls.name} is not a subtype of bool`);
  if (kwnames !== null && kwnames.length > 0) return typeError('bool() takes no keyword arguments');
  if (args.length > 1) return typeError(`bool expected at most 1 argument, got ${args.length}`);
  return args.length === 0 ? false : isTrue(args[0]!);
}

const INVERT_WARNING =
  "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

function invert(a: boolean): Result {
  return hooks.warn(E.DeprecationWarning!, INVERT_WARNING, 1) === undefined ? undefined : int(a ? -2 : -1);
}

const TRUE = str('True');
const FALSE = str('False');

T.bool = defineType({
  name: 'bool',
  base: T.int!,
  instanceClass: PyBoolLayout,
  doc: 'The truth value of the argument; True and False are the only instances.',
  signature: '(object=False, /)',
  flags: TypeFlag.MatchSelf,
  slots: {
    new: boolNew,
    repr: (a: boolean) => (a ? TRUE : FALSE),
    invert,
    and,
    rand: and,
    or,
    ror: or,
    xor,
    rxor: xor,
  },
});
