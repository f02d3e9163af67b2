/** Type `mappingproxy` (types.MappingProxyType): every operation goes to the mapping behind it. */
import { defineType } from '../core/define-type.ts';
import { method } from '../core/define.ts';
import { typeError } from '../core/errors.ts';
import type { InstanceClass } from '../core/object.ts';
import { T } from '../core/registry.ts';
import { None } from '../core/singletons.ts';
import type { PyType } from '../core/type.ts';
import { TypeFlag, typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { CLASS_GETITEM } from '../genericalias/genericalias.ts';
import { isList } from '../list/list.ts';
import { or } from '../ops/arith.ts';
import { getAttr } from '../ops/attr.ts';
import { call, call0 } from '../ops/call.ts';
import type { CompareOp } from '../ops/compare.ts';
import { richCompare } from '../ops/compare.ts';
import { hash } from '../ops/hash.ts';
import { contains, getItem, len } from '../ops/items.ts';
import { getIter } from '../ops/iter.ts';
import { reprJs, strOf } from '../ops/text.ts';
import { strFromJs } from '../str/astral.ts';
import { isTuple } from '../tuple/tuple.ts';
import { PyMappingProxy } from './proxy.ts';

function proxyNew(_cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (args.length !== 1 || (kwnames !== null && kwnames[0] !== 'mapping')) {
    return args.length === 0
      ? typeError("mappingproxy() missing required argument 'mapping' (pos 1)")
      : typeError(`mappingproxy() takes exactly 1 argument (${args.length} given)`);
  }
  const mapping = args[0]!;
  if (typeOf(mapping).slots.getitem === null || isList(mapping) || isTuple(mapping)) {
    return typeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).name}`);
  }
  return new PyMappingProxy(mapping);
}

function target(v: Value): Value {
  return v instanceof PyMappingProxy ? v.mapping : v;
}

function repr(self: PyMappingProxy): Result {
  const text = reprJs(self.mapping);
  return text === undefined ? undefined : strFromJs(`mappingproxy(${text})`);
}

function compare(op: CompareOp) {
  return (self: PyMappingProxy, other: Value): Result => richCompare(self.mapping, other, op);
}

/** Calls a method of the mapping. */
function forward(name: string) {
  return (self: PyMappingProxy): Result => {
    const f = getAttr(self.mapping, name);
    return f === undefined ? undefined : call0(f);
  };
}

function get(self: PyMappingProxy, key: Value, fallback?: Value): Result {
  const f = getAttr(self.mapping, 'get');
  return f === undefined ? undefined : call(f, [key, fallback ?? None]);
}

T.mappingproxy = defineType({
  name: 'mappingproxy',
  instanceClass: PyMappingProxy as unknown as InstanceClass,
  doc: 'Read-only proxy of a mapping.',
  signature: '(mapping)',
  flags: TypeFlag.Mapping,
  slots: {
    new: proxyNew,
    repr,
    str: (self: PyMappingProxy) => strOf(self.mapping),
    hash: (self: PyMappingProxy) => hash(self.mapping),
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
    iter: (self: PyMappingProxy) => getIter(self.mapping),
    len: (self: PyMappingProxy) => len(self.mapping),
    getitem: (self: PyMappingProxy, key: Value) => getItem(self.mapping, key),
    contains: (self: PyMappingProxy, key: Value) => contains(self.mapping, key),
    or: (self: PyMappingProxy, other: Value) => or(self.mapping, target(other)),
    ror: (self: PyMappingProxy, other: Value) => or(target(other), self.mapping),
    ior: () => typeError("'|=' is not supported by mappingproxy; use '|' instead"),
  },
  methods: [
    method(
      'get',
      '($self, key, default=None, /)',
      get,
      'Return the value for key if key is in the mapping, else default.',
    ),
    method('keys', '($self, /)', forward('keys'), "a set-like object providing a view on the mapping's keys"),
    method('values', '($self, /)', forward('values'), "an object providing a view on the mapping's values"),
    method('items', '($self, /)', forward('items'), "a set-like object providing a view on the mapping's items"),
    method('copy', '($self, /)', forward('copy'), 'a shallow copy of the mapping'),
    method('__reversed__', '($self, /)', forward('__reversed__'), 'reverse iterator'),
  ],
  classMethods: [CLASS_GETITEM],
});
