/** Types Template, Interpolation and TemplateIter of string.templatelib; hooks of the t-string instructions. */
import { defineType } from '../core/define-type.ts';
import { getset, method } from '../core/define.ts';
import { raise, typeError, valueError } from '../core/errors.ts';
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Done, Result, Value } from '../core/value.ts';
import { DONE, str } from '../core/value.ts';
import { genericAlias } from '../genericalias/genericalias.ts';
import { bindNew } from '../ops/arguments.ts';
import { getAttr } from '../ops/attr.ts';
import { reprJs } from '../ops/text.ts';

import { isStr, strLen } from '../str/ops.ts';
import type { StrValue } from '../str/astral.ts';
import { strFromJs } from '../str/astral.ts';
import { type PyTuple, tuple } from '../tuple/tuple.ts';
import { joinTemplates, PyInterpolation, PyTemplate, PyTemplateIter, templateOf } from './template.ts';

const MODULE = 'string.templatelib';

/** Error messages name these types with their module. */
function qualify(type: PyType): PyType {
  type.name = `${MODULE}.${type.qualname}`;
  return type;
}

function classGetItem(doc: string) {
  return method('__class_getitem__', '($type, object, /)', (cls: Value, item: Value) => genericAlias(cls, item), doc);
}

const INTERPOLATION = bindNew('Interpolation', "(value, expression='', conversion=None, format_spec='')");
const CONVERSIONS: readonly Value[] = [str('s'), str('a'), str('r')];

function notStr(name: string, v: Value): undefined {
  return typeError(`Interpolation() argument '${name}' must be str, not ${v === None ? 'None' : typeOf(v).name}`);
}

function newInterpolation(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = INTERPOLATION(args, kwnames);
  if (bound === undefined) return undefined;
  const value = bound[0] as Value;
  const expression = (bound[1] as Value | undefined) ?? str('');
  const conversion = (bound[2] as Value | undefined) ?? None;
  const spec = (bound[3] as Value | undefined) ?? str('');
  if (!isStr(expression)) return notStr('expression', expression);
  if (conversion !== None) {
    if (!isStr(conversion)) return notStr('conversion', conversion);
    if (!CONVERSIONS.includes(conversion))
      return valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
  }
  if (!isStr(spec)) return notStr('format_spec', spec);
  return new PyInterpolation(value, expression, conversion, spec);
}

function interpolationRepr(self: PyInterpolation): Result {
  const parts: string[] = [];
  for (const v of [self.value, self.expression, self.conversion, self.formatSpec]) {
    const text = reprJs(v);
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return strFromJs(`Interpolation(${parts.join(', ')})`);
}

const Interpolation: PyType = qualify(
  defineType({
    name: 'Interpolation',
    module: MODULE,
    instanceClass: PyInterpolation as any,
    doc: 'Interpolation object',
    slots: { new: newInterpolation, repr: interpolationRepr },
    methods: [
      method(
        '__reduce__',
        '($self, /)',
        (self: PyInterpolation) =>
          tuple([Interpolation, tuple([self.value, self.expression, self.conversion, self.formatSpec])]),
        '__reduce__() -> (cls, state)',
      ),
    ],
    classMethods: [classGetItem('Interpolations are generic over the types of their values')],
    members: [
      { name: 'value', field: 'value', doc: 'Value' },
      { name: 'expression', field: 'expression', doc: 'Expression' },
      { name: 'conversion', field: 'conversion', doc: 'Conversion' },
      { name: 'format_spec', field: 'formatSpec', doc: 'Format specifier' },
    ],
    attrs: { __match_args__: tuple(['value', 'expression', 'conversion', 'format_spec'].map((s) => str(s))) },
  }),
);

function newTemplate(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null && kwnames.length > 0) return typeError('Template.__new__ only accepts *args arguments');
  for (const part of args) {
    if (isStr(part) || part instanceof PyInterpolation) continue;
    return typeError(`Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeOf(part).name}`);
  }
  return templateOf(args as (StrValue | PyInterpolation)[]);
}

function templateRepr(self: PyTemplate): Result {
  const strings = reprJs(self.strings);
  const interpolations = strings === undefined ? undefined : reprJs(self.interpolations);
  return interpolations === undefined
    ? undefined
    : strFromJs(`Template(strings=${strings}, interpolations=${interpolations})`);
}

function concat(self: PyTemplate, other: Value): Result {
  if (other instanceof PyTemplate) return joinTemplates(self, other);
  return typeError(`can only concatenate ${Template.name} (not "${typeOf(other).name}") to ${Template.name}`);
}

/** Pickles through string.templatelib._template_unpickle(strings, interpolations). */
function reduce(self: PyTemplate): Result {
  const module = hooks.importModule(MODULE);
  const unpickle = module === undefined ? undefined : getAttr(module, '_template_unpickle');
  return unpickle === undefined ? undefined : tuple([unpickle, tuple([self.strings, self.interpolations])]);
}

const Template: PyType = qualify(
  defineType({
    name: 'Template',
    module: MODULE,
    instanceClass: PyTemplate as any,
    doc: 'Template object',
    slots: { new: newTemplate, repr: templateRepr, iter: (self: PyTemplate) => new PyTemplateIter(self), concat },
    methods: [method('__reduce__', '($self, /)', reduce)],
    classMethods: [classGetItem('Template supports [] for generic usage')],
    members: [
      { name: 'strings', field: 'strings', doc: 'Strings' },
      { name: 'interpolations', field: 'interpolations', doc: 'Interpolations' },
    ],
    getset: [
      {
        ...getset('values', (self: PyTemplate) =>
          tuple((self.interpolations.items as PyInterpolation[]).map((i) => i.value)),
        ),
        doc: 'Values of interpolations',
      },
    ],
  }),
);

function iterNext(self: PyTemplateIter): Value | Done | undefined {
  const { strings, interpolations } = self.template;
  for (;;) {
    const at = self.index >> 1;
    if (at >= strings.items.length) return DONE;
    if ((self.index++ & 1) === 1) return at < interpolations.items.length ? interpolations.items[at]! : DONE;
    const text = strings.items[at] as StrValue;
    if (strLen(text) > 0) return text;
  }
}

qualify(
  defineType({
    name: 'TemplateIter',
    module: MODULE,
    instanceClass: PyTemplateIter as any,
    doc: 'Template iterator object',
    flags: TypeFlag.NoNew,
    slots: { iter: (self: PyTemplateIter) => self, next: iterNext },
  }),
);

hooks.newInterpolation = (value, text, conversion, spec) => {
  if (!isStr(spec))
    return raise(E.TypeError!, `Interpolation() argument 'format_spec' must be str, not ${typeOf(spec).name}`);
  return new PyInterpolation(value, text, conversion, spec);
};

hooks.newTemplate = (strings, interpolations) => new PyTemplate(strings as PyTuple, interpolations as PyTuple);
