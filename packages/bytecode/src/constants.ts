/**
 * Constants of code objects: the parser's neutral constants plus tuples, frozensets, slices and nested code.
 */
import type { ConstantValue as AstConstant } from '@pyston/parser';
import type { CodeObject } from './code.ts';

export interface TupleConstant {
  readonly t: 'tuple';
  readonly v: readonly ConstantValue[];
}
export interface FrozensetConstant {
  readonly t: 'frozenset';
  readonly v: readonly ConstantValue[];
}
export interface SliceConstant {
  readonly t: 'slice';
  readonly start: ConstantValue;
  readonly stop: ConstantValue;
  readonly step: ConstantValue;
}
/** `v` may be an accessor that decodes on first use. */
export interface CodeConstant {
  readonly t: 'code';
  readonly v: CodeObject;
}

export type ConstantValue = AstConstant | TupleConstant | FrozensetConstant | SliceConstant | CodeConstant;

const floatWords = new Uint32Array(2);
const floatCell = new Float64Array(floatWords.buffer);

function floatKey(v: number): string {
  floatCell[0] = v;
  return `${floatWords[0]!.toString(36)}.${floatWords[1]!.toString(36)}`;
}

function listKey(tag: string, items: readonly ConstantValue[]): string {
  let key = tag;
  for (const item of items) {
    const k = constantKey(item);
    key += `${k.length}:${k}`;
  }
  return key;
}

let nextCodeId = 0;
const codeIds = new WeakMap<CodeObject, number>();

function codeKey(code: CodeObject): string {
  let id = codeIds.get(code);
  if (id === undefined) codeIds.set(code, (id = nextCodeId++));
  return `C${id}`;
}

/** Equal exactly for constants that may share a slot: same type and same bits (0.0 is not -0.0, 1 is not True). Code is by identity. */
export function constantKey(c: ConstantValue): string {
  switch (c.t) {
    case 'none':
      return 'N';
    case 'ellipsis':
      return 'E';
    case 'bool':
      return c.v ? 'T' : 'F';
    case 'int':
      return `i${c.v}`;
    case 'float':
      return `f${floatKey(c.v)}`;
    case 'complex':
      return `c${floatKey(c.re)},${floatKey(c.im)}`;
    case 'str':
      return `s${c.v}`;
    case 'ustr':
      return `u${c.cps.join()}`;
    case 'bytes':
      return `b${c.v.join()}`;
    case 'tuple':
      return listKey('t', c.v);
    case 'frozenset':
      return listKey('z', c.v);
    case 'slice':
      return listKey('l', [c.start, c.stop, c.step]);
    case 'code':
      return codeKey(c.v);
  }
}
