/** How types are shown inside generic aliases and unions. */
import { raise } from '../core/errors.ts';
import { E, T } from '../core/registry.ts';
import { Ellipsis } from '../core/singletons.ts';
import type { Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { isList } from '../list/list.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { reprJs, strJs } from '../ops/text.ts';
import { isTuple } from '../tuple/tuple.ts';

/** `int`, `module.Class`, `...`, or the repr; `undefined` = raised. */
export function typingRepr(p: Value): string | undefined {
  if (p === Ellipsis) return '...';
  for (const name of ['__origin__', '__args__']) {
    const v = getAttrOrAbsent(p, name);
    if (v === undefined) return undefined;
    if (v === ABSENT) return plainRepr(p);
  }
  return reprJs(p);
}

function plainRepr(p: Value): string | undefined {
  if (p === T.NoneType) return 'None';
  const qualname = getAttrOrAbsent(p, '__qualname__');
  if (qualname === undefined) return undefined;
  if (qualname === ABSENT) return reprJs(p);
  const module = getAttrOrAbsent(p, '__module__');
  if (module === undefined) return undefined;
  if (module === ABSENT || module === T.NoneType) return reprJs(p);
  const name = strJs(qualname);
  if (name === undefined || module === 'builtins') return name;
  const text = strJs(module);
  return text === undefined ? undefined : `${text}.${name}`;
}

/** The same for an argument, which may be a list of types (a ParamSpec's value). */
export function typingArgumentRepr(p: Value): string | undefined {
  if (!isList(p) && !isTuple(p)) return typingRepr(p);
  const texts: string[] = [];
  const { length } = p.items;
  for (let i = 0; i < length; i++) {
    const item = p.items[i];
    if (item === undefined) return raise(E.IndexError!, 'list index out of range');
    const text = typingArgumentRepr(item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  const inner = texts.join(', ');
  if (isList(p)) return `[${inner}]`;
  return texts.length === 1 ? `(${inner},)` : `(${inner})`;
}
