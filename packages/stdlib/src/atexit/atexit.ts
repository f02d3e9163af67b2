/** Module `atexit`: functions to be called when the runtime ends, the last registered first. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  callKw,
  defineModule,
  eq,
  reprJs,
  hooks,
  int,
  method,
  None,
  takeException,
  ts,
  typeError,
  typeOf,
} from '@pyston/objects';

interface Callback {
  readonly fn: Value;
  readonly args: Value[];
  readonly kwnames: readonly string[] | null;
}

/** The runtime's callbacks, in order of registration. */
function callbacks(): Callback[] {
  const { extras } = ts.runtime;
  let list = extras.get('atexit') as Callback[] | undefined;
  if (list === undefined) {
    list = [];
    extras.set('atexit', list);
  }
  return list;
}

function register(fn: Value, args: Value[], kwargs: Map<string, Value>): Result {
  if (typeOf(fn).slots.call === null) return typeError('the first argument must be callable');
  const names = Array.from(kwargs.keys());
  callbacks().push({ fn, args: [...args, ...kwargs.values()], kwnames: names.length === 0 ? null : names });
  return fn;
}

/** Runs and forgets all callbacks; errors are reported, not raised. */
function runExitFunctions(): void {
  const list = callbacks();
  while (list.length > 0) {
    const { fn, args, kwnames } = list.pop()!;
    if (callKw(fn, args, kwnames) !== undefined) continue;
    const exc = takeException();
    hooks.writeUnraisable(exc, None, `Exception ignored in atexit callback ${reprJs(fn) ?? ''}`);
    ts.exc = null;
  }
}

function unregister(fn: Value): Result {
  const list = callbacks();
  for (let i = list.length - 1; i >= 0; i--) {
    const entry = list[i];
    if (entry === undefined) continue;
    const same = eq(entry.fn, fn);
    if (same === undefined) return undefined;
    const at = same ? list.indexOf(entry) : -1;
    if (at >= 0) list.splice(at, 1);
  }
  return None;
}

function clear(): Result {
  callbacks().length = 0;
  return None;
}

export const atexitModule: ModuleSpec = defineModule({
  name: 'atexit',
  doc: 'allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n',
  functions: [
    method(
      'register',
      '(func, /, *args, **kwargs)',
      register,
      'Register a function to be executed upon normal program termination\n\n    func - function to be called at exit\n    args - optional arguments to pass to func\n    kwargs - optional keyword arguments to pass to func\n\n    func is returned to facilitate usage as a decorator.',
    ),
    method('_clear', '()', clear, 'Clear the list of previously registered exit functions.'),
    method(
      '_run_exitfuncs',
      '()',
      () => {
        runExitFunctions();
        return None;
      },
      'Run all registered exit functions.',
    ),
    method('_ncallbacks', '()', () => int(callbacks().length), 'Return the number of registered exit functions.'),
    method(
      'unregister',
      '(func, /)',
      unregister,
      'Unregister an exit function which was previously registered using\natexit.register\n\n    func - function to be unregistered',
    ),
  ],
});
