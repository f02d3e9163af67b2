/**
 * Embedding: Python runtimes inside a JavaScript program.
 *
 *   const python = createRuntime();
 *   python.run('def area(r):\n    return 3 * r * r');
 *   python.call('area', 2);                       // 12
 *   try { python.run('1 / 0'); } catch (error) { … error instanceof PythonError … }
 *
 * Runtimes are independent: each has its own modules, `sys`, hash secret and signal table. The types of the language and what
 * does not change are shared. Every call here makes its runtime current for as long as it takes, so calls may nest.
 */
import type { Host } from '@pyston/host';
import { createNodeHost } from '@pyston/host/node';
import type { ParserService, RuntimeConfig, RuntimeFlags, Tier } from '@pyston/interp';
import { compileSource, DEFAULT_FLAGS, importSite, mainModule, runCode } from '@pyston/interp';
import type { ModuleSpec, PyBaseException, PyModule, Result, ThreadState, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  dictGetStr,
  dictSetStr,
  E,
  getAttr,
  hooks,
  jsString,
  PyCode,
  PyError,
  raise,
  reprJs,
  setAttr,
  setThreadState,
  strFromJs,
  strJs,
  takeException,
  toArray,
  ts,
  typeOf,
} from '@pyston/objects';
import * as parserPackage from '@pyston/parser';
import { MODULES } from '@pyston/stdlib';
import { fileURLToPath } from 'node:url';
import { assemble, attachPoll, takeProcess } from './assembly.ts';
import type { Handles } from './convert.ts';
import { toJs, toPython } from './convert.ts';
import { finalize } from './exit.ts';
import { frozenSource } from './frozen.ts';
import { findPaths } from './paths.ts';

export interface RuntimeOptions {
  /** Default: @pyston/parser. */
  readonly parser?: ParserService;
  /** Tiers above the interpreter, lowest first. Default: none. */
  readonly tiers?: readonly Tier[];
  /** The operating system. Default: this process's (`createNodeHost()`). */
  readonly host?: Host;
  /** Modules written in TypeScript. Default: those of @pyston/stdlib. */
  readonly modules?: readonly ModuleSpec[];
  /** sys.argv. Default: `['']`. */
  readonly argv?: readonly string[];
  /** Folders in front of the standard library in sys.path. */
  readonly path?: readonly string[];
  /** Folder of another standard library (as PYSTON_LIB for the command). */
  readonly lib?: string;
  /** Seed of str and bytes hashes; null (default) = random. */
  readonly hashSeed?: number | null;
  /** The command's option counts; `{ noSite: 1 }` starts without module site. */
  readonly flags?: Partial<RuntimeFlags>;
  /** Python handles this process's signals: Ctrl-C is KeyboardInterrupt. Default: false, they stay the embedder's. */
  readonly signals?: boolean;
}

export interface PythonRuntime {
  /** Runs statements in module __main__. @throws PythonError */
  run(source: string | Uint8Array, filename?: string): void;
  /** The value of an expression in module __main__. @throws PythonError */
  evaluate(source: string): unknown;
  /** Calls a global of __main__ (dotted names reach attributes), or what a handle stands for. @throws PythonError */
  call(callee: string | PyHandle, ...args: unknown[]): unknown;
  /** A global of __main__, converted; undefined if there is none. */
  get(name: string): unknown;
  /** Sets a global of __main__. @throws PythonError if the value has no counterpart in Python */
  set(name: string, value: unknown): void;
  /** Imports a module. @throws PythonError */
  import(name: string): PyHandle;
  /** Runs atexit functions and flushes the streams. Gives the exit code that the command would have: 0, or 120. */
  close(): number;
}

/** A Python object that has no JavaScript counterpart. It belongs to its runtime. */
export class PyHandle {
  readonly #runtime: EmbeddedRuntime;
  readonly #value: Value;
  constructor(runtime: EmbeddedRuntime, value: Value) {
    this.#runtime = runtime;
    this.#value = value;
  }

  /** Name of the object's type. */
  get type(): string {
    return typeOf(this.#value).name;
  }

  /** An attribute, converted. @throws PythonError */
  get(name: string): unknown {
    return this.#runtime.perform(() => getAttr(this.#value, name));
  }

  /** @throws PythonError */
  set(name: string, value: unknown): void {
    this.#runtime.perform(() => setAttr(this.#value, name, this.#runtime.toPython(value)));
  }

  /** Calls the object, or with a name its method. @throws PythonError */
  call(...args: unknown[]): unknown {
    return this.#runtime.call(this, ...args);
  }

  /** Python's str(). @throws PythonError */
  toString(): string {
    return String(this.#runtime.perform(() => textOf(strJs(this.#value))));
  }

  /** Python's repr(). @throws PythonError */
  repr(): string {
    return String(this.#runtime.perform(() => textOf(reprJs(this.#value))));
  }

  /** The value behind a handle; null for other objects and for handles of other runtimes. */
  static valueOf(v: object, runtime: EmbeddedRuntime): Value | null {
    return #value in v && v.#runtime === runtime ? v.#value : null;
  }
}

function textOf(text: string | undefined): Result {
  return text === undefined ? undefined : strFromJs(text);
}

/** A Python exception that nobody caught. `message` is its str(). */
export class PythonError extends Error {
  /** Name of the exception's type, with its module unless that is builtins. */
  readonly type: string;
  /** What Python would print on stderr. */
  readonly traceback: string;
  /** The exception itself. */
  readonly exception: PyHandle;
  constructor(type: string, message: string, traceback: string, exception: PyHandle) {
    super(message);
    this.name = 'PythonError';
    this.type = type;
    this.traceback = traceback;
    this.exception = exception;
  }
}

/** @throws PythonError, or Error if the standard library is not found */
export function createRuntime(options: RuntimeOptions = {}): PythonRuntime {
  return new EmbeddedRuntime(options);
}

/** Parts of `options` that were left out are the command's. */
function configure(options: RuntimeOptions): { config: RuntimeConfig; frozen: ReturnType<typeof frozenSource> } {
  const host = options.host ?? createNodeHost();
  const paths = findPaths((name) => (name === 'PYSTON_LIB' ? options.lib : undefined));
  const argv = options.argv ?? [''];
  const executable = fileURLToPath(new URL('../bin/pyston', import.meta.url));
  const config: RuntimeConfig = {
    host,
    modules: options.modules ?? MODULES,
    parser: options.parser ?? parserPackage,
    tiers: options.tiers,
    flags: { ...DEFAULT_FLAGS, ...options.flags },
    argv,
    origArgv: [executable, ...argv],
    executable,
    path: [...(options.path ?? []), ...paths.path],
    lib: paths.lib,
    prefix: paths.prefix,
    warnOptions: [],
    xOptions: new Map(),
    hashSeed: options.hashSeed ?? null,
    pycachePrefix: null,
  };
  return { config, frozen: frozenSource(paths, options.lib !== undefined) };
}

class EmbeddedRuntime implements PythonRuntime, Handles {
  readonly #state: ThreadState;
  readonly #host: Host;
  readonly #main: PyModule;

  constructor(options: RuntimeOptions) {
    const { config, frozen } = configure(options);
    const outer = ts;
    this.#host = config.host;
    try {
      const started = assemble(config, frozen) !== undefined;
      this.#state = ts;
      if (!started) throw new Error(`the Python runtime could not be started: ${startError()}`);
      if (options.signals === true) takeProcess(config.host);
      if (importSite(config) === undefined) throw this.#error(takeException());
      this.#main = mainModule();
    } finally {
      leave(outer);
    }
  }

  run(source: string | Uint8Array, filename = '<string>'): void {
    this.perform(() => this.#execute(source, filename, 'exec'));
  }

  evaluate(source: string): unknown {
    return this.perform(() => this.#execute(source.trim(), '<string>', 'eval'));
  }

  call(callee: string | PyHandle, ...args: unknown[]): unknown {
    return this.perform(() => {
      const fn = typeof callee === 'string' ? this.#named(callee) : PyHandle.valueOf(callee, this);
      if (fn === undefined) return undefined;
      if (fn === null) return raise(E.TypeError!, 'the object belongs to another runtime');
      const given: Value[] = [];
      for (const arg of args) given.push(this.toPython(arg));
      return call(fn, given);
    });
  }

  get(name: string): unknown {
    const v = dictGetStr(this.#main.dict, name);
    return v === ABSENT ? undefined : this.perform(() => v);
  }

  set(name: string, value: unknown): void {
    this.perform(() => {
      const v = this.toPython(value);
      dictSetStr(this.#main.dict, name, v);
      return v;
    });
  }

  import(name: string): PyHandle {
    return this.perform(() => hooks.importModule(name)) as PyHandle;
  }

  close(): number {
    return this.#within(() => finalize(0));
  }

  toPython(v: unknown): Value {
    return toPython(v, this);
  }

  wrap(value: Value): PyHandle {
    return new PyHandle(this, value);
  }

  unwrap(v: object): Value | null {
    return PyHandle.valueOf(v, this);
  }

  /** Does `body` in this runtime and converts its result; a raised exception is thrown as PythonError. */
  perform(body: () => Result): unknown {
    return this.#within(() => {
      let result: Result;
      try {
        result = body();
      } catch (error) {
        if (!(error instanceof PyError)) throw error;
        throw this.#error(error.exc);
      }
      if (result === undefined) throw this.#error(takeException());
      return toJs(result, this);
    });
  }

  #within<R>(body: () => R): R {
    const outer = ts;
    setThreadState(this.#state);
    attachPoll(this.#host);
    try {
      return body();
    } finally {
      leave(outer);
    }
  }

  #execute(source: string | Uint8Array, filename: string, mode: 'exec' | 'eval'): Result {
    const optimize = ts.runtime.extras.get('optimize') as number;
    const code = compileSource(source, { filename, mode, flags: 0, optimize });
    return code === undefined ? undefined : runCode(new PyCode(code), this.#main.dict, this.#main.dict);
  }

  #named(dotted: string): Result {
    const [first = '', ...rest] = dotted.split('.');
    const global = dictGetStr(this.#main.dict, first);
    const found = global === ABSENT ? dictGetStr(ts.runtime.builtins, first) : global;
    if (found === ABSENT) return raise(E.NameError!, `name '${first}' is not defined`);
    let v: Result = found;
    for (const name of rest) if (v !== undefined) v = getAttr(v, name);
    return v;
  }

  #error(exc: PyBaseException): PythonError {
    const message = strJs(exc);
    if (message === undefined) takeException();
    return new PythonError(
      qualifiedName(exc),
      message ?? '',
      formatted(exc) ?? `${typeOf(exc).name}: ${message ?? ''}\n`,
      this.wrap(exc),
    );
  }
}

function leave(outer: ThreadState): void {
  setThreadState(outer);
  const host = outer.runtime.host as Host | null;
  if (host !== null) attachPoll(host);
}

function startError(): string {
  if (ts.exc === null) return 'no exception is pending';
  const exc = takeException();
  return `${exc.cls.name}: ${exc.args.items.map((v) => String(v)).join(', ')}`;
}

function qualifiedName(exc: PyBaseException): string {
  const cls = typeOf(exc);
  const module = getAttr(cls, '__module__');
  const name = getAttr(cls, '__qualname__');
  if (module === undefined || name === undefined) {
    takeException();
    return cls.name;
  }
  return String(module) === 'builtins' ? String(name) : `${String(module)}.${String(name)}`;
}

/** The traceback as text, null where the library cannot give it. */
function formatted(exc: PyBaseException): string | null {
  const module = hooks.importModule('traceback');
  const format = module === undefined ? undefined : getAttr(module, 'format_exception');
  const lines = format === undefined ? undefined : call(format, [exc]);
  const items = lines === undefined ? undefined : toArray(lines);
  if (items === undefined) {
    takeException();
    return null;
  }
  let text = '';
  for (const line of items) text += jsString(line as Parameters<typeof jsString>[0]);
  return text;
}
