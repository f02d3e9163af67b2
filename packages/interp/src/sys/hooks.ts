/** displayhook, excepthook, unraisablehook, exit. */
import type { NativeSpec, PyBaseException, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callMethod,
  clearIf,
  dictGetStr,
  dictSetStr,
  E,
  getAttr,
  getAttrOrAbsent,
  hooks,
  isException,
  jsString,
  makeStructSequence,
  method,
  None,
  raise,
  raiseWith,
  repr,
  reprJs,
  str,
  strFromJs,
  structSequence,
  takeException,
  ts,
  typeOf,
  isTuple,
  callKw,
  raiseValue,
  T,
} from '@pyston/objects';
import type { Host } from '@pyston/host';
import { writeException } from './unraisable.ts';

/** Text straight to descriptor 2: for when there is no sys.stderr. */
export function writeDescriptor(fd: number, text: string): void {
  const host = ts.runtime.host as Host;
  const data = new TextEncoder().encode(text);
  host.fd.write(fd, data, 0, data.length);
}

/** `sys.displayhook(value)`: repr to stdout, value to builtins._. */
function displayhook(v: Value): Result {
  if (v === None) return None;
  const { builtins, sys } = ts.runtime;
  dictSetStr(builtins, '_', None);
  const stdout = dictGetStr(sys, 'stdout');
  if (stdout === ABSENT || stdout === None) return raise(E.RuntimeError!, 'lost sys.stdout');
  const text = repr(v);
  if (text === undefined) return undefined;
  if (callMethod(stdout, 'write', text) === undefined) {
    if (!clearIf(E.UnicodeEncodeError!)) return undefined;
    if (writeEscaped(stdout, jsString(text)) === undefined) return undefined;
  }
  if (callMethod(stdout, 'write', str('\n')) === undefined) return undefined;
  dictSetStr(builtins, '_', v);
  return None;
}

function writeEscaped(stdout: Value, text: string): Result {
  const encoding = getAttr(stdout, 'encoding');
  const data =
    encoding === undefined ? undefined : callMethod(strFromJs(text), 'encode', encoding, str('backslashreplace'));
  const shown = data === undefined ? undefined : callMethod(data, 'decode', encoding!, str('strict'));
  return shown === undefined ? undefined : callMethod(stdout, 'write', shown);
}

/** Shows an exception with its traceback on sys.stderr, by the standard library's traceback module. */
export function showException(exc: PyBaseException): void {
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  if (stderr === None || stderr === ABSENT) return;
  const traceback = hooks.importModule('traceback');
  const printer = traceback === undefined ? undefined : getAttr(traceback, '_print_exception_bltin');
  const done = printer === undefined ? undefined : call(printer, [exc]);
  if (done === undefined) {
    takeException();
    plainException(stderr, exc);
  }
  if (callMethod(stderr, 'flush') === undefined) takeException();
}

/** Without the traceback module: type and text. */
function plainException(stderr: Value, exc: PyBaseException): void {
  const text = call(T.str!, [exc]);
  const shown = text === undefined ? '<exception str() failed>' : jsString(text as any);
  if (text === undefined) takeException();
  const line = `${typeOf(exc).name}${shown === '' ? '' : `: ${shown}`}\n`;
  if (callMethod(stderr, 'write', strFromJs(line)) === undefined) {
    takeException();
    writeDescriptor(2, line);
  }
}

function excepthook(_type: Value, value: Value): Result {
  if (isException(value)) showException(value);
  return None;
}

const unraisableType = makeStructSequence({
  name: 'UnraisableHookArgs',
  module: 'sys',
  fields: ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'].map((name) => ({ name })),
});

/** Hook of package objects: gives an exception that cannot be raised to sys.unraisablehook. */
function writeUnraisable(exc: PyBaseException, where: Value, message: string | null = null): void {
  const args = structSequence(unraisableType, [
    typeOf(exc),
    exc,
    exc.traceback ?? None,
    message === null ? None : strFromJs(message),
    where,
  ]);
  const hook = dictGetStr(ts.runtime.sys, 'unraisablehook');
  if (hook === ABSENT || hook === None || call(hook, [args]) === undefined) {
    if (ts.exc !== null) takeException();
    void unraisablehook(args);
  }
}

function unraisablehook(args: Value): Result {
  if (!isTuple(args)) return None;
  const [, exc, , message, object] = args.items as [Value, Value, Value, Value, Value];
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  if (stderr === ABSENT || stderr === None) return None;
  const what = object === None ? null : reprJs(object);
  let head = '';
  if (message !== None)
    head = what == null ? `${jsString(message as any)}:\n` : `${jsString(message as any)}: ${what}\n`;
  else if (what != null) head = `Exception ignored in: ${what}\n`;
  if (head !== '' && callMethod(stderr, 'write', strFromJs(head)) === undefined) takeException();
  if (isException(exc)) writeException(stderr, exc);
  return None;
}

/** `sys.exit([status])`. */
function exit(status?: Value): Result {
  if (status === undefined || status === None) return raiseWith(E.SystemExit!);
  return raiseValue(hooks.newException(E.SystemExit!, isTuple(status) ? status.items.slice() : [status]));
}

/** `sys.breakpointhook`: PYTHONBREAKPOINT names the function, pdb.set_trace by default. */
function breakpointhook(args: Value[], kwargs: Map<string, Value>): Result {
  const host = ts.runtime.host as Host;
  const name = host.env.get('PYTHONBREAKPOINT') ?? '';
  if (name === '0') return None;
  const full = name === '' ? 'pdb.set_trace' : name;
  const dot = full.lastIndexOf('.');
  const module = hooks.importModule(dot < 0 ? 'builtins' : full.slice(0, dot));
  const fn = module === undefined ? undefined : getAttrOrAbsent(module, full.slice(dot + 1));
  if (fn === undefined || fn === ABSENT) {
    if (fn === undefined) takeException();
    return hooks.warn(E.RuntimeWarning!, `Ignoring unimportable $PYTHONBREAKPOINT: "${name}"`, 1);
  }
  return callKw(fn, [...args, ...kwargs.values()], kwargs.size === 0 ? null : [...kwargs.keys()]);
}

export const HOOK_FUNCTIONS: readonly NativeSpec[] = [
  method('displayhook', '(object, /)', displayhook, 'Print an object to sys.stdout and also save it in builtins._'),
  method(
    'excepthook',
    '(exctype, value, traceback, /)',
    excepthook,
    'Handle an exception by displaying it with a traceback on sys.stderr.',
  ),
  method('unraisablehook', '(unraisable, /)', unraisablehook, 'Handle an unraisable exception.'),
  method('exit', '(status=None, /)', exit, 'Exit the interpreter by raising SystemExit(status).'),
  method(
    'breakpointhook',
    '(*args, **kwargs)',
    breakpointhook,
    'This hook function is called by built-in breakpoint().',
  ),
];

hooks.writeUnraisable = writeUnraisable;
hooks.showException = showException;
