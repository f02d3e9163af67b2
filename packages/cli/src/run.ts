/** What the command runs: a script, -c, -m, standard input, a prompt (CPython's Modules/main.c). */
import type { Host } from '@pyston/host';
import { compileTree, mainModule, parseSource, runCode } from '@pyston/interp';
import type { PyModule, PyStr, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  bytes,
  call,
  callKw,
  callMethod,
  clearIf,
  dictGetStr,
  dictSetStr,
  E,
  encodeText,
  getAttr,
  hooks,
  jsString,
  method,
  None,
  PyCode,
  PyList,
  PyNative,
  raise,
  reprJs,
  setAttr,
  str,
  strFromJs,
  takeException,
  ts,
} from '@pyston/objects';
import type { Options } from './options.ts';
import { reveal } from './prepared.ts';
import { realPath } from './real-path.ts';
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
  if (encodeText(strFromJs(source), 'utf-8') === undefined) {
    report(ts.runtime.host as Host, 'Unable to decode the command from the command line:\n');
    return undefined;
  }
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

/** Magic number, flags, and date and size of the source or its hash. */
const PYC_HEADER = 16;

/** A file, a folder or zip archive with __main__, or a file that cannot be opened. */
export function runScript(options: Options, path: string, command: string): Outcome {
  const host = ts.runtime.host as Host;
  const source = readSource(host, path);
  if (typeof source === 'number' || mayBeArchive(source)) {
    const importer = importerFor(path);
    if (importer === undefined) return undefined;
    if (importer !== None) return runMainOf(path);
  }
  const main = mainModule();
  if (typeof source === 'number') {
    const file = reprJs(strFromJs(absolute(path)));
    report(host, `${command}: can't open file ${file}: [Errno ${source}] ${host.platform.strerror(source)}\n`);
    return 2;
  }
  insertPath(options, folderOf(host, path));
  const filename = absolute(path);
  const compiled = path.endsWith('.pyc');
  setMainFile(main, filename, compiled ? 'SourcelessFileLoader' : 'SourceFileLoader');
  if (compiled) return runCompiled(source, main) === undefined ? undefined : 0;
  const text = options.skipFirstLine ? withoutFirstLine(source) : source;
  return execute(text, filename, main, 'exec') === undefined ? undefined : 0;
}

/** Runs what a .pyc file holds. */
function runCompiled(file: Uint8Array, main: PyModule): Result {
  if (file.length < PYC_HEADER) return raise(E.EOFError!, 'EOF read where not expected');
  const imp = hooks.importModule('_imp');
  const magic = imp === undefined ? undefined : getAttr(imp, 'pyc_magic_number_token');
  if (magic === undefined) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (view.getUint32(0, true) !== magic) return raise(E.RuntimeError!, 'Bad magic number in .pyc file');
  const marshal = hooks.importModule('marshal');
  const code = marshal === undefined ? undefined : callMethod(marshal, 'loads', bytes(file.slice(PYC_HEADER)));
  if (code === undefined) return undefined;
  if (!(code instanceof PyCode)) return raise(E.RuntimeError!, 'Bad code object in .pyc file');
  return runCode(code, main.dict, main.dict);
}

/** -x: the line ending stays, so that the numbers of the other lines do. */
function withoutFirstLine(source: Uint8Array): Uint8Array {
  const end = source.indexOf(10);
  return end < 0 ? new Uint8Array(0) : source.subarray(end);
}

/** Module __main__ of a folder or archive. */
function runMainOf(path: string): Outcome {
  sysPath().items.unshift(strFromJs(absolute(path)));
  mainModule();
  return runpy('_run_module_as_main', [str('__main__'), false]) === undefined ? undefined : 0;
}

/** Bytes at the end of a file in which the end record of a zip archive can begin: it and the longest comment. */
const END_RECORD = 22 + 65535;

/** Whether a path hook can take the file: that of archives, or one that somebody added. */
function mayBeArchive(source: Uint8Array): boolean {
  const given = dictGetStr(ts.runtime.sys, 'path_hooks');
  if (!(given instanceof PyList) || given.items.length !== 2) return true;
  return Buffer.from(source.buffer, source.byteOffset, source.length).includes(
    'PK\x05\x06',
    Math.max(0, source.length - END_RECORD),
    'latin1',
  );
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

function setMainFile(main: PyModule, path: string, loaderName: string): void {
  dictSetStr(main.dict, '__file__', strFromJs(path));
  dictSetStr(main.dict, '__cached__', None);
  const external = dictGetStr(ts.runtime.modules, '_frozen_importlib_external');
  const loader = external === ABSENT ? undefined : getAttr(external, loaderName);
  const made = loader === undefined ? undefined : call(loader, [str('__main__'), strFromJs(path)]);
  if (made !== undefined) dictSetStr(main.dict, '__loader__', made);
  else takeException();
}

/** The folder of a script, that of the file which links lead to. */
function folderOf(host: Host, path: string): string {
  const file = realPath(host, path) ?? path;
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, Math.max(1, slash));
}

/** The bytes of a script, or the number of the error. */
export function readSource(host: Host, path: string): Uint8Array | number {
  const fd = host.fs.open(path, 0, 0);
  if (fd < 0) return -fd;
  const parts: Uint8Array[] = [];
  for (;;) {
    const chunk = new Uint8Array(65536);
    const n = host.fd.read(fd, chunk, 0, chunk.length);
    if (n < 0) {
      host.fd.close(fd);
      return -n;
    }
    if (n === 0) break;
    parts.push(chunk.subarray(0, n));
  }
  host.fd.close(fd);
  return Buffer.concat(parts);
}

function absolute(path: string): string {
  if (path === '.' || path === '') return workingDirectory();
  if (path.startsWith('/')) return path;
  const folder = workingDirectory();
  return folder === '' ? path : `${folder}/${path}`;
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

/** `raw_input` of the console: the prompt goes to stderr, unless a terminal has both ends. */
function readLine(text: Value): Result {
  const { runtime } = ts;
  const [stdin, stdout, stderr] = ['stdin', 'stdout', 'stderr'].map((name) => dictGetStr(runtime.sys, name));
  const host = runtime.host as Host;
  const builtin = dictGetStr(runtime.builtins, 'input');
  if (stdin === ABSENT || stdin === None || (host.fd.isatty(0) === 1 && host.fd.isatty(1) === 1))
    return call(builtin as Value, [text]);
  for (const out of [stdout, stderr] as Value[])
    if ((out as unknown) !== ABSENT && out !== None) {
      if (out === stderr && callMethod(out, 'write', text) === undefined) return undefined;
      if (callMethod(out, 'flush') === undefined) return undefined;
    }
  const line = callMethod(stdin as Value, 'readline');
  if (line === undefined) return undefined;
  const read = jsString(line as PyStr);
  return read === '' ? raise(E.EOFError!, 'EOF when reading a line') : strFromJs(read.replace(/\n$/, ''));
}

/** What the library's console does otherwise than the prompt: where the prompt goes, and that tracebacks show its lines. */
function attachConsole(console: Value): Result {
  const compile = getAttr(console, 'compile');
  if (compile === undefined) return undefined;
  const remembering = (source: Value, filename: Value, symbol: Value): Result => {
    const code = call(compile, [source, filename, symbol]);
    if (code instanceof PyCode && remember(code, jsString(source as PyStr)) === undefined) return undefined;
    return code;
  };
  const native = (name: string, signature: string, fn: (...args: Value[]) => Result): Value =>
    new PyNative(method(name, signature, fn), undefined, None);
  if (
    setAttr(
      console,
      'raw_input',
      native('raw_input', "(prompt='', /)", (p) => readLine(p ?? str(''))),
    ) === undefined
  )
    return undefined;
  return setAttr(console, 'compile', native('compile', '(source, filename, symbol, /)', remembering as never));
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
  if (attachConsole(console) === undefined) return undefined;
  for (const [name, value] of [
    ['ps1', '>>> '],
    ['ps2', '... '],
  ] as const) {
    if (dictGetStr(ts.runtime.sys, name) === ABSENT) dictSetStr(ts.runtime.sys, name, str(value));
  }
  return callKw(getAttr(console, 'interact')!, [strFromJs(text), str('')], ['banner', 'exitmsg']);
}
