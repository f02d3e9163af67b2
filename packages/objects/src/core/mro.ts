/** C3 linearisation (the method resolution order of Python 2.3 and later). */
import { typeError } from './errors.ts';
import type { PyType } from './type.ts';

/** MRO of a class with these bases, itself not included; `undefined` after raising TypeError. */
export function linearise(bases: readonly PyType[]): PyType[] | undefined {
  if (bases.length === 1) return bases[0]!.mro.slice();
  const lists = bases.map((b) => b.mro.slice());
  lists.push(bases.slice());
  const out: PyType[] = [];
  for (;;) {
    const open = lists.filter((l) => l.length > 0);
    if (open.length === 0) return out;
    const next = open.map((l) => l[0]!).find((head) => !open.some((l) => l.indexOf(head) > 0));
    if (next === undefined) return inconsistent(open);
    out.push(next);
    for (const l of lists) if (l[0] === next) l.shift();
  }
}

function inconsistent(open: PyType[][]): undefined {
  const names = [...new Set(open.map((l) => l[0]!))].map((t) => t.name).join(', ');
  return typeError(`Cannot create a consistent method resolution order (MRO) for bases ${names}`);
}
