/** The command from argv to exit code. */
import { createNodeHost } from '@pyston/host/node';
import type { Host } from '@pyston/host';
import { fsDecode } from '@pyston/host';
import type { RuntimeConfig } from '@pyston/interp';
import {
  countFeedback,
  feedbackReport,
  importSite,
  importWarnings,
  mainModule,
  startCold,
  VERSION,
} from '@pyston/interp';
import { ABSENT, dictGetStr, newDict, ts } from '@pyston/objects';
import { MODULES } from '@pyston/stdlib';
import { assemble, takeProcess } from './assembly.ts';
import { exitCodeOfException, finalize, interrupted } from './exit.ts';
import { internalError } from './internal-error.ts';
import { frozenSource } from './frozen.ts';
import { helpText, usageText } from './help.ts';
import type { Options } from './options.ts';
import { readOptions } from './options.ts';
import { findPaths } from './paths.ts';
import { hasPrepared } from './prepared.ts';
import { prompt, readSource, report, runCommand, runModule, runScript, runStdin } from './run.ts';
import { isPrepared, resume } from './snapshot.ts';
import { mark, measureStart, reportStart } from './startup.ts';
import { runTool } from './tools.ts';

/** The launcher's setting of the C library, for this process alone. */
const TUNABLES = ['GLIBC_TUNABLES', 'glibc.malloc.hugetlb=0x1'] as const;

/** Room for a hundred thousand Python calls; pages are taken only when they are used. */
const STACK_BYTES = 64 * 1024 * 1024;
/** Where the system grants less, the program runs on a stack of our own. */
const LEAST_STACK = 2 * 1024 * 1024;

export function main(): void {
  const host = createNodeHost();
  closeStreams(host);
  ignoreSignals(host);
  const [command = 'pyston', ...argv] = programArguments(host);
  startCold(host.engine);
  if (host.env.get(TUNABLES[0]) === TUNABLES[1]) host.env.unset(TUNABLES[0]);
  const stack = host.engine.setStackLimit(STACK_BYTES);
  if (stack < LEAST_STACK && host.engine.hasBigStack)
    host.engine.runOnBigStack(() => run(host, command, argv), STACK_BYTES);
  else run(host, command, argv);
}

function run(host: Host, command: string, argv: readonly string[]): void {
  const options = readOptions(argv, (name) => host.env.get(name));
  if (options.x.has('pyston.startup')) measureStart(hasPrepared());
  let code: number;
  try {
    code = dispatch(host, options, command, argv);
  } catch (error) {
    code = internalError(host, error);
  }
  if (options.x.has('pyston.feedback')) report(host, feedbackReport());
  reportStart(host);
  if (interrupted) dieOfInterrupt(host);
  // the engine's flags are part of what makes a code cache valid
  host.engine.holdBack(null);
  process.exitCode = code;
  host.process.exit?.(code);
}

/** Standard streams that were closed before the engine started, as the launcher saw. */
function closeStreams(host: Host): void {
  const closed = host.env.get('PYSTON_CLOSED');
  if (closed === undefined) return;
  host.env.unset('PYSTON_CLOSED');
  for (const digit of closed) host.fd.close(Number(digit));
}

/** Signals that were ignored before the engine started: a set of bits in hexadecimal digits, as the launcher saw. */
function ignoreSignals(host: Host): void {
  const { signals } = host;
  const { SIGUSR1 } = signals.numbers;
  // the engine's own handler starts a debugger
  if (SIGUSR1 !== undefined) signals.install(SIGUSR1, 'default');
  const ignored = host.env.get('PYSTON_IGNORED');
  if (ignored === undefined) return;
  host.env.unset('PYSTON_IGNORED');
  const bits = BigInt(`0x${ignored}`);
  for (let n = 1; n < signals.count; n++) if ((bits >> BigInt(n - 1)) & 1n) signals.install(n, 'ignore');
}

/** The command and its arguments. The engine replaces bytes that are no UTF-8: these are read again, surrogateescaped. */
function programArguments(host: Host): string[] {
  const given = process.argv.slice(1);
  if (!given.some((argument) => argument.includes('\ufffd'))) return given;
  const all = readSource(host, '/proc/self/cmdline');
  if (typeof all === 'number') return given;
  return fsDecode(all).split('\0').slice(0, -1).slice(-given.length);
}

/** Shells stop a script only when a program of it died of SIGINT itself. */
function dieOfInterrupt(host: Host): void {
  const { SIGINT } = host.signals.numbers;
  if (SIGINT !== undefined && host.signals.install(SIGINT, 'default') >= 0) host.signals.raise(SIGINT);
}

function print(host: Host, text: string): void {
  const data = new TextEncoder().encode(text);
  host.fd.write(1, data, 0, data.length);
}

function dispatch(host: Host, options: Options, command: string, argv: readonly string[]): number {
  const { run } = options;
  switch (run.kind) {
    case 'version':
      print(
        host,
        `Python ${VERSION.major}.${VERSION.minor}.${VERSION.micro}${run.long ? ' (Pyston, TypeScript)' : ''}\n`,
      );
      return 0;
    case 'help':
      print(host, helpText(command, run.what));
      return 0;
    case 'usage':
      report(host, usageText(command, run.message));
      return 2;
    case 'fatal':
      report(host, `Fatal Python error: ${run.message}\nPython runtime state: ${run.state}\n\n`);
      return 1;
    case 'script': {
      const tool = runTool(host, argv);
      if (tool !== null) return tool;
    }
  }
  return start(host, options, command, argv);
}

function start(host: Host, options: Options, command: string, argv: readonly string[]): number {
  const env = (name: string): string | undefined =>
    options.flags.ignoreEnvironment && name.startsWith('PYTHON') ? undefined : host.env.get(name);
  const paths = findPaths(env);
  const other = env('PYSTON_LIB') !== undefined;
  const config: RuntimeConfig = {
    host,
    modules: MODULES,
    flags: options.flags,
    argv: argvOf(options),
    origArgv: [command, ...argv],
    executable: command,
    path: paths.path,
    lib: paths.lib,
    prefix: paths.prefix,
    warnOptions: options.warn,
    xOptions: options.x,
    hashSeed: options.hashSeed,
    pycachePrefix: pycachePrefixOf(options, env('PYTHONPYCACHEPREFIX')),
    checkHashPycs: options.checkHashPycs,
  };
  const ready = !other && isPrepared(config);
  if ((ready ? resume(config) : assemble(config, frozenSource(paths, other))) === undefined) return failedStart(host);
  takeProcess(host);
  mark('host');
  if (importWarnings(config) === undefined || importSite(config) === undefined)
    return finalize(exitCodeOfException(), true);
  mark('site');
  if (options.x.has('pyston.feedback')) countFeedback(true);
  return finish(options, runProgram(options, command));
}

/** -X pycache_prefix=PATH, else PYTHONPYCACHEPREFIX; without a path there is none. */
function pycachePrefixOf(options: Options, variable: string | undefined): string | null {
  const given = options.x.get('pycache_prefix') ?? variable;
  return given === undefined || given === true || given === '' ? null : given;
}

/** sys.argv. */
function argvOf(options: Options): string[] {
  const { run, rest } = options;
  return [programName(run), ...rest];
}

function programName(run: Options['run']): string {
  switch (run.kind) {
    case 'command':
      return '-c';
    case 'module':
      return '-m';
    case 'script':
      return run.path;
    default:
      return run.kind === 'stdin' && run.dash === true ? '-' : '';
  }
}

function runProgram(options: Options, command: string): number | undefined {
  const { run } = options;
  switch (run.kind) {
    case 'command':
      return runCommand(options, run.source) === undefined ? undefined : 0;
    case 'module':
      return runModule(options, run.name) === undefined ? undefined : 0;
    case 'script':
      return runScript(options, run.path, command);
    default:
      return runStdin(options) === undefined ? undefined : 0;
  }
}

function finish(options: Options, outcome: number | undefined): number {
  let code = outcome === undefined ? exitCodeOfException() : outcome;
  if (options.flags.inspect > 0 && options.run.kind !== 'stdin') {
    const main = dictGetStr(ts.runtime.modules, '__main__');
    code =
      prompt(main === ABSENT ? mainModule() : (main as ReturnType<typeof mainModule>), false) === undefined
        ? exitCodeOfException()
        : code;
  }
  return finalize(code, true);
}

/** The runtime could not start: without streams there is only descriptor 2. */
function failedStart(host: Host): number {
  const { exc } = ts;
  report(host, 'Fatal Python error: the runtime could not be started\n');
  if (exc !== null) {
    ts.runtime.sys ??= newDict();
    report(host, `${exc.cls.name}: ${exc.args.items.map((v) => String(v)).join(', ')}\n`);
    for (let tb = exc.traceback; tb !== null; tb = tb.next)
      report(host, `  File "${tb.frame.code.code.filename}", in ${tb.frame.code.code.name}\n`);
  }
  return 1;
}
