/** Parser nodes to `ast` objects and back, with CPython's checks on the way back. */
import { SCHEMA, ENUMS } from '@pyston/parser';
import type { Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  constantValue,
  E,
  genericSetAttr,
  getAttrOrAbsent,
  int,
  isList,
  isStr,
  jsString,
  list,
  neutralConstant,
  None,
  raise,
  reprJs,
  strFromJs,
  strValue,
  takeException,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { classes } from './classes.ts';
import { treeError } from './validate.ts';

type Node = Record<string, any> & { nodeType: string };

const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

// --- to Python

export function toPython(node: Node): Value {
  const { byName } = classes();
  const cls = byName.get(node.nodeType)!;
  const schema = SCHEMA[node.nodeType]!;
  const out = new cls.instanceClass();
  for (const [field, kind, quantifier] of schema.fields) {
    const v = node[field];
    const value = quantifier.includes('*')
      ? list((v as unknown[]).map((item) => fieldToPython(item, kind)))
      : fieldToPython(v, kind);
    void genericSetAttr(out, field, value);
  }
  if (schema.positioned) for (const name of POSITIONS) void genericSetAttr(out, name, int(node[name]));
  cls.instantiated = true;
  return out;
}

function fieldToPython(v: any, kind: string): Value {
  if (v === null || v === undefined) return None;
  switch (kind) {
    case 'node':
      return toPython(v);
    case 'enum':
      return classes().singletons.get(v)!;
    case 'constant':
      return constantValue(v);
    case 'int':
      return int(v);
    default:
      return strFromJs(v);
  }
}

// --- from Python

/** Thrown through the conversion; the exception is pending. */
class Failed {}

function fail(_: undefined): never {
  throw new Failed();
}

/** The parser's tree of a Python tree, which the compiler may rely on; `undefined` = raised. */
export function fromPython(v: Value): Node | undefined {
  try {
    const tree = nodeFrom(v, 'mod');
    const wrong = treeError(tree);
    return wrong === null ? tree : raise(E[wrong.type]!, wrong.text);
  } catch (error) {
    if (error instanceof Failed) return undefined;
    throw error;
  }
}

/** The schema's name of the class of a node, through subclasses. */
function nodeName(v: Value, sum: string): string {
  const { byName } = classes();
  const base = byName.get(sum)!;
  const type = typeOf(v);
  if (!type.mro.includes(base)) fail(typeError(`expected some sort of ${sum}, but got ${reprJs(v)}`));
  for (const t of type.mro) if (SCHEMA[t.name] !== undefined && byName.get(t.name) === t) return t.name;
  return fail(typeError(`expected some sort of ${sum}, but got ${reprJs(v)}`));
}

function attribute(v: Value, name: string): Value | typeof ABSENT {
  const r = getAttrOrAbsent(v, name);
  return r === undefined ? fail(undefined) : r;
}

function nodeFrom(v: Value, sum: string): Node {
  const name = nodeName(v, sum);
  const schema = SCHEMA[name]!;
  const node: Node = { nodeType: name };
  const isProduct = schema.sum === '-';
  if (schema.positioned && !isProduct) positionsFrom(v, node, schema.sum);
  for (const [field, kind, quantifier, type] of schema.fields)
    node[field] = fieldFrom(v, name, field, kind, quantifier, type);
  if (schema.positioned && isProduct) positionsFrom(v, node, name);
  return node;
}

function fieldFrom(v: Value, owner: string, field: string, kind: string, quantifier: string, type: string): unknown {
  const value = attribute(v, field);
  if (quantifier.includes('*')) {
    if (value === ABSENT) return [];
    if (!isList(value)) return fail(typeError(`${owner} field "${field}" must be a list, not a ${typeOf(value).name}`));
    return value.items.map((item) =>
      item === None && quantifier.includes('?') ? null : plainFrom(item, kind, type, owner),
    );
  }
  if (value === ABSENT || (value === None && kind !== 'constant')) {
    if (quantifier === '?') return null;
    if (value === ABSENT) return fail(typeError(`required field "${field}" missing from ${owner}`));
    return fail(valueError(`field '${field}' is required for ${owner}`));
  }
  return plainFrom(value, kind, type, owner);
}

function plainFrom(value: Value, kind: string, type: string, owner: string): unknown {
  switch (kind) {
    case 'node':
      if (value === None)
        return fail(valueError(`None disallowed in ${type === 'expr' ? 'expression' : 'statement'} list`));
      return nodeFrom(value, type);
    case 'enum': {
      const name = enumName(value, type);
      return name ?? fail(typeError(`expected some sort of ${type}, but got ${reprJs(value)}`));
    }
    case 'int': {
      const n = asIndex(value);
      return n === undefined ? fail(invalidInt(value)) : n;
    }
    case 'constant':
      return neutralConstant(value) ?? fail(undefined);
    case 'identifier':
      if (!isStr(value)) return fail(typeError('AST identifier must be of type str'));
      return jsString(strValue(value));
    default:
      return isStr(value) ? jsString(strValue(value)) : fail(typeError(`AST string must be of type str`));
  }
}

function invalidInt(v: Value): undefined {
  takeException();
  return valueError(`invalid integer value: ${reprJs(v)}`);
}

function enumName(v: Value, type: string): string | null {
  const { byName } = classes();
  for (const t of typeOf(v).mro) if (ENUMS[type]!.includes(t.name) && byName.get(t.name) === t) return t.name;
  return null;
}

/** `owner`: the sum, or the class of a product. */
function positionsFrom(v: Value, node: Node, owner: string): void {
  for (const name of POSITIONS) {
    const value = attribute(v, name);
    const start = START_OF[name];
    if (start !== undefined && (value === ABSENT || value === None)) node[name] = node[start];
    else if (value === ABSENT) fail(typeError(`required field "${name}" missing from ${owner}`));
    else node[name] = asIndex(value) ?? fail(invalidInt(value));
  }
}

/** Positions that may be missing, and what they are then. */
const START_OF: Readonly<Record<string, string>> = { end_lineno: 'lineno', end_col_offset: 'col_offset' };
