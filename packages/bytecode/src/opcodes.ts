/**
 * The opcode table: the only definition of the register bytecode.
 *
 * Enum constants (`generated/op.ts`), instruction lengths, `dis`, the verifier and the assembler's register and jump
 * relocation all derive from it.
 *
 * An instruction is a run of 32-bit words `[op, operand…]`. A variadic operand is always the last one: a count followed
 * by that many registers. Jump targets are absolute word offsets. There is no extended argument.
 *
 * Registers of a frame:
 *
 *     0 … nlocals-1            arguments, then the other fast locals, in the order of co_varnames
 *     nlocals …                cells of captured locals (co_cellvars), then of free variables (co_freevars); a captured
 *                              argument has its argument register too, MAKE_CELL moves the value into the cell at entry
 *     nlocalsplus … constBase-1  temporaries
 *     constBase … nregs-1      constants: register constBase + i holds consts[i] (later constants have no register)
 *
 * An unbound local is `undefined` in its register. Temporaries are never read before they were written.
 * An instruction that raises leaves its destination registers as they were.
 *
 * Operand kinds, as written in the table:
 *
 *     dst x     register written                      src x      register read
 *     dst2 x    registers x and x+1 written           src2 x     registers x and x+1 read
 *     opt x     register read, or -1 for none         upd x      register read and written
 *     name x    index into names                      const x    index into consts (not a register)
 *     jump x    absolute word offset                  imm x      plain number
 *     ic x      feedback slot, 0 … cacheSlots-1       srcs x / dsts x   count, then that many registers
 */

export const OPERAND_KINDS = [
  'dst',
  'dst2',
  'src',
  'src2',
  'opt',
  'upd',
  'name',
  'const',
  'jump',
  'imm',
  'ic',
  'srcs',
  'dsts',
] as const;

export type OperandKind = (typeof OPERAND_KINDS)[number];

export interface Operand {
  readonly kind: OperandKind;
  readonly name: string;
}

/** How control leaves an instruction (apart from raising). */
export type Flow = 'next' | 'jump' | 'branch' | 'end';

export interface OpcodeInfo {
  readonly code: number;
  readonly name: string;
  readonly operands: readonly Operand[];
  /** Words of the instruction; for variadic ones the words before the first register of the list. */
  readonly length: number;
  readonly variadic: boolean;
  readonly flow: Flow;
  /** First instruction of an exception handler: takes the pending exception. */
  readonly entry: boolean;
  /** Whether executing it can raise. */
  readonly raises: boolean;
  readonly doc: string;
}

/** Row: name, operands, flags (`!` never raises, `entry` handler entry, `end` does not fall through, `jump` always jumps), meaning. */
type Row = readonly [name: string, operands: string, flags: string, doc: string];

const BINARY_OPERATORS = [
  'ADD',
  'SUB',
  'MUL',
  'MATMUL',
  'TRUEDIV',
  'FLOORDIV',
  'MOD',
  'POW',
  'LSHIFT',
  'RSHIFT',
  'AND',
  'OR',
  'XOR',
];
const BINARY_SYMBOLS = ['+', '-', '*', '@', '/', '//', '%', '**', '<<', '>>', '&', '|', '^'];
const COMPARISONS = ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE'];
const COMPARISON_SYMBOLS = ['<', '<=', '==', '!=', '>', '>='];

const binaryRows = (): Row[] =>
  BINARY_OPERATORS.map((n, i): Row => [`BINARY_${n}`, 'dst d, src a, src b, ic c', '', `d ← a ${BINARY_SYMBOLS[i]} b`]);
const inplaceRows = (): Row[] =>
  BINARY_OPERATORS.map(
    (n, i): Row => [
      `INPLACE_${n}`,
      'dst d, src a, src b, ic c',
      '',
      `d ← a ${BINARY_SYMBOLS[i]}= b (the result of the in-place operator)`,
    ],
  );
const compareRows = (): Row[] =>
  COMPARISONS.map(
    (n, i): Row => [`COMPARE_${n}`, 'dst d, src a, src b, ic c', '', `d ← a ${COMPARISON_SYMBOLS[i]} b (any object)`],
  );
const compareJumpRows = (): Row[] =>
  COMPARISONS.flatMap((n, i): Row[] => [
    [`JUMP_IF_${n}`, 'src a, src b, jump t, ic c', '', `if bool(a ${COMPARISON_SYMBOLS[i]} b): pc ← t`],
    [
      `JUMP_IF_NOT_${n}`,
      'src a, src b, jump t, ic c',
      '',
      `if not bool(a ${COMPARISON_SYMBOLS[i]} b): pc ← t (not the opposite comparison)`,
    ],
  ]);

// ORDER: binary operators, in-place operators, comparisons and compare-jumps each stand in one run, so that the compiler adds an
// operator's index to the first opcode of the run; compare-jumps come in pairs (holds, does not hold).
const ROWS: readonly Row[] = [
  ['NOP', '', '!', 'nothing; carries a line for tracing'],
  [
    'INSTRUMENTED',
    '',
    '',
    'never compiled, only written over the words a tier executes: report events of instructions[pc], then execute that',
  ],

  // Registers
  ['MOVE', 'dst d, src a', '!', 'd ← a (copies undefined too)'],
  ['CHECK_BOUND', 'src r', '', 'if r is undefined: raise UnboundLocalError for varnames[r]'],
  ['DELETE_LOCAL', 'upd r', '', 'if r is undefined: raise UnboundLocalError for varnames[r]; r ← undefined'],
  ['CLEAR_LOCAL', 'dst r', '!', 'r ← undefined'],

  // Cells (operands c name registers that hold Cell objects)
  ['MAKE_CELL', 'dst c, opt a', '!', 'c ← new cell with the value of a, a ← undefined; without a an empty cell'],
  [
    'LOAD_DEREF',
    'dst d, src c',
    '',
    'd ← value of cell c; empty: UnboundLocalError for a cellvar, NameError for a freevar',
  ],
  ['STORE_DEREF', 'src c, src a', '!', 'value of cell c ← a'],
  ['DELETE_DEREF', 'src c', '', 'empty the cell c; already empty: as LOAD_DEREF'],
  ['CLEAR_DEREF', 'src c', '!', 'empty the cell c'],
  [
    'LOAD_FROM_DICT_OR_DEREF',
    'dst d, src m, src c',
    '',
    'd ← m[name of c], if the mapping m lacks it the value of cell c',
  ],

  // Names
  ['LOAD_GLOBAL', 'dst d, name n, ic c', '', 'd ← n from globals, then builtins; else NameError'],
  ['STORE_GLOBAL', 'name n, src a', '', 'globals[n] ← a'],
  ['DELETE_GLOBAL', 'name n', '', 'del globals[n]; missing: NameError'],
  [
    'LOAD_NAME',
    'dst d, name n, ic c',
    '',
    'd ← n from the frame’s namespace, then globals, then builtins; else NameError',
  ],
  ['STORE_NAME', 'name n, src a', '', 'namespace[n] ← a'],
  ['DELETE_NAME', 'name n', '', 'del namespace[n]; missing: NameError'],
  ['LOAD_FROM_DICT_OR_GLOBALS', 'dst d, src m, name n, ic c', '', 'd ← m[n], if the mapping m lacks it as LOAD_GLOBAL'],
  ['LOAD_LOCALS', 'dst d', '', 'd ← the frame’s namespace mapping; none: SystemError "no locals"'],
  ['SETUP_ANNOTATIONS', '', '', 'if "__annotations__" not in namespace: namespace["__annotations__"] ← {}'],

  // Attributes
  ['LOAD_ATTR', 'dst d, src o, name n, ic c', '', 'd ← o.n'],
  ['STORE_ATTR', 'src o, name n, src a, ic c', '', 'o.n ← a'],
  ['DELETE_ATTR', 'src o, name n', '', 'del o.n'],
  [
    'LOAD_METHOD',
    'dst2 m, src o, name n, ic c',
    '',
    'callee of o.n(…): m ← function, m+1 ← o; or m ← bound value, m+1 ← undefined',
  ],
  [
    'LOAD_SUPER_ATTR',
    'dst d, src f, src k, src s, name n, imm argc, ic c',
    '',
    'd ← super(k, s).n without making the super object if f is the type super; else d ← f(k, s).n, or f().n when argc is 0',
  ],
  [
    'LOAD_SUPER_METHOD',
    'dst2 m, src f, src k, src s, name n, imm argc, ic c',
    '',
    'as LOAD_SUPER_ATTR, giving the pair of LOAD_METHOD',
  ],
  [
    'LOAD_SPECIAL',
    'dst2 m, src o, imm which',
    '',
    'pair of LOAD_METHOD for the special method SPECIAL_METHODS[which] looked up on type(o); missing: the TypeError of with',
  ],

  // Items
  ['GET_ITEM', 'dst d, src o, src k, ic c', '', 'd ← o[k]'],
  ['SET_ITEM', 'src o, src k, src a, ic c', '', 'o[k] ← a'],
  ['DELETE_ITEM', 'src o, src k', '', 'del o[k]'],
  ['GET_SLICE', 'dst d, src o, src lo, src hi, ic c', '', 'd ← o[lo:hi] (None = left out)'],
  ['SET_SLICE', 'src o, src lo, src hi, src a', '', 'o[lo:hi] ← a'],
  ['BUILD_SLICE', 'dst d, src lo, src hi, src step', '!', 'd ← slice(lo, hi, step)'],

  // Operators
  ['UNARY_NEG', 'dst d, src a, ic c', '', 'd ← -a'],
  ['UNARY_POS', 'dst d, src a, ic c', '', 'd ← +a'],
  ['UNARY_INVERT', 'dst d, src a, ic c', '', 'd ← ~a'],
  ['UNARY_NOT', 'dst d, src a', '', 'd ← not a'],
  ...binaryRows(),
  ...inplaceRows(),
  ...compareRows(),
  ['IS', 'dst d, src a, src b', '!', 'd ← a is b'],
  ['IS_NOT', 'dst d, src a, src b', '!', 'd ← a is not b'],
  ['CONTAINS', 'dst d, src a, src b, ic c', '', 'd ← a in b'],
  ['NOT_CONTAINS', 'dst d, src a, src b, ic c', '', 'd ← a not in b'],

  // Jumps
  ['JUMP', 'jump t', '! jump', 'pc ← t; goes backward only in the loop around SEND, where nothing is polled'],
  ['JUMP_BACK', 'jump t', 'jump', 'pc ← t (back-edge: counts, polls for signals and the GIL, may raise)'],
  ['JUMP_IF_TRUE', 'src a, jump t, ic c', '', 'if bool(a): pc ← t'],
  ['JUMP_IF_FALSE', 'src a, jump t, ic c', '', 'if not bool(a): pc ← t'],
  ['JUMP_IF_NONE', 'src a, jump t', '!', 'if a is None: pc ← t'],
  ['JUMP_IF_NOT_NONE', 'src a, jump t', '!', 'if a is not None: pc ← t'],
  ...compareJumpRows(),
  ['JUMP_IF_IS', 'src a, src b, jump t', '!', 'if a is b: pc ← t'],
  ['JUMP_IF_IS_NOT', 'src a, src b, jump t', '!', 'if a is not b: pc ← t'],
  ['JUMP_IF_IN', 'src a, src b, jump t, ic c', '', 'if a in b: pc ← t'],
  ['JUMP_IF_NOT_IN', 'src a, src b, jump t, ic c', '', 'if a not in b: pc ← t'],
  ['RETURN', 'src a', '! end', 'return a (of a generator: StopIteration(a))'],

  // Calls
  ['CALL', 'dst d, src f, ic c, srcs args', '', 'd ← f(args…)'],
  ['CALL_METHOD', 'dst d, src2 m, ic c, srcs args', '', 'd ← m(m+1, args…), or m(args…) when m+1 is undefined'],
  [
    'CALL_KW',
    'dst d, src f, const names, ic c, srcs args',
    '',
    'd ← f(args…); the last len(names) arguments are keyword arguments with these names',
  ],
  ['CALL_METHOD_KW', 'dst d, src2 m, const names, ic c, srcs args', '', 'CALL_METHOD with keyword names as CALL_KW'],
  [
    'CALL_EX',
    'dst d, src f, src args, opt kwargs, ic c',
    '',
    'd ← f(*args, **kwargs); args is a tuple or any iterable, kwargs a dict or any mapping (errors name f)',
  ],

  // Building
  ['BUILD_TUPLE', 'dst d, srcs a', '!', 'd ← (a…)'],
  ['BUILD_LIST', 'dst d, srcs a', '!', 'd ← [a…]'],
  ['BUILD_SET', 'dst d, srcs a', '', 'd ← {a…}'],
  ['BUILD_MAP', 'dst d, srcs a', '', 'd ← {a0: a1, a2: a3, …}'],
  ['BUILD_STRING', 'dst d, srcs a', '', 'd ← "".join(a…); all are str'],
  ['LIST_APPEND', 'src l, src a', '!', 'l.append(a)'],
  ['LIST_EXTEND', 'src l, src a', '', 'l.extend(a); not iterable: "Value after * must be an iterable, not T"'],
  ['LIST_TO_TUPLE', 'dst d, src l', '!', 'd ← tuple(l)'],
  ['SET_ADD', 'src s, src a', '', 's.add(a)'],
  ['SET_UPDATE', 'src s, src a', '', 's.update(a)'],
  ['MAP_ADD', 'src m, src k, src a', '', 'm[k] ← a'],
  [
    'DICT_UPDATE',
    'src m, src a',
    '',
    'm.update(a) for ** in a display; not a mapping: "\'T\' object is not a mapping"',
  ],
  [
    'DICT_MERGE',
    'src m, src a, src f',
    '',
    'm.update(a) for ** in a call of f: duplicate key or no mapping raise the call’s TypeError',
  ],
  [
    'FORMAT_VALUE',
    'dst d, src a, imm conv, opt spec',
    '',
    'd ← format(convert(a), spec or ""); conv: 0 none, 1 str, 2 repr, 3 ascii',
  ],
  [
    'BUILD_INTERPOLATION',
    'dst d, src a, src text, imm conv, opt spec',
    '',
    'd ← Interpolation(a, text, conversion, spec or "")',
  ],
  ['BUILD_TEMPLATE', 'dst d, src strings, src interpolations', '!', 'd ← Template of the two tuples'],

  // Iteration and unpacking
  ['GET_ITER', 'dst d, src a, ic c', '', 'd ← iter(a)'],
  ['FOR_ITER', 'dst d, src it, jump t, ic c', '', 'd ← next(it); exhausted: pc ← t, d unchanged'],
  ['UNPACK_SEQUENCE', 'src a, ic c, dsts d', '', 'd… ← exactly as many items of a'],
  ['UNPACK_EX', 'src a, imm before, dsts d', '', 'first `before` items of a, list of the middle, items after it → d…'],
  ['GET_LEN', 'dst d, src a', '', 'd ← len(a)'],

  // Generators and coroutines
  [
    'YIELD_VALUE',
    'dst d, src a',
    '',
    'suspend, handing out a; on resumption d ← value sent. Exceptions of throw() and close() are raised here',
  ],
  [
    'YIELD_FROM',
    'dst d, src a, src it',
    '',
    'suspend, handing out a as received from sub-iterator `it` (gi_yieldfrom; throw() and close() go to it first; an async generator does not wrap a); then d ← value sent',
  ],
  [
    'SEND',
    'dst d, src it, src a, jump t, ic c',
    '',
    'd ← it.send(a) (next(it) when a is None) and go on if it yields; if it returns, d ← its result, pc ← t',
  ],
  [
    'CLEANUP_THROW',
    'dst d',
    'entry',
    'handler entry of YIELD_FROM: pending StopIteration → d ← its value; any other exception goes on',
  ],
  [
    'GET_YIELD_FROM_ITER',
    'dst d, src a',
    '',
    'd ← a if it is a generator, or a coroutine inside a coroutine; else iter(a)',
  ],
  [
    'GET_AWAITABLE',
    'dst d, src a, imm context',
    '',
    'd ← awaitable iterator of a; context words the error: 0 await, 1 __aenter__, 2 __aexit__',
  ],
  ['GET_AITER', 'dst d, src a', '', 'd ← aiter(a) with the errors of async for'],
  ['GET_ANEXT', 'dst d, src it', '', 'd ← awaitable iterator of anext(it)'],
  ['END_ASYNC_FOR', '', 'entry', 'handler entry: pending StopAsyncIteration is dropped; any other exception goes on'],

  // Exceptions
  [
    'PUSH_EXC',
    'dst2 d',
    'entry !',
    'handler entry: d ← pending exception, d+1 ← handled exception of this frame (opaque); d becomes the handled one',
  ],
  ['POP_EXC', 'src2 d', '!', 'leave a handler: the handled exception becomes d+1 again'],
  [
    'POP_EXC_RERAISE',
    'src2 d',
    'entry end',
    'handler entry: the handled exception becomes d+1 again, the pending exception goes on without a new traceback entry',
  ],
  [
    'CHECK_EXC_MATCH',
    'dst d, src e, src type',
    '',
    'd ← whether e is an instance of the class or tuple `type`; bad type: TypeError',
  ],
  ['JUMP_IF_NOT_EXC_MATCH', 'src e, src type, jump t', '', 'if not CHECK_EXC_MATCH: pc ← t'],
  [
    'CHECK_EG_MATCH',
    'dst2 d, src e, src type',
    '',
    'split e (or None) by type: d ← rest or None, d+1 ← match or None; a match becomes the handled exception',
  ],
  [
    'PREP_RERAISE_STAR',
    'dst d, src e, src l',
    '',
    'd ← what an except* chain on e raises, given the list l of raised and unhandled exceptions, or None',
  ],
  ['RAISE', 'opt e, opt cause', 'end', 'raise e from cause; without e re-raise the handled exception'],
  ['RERAISE', 'src e', 'end', 'make e pending again, without a new traceback entry'],
  [
    'WITH_EXCEPT_START',
    'dst d, src2 exit, src e',
    '',
    'd ← exit(type(e), e, traceback of e); `exit` is a pair of LOAD_SPECIAL',
  ],
  ['LOAD_COMMON_CONSTANT', 'dst d, imm which', '!', 'd ← the built-in object COMMON_CONSTANTS[which]'],

  // Functions, classes, type parameters
  [
    'MAKE_FUNCTION',
    'dst d, const code, opt defaults, opt kwdefaults, opt annotate, srcs closure',
    '!',
    'd ← function; defaults: tuple, kwdefaults: dict, annotate: function, closure: cell registers in co_freevars order',
  ],
  ['LOAD_BUILD_CLASS', 'dst d', '', 'd ← builtins.__build_class__'],
  [
    'MAKE_TYPE_PARAM',
    'dst d, imm kind, src name, opt evaluator',
    '!',
    'd ← TypeVar | ParamSpec | TypeVarTuple; TYPE_PARAM_KINDS[kind] says which and what the evaluator gives',
  ],
  ['SET_TYPE_PARAM_DEFAULT', 'src p, src evaluator', '!', 'default of the type parameter p ← evaluator'],
  ['SET_TYPE_PARAMS', 'src f, src params', '!', 'f.__type_params__ ← params'],
  ['SUBSCRIPT_GENERIC', 'dst d, src params', '', 'd ← Generic[*params], TypeVarTuples unpacked'],
  [
    'MAKE_TYPE_ALIAS',
    'dst d, src name, src params, src evaluator',
    '!',
    'd ← TypeAliasType; params is a tuple or None',
  ],

  // Imports
  ['IMPORT_NAME', 'dst d, name n, src fromlist, src level', '', 'd ← __import__(n, globals, locals, fromlist, level)'],
  ['IMPORT_FROM', 'dst d, src m, name n', '', 'd ← m.n, else sys.modules[m.__name__ + "." + n], else ImportError'],
  ['IMPORT_STAR', 'src m', '', 'namespace.update(public names of m)'],

  // Pattern matching
  ['MATCH_MAPPING', 'dst d, src a', '!', 'd ← whether type(a) is a mapping (Py_TPFLAGS_MAPPING)'],
  ['MATCH_SEQUENCE', 'dst d, src a', '!', 'd ← whether type(a) is a sequence (Py_TPFLAGS_SEQUENCE)'],
  ['MATCH_KEYS', 'dst d, src a, src keys', '', 'd ← tuple of the values of all keys in a, or None'],
  [
    'MATCH_CLASS',
    'dst d, src a, src type, imm npos, const names',
    '',
    'd ← tuple of npos positional and the named attributes if isinstance(a, type), else None',
  ],

  // Interactive mode
  ['PRINT_EXPR', 'src a', '', 'sys.displayhook(a)'],
];

/** Special methods of LOAD_SPECIAL, by its operand `which`. */
export const SPECIAL_METHODS = ['__enter__', '__exit__', '__aenter__', '__aexit__'] as const;

/** Objects of LOAD_COMMON_CONSTANT, by its operand `which`: names in builtins. */
export const COMMON_CONSTANTS = ['AssertionError', 'NotImplementedError'] as const;

/** Kinds of MAKE_TYPE_PARAM. */
export const TYPE_PARAM_KINDS = [
  'TypeVar',
  'TypeVar with bound',
  'TypeVar with constraints',
  'ParamSpec',
  'TypeVarTuple',
] as const;

function parseOperands(text: string): Operand[] {
  if (text === '') return [];
  return text.split(', ').map((part) => {
    const [kind, name] = part.split(' ') as [OperandKind, string];
    return { kind, name };
  });
}

function flowOf(flags: readonly string[], operands: readonly Operand[]): Flow {
  if (flags.includes('end')) return 'end';
  if (flags.includes('jump')) return 'jump';
  return operands.some((o) => o.kind === 'jump') ? 'branch' : 'next';
}

function makeInfo([name, operandText, flagText, doc]: Row, code: number): OpcodeInfo {
  const operands = parseOperands(operandText);
  const flags = flagText.split(' ');
  const last = operands[operands.length - 1]?.kind;
  return {
    code,
    name,
    operands,
    length: 1 + operands.length,
    variadic: last === 'srcs' || last === 'dsts',
    flow: flowOf(flags, operands),
    entry: flags.includes('entry'),
    raises: !flags.includes('!'),
    doc,
  };
}

/** All opcodes, indexed by code. */
export const OPCODES: readonly OpcodeInfo[] = ROWS.map(makeInfo);

/** Words before the variadic registers, by opcode. */
export const BASE_LENGTH: Uint8Array = Uint8Array.from(OPCODES, (o) => o.length);

/** 1 where the last fixed word is the count of a register list, by opcode. */
export const IS_VARIADIC: Uint8Array = Uint8Array.from(OPCODES, (o) => (o.variadic ? 1 : 0));

/** Words of the instruction at `pc`. */
export function instructionLength(words: Int32Array, pc: number): number {
  const op = words[pc]!;
  const base = BASE_LENGTH[op]!;
  return IS_VARIADIC[op] === 1 ? base + words[pc + base - 1]! : base;
}
