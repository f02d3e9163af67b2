/**
 * Type parameters of generic aliases and unions: finding them in the arguments, and replacing them
 * (the protocol of typing: `__typing_subst__`, `__typing_prepare_subst__`, `__typing_is_unpacked_typevartuple__`).
 */
import { typeError } from '../core/errors.ts';
import { Ellipsis } from '../core/singletons.ts';
import { isType, typeOf } from '../core/type.ts';
import type { Value } from '../core/value.ts';
import { ABSENT } from '../core/value.ts';
import { isList, list } from '../list/list.ts';
import { getAttrOrAbsent } from '../ops/attr.ts';
import { call1, call2 } from '../ops/call.ts';
import { isTrue } from '../ops/compare.ts';
import { getItem } from '../ops/items.ts';
import { reprJs } from '../ops/text.ts';
import { isTuple, PyTuple, tuple } from '../tuple/tuple.ts';

/** The distinct type parameters in `args`, in order; `undefined` = raised. */
export function findParameters(args: readonly Value[]): Value[] | undefined {
  const out: Value[] = [];
  return addParameters(args, out) ? out : undefined;
}

function addParameters(args: readonly Value[], out: Value[]): boolean {
  for (const arg of args) {
    if (isType(arg)) continue;
    if (isTuple(arg) || isList(arg)) {
      if (!addParameters(arg.items, out)) return false;
      continue;
    }
    const subst = getAttrOrAbsent(arg, '__typing_subst__');
    if (subst === undefined) return false;
    if (subst !== ABSENT) {
      addOnce(out, arg);
      continue;
    }
    const inner = getAttrOrAbsent(arg, '__parameters__');
    if (inner === undefined) return false;
    if (inner !== ABSENT && isTuple(inner)) for (const p of inner.items) addOnce(out, p);
  }
  return true;
}

function addOnce(out: Value[], v: Value): void {
  if (!out.includes(v)) out.push(v);
}

/** `self[item]`: the arguments of `self` with its parameters replaced. */
export function substitute(
  self: Value,
  args: readonly Value[],
  parameters: readonly Value[],
  item: Value,
): Value[] | undefined {
  if (parameters.length === 0) {
    const text = reprJs(self);
    return text === undefined ? undefined : typeError(`${text} is not a generic class`);
  }
  const items = substitutes(self, parameters, item);
  return items === undefined ? undefined : replaceAll(args, parameters, items);
}

/** One value per parameter. */
function substitutes(self: Value, parameters: readonly Value[], item: Value): readonly Value[] | undefined {
  let given: Value | undefined = unpackArgs(item);
  for (const p of parameters) {
    if (given === undefined) return undefined;
    const prepare = getAttrOrAbsent(p, '__typing_prepare_subst__');
    if (prepare === undefined) return undefined;
    if (prepare !== ABSENT) given = call2(prepare, self, isTuple(given) ? given : tuple([given]));
  }
  if (given === undefined) return undefined;
  const items = isTuple(given) ? given.items : [given];
  if (items.length === parameters.length) return items;
  const text = reprJs(self);
  if (text === undefined) return undefined;
  return typeError(
    `Too ${items.length > parameters.length ? 'many' : 'few'} arguments for ${text}; actual ${items.length}, expected ${parameters.length}`,
  );
}

/** Replaces `*tuple[int, str]` in the subscript by its items. */
function unpackArgs(item: Value): Value | undefined {
  const given = isTuple(item) ? item.items : [item];
  const out: Value[] = [];
  for (const v of given) {
    const inner = isType(v) ? ABSENT : getAttrOrAbsent(v, '__typing_unpacked_tuple_args__');
    if (inner === undefined) return undefined;
    if (inner !== ABSENT && isTuple(inner) && inner.items[inner.items.length - 1] !== Ellipsis)
      out.push(...inner.items);
    else out.push(v);
  }
  return tuple(out);
}

function replaceAll(
  args: readonly Value[],
  parameters: readonly Value[],
  items: readonly Value[],
): Value[] | undefined {
  const out: Value[] = [];
  for (const arg of args) {
    if (isType(arg)) out.push(arg);
    else if (isTuple(arg) || isList(arg)) {
      const inner = replaceAll(arg.items, parameters, items);
      if (inner === undefined) return undefined;
      out.push(isTuple(arg) ? tuple(inner) : list(inner));
    } else if (!replaceOne(arg, parameters, items, out)) return undefined;
  }
  return out;
}

function replaceOne(arg: Value, parameters: readonly Value[], items: readonly Value[], out: Value[]): boolean {
  const unpack = isUnpacked(arg);
  if (unpack === undefined) return false;
  const subst = getAttrOrAbsent(arg, '__typing_subst__');
  if (subst === undefined) return false;
  const value =
    subst === ABSENT ? replaceInside(arg, parameters, items) : substituteParameter(arg, subst, parameters, items);
  if (value === undefined) return false;
  if (!unpack) {
    out.push(value);
    return true;
  }
  if (!isTuple(value)) {
    typeError(`expected __typing_subst__ of ${typeOf(arg).name} objects to return a tuple, not ${typeOf(value).name}`);
    return false;
  }
  out.push(...value.items);
  return true;
}

function substituteParameter(
  arg: Value,
  subst: Value,
  parameters: readonly Value[],
  items: readonly Value[],
): Value | undefined {
  const at = parameters.indexOf(arg);
  if (at >= 0) return call1(subst, items[at]!);
  const text = reprJs(arg);
  return text === undefined
    ? undefined
    : typeError(`argument ${text} with __typing_subst__ was not found in __parameters__`);
}

function isUnpacked(arg: Value): boolean | undefined {
  const flag = getAttrOrAbsent(arg, '__typing_is_unpacked_typevartuple__');
  if (flag === undefined) return undefined;
  return flag === ABSENT ? false : isTrue(flag);
}

/** An argument that is itself generic: `arg[its parameters, replaced]`. */
function replaceInside(arg: Value, parameters: readonly Value[], items: readonly Value[]): Value | undefined {
  const inner = getAttrOrAbsent(arg, '__parameters__');
  if (inner === undefined) return undefined;
  if (inner === ABSENT || !isTuple(inner) || inner.items.length === 0) return arg;
  const values: Value[] = [];
  for (const p of inner.items) {
    const at = parameters.indexOf(p);
    if (at < 0) values.push(p);
    else if (typeOf(p).slots.iter !== null && items[at] instanceof PyTuple) values.push(...items[at].items);
    else values.push(items[at]!);
  }
  return getItem(arg, tuple(values));
}
