/** Module builtins. */
import type { ModuleSpec, Value } from '@pyston/objects';
import {
  BUILTINS,
  defineModule,
  E,
  Ellipsis,
  method,
  moduleOf,
  None,
  NotImplemented,
  T,
  dictGetStr,
} from '@pyston/objects';
import { importFunction } from '../import/import.ts';
import { buildClass } from './classes.ts';
import {
  compile,
  dirFunction,
  evalFunction,
  execFunction,
  globalsFunction,
  localsFunction,
  varsFunction,
} from './evaluation.ts';
import { FUNCTIONS } from './functions.ts';
import { input, print } from './output.ts';

/** Types that are names of builtins. */
const TYPES = [
  'bool',
  'bytearray',
  'bytes',
  'classmethod',
  'complex',
  'dict',
  'enumerate',
  'filter',
  'float',
  'frozenset',
  'int',
  'list',
  'map',
  'memoryview',
  'object',
  'property',
  'range',
  'reversed',
  'set',
  'slice',
  'staticmethod',
  'str',
  'super',
  'tuple',
  'type',
  'zip',
];

export const builtinsModule: ModuleSpec = defineModule({
  name: 'builtins',
  doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and need direct\naccess to the built-in object.",
  functions: [
    method(
      '__build_class__',
      '(func, name, /, *bases, [metaclass], **kwds)'.replace('[metaclass], ', ''),
      (func: Value | undefined, name: Value | undefined, bases: Value[], kwargs: Map<string, Value>) =>
        buildClass(
          [func!, name!, ...bases].filter((v) => v !== undefined),
          kwargs,
        ),
      '__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.',
    ),
    method('__import__', '(name, globals=None, locals=None, fromlist=(), level=0)', importFunction, 'Import a module.'),
    method(
      'compile',
      '(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)',
      compile,
      'Compile source into a code object that can be executed by exec() or eval().',
    ),
    method('dir', '(object=None, /)', dirFunction, 'dir([object]) -> list of strings'),
    method(
      'eval',
      '(source, /, globals=None, locals=None)',
      evalFunction,
      'Evaluate the given source in the context of globals and locals.',
    ),
    method(
      'exec',
      '(source, /, globals=None, locals=None, *, closure=None)',
      execFunction,
      'Execute the given source in the context of globals and locals.',
    ),
    method('globals', '()', globalsFunction, "Return the dictionary containing the current scope's global variables."),
    method('input', "(prompt='', /)", input, 'Read a string from standard input.  The trailing newline is stripped.'),
    method('locals', '()', localsFunction, "Return a dictionary containing the current scope's local variables."),
    method(
      'print',
      "(*args, sep=' ', end='\\n', file=None, flush=False)",
      print,
      'Prints the values to a stream, or to sys.stdout by default.',
    ),
    method('vars', '(object=None, /)', varsFunction, 'vars([object]) -> dictionary'),
    ...FUNCTIONS,
  ],
  attrs: () => {
    const out: Record<string, Value> = { None, Ellipsis, NotImplemented, False: false, True: true, __debug__: true };
    for (const name of TYPES) out[name] = T[name]!;
    for (const name of Object.keys(E)) if (moduleOf(E[name]!) === 'builtins') out[name] = E[name]!;
    out.EnvironmentError = E.OSError!;
    out.IOError = E.OSError!;
    return out;
  },
  init: (module) => {
    const getattr = dictGetStr(module.dict, 'getattr');
    if (typeof getattr === 'object') BUILTINS.getattr = getattr;
    for (const name of ['iter', 'reversed']) {
      const fn = dictGetStr(module.dict, name);
      if (typeof fn !== 'symbol') BUILTINS[name] = fn;
    }
  },
});
