/**
 * What tier 0 offers to the tiers above it: running a frame, its records, and its slow paths, so that compiled code and the
 * loop agree on everything that is not inline. Given to a tier by whoever assembles the runtime; a tier imports its type only.
 */
import { op } from '@pyston/bytecode';
import type { Result, Value } from '@pyston/objects';
import { or, rshift, xor } from '@pyston/objects';
import { attributeSlow, methodSlow, storeAttribute } from './ops/attributes.ts';
import { buildMap, getSlice } from './ops/build.ts';
import { findInit } from './ops/call.ts';
import { matchException, raiseStatement } from './ops/exceptions.ts';
import { iterate, nextItem, unpackSequence } from './ops/iteration.ts';
import { boundError, derefError, nameError } from './ops/names.ts';
import {
  addGeneral,
  andGeneral,
  binaryGeneral,
  compareGeneral,
  containsValue,
  floordivGeneral,
  inplaceGeneral,
  itemGeneral,
  lshiftGeneral,
  modGeneral,
  mulGeneral,
  setItemGeneral,
  subGeneral,
  truedivGeneral,
} from './ops/operators.ts';
import { makeFunctionFrom } from './ops/functions.ts';
import { recursionError } from './ops/recursion.ts';
import { run } from './loop-entry.ts';
import { newPollCell, poll } from './poll.ts';
import { recordOf } from './record.ts';

/** A binary or in-place operator that has no function of its own above. */
function operate(opcode: number, a: Value, b: Value): Result {
  switch (opcode) {
    case op.OP_BINARY_OR:
      return or(a, b);
    case op.OP_BINARY_XOR:
      return xor(a, b);
    case op.OP_BINARY_RSHIFT:
      return rshift(a, b);
    case op.OP_BINARY_POW:
    case op.OP_BINARY_MATMUL:
      return binaryGeneral(opcode, a, b);
    default:
      return inplaceGeneral(opcode, a, b);
  }
}

export const tierHost = {
  /** Runs a frame from its pc in tier 0 (or in the entry of its code). `undefined` = raised. */
  run,
  recordOf,
  /** Element 0 of its word non-zero: `poll()` is to be called. */
  newPollCell,
  poll,
  recursionError,
  attributeSlow,
  methodSlow,
  storeAttribute,
  buildMap,
  getSlice,
  findInit,
  matchException,
  raiseStatement,
  iterate,
  nextItem,
  unpackSequence,
  boundError,
  derefError,
  nameError,
  addGeneral,
  subGeneral,
  mulGeneral,
  truedivGeneral,
  floordivGeneral,
  modGeneral,
  andGeneral,
  lshiftGeneral,
  binaryGeneral,
  inplaceGeneral,
  compareGeneral,
  containsValue,
  itemGeneral,
  setItemGeneral,
  makeFunctionFrom,
  operate,
} as const;

export type TierHost = typeof tierHost;
