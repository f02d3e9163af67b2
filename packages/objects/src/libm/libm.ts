/** The C library's functions as CPython sees glibc's. Errors are the callers' business: results are IEEE values. */
export const exp: (x: number) => number = Math.exp;
export const log: (x: number) => number = Math.log;
export const pow: (x: number, y: number) => number = Math.pow;
export const sin: (x: number) => number = Math.sin;
export const cos: (x: number) => number = Math.cos;
export const atan2: (y: number, x: number) => number = Math.atan2;
export const hypot: (x: number, y: number) => number = Math.hypot;
