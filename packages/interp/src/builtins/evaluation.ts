/** compile, eval, exec, globals, locals, vars, dir. */
import type { Frame as FrameType, PyDict, Result, Value } from '@pyston/objects';
import {
  currentFrame,
  ABSENT,
  asIndex,
  bufferOf,
  callMethod,
  dictGetStr,
  dictSetStr,
  E,
  Frame,
  frameVariables,
  variablesOf,
  getAttrOrAbsent,
  hasHiddenLocals,
  hooks,
  isDict,
  isStr,
  isTrue,
  isTuple,
  jsString,
  Kind,
  list,
  lookupType,
  namespaceCells,
  None,
  PyCode,
  raise,
  sortValues,
  str,
  T,
  strValue,
  toArray,
  ts,
  typeError,
  typeOf,
  valueError,
  Cell,
  builtinsOf,
  clearIf,
  tryCallSpecial,
} from '@pyston/objects';
import type { CodeObject } from '@pyston/bytecode';
import { flags, optimizeTree } from '@pyston/bytecode';
import type { ast } from '@pyston/parser';
import { compileSource, compileTree, wantsOptimized } from '../compile.ts';
import type { CompileOptions, Mode } from '../compile.ts';
import { run } from '../loop-entry.ts';
import { recordOf } from '../record.ts';

const FUTURES = flags.PYCF_MASK;

/** Future features of the calling code. */
function inheritedFlags(): number {
  const frame = currentFrame();
  return frame === null ? 0 : frame.code.code.flags & FUTURES;
}

/** Text or bytes of a source argument; `undefined` = raised. */
function sourceText(source: Value, what: string, noun: string): string | Uint8Array | undefined {
  let text: string | Uint8Array | undefined;
  if (isStr(source)) text = jsString(strValue(source));
  else {
    text = bufferOf(source);
    if (text === undefined) {
      if (!clearIf(E.TypeError!)) return undefined;
      return typeError(`${what}() arg 1 must be a ${noun}`);
    }
  }
  const hasNul = typeof text === 'string' ? text.includes('\0') : text.includes(0);
  return hasNul ? raise(E.SyntaxError!, 'source code string cannot contain null bytes') : text;
}

const MODES = ['exec', 'eval', 'single', 'func_type'];

/** `compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)`. */
export function compile(
  source: Value,
  filename: Value,
  mode: Value,
  flagBits?: Value,
  dontInherit?: Value,
  optimize?: Value,
  featureVersion?: Value,
): Result {
  const file = isStr(filename) ? jsString(strValue(filename)) : fileNameOf(filename);
  if (file === undefined) return undefined;
  if (!isStr(mode)) return typeError(`compile() argument 'mode' must be str, not ${typeOf(mode).name}`);
  const bits = flagBits === undefined ? 0 : asIndex(flagBits);
  const opt = optimize === undefined ? -1 : asIndex(optimize);
  if (bits === undefined || opt === undefined) return undefined;
  if (bits & ~KNOWN_FLAGS) return valueError('compile(): unrecognised flags');
  if (opt < -1 || opt > 2) return valueError('compile(): invalid optimize value');
  const m = jsString(strValue(mode));
  if (!MODES.includes(m)) return valueError("compile() mode must be 'exec', 'eval' or 'single'");
  if (m === 'func_type' && !(bits & flags.PYCF_ONLY_AST))
    return valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  const own = dontInherit === undefined ? false : isTrue(dontInherit);
  if (own === undefined) return undefined;
  const all = bits | (own ? 0 : inheritedFlags());
  const options = { filename: file, mode: m as Mode, flags: all, optimize: opt < 0 ? defaultOptimize() : opt };
  if (hooks.isAst(source)) return compileAst(source, options);
  const text = sourceText(source, 'compile', 'string, bytes or AST object');
  if (text === undefined) return undefined;
  if (bits & flags.PYCF_ONLY_AST) {
    const minor = featureVersion === undefined ? -1 : asIndex(featureVersion);
    if (minor === undefined) return undefined;
    return hooks.parseToAst(text, { ...options, featureVersion: minor < 0 ? undefined : minor });
  }
  const code = compileSource(text, options);
  return code === undefined ? undefined : new PyCode(code);
}

/** compile() of a tree: its code, or with PyCF_ONLY_AST a tree again. */
function compileAst(source: Value, options: CompileOptions): Result {
  const tree = hooks.treeFromAst(source, options.mode) as ast.ModNode | undefined;
  if (tree === undefined) return undefined;
  if (options.flags & flags.PYCF_ONLY_AST)
    return hooks.treeToAst(wantsOptimized(options.flags) ? optimizeTree(tree, options) : tree);
  const code = compileTree(tree, options);
  return code === undefined ? undefined : new PyCode(code);
}

/** Bits that compile() takes; CO_NESTED for the sake of `__future__.nested_scopes`. */
const KNOWN_FLAGS = FUTURES | flags.CO_NESTED | 0xff00;

function fileNameOf(v: Value): string | undefined {
  if (typeOf(v).layout & Kind.Bytes) return new TextDecoder().decode(bufferOf(v));
  const r = callMethod(v, '__fspath__');
  if (r === undefined) {
    clearIf(E.AttributeError!);
    return typeError(`expected str, bytes or os.PathLike object, not ${typeOf(v).name}`);
  }
  return isStr(r)
    ? jsString(strValue(r))
    : typeError(`expected str, bytes or os.PathLike object, not ${typeOf(v).name}`);
}

function defaultOptimize(): number {
  return (ts.runtime.extras.get('optimize') as number | undefined) ?? 0;
}

/** Runs a code object in namespaces. */
export function runCode(code: PyCode, globals: PyDict, locals: Value, closure: readonly Cell[] | null = null): Result {
  if (globals.cls === T.dict) namespaceCells(globals);
  const record = recordOf(code);
  const regs = record.template.slice();
  if (closure !== null) for (let i = 0; i < closure.length; i++) regs[record.freeBase + i] = closure[i];
  const frame = new Frame(code, regs, ts.frame, globals, builtinsOf(globals), null);
  frame.locals = code.code.flags & flags.CO_OPTIMIZED ? null : locals;
  if (record.suspends !== 0) return hooks.makeGenerator(frame, str(code.code.name), str(code.code.qualname));
  return run(frame, false);
}

interface Namespaces {
  globals: PyDict;
  locals: Value;
}

/** Arguments globals and locals of eval and exec; the caller's by default. */
function namespaces(what: string, globals: Value | undefined, locals: Value | undefined): Namespaces | undefined {
  let g: PyDict;
  let l: Value;
  if (globals === undefined || globals === None) {
    const frame = currentFrame();
    if (frame === null) return raise(E.SystemError!, 'globals and locals cannot be NULL');
    g = frame.globals;
    const own = locals === undefined || locals === None ? currentLocals(frame) : locals;
    if (own === undefined) return undefined;
    l = own;
  } else {
    if (!isDict(globals)) {
      if (what === 'eval' && typeOf(globals).slots.getitem !== null)
        return typeError('globals must be a real dict; try eval(code, {}, mapping)');
      return typeError(
        what === 'eval' ? 'globals must be a dict' : `${what}() globals must be a dict, not ${typeOf(globals).name}`,
      );
    }
    g = globals;
    l = locals === undefined || locals === None ? globals : locals;
  }
  if (typeOf(l).slots.getitem === null)
    return typeError(
      what === 'eval' ? 'locals must be a mapping' : `locals must be a mapping or None, not ${typeOf(l).name}`,
    );
  if (dictGetStr(g, '__builtins__') === ABSENT)
    dictSetStr(g, '__builtins__', currentFrame()?.builtins ?? ts.runtime.builtins);
  return { globals: g, locals: l };
}

/** A snapshot in functions and comprehensions, the namespace itself elsewhere (PEP 667). */
function currentLocals(frame: FrameType): Result {
  if (!variablesOf(frame)) return undefined;
  return frame.locals === null || hasHiddenLocals(frame) ? frameVariables(frame) : frame.locals;
}

export function evalFunction(source: Value, globals?: Value, locals?: Value): Result {
  const ns = namespaces('eval', globals, locals);
  if (ns === undefined) return undefined;
  if (source instanceof PyCode) {
    if (source.code.freevars.length > 0)
      return typeError('code object passed to eval() may not contain free variables');
    return runCode(source, ns.globals, ns.locals);
  }
  const text = sourceText(source, 'eval', 'string, bytes or code object');
  if (text === undefined) return undefined;
  const code = compileSource(stripIndent(text), {
    filename: '<string>',
    mode: 'eval',
    flags: inheritedFlags(),
    optimize: defaultOptimize(),
  });
  return code === undefined ? undefined : runCode(new PyCode(code), ns.globals, ns.locals);
}

/** eval() ignores leading spaces and tabs. */
function stripIndent(text: string | Uint8Array): string | Uint8Array {
  if (typeof text === 'string') return text.replace(/^[ \t]+/, '');
  let i = 0;
  while (text[i] === 32 || text[i] === 9) i++;
  return i === 0 ? text : text.subarray(i);
}

export function execFunction(source: Value, globals?: Value, locals?: Value, closure?: Value): Result {
  const ns = namespaces('exec', globals, locals);
  if (ns === undefined) return undefined;
  if (source instanceof PyCode) {
    const cells = closureCells(source.code, closure);
    if (cells === undefined) return undefined;
    return runCode(source, ns.globals, ns.locals, cells) === undefined ? undefined : None;
  }
  if (closure !== undefined && closure !== None)
    return typeError('closure argument can only be used if source is a code object');
  const text = sourceText(source, 'exec', 'string, bytes or code object');
  if (text === undefined) return undefined;
  const code = compileSource(text, {
    filename: '<string>',
    mode: 'exec',
    flags: inheritedFlags(),
    optimize: defaultOptimize(),
  });
  if (code === undefined) return undefined;
  return runCode(new PyCode(code), ns.globals, ns.locals) === undefined ? undefined : None;
}

function closureCells(code: CodeObject, closure: Value | undefined): Cell[] | null | undefined {
  const need = code.freevars.length;
  if (need === 0)
    return closure === undefined || closure === None ? null : typeError('cannot use a closure with this code object');
  if (
    closure === undefined ||
    closure === None ||
    !isTuple(closure) ||
    closure.items.length !== need ||
    !closure.items.every((c) => c instanceof Cell)
  ) {
    return typeError(`code object requires a closure of exactly length ${need}`);
  }
  return closure.items.slice() as Cell[];
}

export function globalsFunction(): Result {
  return currentFrame()?.globals ?? None;
}

export function localsFunction(): Result {
  const frame = currentFrame();
  return frame === null ? raise(E.SystemError!, 'frame does not exist') : currentLocals(frame);
}

export function varsFunction(o?: Value): Result {
  if (o === undefined) return localsFunction();
  const d = getAttrOrAbsent(o, '__dict__');
  return d === ABSENT ? typeError('vars() argument must have __dict__ attribute') : d;
}

/** `dir([o])`: sorted names. */
export function dirFunction(o?: Value): Result {
  let names: Value | undefined;
  if (o === undefined) {
    const l = localsFunction();
    names = l === undefined ? undefined : callMethod(l, 'keys');
  } else {
    const fn = lookupType(typeOf(o), '__dir__');
    if (fn === ABSENT) return typeError('object does not provide __dir__');
    names = specialDir(o);
  }
  const items = names === undefined ? undefined : toArray(names);
  if (items === undefined) return undefined;
  return sortValues(items, null, false) === undefined ? undefined : list(items);
}

function specialDir(o: Value): Result {
  const r = tryCallSpecial(o, '__dir__', []);
  return r === ABSENT ? typeError('object does not provide __dir__') : r;
}
