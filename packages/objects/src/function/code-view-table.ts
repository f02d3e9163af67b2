/**
 * By opcode of the register code: CPython's instructions that do the same, in order.
 *
 *     x          load operand x (a temporary lies on the stack already)      *     load the registers of the list
 *     >x         store into operand x                                        >*    store into the registers of the list
 *     NAME       the instruction NAME, without argument                      NAME:1, NAME:n*2+1, NAME:#  with one: a number, made
 *                of an operand, the length of the list                       NAME?x, NAME!x  if operand x is there, is not there
 *
 * What is not in the table is a NOP.
 */

const BINARY: readonly (readonly [string, number])[] = [
  ['ADD', 0],
  ['SUB', 10],
  ['MUL', 5],
  ['MATMUL', 4],
  ['TRUEDIV', 11],
  ['FLOORDIV', 2],
  ['MOD', 6],
  ['POW', 8],
  ['LSHIFT', 3],
  ['RSHIFT', 9],
  ['AND', 1],
  ['OR', 7],
  ['XOR', 12],
];

/** Argument of COMPARE_OP: the index in dis.cmp_op, and what the specialised forms look at. */
const COMPARE: readonly (readonly [string, number])[] = [
  ['LT', 2],
  ['LE', 42],
  ['EQ', 72],
  ['NE', 103],
  ['GT', 132],
  ['GE', 172],
];

/** The bit of COMPARE_OP that asks for a bool. */
const TO_BOOL = 16;

const rows = (
  table: readonly (readonly [string, number])[],
  row: (name: string, arg: number) => readonly [string, string],
): Record<string, string> => Object.fromEntries(table.map(([name, arg]) => row(name, arg)));

export const VIEWS: Readonly<Record<string, string>> = {
  MOVE: 'a >d',
  CHECK_BOUND: 'LOAD_FAST_CHECK:r POP_TOP',
  DELETE_LOCAL: 'DELETE_FAST:r',
  MAKE_CELL: 'MAKE_CELL:c',
  LOAD_DEREF: 'LOAD_DEREF:c >d',
  STORE_DEREF: 'a STORE_DEREF:c',
  DELETE_DEREF: 'DELETE_DEREF:c',
  LOAD_FROM_DICT_OR_DEREF: 'm LOAD_FROM_DICT_OR_DEREF:c >d',
  LOAD_GLOBAL: 'LOAD_GLOBAL:n*2 >d',
  STORE_GLOBAL: 'a STORE_GLOBAL:n',
  DELETE_GLOBAL: 'DELETE_GLOBAL:n',
  LOAD_NAME: 'LOAD_NAME:n >d',
  STORE_NAME: 'a STORE_NAME:n',
  DELETE_NAME: 'DELETE_NAME:n',
  LOAD_FROM_DICT_OR_GLOBALS: 'm LOAD_FROM_DICT_OR_GLOBALS:n >d',
  LOAD_LOCALS: 'LOAD_LOCALS >d',
  SETUP_ANNOTATIONS: 'SETUP_ANNOTATIONS',

  LOAD_ATTR: 'o LOAD_ATTR:n*2 >d',
  STORE_ATTR: 'a o STORE_ATTR:n',
  DELETE_ATTR: 'o DELETE_ATTR:n',
  LOAD_METHOD: 'o LOAD_ATTR:n*2+1',
  LOAD_SUPER_ATTR: 'f k s LOAD_SUPER_ATTR:n*4+2 >d',
  LOAD_SUPER_METHOD: 'f k s LOAD_SUPER_ATTR:n*4+3',
  LOAD_SPECIAL: 'o LOAD_SPECIAL:which',

  GET_ITEM: 'o k BINARY_OP:26 >d',
  SET_ITEM: 'a o k STORE_SUBSCR',
  DELETE_ITEM: 'o k DELETE_SUBSCR',
  GET_SLICE: 'o lo hi BINARY_SLICE >d',
  SET_SLICE: 'a o lo hi STORE_SLICE',
  BUILD_SLICE: 'lo hi step BUILD_SLICE:3 >d',

  UNARY_NEG: 'a UNARY_NEGATIVE >d',
  UNARY_POS: 'a CALL_INTRINSIC_1:5 >d',
  UNARY_INVERT: 'a UNARY_INVERT >d',
  UNARY_NOT: 'a TO_BOOL UNARY_NOT >d',
  ...rows(BINARY, (name, arg) => [`BINARY_${name}`, `a b BINARY_OP:${arg} >d`]),
  ...rows(BINARY, (name, arg) => [`INPLACE_${name}`, `a b BINARY_OP:${arg + 13} >d`]),
  ...rows(COMPARE, (name, arg) => [`COMPARE_${name}`, `a b COMPARE_OP:${arg} >d`]),
  IS: 'a b IS_OP:0 >d',
  IS_NOT: 'a b IS_OP:1 >d',
  CONTAINS: 'a b CONTAINS_OP:0 >d',
  NOT_CONTAINS: 'a b CONTAINS_OP:1 >d',

  JUMP: 'JUMP:t',
  JUMP_BACK: 'JUMP:t',
  JUMP_IF_TRUE: 'a TO_BOOL POP_JUMP_IF_TRUE:t',
  JUMP_IF_FALSE: 'a TO_BOOL POP_JUMP_IF_FALSE:t',
  JUMP_IF_NONE: 'a POP_JUMP_IF_NONE:t',
  JUMP_IF_NOT_NONE: 'a POP_JUMP_IF_NOT_NONE:t',
  ...rows(COMPARE, (name, arg) => [`JUMP_IF_${name}`, `a b COMPARE_OP:${arg + TO_BOOL} POP_JUMP_IF_TRUE:t`]),
  ...rows(COMPARE, (name, arg) => [`JUMP_IF_NOT_${name}`, `a b COMPARE_OP:${arg + TO_BOOL} POP_JUMP_IF_FALSE:t`]),
  JUMP_IF_IS: 'a b IS_OP:0 POP_JUMP_IF_TRUE:t',
  JUMP_IF_IS_NOT: 'a b IS_OP:1 POP_JUMP_IF_TRUE:t',
  JUMP_IF_IN: 'a b CONTAINS_OP:0 POP_JUMP_IF_TRUE:t',
  JUMP_IF_NOT_IN: 'a b CONTAINS_OP:1 POP_JUMP_IF_TRUE:t',
  RETURN: 'a RETURN_VALUE',

  CALL: 'f PUSH_NULL * CALL:# >d',
  CALL_METHOD: '* CALL:# >d',
  CALL_KW: 'f PUSH_NULL * LOAD_CONST:names CALL_KW:# >d',
  CALL_METHOD_KW: '* LOAD_CONST:names CALL_KW:# >d',
  CALL_EX: 'f PUSH_NULL args kwargs CALL_FUNCTION_EX >d',

  BUILD_TUPLE: '* BUILD_TUPLE:# >d',
  BUILD_LIST: '* BUILD_LIST:# >d',
  BUILD_SET: '* BUILD_SET:# >d',
  BUILD_MAP: '* BUILD_MAP:# >d',
  BUILD_STRING: '* BUILD_STRING:# >d',
  LIST_APPEND: 'a LIST_APPEND:1',
  LIST_EXTEND: 'a LIST_EXTEND:1',
  LIST_TO_TUPLE: 'CALL_INTRINSIC_1:6 >d',
  SET_ADD: 'a SET_ADD:1',
  SET_UPDATE: 'a SET_UPDATE:1',
  MAP_ADD: 'k a MAP_ADD:1',
  DICT_UPDATE: 'a DICT_UPDATE:1',
  DICT_MERGE: 'a DICT_MERGE:1',
  FORMAT_VALUE: 'a CONVERT_VALUE:conv?conv spec FORMAT_WITH_SPEC?spec FORMAT_SIMPLE!spec >d',
  BUILD_INTERPOLATION: 'a text spec BUILD_INTERPOLATION:conv*4+2 >d',
  BUILD_TEMPLATE: 'strings interpolations BUILD_TEMPLATE >d',

  GET_ITER: 'a GET_ITER >d',
  FOR_ITER: 'it FOR_ITER:t >d',
  UNPACK_SEQUENCE: 'a UNPACK_SEQUENCE:# >*',
  UNPACK_EX: 'a UNPACK_EX:before >*',
  GET_LEN: 'a GET_LEN >d',

  YIELD_VALUE: 'a YIELD_VALUE:0 RESUME:1 >d',
  YIELD_FROM: 'a YIELD_VALUE:1 RESUME:2 >d',
  SEND: 'it a SEND:t >d',
  CLEANUP_THROW: 'CLEANUP_THROW',
  GET_YIELD_FROM_ITER: 'a GET_YIELD_FROM_ITER >d',
  GET_AWAITABLE: 'a GET_AWAITABLE:context >d',
  GET_AITER: 'a GET_AITER >d',
  GET_ANEXT: 'it GET_ANEXT >d',

  PUSH_EXC: 'PUSH_EXC_INFO',
  POP_EXC: 'POP_EXCEPT',
  POP_EXC_RERAISE: 'POP_EXCEPT RERAISE:1',
  CHECK_EXC_MATCH: 'type CHECK_EXC_MATCH >d',
  JUMP_IF_NOT_EXC_MATCH: 'type CHECK_EXC_MATCH POP_JUMP_IF_FALSE:t',
  CHECK_EG_MATCH: 'type CHECK_EG_MATCH',
  PREP_RERAISE_STAR: 'e l CALL_INTRINSIC_2:1 >d',
  RAISE: 'e cause RAISE_VARARGS:2?cause RAISE_VARARGS:1?e!cause RAISE_VARARGS:0!e',
  RERAISE: 'e RERAISE:0',
  WITH_EXCEPT_START: 'WITH_EXCEPT_START >d',
  LOAD_COMMON_CONSTANT: 'LOAD_COMMON_CONSTANT:which >d',

  MAKE_FUNCTION:
    '* BUILD_TUPLE:#?# LOAD_CONST:code MAKE_FUNCTION SET_FUNCTION_ATTRIBUTE:8?# defaults SET_FUNCTION_ATTRIBUTE:1?defaults kwdefaults SET_FUNCTION_ATTRIBUTE:2?kwdefaults annotate SET_FUNCTION_ATTRIBUTE:16?annotate >d',
  LOAD_BUILD_CLASS: 'LOAD_BUILD_CLASS >d',
  MAKE_TYPE_PARAM: 'name evaluator CALL_INTRINSIC_1:7 >d',
  SET_TYPE_PARAM_DEFAULT: 'p evaluator CALL_INTRINSIC_2:5',
  SET_TYPE_PARAMS: 'f params CALL_INTRINSIC_2:4',
  SUBSCRIPT_GENERIC: 'params CALL_INTRINSIC_1:10 >d',
  MAKE_TYPE_ALIAS: 'name params evaluator BUILD_TUPLE:3 CALL_INTRINSIC_1:11 >d',

  IMPORT_NAME: 'level fromlist IMPORT_NAME:n >d',
  IMPORT_FROM: 'm IMPORT_FROM:n >d',
  IMPORT_STAR: 'm CALL_INTRINSIC_1:2',

  MATCH_MAPPING: 'a MATCH_MAPPING >d',
  MATCH_SEQUENCE: 'a MATCH_SEQUENCE >d',
  MATCH_KEYS: 'a keys MATCH_KEYS >d',
  MATCH_CLASS: 'a type LOAD_CONST:names MATCH_CLASS:npos >d',

  PRINT_EXPR: 'a CALL_INTRINSIC_1:1',
};
