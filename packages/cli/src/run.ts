/** What the command runs: a script, -c, -m, standard input, a prompt (CPython's Modules/main.c). */
import type { Host } from '@pyston/host';
import { compileTree, mainModule, parseSource, runCode } from '@pyston/interp';
import type { PyModule, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callKw,
  callMethod,
  clearIf,
  dictGetStr,
  dictSetStr,
  E,
  getAttr,
  hooks,
  jsString,
  None,
  PyCode,
  PyList,
  str,
  strFromJs,
  takeException,
  ts,
} from '@pyston/objects';
import type { Options } from './options.ts';
import { reveal } from './prepared.ts';
import { mark } from './startup.ts';

/** How a run ended without an exception: an exit code, or undefined with one pending. */
export type Outcome = number | undefined;

function sysPath(): PyList {
  return dictGetStr(ts.runtime.sys, 'path') as PyList;
}

/** The program's own folder goes in front of sys.path, unless -P. */
function insertPath(options: Options, entry: string): void {
  if (!options.flags.safePath) sysPath().items.unshift(strFromJs(entry));
}

function execute(
  source: string | Uint8Array,
  filename: string,
  module: PyModule,
  mode: 'exec' | 'single',
  shown = false,
): Result {
  const optimize = ts.runtime.extras.get('optimize') as number;
  const options = { filename, mode, flags: 0, optimize, program: typeof source !== 'string' };
  const tree = parseSource(source, options);
  mark('parse');
  const code = tree === undefined ? undefined : compileTree(tree, options, source);
  mark('compile');
  if (code === undefined) return undefined;
  const run = new PyCode(code);
  if (shown && remember(run, source as string) === undefined) return undefined;
  return runCode(run, module.dict, module.dict);
}

export function runCommand(options: Options, source: string): Result {
  insertPath(options, '');
  const main = mainModule();
  return execute(dedent(source), '<string>', main, 'exec', true);
}

/** Tracebacks show the lines of a source that stands in no file: linecache keeps them by code object. */
function remember(code: PyCode, source: string): Result {
  reveal('command');
  const module = hooks.importModule('linecache');
  const register = module === undefined ? undefined : getAttr(module, '_register_code');
  return register === undefined ? undefined : call(register, [code, strFromJs(source), strFromJs(code.code.filename)]);
}

/** -c text may be indented as a whole (3.14). */
function dedent(source: string): string {
  const lines = source.split('\n');
  let margin: string | null = null;
  for (const line of lines) {
    if (/^[ \t]*$/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (margin === null) margin = indent;
    else {
      let i = 0;
      while (i < margin.length && margin[i] === indent[i]) i++;
      margin = margin.slice(0, i);
    }
    if (margin === '') return source;
  }
  const cut = margin ?? '';
  return lines.map((line) => (/^[ \t]*$/.test(line) ? '' : line.slice(cut.length))).join('\n');
}

export function runModule(options: Options, name: string): Result {
  if (!options.flags.safePath) sysPath().items.unshift(strFromJs(workingDirectory()));
  mainModule();
  return runpy('_run_module_as_main', [strFromJs(name), true]);
}

function workingDirectory(): string {
  try {
    return (ts.runtime.host as Host).fs.getcwd();
  } catch {
    return '';
  }
}

function runpy(name: string, args: Value[]): Result {
  const module = hooks.importModule('runpy');
  const fn = module === undefined ? undefined : getAttr(module, name);
  return fn === undefined ? undefined : call(fn, args);
}

/** A file, a folder or zip archive with __main__, or a file that cannot be opened. */
export function runScript(options: Options, path: string, command: string): Outcome {
  const importer = importerFor(path);
  if (importer === undefined) return undefined;
  if (importer !== None) {
    sysPath().items.unshift(strFromJs(absolute(path)));
    mainModule();
    return runpy('_run_module_as_main', [str('__main__'), false]) === undefined ? undefined : 0;
  }
  const main = mainModule();
  const source = readSource(path, command);
  if (typeof source === 'number') return source;
  insertPath(options, dirname(path));
  const filename = absolute(path);
  setMainFile(main, filename);
  return execute(source, filename, main, 'exec') === undefined ? undefined : 0;
}

/** The path entry finder of a folder or archive, None for plain files. */
function importerFor(path: string): Result {
  const pkgutil = dictGetStr(ts.runtime.sys, 'path_hooks');
  if (!(pkgutil instanceof PyList)) return None;
  for (const hook of pkgutil.items) {
    const r = call(hook, [strFromJs(path)]);
    if (r !== undefined) return r;
    if (!clearIf(E.ImportError!)) return undefined;
  }
  return None;
}

function setMainFile(main: PyModule, path: string): void {
  dictSetStr(main.dict, '__file__', strFromJs(path));
  dictSetStr(main.dict, '__cached__', None);
  const external = hooks.importModule('importlib.machinery');
  const loader = external === undefined ? undefined : getAttr(external, 'SourceFileLoader');
  const made = loader === undefined ? undefined : call(loader, [str('__main__'), strFromJs(path)]);
  if (made !== undefined) dictSetStr(main.dict, '__loader__', made);
  else takeException();
}

function dirname(path: string): string {
  const real = resolveLinks(path);
  const slash = real.lastIndexOf('/');
  if (slash < 0) return workingDirectory();
  const dir = slash === 0 ? '/' : real.slice(0, slash);
  return dir.startsWith('/') ? dir : `${workingDirectory()}/${dir}`.replace(/\/\.$/, '');
}

/** The script's folder is that of the file a symbolic link leads to. */
function resolveLinks(path: string): string {
  const { fs } = ts.runtime.host as Host;
  let at = path;
  for (let i = 0; i < 40; i++) {
    let target: string;
    try {
      target = fs.readlink(at);
    } catch {
      return at;
    }
    at = target.startsWith('/') ? target : at.slice(0, at.lastIndexOf('/') + 1) + target;
  }
  return at;
}

/** The bytes of a script, or exit code 2 after CPython's message. */
function readSource(path: string, command: string): Uint8Array | number {
  const host = ts.runtime.host as Host;
  const fd = host.fs.open(path, 0, 0);
  if (fd < 0) {
    report(host, `${command}: can't open file '${absolute(path)}': [Errno ${-fd}] ${host.platform.strerror(-fd)}\n`);
    return 2;
  }
  const parts: Uint8Array[] = [];
  for (;;) {
    const chunk = new Uint8Array(65536);
    const n = host.fd.read(fd, chunk, 0, chunk.length);
    if (n < 0) {
      host.fd.close(fd);
      report(host, `${command}: can't open file '${absolute(path)}': [Errno ${-n}] ${host.platform.strerror(-n)}\n`);
      return 2;
    }
    if (n === 0) break;
    parts.push(chunk.subarray(0, n));
  }
  host.fd.close(fd);
  return Buffer.concat(parts);
}

function absolute(path: string): string {
  if (path === '.') return workingDirectory();
  return path.startsWith('/') ? path : `${workingDirectory()}/${path}`;
}

export function report(host: Host, text: string): void {
  const data = new TextEncoder().encode(text);
  host.fd.write(2, data, 0, data.length);
}

/** Standard input: a prompt on a terminal (or with -i), else a program. */
export function runStdin(options: Options): Result {
  insertPath(options, '');
  const main = mainModule();
  const host = ts.runtime.host as Host;
  if (host.fd.isatty(0) === 1 || options.flags.interactive > 0) return prompt(main, options.flags.quiet === 0);
  const stdin = dictGetStr(ts.runtime.sys, 'stdin');
  const buffer = stdin === ABSENT || stdin === None ? undefined : getAttr(stdin, 'buffer');
  const data = buffer === undefined ? undefined : callMethod(buffer, 'read');
  if (data === undefined) return ts.exc === null ? None : undefined;
  return execute((data as unknown as { bytes: Uint8Array }).bytes, '<stdin>', main, 'exec');
}

/** The basic prompt: the standard library's code.InteractiveConsole over __main__. */
export function prompt(main: PyModule, banner: boolean): Result {
  const module = hooks.importModule('code');
  const fn = module === undefined ? undefined : getAttr(module, 'InteractiveConsole');
  const console = fn === undefined ? undefined : callKw(fn, [main.dict, str('<stdin>')], ['locals', 'filename']);
  if (console === undefined) return undefined;
  const version = dictGetStr(ts.runtime.sys, 'version');
  const text = banner
    ? `Pyston ${jsString(version as any)}\nType "help", "copyright", "credits" or "license" for more information.`
    : '';
  for (const [name, value] of [
    ['ps1', '>>> '],
    ['ps2', '... '],
  ] as const) {
    if (dictGetStr(ts.runtime.sys, name) === ABSENT) dictSetStr(ts.runtime.sys, name, str(value));
  }
  return callKw(getAttr(console, 'interact')!, [strFromJs(text), str('')], ['banner', 'exitmsg']);
}
