/** Flag values that are visible in Python, as CPython 3.14 has them. */

/** co_flags. */
export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;
export const CO_HAS_DOCSTRING = 0x4000000;
export const CO_METHOD = 0x8000000;

/** Future features, in co_flags and in the flags argument of compile(). */
export const CO_FUTURE_DIVISION = 0x20000;
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000;
export const CO_FUTURE_WITH_STATEMENT = 0x80000;
export const CO_FUTURE_PRINT_FUNCTION = 0x100000;
export const CO_FUTURE_UNICODE_LITERALS = 0x200000;
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_GENERATOR_STOP = 0x800000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;
export const PYCF_MASK = 0x1fe0000;

/** Further flags of compile(). */
export const PYCF_SOURCE_IS_UTF8 = 0x100;
export const PYCF_DONT_IMPLY_DEDENT = 0x200;
export const PYCF_ONLY_AST = 0x400;
export const PYCF_IGNORE_COOKIE = 0x800;
export const PYCF_TYPE_COMMENTS = 0x1000;
export const PYCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;
export const PYCF_ALLOW_INCOMPLETE_INPUT = 0x4000;
export const PYCF_OPTIMIZED_AST = 0x8000 | PYCF_ONLY_AST;
