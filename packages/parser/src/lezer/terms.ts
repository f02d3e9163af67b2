/**
 * Node kinds of `@lezer/python`, by name. The grammar has several type ids for some names (BinaryExpression
 * at two levels, five AssignOps); a kind is one small integer per name, and `KIND` maps type ids to kinds.
 */
import { parser } from '@lezer/python';

const kinds = new Map<string, number>();

function kind(name: string): number {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  if (!parser.nodeSet.types.some((type) => type.name === name))
    throw new Error(`the grammar has no node named ${name}`);
  kinds.set(name, kinds.size + 1);
  return kinds.size;
}

export const K_ERROR = kind('⚠');
export const K_COMMENT = kind('Comment');
export const K_SCRIPT = kind('Script');

export const K_ASSIGN = kind('AssignStatement');
export const K_UPDATE = kind('UpdateStatement');
export const K_EXPR_STMT = kind('ExpressionStatement');
export const K_DELETE = kind('DeleteStatement');
export const K_PASS = kind('PassStatement');
export const K_BREAK = kind('BreakStatement');
export const K_CONTINUE = kind('ContinueStatement');
export const K_RETURN = kind('ReturnStatement');
export const K_YIELD_STMT = kind('YieldStatement');
export const K_RAISE = kind('RaiseStatement');
export const K_IMPORT = kind('ImportStatement');
export const K_SCOPE = kind('ScopeStatement');
export const K_ASSERT = kind('AssertStatement');
export const K_TYPE_ALIAS = kind('TypeDefinition');
export const K_GROUP = kind('StatementGroup');
export const K_IF = kind('IfStatement');
export const K_WHILE = kind('WhileStatement');
export const K_FOR = kind('ForStatement');
export const K_TRY = kind('TryStatement');
export const K_WITH = kind('WithStatement');
export const K_FUNCTION = kind('FunctionDefinition');
export const K_CLASS = kind('ClassDefinition');
export const K_DECORATED = kind('DecoratedStatement');
export const K_DECORATOR = kind('Decorator');
export const K_MATCH = kind('MatchStatement');
export const K_MATCH_BODY = kind('MatchBody');
export const K_MATCH_CLAUSE = kind('MatchClause');
export const K_GUARD = kind('Guard');
export const K_BODY = kind('Body');

export const K_BINARY = kind('BinaryExpression');
export const K_UNARY = kind('UnaryExpression');
export const K_AWAIT = kind('AwaitExpression');
export const K_CONDITIONAL = kind('ConditionalExpression');
export const K_LAMBDA = kind('LambdaExpression');
export const K_NAMED = kind('NamedExpression');
export const K_YIELD = kind('YieldExpression');
export const K_PAREN = kind('ParenthesizedExpression');
export const K_TUPLE = kind('TupleExpression');
export const K_GENERATOR = kind('ComprehensionExpression');
export const K_LIST = kind('ArrayExpression');
export const K_LIST_COMP = kind('ArrayComprehensionExpression');
export const K_DICT = kind('DictionaryExpression');
export const K_DICT_COMP = kind('DictionaryComprehensionExpression');
export const K_SET = kind('SetExpression');
export const K_SET_COMP = kind('SetComprehensionExpression');
export const K_CALL = kind('CallExpression');
export const K_MEMBER = kind('MemberExpression');
export const K_VARIABLE = kind('VariableName');
export const K_PROPERTY = kind('PropertyName');
export const K_NUMBER = kind('Number');
export const K_STRING = kind('String');
export const K_FORMAT_STRING = kind('FormatString');
export const K_CONTINUED_STRING = kind('ContinuedString');
export const K_REPLACEMENT = kind('FormatReplacement');
export const K_SELF_DOC = kind('FormatSelfDoc');
export const K_CONVERSION = kind('FormatConversion');
export const K_FORMAT_SPEC = kind('FormatSpec');
export const K_ESCAPE = kind('Escape');
export const K_ELLIPSIS = kind('Ellipsis');
export const K_NONE = kind('None');
export const K_BOOLEAN = kind('Boolean');
export const K_ARG_LIST = kind('ArgList');
export const K_PARAM_LIST = kind('ParamList');
export const K_TYPE_DEF = kind('TypeDef');
export const K_TYPE_PARAMS = kind('TypeParamList');
export const K_TYPE_PARAM = kind('TypeParam');

export const K_CAPTURE_PATTERN = kind('CapturePattern');
export const K_LITERAL_PATTERN = kind('LiteralPattern');
export const K_AS_PATTERN = kind('AsPattern');
export const K_OR_PATTERN = kind('OrPattern');
export const K_ATTRIBUTE_PATTERN = kind('AttributePattern');
export const K_SEQUENCE_PATTERN = kind('SequencePattern');
export const K_MAPPING_PATTERN = kind('MappingPattern');
export const K_STAR_PATTERN = kind('StarPattern');
export const K_CLASS_PATTERN = kind('ClassPattern');
export const K_PATTERN_ARGS = kind('PatternArgList');
export const K_KEYWORD_PATTERN = kind('KeywordPattern');

export const K_ASSIGN_OP = kind('AssignOp');
export const K_UPDATE_OP = kind('UpdateOp');
export const K_ARITH_OP = kind('ArithOp');
export const K_BIT_OP = kind('BitOp');
export const K_COMPARE_OP = kind('CompareOp');
export const K_LOGIC_OP = kind('LogicOp');
export const K_STAR = kind('*');
export const K_STAR_STAR = kind('**');
export const K_MATRIX = kind('@');
export const K_AT = kind('At');
export const K_DOT = kind('.');
export const K_COMMA = kind(',');
export const K_COLON = kind(':');
export const K_OPEN_PAREN = kind('(');
export const K_CLOSE_PAREN = kind(')');
export const K_OPEN_BRACKET = kind('[');
export const K_CLOSE_BRACKET = kind(']');
export const K_CLOSE_BRACE = kind('}');

export const K_KW_AND = kind('and');
export const K_KW_AS = kind('as');
export const K_KW_ASYNC = kind('async');
export const K_KW_AWAIT = kind('await');
export const K_KW_ELIF = kind('elif');
export const K_KW_ELSE = kind('else');
export const K_KW_EXCEPT = kind('except');
export const K_KW_FINALLY = kind('finally');
export const K_KW_FOR = kind('for');
export const K_KW_FROM = kind('from');
export const K_KW_IF = kind('if');
export const K_KW_IMPORT = kind('import');
export const K_KW_IN = kind('in');
export const K_KW_IS = kind('is');
export const K_KW_NONLOCAL = kind('nonlocal');
export const K_KW_NOT = kind('not');
export const K_KW_OR = kind('or');
export const K_KW_YIELD = kind('yield');

/** Kind of each lezer type id; 0 for anonymous nodes and for names the lowering does not know. */
export const KIND: Uint8Array = Uint8Array.from(parser.nodeSet.types, (type) => kinds.get(type.name) ?? 0);

/** One more than the largest kind. */
export const KIND_COUNT: number = kinds.size + 1;

/** CPython's hard keywords: never an attribute or variable name, although lezer takes any word after a dot. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
