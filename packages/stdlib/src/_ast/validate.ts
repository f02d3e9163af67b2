/**
 * What the grammar promises of a tree and the schema does not say: contexts, lists that are not empty, positions, patterns. The
 * compiler relies on it, so compile() refuses other trees. The walk follows the schema: an expression is read (`Load`) where the
 * table CONTEXTS names nothing else, and the parts of a target have the context of the whole.
 */
import { SCHEMA } from '@pyston/parser';

type Node = Record<string, any> & { nodeType: string };

/** Why a tree is refused. */
export interface Refusal {
  readonly type: 'ValueError' | 'TypeError' | 'SystemError';
  readonly text: string;
}

const refuse = (text: string): Refusal => ({ type: 'ValueError', text });
const refuseType = (text: string): Refusal => ({ type: 'TypeError', text });

type Context = 'Load' | 'Store' | 'Del';

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

/** Context of the expressions that are not read. */
const CONTEXTS: Readonly<Record<string, Readonly<Record<string, Context>>>> = {
  Delete: { targets: 'Del' },
  Assign: { targets: 'Store' },
  TypeAlias: { name: 'Store' },
  AugAssign: { target: 'Store' },
  AnnAssign: { target: 'Store' },
  For: { target: 'Store' },
  AsyncFor: { target: 'Store' },
  withitem: { optional_vars: 'Store' },
  comprehension: { target: 'Store' },
};

/** Expressions with a context, which their parts in these fields have too. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  Attribute: [],
  Subscript: [],
  Name: [],
  Starred: ['value'],
  List: ['elts'],
  Tuple: ['elts'],
};

/** Identifiers that may not be the name of a constant. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  FunctionDef: ['name'],
  AsyncFunctionDef: ['name'],
  ClassDef: ['name'],
  ExceptHandler: ['name'],
  alias: ['name', 'asname'],
  Name: ['id'],
  TypeVar: ['name'],
  TypeVarTuple: ['name'],
  ParamSpec: ['name'],
};

const COMPREHENSIONS = ['ListComp', 'SetComp', 'DictComp', 'GeneratorExp'];

/** What is wrong with a tree, or null. */
export function treeError(node: Node): Refusal | null {
  return nodeError(node, 'Load');
}

function nodeError(node: Node, context: Context): Refusal | null {
  const { sum, positioned } = SCHEMA[node.nodeType]!;
  if (sum === 'pattern') return positionError(node) ?? patternError(node, false);
  return (
    (positioned ? positionError(node) : null) ??
    (sum === 'expr' ? contextError(node, context) : null) ??
    namesError(node) ??
    shapeError(node) ??
    partsError(node, context)
  );
}

function partsError(node: Node, context: Context): Refusal | null {
  const { nodeType } = node;
  for (const [field, kind, quantifier] of SCHEMA[nodeType]!.fields) {
    // CPython's compiler makes the target of `:=` a name that is stored, whatever its context says.
    if (kind !== 'node' || (nodeType === 'NamedExpr' && field === 'target')) continue;
    const inner = TARGETS[nodeType]?.includes(field) ? context : (CONTEXTS[nodeType]?.[field] ?? 'Load');
    const items: (Node | null)[] = quantifier.includes('*') ? node[field] : [node[field]];
    for (const item of items) {
      const wrong = item === null ? null : nodeError(item, inner);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function positionError(node: Node): Refusal | null {
  const { lineno, end_lineno, col_offset, end_col_offset } = node;
  const lines = `line range (${lineno}, ${end_lineno})`;
  if (lineno > end_lineno) return refuse(`AST node ${lines} is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset))
    return refuse(`AST node column range (${col_offset}, ${end_col_offset}) for ${lines} is not valid`);
  return lineno === end_lineno && col_offset > end_col_offset
    ? refuse(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`)
    : null;
}

function contextError(node: Node, wanted: Context): Refusal | null {
  if (TARGETS[node.nodeType] === undefined)
    return wanted === 'Load' ? null : refuse(`expression which can't be assigned to in ${wanted} context`);
  return node.ctx === wanted
    ? null
    : refuse(`expression must have ${wanted} context but has ${node.ctx as string} instead`);
}

function namesError(node: Node): Refusal | null {
  for (const field of NAMES[node.nodeType] ?? []) {
    const wrong = nameError(node[field]);
    if (wrong !== null) return wrong;
  }
  return null;
}

function nameError(name: string | null): Refusal | null {
  return name === 'None' || name === 'True' || name === 'False'
    ? refuse(`identifier field can't represent '${name}' constant`)
    : null;
}

/** What is wrong with the shape of one node. */
function shapeError(node: Node): Refusal | null {
  const { nodeType } = node;
  for (const field of FILLED[nodeType] ?? [])
    if (node[field].length === 0) return refuse(`empty ${field} on ${nodeType}`);
  if (COMPREHENSIONS.includes(nodeType))
    return node.generators.length === 0 ? refuse('comprehension with no generators') : null;
  return SHAPES[nodeType]?.(node) ?? null;
}

const SHAPES: Readonly<Record<string, (node: Node) => Refusal | null>> = {
  ImportFrom: (node) => (node.level < 0 ? refuse('Negative ImportFrom level') : null),
  Raise: (node) => (node.exc === null && node.cause !== null ? refuse('Raise with cause but no exception') : null),
  AnnAssign: (node) =>
    node.simple && node.target.nodeType !== 'Name' ? refuseType('AnnAssign with simple non-Name target') : null,
  TypeAlias: (node) => (node.name.nodeType === 'Name' ? null : refuseType('TypeAlias with non-Name name')),
  NamedExpr: (node) => (node.target.nodeType === 'Name' ? null : refuseType('NamedExpr target must be a Name')),
  BoolOp: (node) => (node.values.length < 2 ? refuse('BoolOp with less than 2 values') : null),
  Compare: compareError,
  Dict: (node) =>
    node.keys.length === node.values.length ? null : refuse("Dict doesn't have the same number of keys as values"),
  FormattedValue: conversionError,
  Interpolation: conversionError,
  Try: tryError,
  TryStar: tryError,
  arguments: argumentsError,
};

function compareError(node: Node): Refusal | null {
  if (node.comparators.length === 0) return refuse('Compare with no comparators');
  return node.comparators.length === node.ops.length
    ? null
    : refuse('Compare has a different number of comparators and operands');
}

/** -1, !s, !r, !a. */
const CONVERSIONS = [-1, 115, 114, 97];

function conversionError({ conversion }: Node): Refusal | null {
  return CONVERSIONS.includes(conversion)
    ? null
    : { type: 'SystemError', text: `Unrecognized conversion character ${conversion as number}` };
}

function tryError(node: Node): Refusal | null {
  if (node.handlers.length > 0) return null;
  if (node.finalbody.length === 0) return refuse(`${node.nodeType} has neither except handlers nor finalbody`);
  return node.orelse.length > 0 ? refuse(`${node.nodeType} has orelse but no except handlers`) : null;
}

function argumentsError(node: Node): Refusal | null {
  if (node.defaults.length > node.posonlyargs.length + node.args.length)
    return refuse('more positional defaults than args on arguments');
  return node.kw_defaults.length === node.kwonlyargs.length
    ? null
    : refuse('length of kwonlyargs is not the same as kw_defaults on arguments');
}

// --- patterns

/** What is wrong with a pattern; `starred`: whether it may be `*name`. */
function patternError(node: Node, starred: boolean): Refusal | null {
  return positionError(node) ?? PATTERNS[node.nodeType]!(node, starred);
}

const PATTERNS: Readonly<Record<string, (node: Node, starred: boolean) => Refusal | null>> = {
  MatchValue: (node) => matchValueError(node.value),
  MatchSingleton: ({ value }) =>
    value.t === 'none' || value.t === 'bool' ? null : refuse('MatchSingleton can only contain True, False and None'),
  MatchSequence: (node) => patternsError(node.patterns, true),
  MatchMapping: mappingError,
  MatchClass: classError,
  MatchStar: (node, starred) => (starred ? captureError(node.name) : refuse("can't use MatchStar here")),
  MatchAs: asError,
  MatchOr: (node) =>
    node.patterns.length < 2 ? refuse('MatchOr requires at least 2 patterns') : patternsError(node.patterns, false),
};

function patternsError(nodes: readonly Node[], starred: boolean): Refusal | null {
  for (const node of nodes) {
    const wrong = patternError(node, starred);
    if (wrong !== null) return wrong;
  }
  return null;
}

function captureError(name: string | null): Refusal | null {
  return name === '_' ? refuse("can't capture name '_' in patterns") : nameError(name);
}

function mappingError(node: Node): Refusal | null {
  if (node.keys.length !== node.patterns.length)
    return refuse("MatchMapping doesn't have the same number of keys as patterns");
  const wrong = captureError(node.rest);
  if (wrong !== null) return wrong;
  for (const key of node.keys as Node[]) {
    const singleton = key.nodeType === 'Constant' && (key.value.t === 'none' || key.value.t === 'bool');
    const wrongKey = singleton ? null : matchValueError(key);
    if (wrongKey !== null) return wrongKey;
  }
  return patternsError(node.patterns, false);
}

function classError(node: Node): Refusal | null {
  if (node.kwd_attrs.length !== node.kwd_patterns.length)
    return refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
  const wrong = nodeError(node.cls, 'Load');
  if (wrong !== null) return wrong;
  let cls: Node = node.cls;
  while (cls.nodeType === 'Attribute') cls = cls.value;
  if (cls.nodeType !== 'Name') return refuse('MatchClass cls field can only contain Name or Attribute nodes.');
  for (const name of node.kwd_attrs as string[]) {
    const wrongName = nameError(name);
    if (wrongName !== null) return wrongName;
  }
  return patternsError(node.patterns, false) ?? patternsError(node.kwd_patterns, false);
}

function asError(node: Node): Refusal | null {
  const wrong = captureError(node.name);
  if (wrong !== null || node.pattern === null) return wrong;
  return node.name === null
    ? refuse('MatchAs must specify a target name if a pattern is given')
    : patternError(node.pattern, false);
}

const NUMBERS = ['int', 'float', 'complex'];
const LITERALS = [...NUMBERS, 'str', 'ustr', 'bytes'];

/** A literal, a signed or complex number, or a dotted name. */
function matchValueError(e: Node): Refusal | null {
  const wrong = nodeError(e, 'Load');
  if (wrong !== null) return wrong;
  if (e.nodeType === 'Constant')
    return LITERALS.includes(e.value.t) ? null : refuse('unexpected constant inside of a literal pattern');
  const allowed = e.nodeType === 'Attribute' || e.nodeType === 'JoinedStr' || isNegative(e, NUMBERS) || isComplex(e);
  return allowed ? null : refuse('patterns may only match literals and attribute lookups');
}

function isNumber(e: Node, kinds: readonly string[]): boolean {
  return e.nodeType === 'Constant' && kinds.includes(e.value.t);
}

function isNegative(e: Node, kinds: readonly string[]): boolean {
  return e.nodeType === 'UnaryOp' && e.op === 'USub' && isNumber(e.operand, kinds);
}

/** `real + imaginary`. */
function isComplex(e: Node): boolean {
  const real = ['int', 'float'];
  return (
    e.nodeType === 'BinOp' &&
    (e.op === 'Add' || e.op === 'Sub') &&
    (isNumber(e.left, real) || isNegative(e.left, real)) &&
    isNumber(e.right, ['complex'])
  );
}
