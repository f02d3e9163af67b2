/** Type bytes of the marshal format (CPython's Python/marshal.c), versions up to 5. */
export const VERSION = 5;

/** Set on the type byte of an object that takes the next number for TYPE_REF. */
export const FLAG_REF = 0x80;

export const MAX_DEPTH = 2000;

/** Sizes and digits of `l`. */
export const SHIFT = 15;

export const INT32_MAX = 0x7fffffff;

const code = (c: string): number => c.charCodeAt(0);

export const C = {
  NULL: code('0'),
  NONE: code('N'),
  FALSE: code('F'),
  TRUE: code('T'),
  STOPITER: code('S'),
  ELLIPSIS: code('.'),
  INT: code('i'),
  INT64: code('I'),
  LONG: code('l'),
  FLOAT: code('f'),
  BINARY_FLOAT: code('g'),
  COMPLEX: code('x'),
  BINARY_COMPLEX: code('y'),
  STRING: code('s'),
  INTERNED: code('t'),
  REF: code('r'),
  TUPLE: code('('),
  SMALL_TUPLE: code(')'),
  LIST: code('['),
  DICT: code('{'),
  CODE: code('c'),
  UNICODE: code('u'),
  SET: code('<'),
  FROZENSET: code('>'),
  SLICE: code(':'),
  ASCII: code('a'),
  ASCII_INTERNED: code('A'),
  SHORT_ASCII: code('z'),
  SHORT_ASCII_INTERNED: code('Z'),
} as const;
