/** Virtual registers: kinds and choice of destinations. */
import { CONST_BASE, NONE, TEMP_BASE } from './unit.ts';
import type { Unit } from './unit.ts';

export { NONE };

export function isConstant(reg: number): boolean {
  return reg >= CONST_BASE;
}

export function isTemp(reg: number): boolean {
  return reg >= TEMP_BASE && reg < CONST_BASE;
}

/** The destination `d`, or a new temporary. */
export function target(u: Unit, d: number): number {
  return d === NONE ? u.temp() : d;
}

/** A register for a value that is built in several steps: `d` if nobody else can see it. */
export function accumulator(u: Unit, d: number): number {
  return isTemp(d) ? d : u.temp();
}
