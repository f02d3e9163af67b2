/** What the grammar promises of a tree and the schema does not say: the compiler relies on it, so other trees are refused. */

type Node = Record<string, any> & { nodeType: string };

const BODY = ['body'];

/** Lists that may not be empty. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  FunctionDef: BODY,
  AsyncFunctionDef: BODY,
  ClassDef: BODY,
  For: BODY,
  AsyncFor: BODY,
  While: BODY,
  If: BODY,
  With: ['items', 'body'],
  AsyncWith: ['items', 'body'],
  Try: BODY,
  TryStar: BODY,
  ExceptHandler: BODY,
  Match: ['cases'],
  match_case: BODY,
  Delete: ['targets'],
  Assign: ['targets'],
  Import: ['names'],
  ImportFrom: ['names'],
  Global: ['names'],
  Nonlocal: ['names'],
};

const COMPREHENSIONS = ['ListComp', 'SetComp', 'DictComp', 'GeneratorExp'];

/** What is wrong with the shape of a node, or null. */
export function shapeError(node: Node): string | null {
  const { nodeType } = node;
  if (nodeType === 'ImportFrom' && node.level < 0) return 'Negative ImportFrom level';
  for (const field of FILLED[nodeType] ?? []) if (node[field].length === 0) return `empty ${field} on ${nodeType}`;
  if (COMPREHENSIONS.includes(nodeType))
    return node.generators.length === 0 ? 'comprehension with no generators' : null;
  return SHAPES[nodeType]?.(node) ?? null;
}

const SHAPES: Readonly<Record<string, (node: Node) => string | null>> = {
  BoolOp: (node) => (node.values.length < 2 ? 'BoolOp with less than 2 values' : null),
  Compare: compareError,
  Dict: (node) =>
    node.keys.length === node.values.length ? null : "Dict doesn't have the same number of keys as values",
  Try: tryError,
  TryStar: tryError,
  MatchOr: (node) => (node.patterns.length < 2 ? 'MatchOr requires at least 2 patterns' : null),
  arguments: argumentsError,
};

function compareError(node: Node): string | null {
  if (node.comparators.length === 0) return 'Compare with no comparators';
  return node.comparators.length === node.ops.length
    ? null
    : 'Compare has a different number of comparators and operands';
}

function tryError(node: Node): string | null {
  if (node.handlers.length > 0) return null;
  if (node.finalbody.length === 0) return `${node.nodeType} has neither except handlers nor finalbody`;
  return node.orelse.length > 0 ? `${node.nodeType} has orelse but no except handlers` : null;
}

function argumentsError(node: Node): string | null {
  if (node.defaults.length > node.posonlyargs.length + node.args.length)
    return 'more positional defaults than args on arguments';
  return node.kw_defaults.length === node.kwonlyargs.length
    ? null
    : 'length of kwonlyargs is not the same as kw_defaults on arguments';
}
