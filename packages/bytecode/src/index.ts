export { CodeObject, handlerAt, instructionStarts, lineAt, linesOf, positionAt } from './code.ts';
export type { CodeFields, LineRange } from './code.ts';
export { constantKey } from './constants.ts';
export type { CodeConstant, ConstantValue, FrozensetConstant, SliceConstant, TupleConstant } from './constants.ts';
export * as flags from './flags.ts';
export * as op from './generated/op.ts';
export {
  BASE_LENGTH,
  COMMON_CONSTANTS,
  IS_VARIADIC,
  OPCODES,
  OPERAND_KINDS,
  SPECIAL_METHODS,
  TYPE_PARAM_KINDS,
  instructionLength,
} from './opcodes.ts';
export { OPCODE_DIGEST, deserialize, isSerialized, serialize } from './serialize.ts';
export type { Flow, OpcodeInfo, Operand, OperandKind } from './opcodes.ts';
export type { Position } from './positions.ts';
export { compileModule } from './compile.ts';
export type { CompileOptions } from './compile.ts';
export { dis, registerName, reprConstant } from './dis.ts';
export type { DisOptions } from './dis.ts';
export type { CompileWarning, WarningCallback, WarningCategory } from './errors.ts';
export { NestingError } from './errors.ts';
export * as symbols from './symtable/entry.ts';
export { optimizeTree } from './optimize-tree.ts';
export { buildSymtable } from './symtable/symtable.ts';
export type { SymtableOptions } from './symtable/symtable.ts';
export { JumpMap } from './jumps.ts';
export type { Block, BlockKind, Blocks } from './jumps.ts';
export { instrumentWords, lineStarts, restoreWords } from './trace.ts';
export { unparse } from './unparse.ts';
export { verify } from './verify.ts';
