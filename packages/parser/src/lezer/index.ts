export { comments, parseIncremental, parseTolerant, parseTree } from './tolerant.ts';
export type { CommentToken, SourceError, TolerantResult } from './tolerant.ts';
