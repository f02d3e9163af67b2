/**
 * Tier 0: the dispatch loop over register bytecode (opcodes and register layout: package bytecode, opcodes.ts).
 *
 * This file is the source; `generated/loop.ts` is made from it by scripts/generate-loop.mjs with the opcode names replaced
 * by numbers, since V8 makes a jump table only of literal cases.
 *
 * Invariants
 *  1. An instruction that completes ends in `continue dispatch`; one that raised in `break`, which leads to the unwinder.
 *  2. `frame.pc` and `t.frame` are set before anything that can look at the frame, run Python code or raise. A call of a
 *     Python function leaves `t.frame` alone, since storing a new object in an old one costs a tenth of the call: it is
 *     right only while code outside the loop runs, which gets it back through `run` of loop-entry.ts.
 *  3. A frame that has returned is used again by the next call of its function, unless somebody may hold it (`reuses`): what
 *     outlives an activation gets frames through keepFrame.
 *  4. All temporaries are declared once at the top: V8 gives every block-scoped variable a stack slot of its own, and
 *     a Python call costs one activation of this function.
 *  5. Slow paths are out of line (ops/), so that the loop stays below V8's limit for optimised functions; a test guards it.
 */
import { op } from '@pyston/bytecode';
import type { Frame as FrameType, PyBaseException, Value } from '@pyston/objects';
import {
  AsyncYield,
  Cell,
  DONE,
  EXIT,
  GenState,
  is,
  isTrue,
  list,
  neg,
  None,
  or,
  pendFromJs,
  PyAsyncGenerator,
  PyFloat,
  PyFunction,
  PyList,
  PyListIter,
  PyMethodDescriptor,
  PyNative,
  PyRangeIter,
  PyTuple,
  PyType,
  rshift,
  ts,
  tuple,
  xor,
} from '@pyston/objects';
import type { PyGenerator } from '@pyston/objects';
import { callBound, callClass, callMany, callWithNames, directFrame, enterCall } from './ops/call.ts';
import { attributeSlow, methodSlow, storeAttribute } from './ops/attributes.ts';
import {
  addGeneral,
  andGeneral,
  binaryGeneral,
  compareGeneral,
  compareJump,
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
import { getSlice } from './ops/build.ts';
import { boundError, derefError, globalSlow, nameSlow, storeName } from './ops/names.ts';
import { iterate, nextOrPair, UNPACKED, unpackSequence } from './ops/iteration.ts';
import { matchException, raiseStatement } from './ops/exceptions.ts';
import { poll, pollWord } from './poll.ts';
import { type CodeRecord, recordOf } from './record.ts';
import { recursionError } from './ops/recursion.ts';
import { enterObserved, leaveObserved, observeInstruction } from './monitoring/instrument.ts';
import { enterLoop } from './tier.ts';
import { frameServed } from './warmth.ts';
import { passOn, unwind } from './unwind.ts';
import { uncommon } from './uncommon.ts';

const MAX = 9007199254740991;

/** Deeper frames are not kept for reuse: a recursion would leave as many behind as it was deep. */
const REUSED_DEPTH = 256;

/**
 * Runs a frame from `frame.pc` until it returns, yields or raises (`undefined`). A generator's state tells which of the
 * first two it was. With `raising` an exception is pending at `frame.pc` already. The name shows where an activation of
 * tier 0 stands on the engine's stack (setLiveFrames).
 */
// check-allow exports: the loop that runs is generated/loop.ts, made from this file
export function runActivation(frame: FrameType, raising: boolean): Value | undefined {
  const t = ts;
  const code = (frame.code.feedback as CodeRecord | null) ?? recordOf(frame.code);
  const { names, caches } = code;
  const r = frame.regs;
  const w = code.words;
  let pc = 0;
  let a: any;
  let b: any;
  let v: any;
  let callee: any;
  let n = 0;
  let f = 0.5;
  let g = 0.5;
  let oper = 0;
  if (code.entry !== null && !t.instrumented) {
    v = code.entry(frame, raising);
    if (v !== EXIT) return v;
    raising = t.exc !== null;
  }
  pc = frame.pc | 0;
  const depth = ++t.depth;
  if (depth > t.recursionLimit) {
    t.depth--;
    return recursionError();
  }
  if (pollWord[0] !== 0 && raising === false) {
    frame.pc = pc;
    t.frame = frame;
    if (poll() === undefined) raising = true;
  }
  if (frame.handledAtEntry !== t.handled) frame.handledAtEntry = t.handled;
  if (frame.handled !== null) t.handled = frame.handled;
  if (t.instrumented) {
    t.frame = frame;
    if (!enterObserved(frame, code, raising)) raising = true;
  }
  activation: for (;;) {
    try {
      if (raising === true) {
        raising = false;
        pc = unwind(frame) | 0;
        if (pc < 0) break;
      }
      dispatch: for (;;) {
        oper = w[pc]!;
        // INSTRUMENTED dispatches a second time, with the opcode it stands for
        for (;;) {
          chain: {
            switch (oper) {
              case op.OP_NOP:
                pc += 1;
                continue dispatch;
              case op.OP_INSTRUMENTED:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                n = observeInstruction(frame, code);
                if (n < 0) break;
                if (n !== pc) {
                  pc = n;
                  continue dispatch;
                }
                oper = code.code.instructions[pc]!;
                continue;
              case op.OP_MOVE:
                r[w[pc + 1]!] = r[w[pc + 2]!];
                pc += 3;
                continue dispatch;
              case op.OP_CHECK_BOUND:
                if (r[w[pc + 1]!] === undefined) {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  boundError(frame, w[pc + 1]!);
                  break;
                }
                pc += 2;
                continue dispatch;
              case op.OP_CLEAR_LOCAL:
                r[w[pc + 1]!] = undefined;
                pc += 2;
                continue dispatch;

              case op.OP_MAKE_CELL:
                n = w[pc + 2]!;
                if (n < 0) r[w[pc + 1]!] = new Cell(undefined);
                else {
                  v = r[n];
                  r[n] = undefined;
                  r[w[pc + 1]!] = new Cell(v);
                }
                pc += 3;
                continue dispatch;
              case op.OP_LOAD_DEREF:
                v = (r[w[pc + 2]!] as Cell).v;
                if (v === undefined) {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  derefError(frame, w[pc + 2]!);
                  break;
                }
                r[w[pc + 1]!] = v;
                pc += 3;
                continue dispatch;
              case op.OP_STORE_DEREF:
                (r[w[pc + 1]!] as Cell).v = r[w[pc + 2]!];
                pc += 3;
                continue dispatch;
              case op.OP_LOAD_GLOBAL:
                a = caches[w[pc + 3]!]!;
                if (a !== null && a.globals === frame.globals) {
                  v = a.cell.v;
                  if (v === undefined) v = a.builtin.v;
                  if (v !== undefined) {
                    r[w[pc + 1]!] = v;
                    pc += 4;
                    continue dispatch;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = globalSlow(frame, code, w[pc + 2]!, w[pc + 3]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 4;
                continue dispatch;
              case op.OP_LOAD_NAME:
                if (frame.locals === frame.globals) {
                  a = caches[w[pc + 3]!]!;
                  if (a !== null && a.globals === frame.globals) {
                    v = a.cell.v;
                    if (v === undefined) v = a.builtin.v;
                    if (v !== undefined) {
                      r[w[pc + 1]!] = v;
                      pc += 4;
                      continue dispatch;
                    }
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = nameSlow(frame, code, w[pc + 2]!, w[pc + 3]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 4;
                continue dispatch;
              case op.OP_STORE_NAME:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                if (storeName(frame, names[w[pc + 1]!]!.name, r[w[pc + 2]!]!) === undefined) break;
                pc += 3;
                continue dispatch;
              case op.OP_LOAD_ATTR:
                a = r[w[pc + 2]!];
                b = caches[w[pc + 4]!];
                if (b !== null && typeof a === 'object' && a.cls === b.type && b.version === b.type.version)
                  v = b.load(a);
                else v = a[names[w[pc + 3]!]!.loadKey];
                if (v === undefined) {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = attributeSlow(a, names[w[pc + 3]!]!, code, w[pc + 4]!);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_STORE_ATTR:
                a = r[w[pc + 1]!];
                b = caches[w[pc + 4]!];
                if (b !== null) {
                  if (typeof a === 'object' && a.cls === b.type && b.version === b.type.version) {
                    b.store(a, r[w[pc + 3]!]);
                    pc += 5;
                    continue dispatch;
                  }
                }
                b = names[w[pc + 2]!]!;
                if (b.store !== null && b.store(a, r[w[pc + 3]!])) {
                  pc += 5;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                if (storeAttribute(a, b, r[w[pc + 3]!]!, code, w[pc + 4]!) === undefined) break;
                pc += 5;
                continue dispatch;
              case op.OP_LOAD_METHOD:
                a = r[w[pc + 2]!];
                if (typeof a === 'object') {
                  v = a[names[w[pc + 3]!]!.methodKey];
                  if (v != null) {
                    n = w[pc + 1]!;
                    r[n] = v;
                    r[n + 1] = a;
                    pc += 5;
                    continue dispatch;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                if (!methodSlow(r, w[pc + 1]!, a, names[w[pc + 3]!]!)) break;
                pc += 5;
                continue dispatch;
              case op.OP_GET_ITEM:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof b === 'number') {
                  if ((a instanceof PyList || a instanceof PyTuple) && b >= 0 && b < a.items.length) {
                    r[w[pc + 1]!] = a.items[b];
                    pc += 5;
                    continue dispatch;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = itemGeneral(a, b);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_SET_ITEM:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (typeof b === 'number' && a instanceof PyList && b >= 0 && b < a.items.length) {
                  a.items[b] = r[w[pc + 3]!]!;
                  pc += 5;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                if (setItemGeneral(a, b, r[w[pc + 3]!]!) === undefined) break;
                pc += 5;
                continue dispatch;
              case op.OP_GET_SLICE:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = getSlice(r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 6;
                continue dispatch;
              case op.OP_UNARY_NEG:
                a = r[w[pc + 2]!];
                if (typeof a === 'number' && a !== 0) v = -a;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = neg(a);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 4;
                continue dispatch;
              case op.OP_UNARY_NOT:
                a = r[w[pc + 2]!];
                if (typeof a !== 'boolean') {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  a = isTrue(a);
                  if (a === undefined) {
                    break;
                  }
                }
                r[w[pc + 1]!] = !a;
                pc += 3;
                continue dispatch;

              case op.OP_BINARY_ADD:
              case op.OP_INPLACE_ADD:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number') {
                  if (typeof b === 'number') {
                    v = a + b;
                    if (v <= MAX && v >= -MAX) {
                      r[w[pc + 1]!] = v;
                      pc += 5;
                      continue dispatch;
                    }
                  } else if (b instanceof PyFloat) {
                    f = a + b.v;
                    break chain;
                  }
                } else if (a instanceof PyFloat) {
                  if (b instanceof PyFloat) {
                    f = a.v + b.v;
                    break chain;
                  } else if (typeof b === 'number') {
                    f = a.v + b;
                    break chain;
                  }
                } else if (typeof a === 'string' && typeof b === 'string') {
                  r[w[pc + 1]!] = (a + b) as any;
                  pc += 5;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = addGeneral(a, b, oper === op.OP_INPLACE_ADD);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_SUB:
              case op.OP_INPLACE_SUB:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number') {
                  if (typeof b === 'number') {
                    v = a - b;
                    if (v <= MAX && v >= -MAX) {
                      r[w[pc + 1]!] = v;
                      pc += 5;
                      continue dispatch;
                    }
                  } else if (b instanceof PyFloat) {
                    f = a - b.v;
                    break chain;
                  }
                } else if (a instanceof PyFloat) {
                  if (b instanceof PyFloat) {
                    f = a.v - b.v;
                    break chain;
                  } else if (typeof b === 'number') {
                    f = a.v - b;
                    break chain;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = subGeneral(a, b, oper === op.OP_INPLACE_SUB);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_MUL:
              case op.OP_INPLACE_MUL:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number') {
                  if (typeof b === 'number') {
                    v = a * b;
                    if (v <= MAX && v >= -MAX) {
                      r[w[pc + 1]!] = v + 0;
                      pc += 5;
                      continue dispatch;
                    }
                  } else if (b instanceof PyFloat) {
                    f = a * b.v;
                    break chain;
                  }
                } else if (a instanceof PyFloat) {
                  if (b instanceof PyFloat) {
                    f = a.v * b.v;
                    break chain;
                  } else if (typeof b === 'number') {
                    f = a.v * b;
                    break chain;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = mulGeneral(a, b, oper === op.OP_INPLACE_MUL);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_TRUEDIV:
              case op.OP_INPLACE_TRUEDIV:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (b instanceof PyFloat) {
                  f = b.v;
                  if (f !== 0) {
                    if (a instanceof PyFloat) {
                      f = a.v / f;
                      break chain;
                    } else if (typeof a === 'number') {
                      f = a / f;
                      break chain;
                    }
                  }
                } else if (typeof b === 'number' && b !== 0) {
                  if (typeof a === 'number') {
                    f = a / b;
                    break chain;
                  } else if (a instanceof PyFloat) {
                    f = a.v / b;
                    break chain;
                  }
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = truedivGeneral(a, b, oper === op.OP_INPLACE_TRUEDIV);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_FLOORDIV:
              case op.OP_INPLACE_FLOORDIV:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && b > 0) v = Math.floor(a / b);
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = floordivGeneral(a, b, oper === op.OP_INPLACE_FLOORDIV);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_MOD:
              case op.OP_INPLACE_MOD:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && b > 0) {
                  v = a % b;
                  if (v < 0) v += b;
                  r[w[pc + 1]!] = v + 0;
                  pc += 5;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = modGeneral(a, b, oper === op.OP_INPLACE_MOD);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_AND:
              case op.OP_INPLACE_AND:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) v = a & b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = andGeneral(a, b, oper === op.OP_INPLACE_AND);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_OR:
              case op.OP_INPLACE_OR:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) v = a | b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = oper === op.OP_BINARY_OR ? or(a, b) : inplaceGeneral(oper, a, b);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_XOR:
              case op.OP_INPLACE_XOR:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) v = a ^ b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = oper === op.OP_BINARY_XOR ? xor(a, b) : inplaceGeneral(oper, a, b);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_RSHIFT:
              case op.OP_INPLACE_RSHIFT:
                a = r[w[pc + 2]!];
                b = r[w[pc + 3]!];
                if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && b >= 0 && b < 32) v = a >> b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = oper === op.OP_BINARY_RSHIFT ? rshift(a, b) : inplaceGeneral(oper, a, b);
                  if (v === undefined) break;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_BINARY_LSHIFT:
              case op.OP_INPLACE_LSHIFT:
              case op.OP_BINARY_MATMUL:
              case op.OP_BINARY_POW:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v =
                  oper === op.OP_BINARY_LSHIFT || oper === op.OP_INPLACE_LSHIFT
                    ? lshiftGeneral(r[w[pc + 2]!]!, r[w[pc + 3]!]!, oper === op.OP_INPLACE_LSHIFT)
                    : binaryGeneral(oper, r[w[pc + 2]!]!, r[w[pc + 3]!]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_COMPARE_LT:
              case op.OP_COMPARE_LE:
              case op.OP_COMPARE_EQ:
              case op.OP_COMPARE_NE:
              case op.OP_COMPARE_GT:
              case op.OP_COMPARE_GE:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = compareGeneral(oper, r[w[pc + 2]!]!, r[w[pc + 3]!]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_IS:
                r[w[pc + 1]!] = is(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
                pc += 4;
                continue dispatch;
              case op.OP_IS_NOT:
                r[w[pc + 1]!] = !is(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
                pc += 4;
                continue dispatch;
              case op.OP_CONTAINS:
              case op.OP_NOT_CONTAINS:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = containsValue(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = oper === op.OP_CONTAINS ? v : !v;
                pc += 5;
                continue dispatch;

              case op.OP_JUMP:
                pc = w[pc + 1]!;
                continue dispatch;
              case op.OP_JUMP_IF_TRUE:
                v = r[w[pc + 1]!];
                if (typeof v !== 'boolean') {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = isTrue(v);
                  if (v === undefined) break;
                }
                pc = v ? w[pc + 2]! : pc + 4;
                continue dispatch;
              case op.OP_JUMP_IF_FALSE:
                v = r[w[pc + 1]!];
                if (typeof v !== 'boolean') {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = isTrue(v);
                  if (v === undefined) break;
                }
                pc = v ? pc + 4 : w[pc + 2]!;
                continue dispatch;
              case op.OP_JUMP_IF_NONE:
                pc = r[w[pc + 1]!] === None ? w[pc + 2]! : pc + 3;
                continue dispatch;
              case op.OP_JUMP_IF_NOT_NONE:
                pc = r[w[pc + 1]!] === None ? pc + 3 : w[pc + 2]!;
                continue dispatch;
              case op.OP_JUMP_IF_LT:
              case op.OP_JUMP_IF_NOT_LT:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (typeof a === 'number' && typeof b === 'number') v = a < b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v < b.v : compareJump(a, b, op.OP_COMPARE_LT);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_LT) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_LE:
              case op.OP_JUMP_IF_NOT_LE:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (typeof a === 'number' && typeof b === 'number') v = a <= b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v <= b.v : compareJump(a, b, op.OP_COMPARE_LE);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_LE) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_GT:
              case op.OP_JUMP_IF_NOT_GT:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (typeof a === 'number' && typeof b === 'number') v = a > b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v > b.v : compareJump(a, b, op.OP_COMPARE_GT);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_GT) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_GE:
              case op.OP_JUMP_IF_NOT_GE:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (typeof a === 'number' && typeof b === 'number') v = a >= b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v >= b.v : compareJump(a, b, op.OP_COMPARE_GE);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_GE) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_EQ:
              case op.OP_JUMP_IF_NOT_EQ:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (
                  (typeof a === 'number' && typeof b === 'number') ||
                  (typeof a === 'string' && typeof b === 'string')
                )
                  v = a === b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v === b.v : compareJump(a, b, op.OP_COMPARE_EQ);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_EQ) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_NE:
              case op.OP_JUMP_IF_NOT_NE:
                a = r[w[pc + 1]!];
                b = r[w[pc + 2]!];
                if (
                  (typeof a === 'number' && typeof b === 'number') ||
                  (typeof a === 'string' && typeof b === 'string')
                )
                  v = a !== b;
                else {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = a instanceof PyFloat && b instanceof PyFloat ? a.v !== b.v : compareJump(a, b, op.OP_COMPARE_NE);
                  if (v === undefined) break;
                }
                pc = v === (oper === op.OP_JUMP_IF_NE) ? w[pc + 3]! : pc + 5;
                continue dispatch;
              case op.OP_JUMP_IF_IS:
                pc = is(r[w[pc + 1]!]!, r[w[pc + 2]!]!) ? w[pc + 3]! : pc + 4;
                continue dispatch;
              case op.OP_JUMP_IF_IS_NOT:
                pc = is(r[w[pc + 1]!]!, r[w[pc + 2]!]!) ? pc + 4 : w[pc + 3]!;
                continue dispatch;
              case op.OP_JUMP_IF_IN:
              case op.OP_JUMP_IF_NOT_IN:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = containsValue(r[w[pc + 1]!]!, r[w[pc + 2]!]!);
                if (v === undefined) break;
                pc = v === (oper === op.OP_JUMP_IF_IN) ? w[pc + 3]! : pc + 5;
                continue dispatch;

              case op.OP_RETURN:
                v = r[w[pc + 1]!];
                frame.pc = pc;
                if (frame.generator !== null) {
                  (frame.generator as PyGenerator).state = GenState.Finished;
                  (frame.generator as PyGenerator).result = v;
                }
                if (t.handled !== frame.handledAtEntry) t.handled = frame.handledAtEntry;
                t.depth--;
                if (frame.reuses >= 0) {
                  // V8 may still see the frame in a dead stack slot: what the variables held is free now
                  for (n = code.constBase - 1; n >= 0; n--) r[n] = undefined;
                  if (frame.reuses > 0 && depth < REUSED_DEPTH && code.budget > code.reuseBudget) {
                    if (--frame.reuses === 0) frameServed();
                    frame.pc = 0;
                    if (code.nfree > 0) frame.fn = null;
                    if (frame.handled !== null) frame.handled = null;
                    if (frame.handledAtEntry !== null) frame.handledAtEntry = null;
                    frame.back = code.free;
                    code.free = frame;
                  }
                }
                return v;

              case op.OP_CALL:
                a = r[w[pc + 2]!];
                n = w[pc + 4]!;
                frame.pc = pc;
                if (a instanceof PyFunction && (b = a.code.feedback) !== null && b.direct === n) {
                  callee = b.free;
                  if (callee !== null && callee.fn === a) {
                    b.free = callee.back;
                    callee.back = frame;
                  } else callee = directFrame(a, b, frame);
                  v = callee.regs;
                  if (n > 0) {
                    v[0] = r[w[pc + 5]!];
                    if (n > 1) {
                      v[1] = r[w[pc + 6]!];
                      for (n--; n > 1; n--) v[n] = r[w[pc + 5 + n]!];
                    }
                  }
                  v = a.closure === null ? runActivation(callee, false) : enterCall(callee, a);
                  callee = null;
                } else {
                  if (t.frame !== frame) t.frame = frame;
                  if (a instanceof PyNative && n >= a.min && n <= a.max) {
                    if (a.params!.hasSelf) v = callBound(a, r, w, pc + 5, n);
                    else if (n === 1) v = a.spec.impl(r[w[pc + 5]!]);
                    else if (n === 2) v = a.spec.impl(r[w[pc + 5]!], r[w[pc + 6]!]);
                    else v = n === 0 ? a.spec.impl() : callMany(frame, a, r, w, pc + 5, n);
                  } else
                    v =
                      a instanceof PyType ? callClass(frame, a, r, w, pc + 5, n) : callMany(frame, a, r, w, pc + 5, n);
                }
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5 + w[pc + 4]!;
                continue dispatch;
              case op.OP_CALL_METHOD:
                n = w[pc + 2]!;
                a = r[n];
                b = r[n + 1];
                n = w[pc + 4]!;
                frame.pc = pc;
                if (
                  b !== undefined &&
                  a instanceof PyFunction &&
                  (v = a.code.feedback) !== null &&
                  v.direct === n + 1
                ) {
                  callee = v.free;
                  if (callee !== null && callee.fn === a) {
                    v.free = callee.back;
                    callee.back = frame;
                  } else callee = directFrame(a, v, frame);
                  v = callee.regs;
                  v[0] = b;
                  if (n > 0) {
                    v[1] = r[w[pc + 5]!];
                    for (; n > 1; n--) v[n] = r[w[pc + 4 + n]!];
                  }
                  v = a.closure === null ? runActivation(callee, false) : enterCall(callee, a);
                  callee = null;
                } else {
                  if (t.frame !== frame) t.frame = frame;
                  if (b === undefined) v = callMany(frame, a, r, w, pc + 5, n);
                  else if (a instanceof PyMethodDescriptor && n >= a.min && n <= a.max && n < 3) {
                    if (n === 1) v = a.spec.impl(b, r[w[pc + 5]!]);
                    else v = n === 0 ? a.spec.impl(b) : a.spec.impl(b, r[w[pc + 5]!], r[w[pc + 6]!]);
                  } else v = callWithNames(a, b, r, w, pc + 5, n, null);
                }
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 5 + w[pc + 4]!;
                continue dispatch;
              case op.OP_BUILD_TUPLE:
              case op.OP_BUILD_LIST:
                n = w[pc + 2]!;
                if (n === 2) v = [r[w[pc + 3]!], r[w[pc + 4]!]];
                else {
                  v = [];
                  for (a = 0; a < n; a++) v.push(r[w[pc + 3 + a]!]);
                }
                r[w[pc + 1]!] = oper === op.OP_BUILD_LIST ? list(v) : tuple(v);
                pc += 3 + n;
                continue dispatch;
              case op.OP_LIST_APPEND:
                (r[w[pc + 1]!] as PyList).items.push(r[w[pc + 2]!]!);
                pc += 3;
                continue dispatch;
              case op.OP_GET_ITER:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = iterate(r[w[pc + 2]!]!);
                if (v === undefined) break;
                r[w[pc + 1]!] = v;
                pc += 4;
                continue dispatch;
              case op.OP_JUMP_BACK:
                if (pollWord[0] !== 0) {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  if (poll() === undefined) {
                    break;
                  }
                }
                pc = w[pc + 1]!;
                if (--code.budget < 0) {
                  frame.pc = pc;
                  if (t.frame !== frame) t.frame = frame;
                  v = enterLoop(code, frame);
                  if (v !== EXIT) {
                    t.handled = frame.handledAtEntry;
                    t.depth--;
                    return v;
                  }
                  pc = frame.pc | 0;
                  if (t.exc !== null) break;
                }
                oper = w[pc]!;
                if (oper !== op.OP_FOR_ITER) continue dispatch;
              // falls through: most loops go on here
              case op.OP_FOR_ITER:
                a = r[w[pc + 2]!];
                if (a instanceof PyRangeIter) {
                  if (a.left <= 0) {
                    pc = w[pc + 3]!;
                    continue dispatch;
                  }
                  a.left--;
                  v = a.next;
                  a.next = v + a.step;
                  r[w[pc + 1]!] = v;
                  pc += 5;
                  continue dispatch;
                }
                if (a instanceof PyListIter && a.list !== null && a.index < a.list.items.length) {
                  r[w[pc + 1]!] = a.list.items[a.index++];
                  pc += 5;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = nextOrPair(a, frame, w, pc);
                if (v === DONE) {
                  pc = w[pc + 3]!;
                  continue dispatch;
                }
                if (v === undefined) break;
                if (v === UNPACKED) {
                  pc += 11;
                  continue dispatch;
                }
                r[w[pc + 1]!] = v;
                pc += 5;
                continue dispatch;
              case op.OP_UNPACK_SEQUENCE:
                a = r[w[pc + 1]!];
                if (a instanceof PyTuple && a.items.length === 2 && w[pc + 3] === 2) {
                  r[w[pc + 4]!] = a.items[0];
                  r[w[pc + 5]!] = a.items[1];
                  pc += 6;
                  continue dispatch;
                }
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                if (unpackSequence(r, w, pc) === undefined) break;
                pc += 4 + w[pc + 3]!;
                continue dispatch;
              case op.OP_YIELD_VALUE:
              case op.OP_YIELD_FROM:
                v = r[w[pc + 2]!];
                frame.pc = pc;
                if (oper === op.OP_YIELD_VALUE && frame.generator instanceof PyAsyncGenerator) v = new AsyncYield(v);
                (frame.generator as PyGenerator).state = GenState.Suspended;
                t.handled = frame.handledAtEntry;
                frame.back = null;
                t.depth--;
                return v;
              case op.OP_PUSH_EXC:
                n = w[pc + 1]!;
                v = t.exc as PyBaseException;
                t.exc = null;
                r[n] = v;
                r[n + 1] = frame.handled as any;
                frame.handled = v;
                t.handled = v;
                pc += 2;
                continue dispatch;
              case op.OP_POP_EXC:
                v = r[w[pc + 1]! + 1] as any;
                frame.handled = v;
                t.handled = v === null ? frame.handledAtEntry : v;
                pc += 2;
                continue dispatch;
              case op.OP_JUMP_IF_NOT_EXC_MATCH:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                v = matchException(r[w[pc + 1]!]!, r[w[pc + 2]!]!);
                if (v === undefined) break;
                pc = v ? pc + 4 : w[pc + 3]!;
                continue dispatch;
              case op.OP_RAISE:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                n = w[pc + 1]!;
                if (n < 0) {
                  if (raiseStatement(undefined, undefined)) passOn();
                } else raiseStatement(r[n], w[pc + 2]! < 0 ? undefined : r[w[pc + 2]!]);
                break;
              default:
                frame.pc = pc;
                if (t.frame !== frame) t.frame = frame;
                n = uncommon(frame, code, pc, oper) | 0;
                if (n < 0) break;
                pc = n;
                continue dispatch;
            }
            break;
          }
          // A float operation at pc gave f. While f only goes into the float operation that follows, it gets no box.
          for (;;) {
            n = w[pc + 1]!;
            if (n < code.tempBase) break;
            oper = w[pc + 5]!;
            if (
              oper !== op.OP_BINARY_ADD &&
              oper !== op.OP_BINARY_SUB &&
              oper !== op.OP_BINARY_MUL &&
              oper !== op.OP_INPLACE_ADD &&
              oper !== op.OP_INPLACE_SUB
            )
              break;
            if (w[pc + 8] === n) {
              a = r[w[pc + 7]!];
              if (w[pc + 7] === n) break;
              if (a instanceof PyFloat) g = a.v;
              else if (typeof a === 'number') g = a;
              else break;
              if (oper === op.OP_BINARY_MUL) f = g * f;
              else f = oper === op.OP_BINARY_ADD || oper === op.OP_INPLACE_ADD ? g + f : g - f;
            } else if (w[pc + 7] === n) {
              b = r[w[pc + 8]!];
              if (b instanceof PyFloat) g = b.v;
              else if (typeof b === 'number') g = b;
              else break;
              if (oper === op.OP_BINARY_MUL) f = f * g;
              else f = oper === op.OP_BINARY_ADD || oper === op.OP_INPLACE_ADD ? f + g : f - g;
            } else break;
            pc += 5;
          }
          r[n] = new PyFloat(f);
          pc += 5;
          continue dispatch;
        }
        // the instruction raised
        pc = unwind(frame) | 0;
        if (pc < 0) break activation;
      }
    } catch (error) {
      frame.pc = pc;
      t.frame = frame;
      t.depth = depth;
      pendFromJs(error);
      raising = true;
    }
  }
  if (t.instrumented) leaveObserved(frame);
  if (frame.generator !== null) (frame.generator as PyGenerator).state = GenState.Finished;
  t.handled = frame.handledAtEntry;
  t.depth--;
  return undefined;
}
