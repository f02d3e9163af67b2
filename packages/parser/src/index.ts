export { dump } from './ast/dump.ts';
export type { DumpOptions } from './ast/dump.ts';
export { constantRepr } from './ast/repr.ts';
export { ELLIPSIS, FALSE, NONE, TRUE, concatStr, constantCodePoints, intConstant, strConstant, strFromCodePoints } from './ast/constant.ts';
export type { ConstantValue } from './ast/constant.ts';
export * as ast from './generated/nodes.ts';
export { ATTRIBUTES, ENUMS, SCHEMA } from './generated/schema.ts';
