/** The end of a program: exit code, atexit, flushing (CPython's Py_RunMain and Py_FinalizeEx). */
import type { Host } from '@pyston/host';
import { showException } from '@pyston/interp';
import type { PyBaseException, Value } from '@pyston/objects';
import {
  ABSENT,
  call,
  callMethod,
  dictGetStr,
  E,
  finalizeAll,
  getAttr,
  getAttrOrAbsent,
  hooks,
  isException,
  None,
  strFromJs,
  strJs,
  T,
  takeException,
  ts,
  typeOf,
} from '@pyston/objects';
import { flushOpenFiles } from '@pyston/stdlib';
import { report } from './run.ts';

/** True once a KeyboardInterrupt that nobody handled ended the program. */
export let interrupted = false;

/** Exit code of the pending exception, shown on stderr unless it is SystemExit. 130 = stopped by Ctrl-C. */
export function exitCodeOfException(): number {
  const exc = takeException();
  if (typeOf(exc).mro.includes(E.SystemExit!)) return systemExitCode(exc);
  callExcepthook(exc);
  interrupted = typeOf(exc).mro.includes(E.KeyboardInterrupt!);
  return interrupted ? 130 : 1;
}

function systemExitCode(exc: PyBaseException): number {
  const code = (exc as PyBaseException & { code: Value | null }).code ?? None;
  if (code === None) return 0;
  if (typeof code === 'boolean') return code ? 1 : 0;
  if (typeof code === 'number' || typeof code === 'bigint') return exitStatus(BigInt(code));
  if (typeOf(code).mro.includes(T.int!)) return exitStatus(BigInt((code as any).value));
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  const text = strJs(code);
  if (text === undefined) takeException();
  if (stderr !== ABSENT && stderr !== None) {
    const done = call(getAttr(stderr, 'write')!, [strFromJs(`${text ?? ''}\n`)]);
    if (done === undefined) takeException();
  } else report(ts.runtime.host as Host, `${text ?? ''}\n`);
  return 1;
}

/** The status's low byte; what is no C long counts as -1. */
function exitStatus(code: bigint): number {
  return Number(BigInt.asUintN(8, BigInt.asIntN(64, code) === code ? code : -1n));
}

/** sys.excepthook; if that fails, both exceptions are shown. */
function callExcepthook(exc: PyBaseException): void {
  const hook = dictGetStr(ts.runtime.sys, 'excepthook');
  if (hook === ABSENT || hook === None) {
    showException(exc);
    return;
  }
  if (call(hook, [typeOf(exc), exc, exc.traceback ?? None]) !== undefined) return;
  const second = takeException();
  const { host } = ts.runtime;
  report(host as Host, 'Error in sys.excepthook:\n');
  if (isException(second)) showException(second);
  report(host as Host, '\nOriginal exception was:\n');
  showException(exc);
}

/**
 * Threads, atexit callbacks, streams. The code becomes 120 when a stream cannot be flushed. `ending`: the process ends with this
 * runtime, and no daemon thread gets a turn after the callbacks.
 */
export function finalize(code: number, ending = false): number {
  let status = code;
  const threading = dictGetStr(ts.runtime.modules, 'threading');
  runQuietly(() => {
    const fn = threading === ABSENT ? ABSENT : getAttrOrAbsent(threading, '_shutdown');
    return fn === undefined || fn === ABSENT ? None : call(fn, []);
  }, 'Exception ignored on threading shutdown');
  runQuietly(() => {
    const atexit = dictGetStr(ts.runtime.modules, 'atexit');
    const fn = atexit === ABSENT ? ABSENT : getAttrOrAbsent(atexit, '_run_exitfuncs');
    return fn === undefined || fn === ABSENT ? None : call(fn, []);
  });
  if (ending && ts.runtime.threads.size > 1) stopThreads();
  if (!flush('stdout')) status = 120;
  if (!flush('stderr')) status = 120;
  ts.runtime.extras.set('finalizing', true);
  finalizeAll();
  flushOpenFiles();
  // what finalisers printed; a stream that failed is not tried, nor named, again
  if (status !== 120 && !flush('stdout')) status = 120;
  flush('stderr');
  return status;
}

/** No other thread gets a turn from now on; what one of them was doing stays as it is. */
function stopThreads(): void {
  (ts.runtime.host as Host).threads.finalize();
  ts.runtime.extras.set('alone', true);
}

function runQuietly(body: () => Value | undefined, message: string | null = null): void {
  if (body() !== undefined) return;
  if (ts.exc !== null) hooks.writeUnraisable(takeException(), None, message);
}

/** False if what was written could not go out. */
function flush(name: 'stdout' | 'stderr'): boolean {
  const stream = dictGetStr(ts.runtime.sys, name);
  if (stream === ABSENT || stream === None) return true;
  const closed = getAttrOrAbsent(stream, 'closed');
  if (closed === true) return true;
  if (closed === undefined) takeException();
  if (callMethod(stream, 'flush') !== undefined) return true;
  const exc = takeException();
  if (name === 'stdout') hooks.writeUnraisable(exc, None, 'Exception ignored while flushing sys.stdout');
  return false;
}
