/**
 * The instructions that programs seldom execute, or that take long anyway: out of the dispatch loop, so that V8 has half as much
 * to compile when the loop becomes hot, and again each time that it learns something new about it.
 *
 * Like loop.ts a source: `generated/uncommon.ts` is the same with numbered cases. The loop has set `frame.pc` and `t.frame`.
 */
import { op } from '@pyston/bytecode';
import type { Frame as FrameType, PyBaseException } from '@pyston/objects';
import type { Cell, PyFunction, PyList } from '@pyston/objects';
import { DONE, None, ts, tuple } from '@pyston/objects';
import { callWithNames, callExpanded } from './ops/call.ts';
import { specialMethod, superAttribute, superMethod, deleteAttribute } from './ops/attributes.ts';
import { inplaceGeneral, unaryGeneral } from './ops/operators.ts';
import {
  buildMap,
  buildSet,
  buildString,
  dictMerge,
  dictUpdateDisplay,
  listExtendDisplay,
  setSlice,
  formatValue,
  buildInterpolation,
  buildTemplate,
  makeSlice,
  setAddValue,
  setUpdateDisplay,
  mapAdd,
  deleteItemValue,
} from './ops/build.ts';
import {
  boundError,
  derefError,
  deleteGlobal,
  deleteName,
  loadFromDictOrDeref,
  loadFromDictOrGlobals,
  loadLocals,
  setupAnnotations,
  storeGlobal,
} from './ops/names.ts';
import {
  cleanupThrow,
  asyncIter,
  asyncNext,
  awaitable,
  lengthOf,
  sendTo,
  unpackEx,
  yieldFromIter,
  endAsyncFor,
} from './ops/iteration.ts';
import { exceptStar, matchException, prepareReraiseStar, withExcept } from './ops/exceptions.ts';
import {
  buildClassFunction,
  commonConstant,
  makeFunctionValue,
  makeTypeAlias,
  makeTypeParameter,
  setTypeParameterDefault,
  subscriptGeneric,
} from './ops/functions.ts';
import { importFrom, importName, importStar } from './ops/imports.ts';
import { matchClass, matchKeys, matchMapping, matchSequence } from './ops/patterns.ts';
import { printExpression } from './ops/interactive.ts';
import { passOn } from './unwind.ts';
import type { CodeRecord } from './record.ts';

/** Executes the instruction at `pc`; the pc of the next one, or -1 when it raised. */
export function uncommon(frame: FrameType, code: CodeRecord, pc: number, oper: number): number {
  const t = ts;
  const { names, words: w } = code;
  const r = frame.regs;
  let a: any;
  let v: any;
  let n = 0;
  switch (oper) {
    case op.OP_DELETE_LOCAL:
      if (r[w[pc + 1]!] === undefined) {
        boundError(frame, w[pc + 1]!);
        return -1;
      }
      r[w[pc + 1]!] = undefined;
      return pc + 2;
    case op.OP_DELETE_DEREF:
      a = r[w[pc + 1]!] as Cell;
      if (a.v === undefined) {
        derefError(frame, w[pc + 1]!);
        return -1;
      }
      a.v = undefined;
      return pc + 2;
    case op.OP_CLEAR_DEREF:
      (r[w[pc + 1]!] as Cell).v = undefined;
      return pc + 2;
    case op.OP_LOAD_FROM_DICT_OR_DEREF:
      v = loadFromDictOrDeref(frame, r[w[pc + 2]!]!, w[pc + 3]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;

    case op.OP_STORE_GLOBAL:
      storeGlobal(frame, names[w[pc + 1]!]!.name, r[w[pc + 2]!]!);
      return pc + 3;
    case op.OP_DELETE_GLOBAL:
      if (deleteGlobal(frame, names[w[pc + 1]!]!.name) === undefined) return -1;
      return pc + 2;
    case op.OP_DELETE_NAME:
      if (deleteName(frame, names[w[pc + 1]!]!.name) === undefined) return -1;
      return pc + 2;
    case op.OP_LOAD_FROM_DICT_OR_GLOBALS:
      v = loadFromDictOrGlobals(frame, r[w[pc + 2]!]!, names[w[pc + 3]!]!.name);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 5;
    case op.OP_LOAD_LOCALS:
      v = loadLocals(frame);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 2;
    case op.OP_SETUP_ANNOTATIONS:
      if (setupAnnotations(frame) === undefined) return -1;
      return pc + 1;

    case op.OP_DELETE_ATTR:
      if (deleteAttribute(r[w[pc + 1]!]!, names[w[pc + 2]!]!.name) === undefined) return -1;
      return pc + 3;
    case op.OP_LOAD_SUPER_ATTR:
      v = superAttribute(r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!, names[w[pc + 5]!]!, w[pc + 6]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 8;
    case op.OP_LOAD_SUPER_METHOD:
      if (!superMethod(r, w[pc + 1]!, r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!, names[w[pc + 5]!]!, w[pc + 6]!))
        return -1;
      return pc + 8;
    case op.OP_LOAD_SPECIAL:
      if (!specialMethod(r, w[pc + 1]!, r[w[pc + 2]!]!, w[pc + 3]!)) return -1;
      return pc + 4;

    case op.OP_DELETE_ITEM:
      if (deleteItemValue(r[w[pc + 1]!]!, r[w[pc + 2]!]!) === undefined) return -1;
      return pc + 3;
    case op.OP_SET_SLICE:
      if (setSlice(r[w[pc + 1]!]!, r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!) === undefined) return -1;
      return pc + 5;
    case op.OP_BUILD_SLICE:
      r[w[pc + 1]!] = makeSlice(r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!);
      return pc + 5;

    case op.OP_UNARY_POS:
    case op.OP_UNARY_INVERT:
      v = unaryGeneral(oper, r[w[pc + 2]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_INPLACE_MATMUL:
    case op.OP_INPLACE_POW:
      v = inplaceGeneral(oper, r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 5;

    case op.OP_CALL_KW:
      n = w[pc + 5]!;
      v = callWithNames(r[w[pc + 2]!]!, undefined, r, w, pc + 6, n, code.constantNames(w[pc + 3]!));
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 6 + n;
    case op.OP_CALL_METHOD_KW:
      n = w[pc + 2]!;
      v = callWithNames(r[n]!, r[n + 1], r, w, pc + 6, w[pc + 5]!, code.constantNames(w[pc + 3]!));
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 6 + w[pc + 5]!;
    case op.OP_CALL_EX:
      n = w[pc + 4]!;
      v = callExpanded(r[w[pc + 2]!]!, r[w[pc + 3]!]!, n < 0 ? undefined : r[n]);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 6;

    case op.OP_BUILD_SET:
    case op.OP_BUILD_MAP:
    case op.OP_BUILD_STRING:
      n = w[pc + 2]!;
      v =
        oper === op.OP_BUILD_SET
          ? buildSet(r, w, pc + 3, n)
          : oper === op.OP_BUILD_MAP
            ? buildMap(r, w, pc + 3, n)
            : buildString(r, w, pc + 3, n);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 3 + n;
    case op.OP_LIST_EXTEND:
      if (listExtendDisplay(r[w[pc + 1]!] as PyList, r[w[pc + 2]!]!) === undefined) return -1;
      return pc + 3;
    case op.OP_LIST_TO_TUPLE:
      r[w[pc + 1]!] = tuple((r[w[pc + 2]!] as PyList).items);
      return pc + 3;
    case op.OP_SET_ADD:
      if (setAddValue(r[w[pc + 1]!]!, r[w[pc + 2]!]!) === undefined) return -1;
      return pc + 3;
    case op.OP_SET_UPDATE:
      if (setUpdateDisplay(r[w[pc + 1]!]!, r[w[pc + 2]!]!) === undefined) return -1;
      return pc + 3;
    case op.OP_MAP_ADD:
      if (mapAdd(r[w[pc + 1]!]!, r[w[pc + 2]!]!, r[w[pc + 3]!]!) === undefined) return -1;
      return pc + 4;
    case op.OP_DICT_UPDATE:
      if (dictUpdateDisplay(r[w[pc + 1]!]!, r[w[pc + 2]!]!) === undefined) return -1;
      return pc + 3;
    case op.OP_DICT_MERGE:
      if (dictMerge(r[w[pc + 1]!]!, r[w[pc + 2]!]!, r[w[pc + 3]!]!) === undefined) return -1;
      return pc + 4;
    case op.OP_FORMAT_VALUE:
      n = w[pc + 4]!;
      v = formatValue(r[w[pc + 2]!]!, w[pc + 3]!, n < 0 ? undefined : r[n]);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 5;
    case op.OP_BUILD_INTERPOLATION:
      n = w[pc + 5]!;
      v = buildInterpolation(r[w[pc + 2]!]!, r[w[pc + 3]!]!, w[pc + 4]!, n < 0 ? undefined : r[n]);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 6;
    case op.OP_BUILD_TEMPLATE:
      r[w[pc + 1]!] = buildTemplate(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      return pc + 4;

    case op.OP_UNPACK_EX:
      if (unpackEx(r, w, pc) === undefined) return -1;
      return pc + 4 + w[pc + 3]!;
    case op.OP_GET_LEN:
      v = lengthOf(r[w[pc + 2]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 3;

    case op.OP_SEND:
      v = sendTo(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      if (v === undefined) return -1;
      if (v === DONE) {
        r[w[pc + 1]!] = t.stopValue ?? None;
        t.stopValue = undefined;
        return w[pc + 4]!;
      }
      r[w[pc + 1]!] = v;
      return pc + 6;
    case op.OP_CLEANUP_THROW:
      v = cleanupThrow();
      if (v === undefined) {
        passOn();
        return -1;
      }
      r[w[pc + 1]!] = v;
      return pc + 2;
    case op.OP_GET_YIELD_FROM_ITER:
      v = yieldFromIter(frame, r[w[pc + 2]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 3;
    case op.OP_GET_AWAITABLE:
      v = awaitable(r[w[pc + 2]!]!, w[pc + 3]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_GET_AITER:
    case op.OP_GET_ANEXT:
      v = oper === op.OP_GET_AITER ? asyncIter(r[w[pc + 2]!]!) : asyncNext(r[w[pc + 2]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 3;
    case op.OP_END_ASYNC_FOR:
      if (!endAsyncFor()) {
        passOn();
        return -1;
      }
      return pc + 1;

    case op.OP_POP_EXC_RERAISE:
      v = r[w[pc + 1]! + 1] as any;
      frame.handled = v;
      t.handled = v === null ? frame.handledAtEntry : v;
      passOn();
      return -1;
    case op.OP_CHECK_EXC_MATCH:
      v = matchException(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_CHECK_EG_MATCH:
      if (exceptStar(frame, r, w[pc + 1]!, r[w[pc + 2]!]!, r[w[pc + 3]!]!) === undefined) return -1;
      return pc + 4;
    case op.OP_PREP_RERAISE_STAR:
      v = prepareReraiseStar(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_RERAISE:
      t.exc = r[w[pc + 1]!] as PyBaseException;
      passOn();
      return -1;
    case op.OP_WITH_EXCEPT_START:
      n = w[pc + 2]!;
      v = withExcept(r[n]!, r[n + 1], r[w[pc + 3]!] as PyBaseException);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_LOAD_COMMON_CONSTANT:
      r[w[pc + 1]!] = commonConstant(w[pc + 2]!);
      return pc + 3;

    case op.OP_MAKE_FUNCTION:
      r[w[pc + 1]!] = makeFunctionValue(frame, code, pc);
      return pc + 7 + w[pc + 6]!;
    case op.OP_LOAD_BUILD_CLASS:
      v = buildClassFunction(frame);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 2;
    case op.OP_MAKE_TYPE_PARAM:
      n = w[pc + 4]!;
      r[w[pc + 1]!] = makeTypeParameter(frame, w[pc + 2]!, r[w[pc + 3]!]!, n < 0 ? undefined : r[n]);
      return pc + 5;
    case op.OP_SET_TYPE_PARAM_DEFAULT:
      setTypeParameterDefault(r[w[pc + 1]!]!, r[w[pc + 2]!]!);
      return pc + 3;
    case op.OP_SET_TYPE_PARAMS:
      (r[w[pc + 1]!] as PyFunction).typeParams = r[w[pc + 2]!]!;
      return pc + 3;
    case op.OP_SUBSCRIPT_GENERIC:
      v = subscriptGeneric(r[w[pc + 2]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 3;
    case op.OP_MAKE_TYPE_ALIAS:
      r[w[pc + 1]!] = makeTypeAlias(frame, r[w[pc + 2]!]!, r[w[pc + 3]!]!, r[w[pc + 4]!]!);
      return pc + 5;

    case op.OP_IMPORT_NAME:
      v = importName(frame, names[w[pc + 2]!]!.name, r[w[pc + 3]!]!, r[w[pc + 4]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 5;
    case op.OP_IMPORT_FROM:
      v = importFrom(r[w[pc + 2]!]!, names[w[pc + 3]!]!.name);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_IMPORT_STAR:
      if (importStar(frame, r[w[pc + 1]!]!) === undefined) return -1;
      return pc + 2;

    case op.OP_MATCH_MAPPING:
      r[w[pc + 1]!] = matchMapping(r[w[pc + 2]!]!);
      return pc + 3;
    case op.OP_MATCH_SEQUENCE:
      r[w[pc + 1]!] = matchSequence(r[w[pc + 2]!]!);
      return pc + 3;
    case op.OP_MATCH_KEYS:
      v = matchKeys(r[w[pc + 2]!]!, r[w[pc + 3]!]!);
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 4;
    case op.OP_MATCH_CLASS:
      v = matchClass(r[w[pc + 2]!]!, r[w[pc + 3]!]!, w[pc + 4]!, code.constantNames(w[pc + 5]!));
      if (v === undefined) return -1;
      r[w[pc + 1]!] = v;
      return pc + 6;
    case op.OP_PRINT_EXPR:
      if (printExpression(r[w[pc + 1]!]!) === undefined) return -1;
      return pc + 2;
  }
  throw new Error(`opcode ${oper}`);
}
