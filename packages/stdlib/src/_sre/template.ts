/** Replacement templates: what Lib/re/_parser.py makes of `\1` and `\g<name>`, ready to be filled. */
import type { Result, Value } from '@pyston/objects';
import {
  bytes,
  call2,
  defineType,
  E,
  getAttr,
  hasBuffer,
  hooks,
  isBytes,
  isInt,
  intOrUndefined,
  joinBytes,
  isList,
  pendingIs,
  PyObject,
  strJoin,
  strOrUndefined,
  str,
  T,
  takeException,
  tryBufferOf,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import type { PyMatch, PyPattern } from './pattern.ts';
import { slice } from './text.ts';

export class PyTemplate extends PyObject {
  /** Literal before the first group. */
  literal!: Value;
  /** Group number and the literal after it, in turn. */
  parts!: { group: number; literal: Value }[];
}

T['_sre.SRE_Template'] = defineType({
  name: 'SRE_Template',
  module: '_sre',
  instanceClass: PyTemplate,
  flags: TypeFlag.NoNew,
});

/** `_sre.template(pattern, [literal, group, literal, …])`. */
export function templateImpl(_pattern: Value, items: Value): Result {
  if (!isList(items)) return typeError(`template() argument 2 must be list, not ${typeOf(items).name}`);
  const list = items.items;
  if (list.length % 2 === 0) return typeError('invalid template');
  const t = new PyTemplate();
  t.literal = list[0];
  t.parts = [];
  for (let i = 1; i < list.length; i += 2) {
    const group = isInt(list[i]) ? intOrUndefined(list[i]) : undefined;
    if (typeof group !== 'number' || group < 0) return typeError('invalid template');
    t.parts.push({ group, literal: list[i + 1] });
  }
  return t;
}

/** Template of a replacement text, by `re._compile_template`; a plain text where it has no groups. */
export function compileTemplate(pattern: PyPattern, template: Value): Result {
  const re = hooks.importModule('re');
  const compile = re === undefined ? undefined : getAttr(re, '_compile_template');
  if (compile === undefined) return undefined;
  const result = call2(compile, pattern, template);
  if (result !== undefined || !pendingIs(E.TypeError)) return result;
  const plain = hashable(template);
  if (plain === null) return undefined;
  takeException();
  return call2(compile, pattern, plain);
}

/** The same text as exact str or bytes, for the template cache; null where it is that already. */
function hashable(template: Value): Value | null {
  const text = strOrUndefined(template);
  if (text !== undefined) return text === template ? null : text;
  if (typeOf(template) === T.bytes || !hasBuffer(template)) return null;
  const data = tryBufferOf(template);
  return data === undefined || data === null ? null : bytes(data.slice());
}

function isEmpty(v: Value): boolean {
  return isBytes(v) ? v.bytes.length === 0 : v === '';
}

/** The template with the groups of a match. */
export function expandTemplate(t: PyTemplate, m: PyMatch): Result {
  if (t.parts.length === 0) return t.literal;
  const out: Value[] = isEmpty(t.literal) ? [] : [t.literal];
  for (const { group, literal } of t.parts) {
    const start = m.spans[group * 2];
    if (start >= 0) out.push(slice(m.subject, start, m.spans[group * 2 + 1]));
    if (!isEmpty(literal)) out.push(literal);
  }
  return joinPieces(m.subject.data !== null, out);
}

/** One text or bytes of the pieces. */
export function joinPieces(isBytesKind: boolean, pieces: readonly Value[]): Result {
  if (pieces.length === 1 && (isBytesKind ? isBytes(pieces[0]) : strOrUndefined(pieces[0]) === pieces[0]))
    return pieces[0];
  if (!isBytesKind) return strJoin(str(''), pieces);
  const data = joinBytes(new Uint8Array(0), pieces);
  return data === undefined ? undefined : bytes(data);
}
