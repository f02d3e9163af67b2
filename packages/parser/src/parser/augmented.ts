/** Augmented assignment: which tokens, and the operator of each. */
import type * as A from '../generated/nodes.ts';
import {
  AMPEREQUAL,
  ATEQUAL,
  CIRCUMFLEXEQUAL,
  DOUBLESLASHEQUAL,
  DOUBLESTAREQUAL,
  LEFTSHIFTEQUAL,
  MINEQUAL,
  PERCENTEQUAL,
  PLUSEQUAL,
  RIGHTSHIFTEQUAL,
  SLASHEQUAL,
  STAREQUAL,
  VBAREQUAL,
  KIND_NAMES,
} from '../generated/kinds.ts';

const PAIRS: readonly (readonly [kind: number, operator: A.Operator])[] = [
  [PLUSEQUAL, 'Add'],
  [MINEQUAL, 'Sub'],
  [STAREQUAL, 'Mult'],
  [ATEQUAL, 'MatMult'],
  [SLASHEQUAL, 'Div'],
  [PERCENTEQUAL, 'Mod'],
  [AMPEREQUAL, 'BitAnd'],
  [VBAREQUAL, 'BitOr'],
  [CIRCUMFLEXEQUAL, 'BitXor'],
  [LEFTSHIFTEQUAL, 'LShift'],
  [RIGHTSHIFTEQUAL, 'RShift'],
  [DOUBLESTAREQUAL, 'Pow'],
  [DOUBLESLASHEQUAL, 'FloorDiv'],
];

export const AUGMENTED_KINDS: readonly number[] = PAIRS.map(([kind]) => kind);

/** By token kind; '' for tokens of another kind. */
export const AUGMENTED_OPERATORS: readonly (A.Operator | '')[] = KIND_NAMES.map(
  (_, kind) => PAIRS.find(([of]) => of === kind)?.[1] ?? '',
);
