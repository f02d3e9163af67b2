export { dump } from './ast/dump.ts';
export type { DumpOptions } from './ast/dump.ts';
export { constantRepr } from './ast/repr.ts';
export {
  ELLIPSIS,
  FALSE,
  NONE,
  TRUE,
  concatStr,
  constantCodePoints,
  intConstant,
  strConstant,
  strFromCodePoints,
} from './ast/constant.ts';
export type { ConstantValue } from './ast/constant.ts';
export * as ast from './generated/nodes.ts';
export { ATTRIBUTES, ENUMS, SCHEMA } from './generated/schema.ts';
export { PySyntaxError } from './errors.ts';
export type { ParserWarning, PySyntaxErrorKind } from './errors.ts';
export { parse } from './parse.ts';
export type { ParseOptions } from './two.ts';
export { tokenize } from './tokenizer/tokenizer.ts';
export type { TokenStream } from './tokenizer/stream.ts';
export { decodeSource } from './source.ts';
export { lookupCharacterName } from './unicode/names.ts';
export { libraryTokens } from './tokenizer/library.ts';
export type { LibraryToken } from './tokenizer/library.ts';
