/** Identifiers: keyword check, Unicode check, NFKC form. */
import type { Lowering } from './context.ts';
import { KEYWORDS } from './terms.ts';

const NON_ASCII = /[^\x00-\x7f]/;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/**
 * Blocks in which V8's Unicode version and Python's have the same identifier characters; names that use others
 * are left to step two, which has its own tables.
 */
const STABLE_UNICODE = /^[\x00-\u07ff\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]*$/;

export function identifier(low: Lowering, p: number): string {
  const text = low.text(p);
  return low.ascii || !NON_ASCII.test(text) ? text : unicodeIdentifier(low, p, text);
}

/** A name after a dot, where the grammar takes keywords as well. */
export function attributeName(low: Lowering, p: number): string {
  const name = identifier(low, p);
  if (name.length <= 8 && KEYWORDS.has(name)) low.decline('keyword as attribute name', p);
  return name;
}

function unicodeIdentifier(low: Lowering, p: number, text: string): string {
  if (!STABLE_UNICODE.test(text) || !IDENTIFIER.test(text)) low.decline('unusual characters in an identifier', p);
  const name = text.normalize('NFKC');
  if (KEYWORDS.has(name)) low.decline('keyword in other characters', p);
  return name;
}
