/**
 * Compiled code of functions, as callers find it: `PyFunction.direct`, and selectors on the prototypes of classes that have
 * the function as a method. A selector is made for one function; when that loses its code, its selectors go too.
 */
import type { PyFunction } from '../function/function.ts';
import type { Keyed } from './object.ts';

interface Place {
  readonly holder: Keyed;
  readonly key: string;
  readonly selector: unknown;
}

const places: WeakMap<PyFunction, Place[]> = new WeakMap();

/**
 * `holder`, a prototype, calls `fn` through a selector under `key` (NameInfo.selector). Classes that inherit a method share its
 * selector, so that V8 sees one target at calls with receivers of several classes.
 */
export function installSelector(fn: PyFunction, holder: Keyed, key: string, make: () => unknown): void {
  let known = places.get(fn);
  if (known === undefined) places.set(fn, (known = []));
  const selector = known[0]?.selector ?? make();
  holder[key] = selector;
  known.push({ holder, key, selector });
}

/** The function has been compiled again: its selectors become the one that `make` gives. */
export function replaceSelectors(fn: PyFunction, make: () => unknown): void {
  const known = places.get(fn);
  if (known === undefined) return;
  const selector = make();
  const replaced = known.filter(({ holder, key, selector: old }) => holder[key] === old);
  for (const { holder, key } of replaced) holder[key] = selector;
  places.set(
    fn,
    replaced.map(({ holder, key }) => ({ holder, key, selector })),
  );
}

/** The function's code is another, or no longer valid: calls of it take the general way. */
export function dropDirect(fn: PyFunction): void {
  fn.direct = null;
  fn.argn = -1;
  for (const { holder, key, selector } of places.get(fn) ?? []) if (holder[key] === selector) holder[key] = undefined;
  places.delete(fn);
}
