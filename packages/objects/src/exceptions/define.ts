/** Helpers that define exception types; every exception type registers itself in `E`. */
import { defineType } from '../core/define-type.ts';
import type { GetSetSpec, TypeSpec } from '../core/define.ts';
import { getset } from '../core/define.ts';
import type { InstanceClass } from '../core/object.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';

/** Defines exception `name` under `base`; without a layout of its own it gets a fresh class over the base's. */
export function defineException(
  name: string,
  base: PyType,
  doc: string,
  layout?: InstanceClass,
  extra?: Partial<TypeSpec>,
): PyType {
  const instanceClass = layout ?? freshLayout(base.instanceClass);
  const type = defineType({
    name,
    base,
    instanceClass,
    doc,
    flags: TypeFlag.Base | (layout === undefined ? TypeFlag.SameLayout : 0),
    hasDict: true,
    hasWeakRef: true,
    ...extra,
  });
  E[name] = type;
  return type;
}

/** A JS class per exception type: prototypes carry the type. */
function freshLayout(base: InstanceClass): InstanceClass {
  return class extends base {};
}

/** A settable attribute kept in field `field` of the layout; null or undefined reads as None; deleting sets None. */
export function fieldAttr(name: string, field: string, doc: string): GetSetSpec {
  return {
    ...getset(
      name,
      (self: any): Result => self[field] ?? None,
      (self: any, v: Value): Result => ((self[field] = v), None),
      (self: any): Result => ((self[field] = null), None),
    ),
    doc,
  };
}
