/**
 * Module faulthandler: dumps of the Python stack. Fatal signals end in the engine, which shows its own stack: `enable` is only noted.
 * Nothing can watch the time beside the program, so dump_traceback_later is refused.
 */
import type { Frame, ModuleSpec, Result, Value } from '@pyston/objects';
import {
  currentFrame,
  ABSENT,
  callMethod,
  clearIf,
  defineModule,
  dictGetStr,
  E,
  frameLine,
  getAttr,
  isInt,
  isTrue,
  method,
  None,
  PyNative,
  raise,
  str,
  ts,
  valueError,
} from '@pyston/objects';
import { signalState } from '../_signal/handlers.ts';
import { hostOf, osError } from '../os-error.ts';
import { cInt } from '../posix/args.ts';

interface FaultState {
  enabled: boolean;
  /** What signal.getsignal gave before `register`. */
  readonly registered: Map<number, Value>;
}

function faultState(): FaultState {
  const { extras } = ts.runtime;
  let state = extras.get('faulthandler') as FaultState | undefined;
  if (state === undefined) {
    state = { enabled: false, registered: new Map() };
    extras.set('faulthandler', state);
  }
  return state;
}

/** Descriptor of a `file` argument. */
function fileDescriptor(given: Value | undefined): number | undefined {
  let file = given;
  if (file === undefined || file === None) {
    const stderr = dictGetStr(ts.runtime.sys, 'stderr');
    if (stderr === ABSENT) return raise(E.RuntimeError!, 'unable to get sys.stderr');
    if (stderr === None) return raise(E.RuntimeError!, 'sys.stderr is None');
    file = stderr;
  }
  if (isInt(file)) {
    const fd = cInt(file);
    return fd !== undefined && fd < 0 ? valueError('file is not a valid file descriptor') : fd;
  }
  const number = getAttr(file, 'fileno') === undefined ? undefined : callMethod(file, 'fileno');
  if (number === undefined) return undefined;
  const fd = isInt(number) ? cInt(number) : -1;
  if (fd === undefined) return undefined;
  if (fd < 0) return raise(E.RuntimeError!, 'file.fileno() is not a valid file descriptor');
  if (callMethod(file, 'flush') === undefined) clearIf(E.Exception!);
  return fd;
}

const MAX_FRAMES = 100;

function stackText(): string {
  let text = '';
  let n = 0;
  for (let f: Frame | null = currentFrame(); f !== null; f = f.back) {
    if (n++ === MAX_FRAMES) return `${text}  ...\n`;
    const line = frameLine(f);
    text += `  File "${f.code.code.filename}", line ${line < 0 ? '???' : line} in ${f.code.code.name}\n`;
  }
  return text === '' ? '  <no Python frame>\n' : text;
}

function dump(fd: number, allThreads: boolean): void {
  const ident = ts.ident.toString(16).padStart(16, '0');
  const head = allThreads
    ? `Current thread 0x${ident} (most recent call first):\n`
    : 'Stack (most recent call first):\n';
  const data = new TextEncoder().encode(head + stackText());
  hostOf().fd.write(fd, data, 0, data.length);
}

function dumpTraceback(file?: Value, all?: Value): Result {
  const fd = fileDescriptor(file);
  const allThreads = all === undefined ? true : isTrue(all);
  if (fd === undefined || allThreads === undefined) return undefined;
  dump(fd, allThreads);
  return None;
}

function enable(file?: Value): Result {
  if (fileDescriptor(file) === undefined) return undefined;
  faultState().enabled = true;
  return None;
}

function disable(): Result {
  const state = faultState();
  const was = state.enabled;
  state.enabled = false;
  return was;
}

/** Dumps the stack when the signal arrives. */
function register(signumArg: Value, file?: Value, all?: Value, chainArg?: Value): Result {
  const n = cInt(signumArg);
  const fd = n === undefined ? undefined : fileDescriptor(file);
  const allThreads = all === undefined ? true : isTrue(all);
  const chain = chainArg === undefined ? false : isTrue(chainArg);
  if (fd === undefined || allThreads === undefined || chain === undefined) return undefined;
  const { count, numbers } = hostOf().signals;
  if (n! < 1 || n! >= count) return valueError('signal number out of range');
  const fatal = ['SIGSEGV', 'SIGFPE', 'SIGABRT', 'SIGBUS', 'SIGILL'].some((name) => numbers[name] === n);
  if (fatal) return raise(E.RuntimeError!, `signal ${n} cannot be registered, use enable() instead`);
  const { handlers } = signalState();
  const previous = faultState().registered.get(n!) ?? handlers[n!]!;
  const r = hostOf().signals.install(n!, 'catch');
  if (r < 0) return osError(r, null);
  faultState().registered.set(n!, previous);
  handlers[n!] = new PyNative(
    method('dump', '(signum, frame, /)', (signum: Value, frame: Value) => {
      dump(fd, allThreads);
      return chain && typeof previous === 'object' && previous !== None
        ? callMethod(previous, '__call__', signum, frame)
        : None;
    }),
    undefined,
    str('faulthandler'),
  );
  return None;
}

function unregister(signumArg: Value): Result {
  const n = cInt(signumArg);
  if (n === undefined) return undefined;
  if (n < 1 || n >= hostOf().signals.count) return valueError('signal number out of range');
  const { registered } = faultState();
  const previous = registered.get(n);
  if (previous === undefined) return false;
  registered.delete(n);
  signalState().handlers[n] = previous;
  const plain = isInt(previous)
    ? Number(previous) === 1
      ? 'ignore'
      : 'default'
    : previous === None
      ? 'default'
      : 'catch';
  hostOf().signals.install(n, plain);
  return true;
}

function refuseLater(): Result {
  return raise(E.RuntimeError!, 'dump_traceback_later is not supported by this implementation');
}

export const faulthandlerModule: ModuleSpec = defineModule({
  name: 'faulthandler',
  doc: 'Dumps of the Python stack.',
  functions: [
    method('enable', '(file=sys.stderr, all_threads=True)', enable),
    method('disable', '()', disable),
    method('is_enabled', '()', () => faultState().enabled),
    method('dump_traceback', '(file=sys.stderr, all_threads=True)', dumpTraceback),
    method('dump_traceback_later', '(timeout, repeat=False, file=sys.stderr, exit=False)', refuseLater),
    method('cancel_dump_traceback_later', '()', () => None),
    method('register', '(signum, file=sys.stderr, all_threads=True, chain=False)', register),
    method('unregister', '(signum, /)', unregister),
  ],
});
