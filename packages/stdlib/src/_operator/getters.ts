/** operator.itemgetter, attrgetter, methodcaller. */
import type { InstanceClass, PyType, Result, Value } from '@pyston/objects';
import {
  callKw,
  defineType,
  getAttr,
  getItem,
  hooks,
  isStr,
  jsString,
  method,
  newInstance,
  None,
  PyObject,
  reprJs,
  str,
  strFromJs,
  strValue,
  tuple,
  typeError,
  typeOf,
} from '@pyston/objects';

class PyItemGetter extends PyObject {
  items: Value[] = [];
}

/** What inspect shows of an instance. */
const CALL_SIGNATURE = [{ name: '__text_signature__', get: () => str('(obj, /)') }];

/** The single argument of a call, or an arity error. */
function onlyArgument(name: string, args: Value[], kwnames: readonly string[] | null): Value | undefined {
  if (kwnames !== null) return typeError(`${name}() takes no keyword arguments`);
  return args.length === 1 ? args[0] : typeError(`${name} expected 1 argument, got ${args.length}`);
}

function gathered(parts: readonly Value[], get: (part: Value) => Result): Result {
  if (parts.length === 1) return get(parts[0]!);
  const out: Value[] = [];
  for (const part of parts) {
    const v = get(part);
    if (v === undefined) return undefined;
    out.push(v);
  }
  return tuple(out);
}

function partsText(name: string, parts: readonly Value[]): Result {
  const texts: string[] = [];
  for (const part of parts) {
    const text = reprJs(part);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return strFromJs(`operator.${name}(${texts.join(', ')})`);
}

function itemGetterNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('itemgetter() takes no keyword arguments');
  if (args.length === 0) return typeError('itemgetter expected 1 argument, got 0');
  const self = newInstance<PyItemGetter>(cls);
  self.items = args.slice();
  return self;
}

export const itemgetter: PyType = defineType({
  name: 'itemgetter',
  module: 'operator',
  longName: true,
  instanceClass: PyItemGetter as InstanceClass,
  doc: 'Return a callable object that fetches the given item(s) from its operand.\n\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])',
  signature: '(item, /, *items)',
  slots: {
    new: itemGetterNew,
    call: (self: PyItemGetter, args, kwnames) => {
      const obj = onlyArgument('itemgetter', args, kwnames);
      return obj === undefined ? undefined : gathered(self.items, (key) => getItem(obj, key));
    },
    repr: (self: PyItemGetter) => partsText('itemgetter', self.items),
  },
  getset: CALL_SIGNATURE,
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PyItemGetter) => tuple([typeOf(self), tuple(self.items)]),
      'Return state information for pickling',
    ),
  ],
});

class PyAttrGetter extends PyObject {
  names: Value[] = [];
  paths: string[][] = [];
}

function attrGetterNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  if (kwnames !== null) return typeError('attrgetter() takes no keyword arguments');
  if (args.length === 0) return typeError('attrgetter expected 1 argument, got 0');
  const self = newInstance<PyAttrGetter>(cls);
  for (const arg of args) {
    if (!isStr(arg)) return typeError('attribute name must be a string');
    self.names.push(arg);
    self.paths.push(jsString(strValue(arg)).split('.'));
  }
  return self;
}

function follow(obj: Value, path: readonly string[]): Result {
  let v: Result = obj;
  for (const name of path) {
    v = getAttr(v, name);
    if (v === undefined) return undefined;
  }
  return v;
}

function getAttributes(self: PyAttrGetter, obj: Value): Result {
  if (self.paths.length === 1) return follow(obj, self.paths[0]!);
  const out: Value[] = [];
  for (const path of self.paths) {
    const v = follow(obj, path);
    if (v === undefined) return undefined;
    out.push(v);
  }
  return tuple(out);
}

export const attrgetter: PyType = defineType({
  name: 'attrgetter',
  module: 'operator',
  longName: true,
  instanceClass: PyAttrGetter as InstanceClass,
  doc: "Return a callable object that fetches the given attribute(s) from its operand.\n\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
  signature: '(attr, /, *attrs)',
  slots: {
    new: attrGetterNew,
    call: (self: PyAttrGetter, args, kwnames) => {
      const obj = onlyArgument('attrgetter', args, kwnames);
      return obj === undefined ? undefined : getAttributes(self, obj);
    },
    repr: (self: PyAttrGetter) => partsText('attrgetter', self.names),
  },
  getset: CALL_SIGNATURE,
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (self: PyAttrGetter) => tuple([typeOf(self), tuple(self.names)]),
      'Return state information for pickling',
    ),
  ],
});

class PyMethodCaller extends PyObject {
  name: Value = None;
  args: Value[] = [];
  kwnames: readonly string[] | null = null;
}

function methodCallerNew(cls: PyType, args: Value[], kwnames: readonly string[] | null): Result {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  if (npos < 1) return typeError('methodcaller needs at least one argument, the method name');
  if (!isStr(args[0]!)) return typeError('method name must be a string');
  const self = newInstance<PyMethodCaller>(cls);
  self.name = args[0]!;
  self.args = args.slice(1);
  self.kwnames = kwnames;
  return self;
}

function methodName(self: PyMethodCaller): string {
  return isStr(self.name) ? jsString(strValue(self.name)) : '';
}

function callerText(self: PyMethodCaller): Result {
  const { args, kwnames } = self;
  let text = reprJs(self.name);
  const npos = args.length - (kwnames === null ? 0 : kwnames.length);
  for (let i = 0; i < args.length; i++) {
    const arg = text === undefined ? undefined : reprJs(args[i]!);
    if (arg === undefined) return undefined;
    text += i < npos ? `, ${arg}` : `, ${kwnames![i - npos]}=${arg}`;
  }
  return text === undefined ? undefined : strFromJs(`operator.methodcaller(${text})`);
}

/** With keywords: a partial of the type, which then is called without arguments. */
function callerReduce(self: PyMethodCaller): Result {
  const { args, kwnames } = self;
  if (kwnames === null) return tuple([typeOf(self), tuple([self.name, ...args])]);
  const functools = hooks.importModule('functools');
  const partial = functools === undefined ? undefined : getAttr(functools, 'partial');
  if (partial === undefined) return undefined;
  const bound = callKw(partial, [typeOf(self), self.name, ...args.slice(args.length - kwnames.length)], kwnames);
  return bound === undefined ? undefined : tuple([bound, tuple(args.slice(0, args.length - kwnames.length))]);
}

export const methodcaller: PyType = defineType({
  name: 'methodcaller',
  module: 'operator',
  longName: true,
  instanceClass: PyMethodCaller as InstanceClass,
  doc: "Return a callable object that calls the given method on its operand.\n\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
  signature: '(name, /, *args, **kwargs)',
  slots: {
    new: methodCallerNew,
    call: (self: PyMethodCaller, args, kwnames) => {
      const obj = onlyArgument('methodcaller', args, kwnames);
      const f = obj === undefined ? undefined : getAttr(obj, methodName(self));
      return f === undefined ? undefined : callKw(f, self.args.slice(), self.kwnames);
    },
    repr: callerText,
  },
  getset: CALL_SIGNATURE,
  methods: [method('__reduce__', '($self, /)', callerReduce, 'Return state information for pickling')],
});
