/**
 * Lists of floats: raw doubles for compiled code, boxes for everybody else.
 *
 * `floatItems` moves the items of a list of exact floats into `floats`, an array of doubles, and puts a Proxy in the place of
 * `items`. Whoever touches that moves the list back: the boxes are made, `floats` is undefined again, and the Proxy passes everything on to
 * the list's array of the day. So code that knows nothing of this strategy is right, and one that does reads and writes doubles in place.
 *
 * A list that went back twice stays generic. No native may hold `items` while Python code runs (as with `replaceItems`).
 */
import { PyFloat } from '../float/float.ts';
import type { Value } from '../core/value.ts';
import type { PyList } from './list.ts';

const MAX_RETURNS = 2;

/** How often lists went back to boxes. */
const returns: WeakMap<PyList, number> = new WeakMap();

/** The doubles of a list of exact floats; undefined if it is none, or keeps being used otherwise. */
export function floatItems(l: PyList): number[] | undefined {
  if (l.floats !== undefined) return l.floats;
  if (l.native !== undefined || (returns.get(l) ?? 0) >= MAX_RETURNS) return undefined;
  const { items } = l;
  if (items.length === 0) return undefined;
  // begun with a fraction: V8 then holds doubles, not small integers, whatever the values are
  const floats: number[] = [0.5];
  floats.pop();
  for (let i = 0; i < items.length; i++) {
    const v = items[i]!;
    if (!(v instanceof PyFloat)) return undefined;
    floats.push(v.v);
  }
  l.floats = floats;
  l.items = new Proxy<Value[]>([], handlerOf(l));
  return floats;
}

/** The list's array, after it went back to boxes. */
function generic(l: PyList): Value[] {
  const { floats } = l;
  if (floats !== undefined) {
    const items: Value[] = [];
    for (let i = 0; i < floats.length; i++) items.push(new PyFloat(floats[i]));
    l.floats = undefined;
    returns.set(l, (returns.get(l) ?? 0) + 1);
    l.items = items;
  }
  return l.items;
}

function handlerOf(l: PyList): ProxyHandler<Value[]> {
  return {
    get: (_, key) => Reflect.get(generic(l), key),
    set: (_, key, value) => Reflect.set(generic(l), key, value),
    has: (_, key) => Reflect.has(generic(l), key),
    deleteProperty: (_, key) => Reflect.deleteProperty(generic(l), key),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(generic(l), key, descriptor),
    ownKeys: () => Reflect.ownKeys(generic(l)),
    getOwnPropertyDescriptor(target, key) {
      const found = Reflect.getOwnPropertyDescriptor(generic(l), key);
      // the Proxy's own array has a length of its own, which may not be reported as another's
      if (found !== undefined && key === 'length') target.length = generic(l).length;
      return found;
    },
  };
}
