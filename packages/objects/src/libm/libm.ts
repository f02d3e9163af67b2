/**
 * The C library's functions as CPython sees glibc's (V8's differ in the last bit for up to a tenth of all arguments):
 * correctly rounded results where glibc's are within 0.55 ulp, glibc's formulas elsewhere. Errors are the callers'
 * business: results are IEEE values.
 */
export { exp, exp2 } from './exp.ts';
export { log, log10, log2 } from './log.ts';
export { nativePow, pow } from './pow.ts';
export { cos, sin, tan } from './trig.ts';
export { acos, asin, atan, atan2, hypot } from './atan.ts';
export { acosh, asinh, atanh, cbrt, cosh, expm1, log1p, sinh, tanh } from './hyper.ts';
export { erf, erfc } from './erf.ts';
export { gamma, lgamma } from './gamma.ts';
