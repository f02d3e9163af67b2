/**
 * Layouts of string.templatelib.Template and Interpolation (PEP 750), and how the two are joined.
 *
 * A template alternates: `strings` has one item more than `interpolations`, so neighbours of an interpolation are always
 * strings, empty where nothing was written.
 */
import { PyObject } from '../core/object.ts';
import type { Value } from '../core/value.ts';
import { str } from '../core/value.ts';
import { strConcat } from '../str/ops.ts';
import type { StrValue } from '../str/astral.ts';
import type { PyTuple } from '../tuple/tuple.ts';
import { tuple } from '../tuple/tuple.ts';

export class PyInterpolation extends PyObject {
  readonly value: Value;
  readonly expression: Value;
  /** 's', 'r', 'a' or None. */
  readonly conversion: Value;
  readonly formatSpec: Value;
  constructor(value: Value, expression: Value, conversion: Value, formatSpec: Value) {
    super();
    this.value = value;
    this.expression = expression;
    this.conversion = conversion;
    this.formatSpec = formatSpec;
  }
}

export class PyTemplate extends PyObject {
  readonly strings: PyTuple;
  readonly interpolations: PyTuple;
  constructor(strings: PyTuple, interpolations: PyTuple) {
    super();
    this.strings = strings;
    this.interpolations = interpolations;
  }
}

/** Goes through a template: string, interpolation, string …; empty strings are left out. */
export class PyTemplateIter extends PyObject {
  readonly template: PyTemplate;
  /** Even: string index/2 is next; odd: the interpolation after it. */
  index = 0;
  constructor(template: PyTemplate) {
    super();
    this.template = template;
  }
}

/** The concatenation: the last string of `a` and the first of `b` become one. */
export function joinTemplates(a: PyTemplate, b: PyTemplate): PyTemplate {
  const left = a.strings.items;
  const [first, ...rest] = b.strings.items as [StrValue, ...StrValue[]];
  const seam = strConcat(left[left.length - 1] as StrValue, first);
  return new PyTemplate(
    tuple([...left.slice(0, -1), seam, ...rest]),
    tuple([...a.interpolations.items, ...b.interpolations.items]),
  );
}

/** Template of parts in any order; neighbouring strings become one. */
export function templateOf(parts: readonly (StrValue | PyInterpolation)[]): PyTemplate {
  const strings: Value[] = [];
  const interpolations: PyInterpolation[] = [];
  let text: StrValue | null = null;
  for (const part of parts) {
    if (part instanceof PyInterpolation) {
      strings.push(text ?? str(''));
      interpolations.push(part);
      text = null;
    } else text = text === null ? part : strConcat(text, part);
  }
  strings.push(text ?? str(''));
  return new PyTemplate(tuple(strings), tuple(interpolations));
}
