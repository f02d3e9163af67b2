/**
 * Module `gc`. The engine collects by itself; collect() asks it to, and runs the finalisers and the callbacks of weak
 * references that are due. Objects cannot be listed.
 */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  asSsize,
  call2,
  collectGarbage,
  defineModule,
  dictFromEntries,
  findDeadReferents,
  hooks,
  int,
  isList,
  list,
  method,
  None,
  runWeakCallbacks,
  str,
  takeException,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';

interface GcState {
  enabled: boolean;
  thresholds: [number, number, number];
  debug: number;
  collections: number;
  callbacks: Value;
}

function state(): GcState {
  const { extras } = ts.runtime;
  let s = extras.get('gc') as GcState | undefined;
  if (s === undefined) {
    s = { enabled: true, thresholds: [2000, 10, 0], debug: 0, collections: 0, callbacks: list([]) };
    extras.set('gc', s);
  }
  return s;
}

function setEnabled(on: boolean) {
  return (): Result => {
    state().enabled = on;
    return None;
  };
}

function notify(phase: string, generation: number): void {
  const { callbacks } = state();
  if (!isList(callbacks)) return;
  const info = dictFromEntries([
    ['generation', int(generation)],
    ['collected', int(0)],
    ['uncollectable', int(0)],
  ]);
  for (const f of callbacks.items.slice())
    if (call2(f, str(phase), info) === undefined) hooks.writeUnraisable(takeException(), f);
}

function collect(generationArg?: Value): Result {
  const generation = generationArg === undefined ? 2 : asSsize(generationArg);
  if (generation === undefined) return undefined;
  if (generation < 0 || generation > 2) return valueError('invalid generation');
  notify('start', generation);
  collectGarbage();
  findDeadReferents();
  state().collections++;
  runWeakCallbacks();
  notify('stop', generation);
  return int(0);
}

function setThreshold(args: Value[]): Result {
  if (args.length < 1 || args.length > 3) return typeError('gc.set_threshold requires 1 to 3 arguments');
  const { thresholds } = state();
  for (let i = 0; i < args.length; i++) {
    const n = asSsize(args[i]!);
    if (n === undefined) return undefined;
    if (i < 2) thresholds[i] = n;
  }
  return None;
}

function stats(): Result {
  const out: Value[] = [];
  for (let generation = 0; generation < 3; generation++) {
    out.push(
      dictFromEntries([
        ['collections', int(generation === 2 ? state().collections : 0)],
        ['collected', int(0)],
        ['uncollectable', int(0)],
      ]),
    );
  }
  return list(out);
}

function setDebug(flags: Value): Result {
  const n = asSsize(flags);
  if (n === undefined) return undefined;
  state().debug = n;
  return None;
}

function getObjects(generationArg?: Value): Result {
  const generation = generationArg === undefined || generationArg === None ? 0 : asSsize(generationArg);
  if (generation === undefined) return undefined;
  if (generation > 2)
    return valueError('generation parameter must be less than the number of available generations (3)');
  return generation < 0 ? valueError('generation parameter cannot be negative') : list([]);
}

const UNTRACKED: ReadonlySet<string> = new Set(['float', 'complex', 'bytes', 'str', 'ellipsis', 'NotImplementedType']);

/** Containers are tracked, values without references are not. */
function isTracked(v: Value): boolean {
  return typeof v === 'object' && v !== None && !UNTRACKED.has(typeOf(v).name);
}

export const gcModule: ModuleSpec = defineModule({
  name: 'gc',
  doc: 'This module provides access to the garbage collector for reference cycles.',
  functions: [
    method('enable', '()', setEnabled(true), 'Enable automatic garbage collection.'),
    method('disable', '()', setEnabled(false), 'Disable automatic garbage collection.'),
    method('isenabled', '()', () => state().enabled, 'Returns true if automatic garbage collection is enabled.'),
    method('set_debug', '(flags, /)', setDebug, 'Set the garbage collection debugging flags.'),
    method('get_debug', '()', () => int(state().debug), 'Get the garbage collection debugging flags.'),
    method(
      'get_count',
      '()',
      () => tuple([int(0), int(0), int(0)]),
      'Return a three-tuple of the current collection counts.',
    ),
    method(
      'set_threshold',
      '(*args)',
      setThreshold,
      'set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the collection frequency).',
    ),
    method(
      'get_threshold',
      '()',
      () => tuple(state().thresholds.map((n) => int(n))),
      'Return the current collection thresholds.',
    ),
    method(
      'collect',
      '(generation=2)',
      collect,
      'Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.',
    ),
    method(
      'get_objects',
      '(generation=None)',
      getObjects,
      'Return a list of objects tracked by the collector (excluding the list returned).',
    ),
    method('get_stats', '()', stats, 'Return a list of dictionaries containing per-generation statistics.'),
    method('is_tracked', '(obj, /)', isTracked, 'Returns true if the object is tracked by the garbage collector.'),
    method('is_finalized', '(obj, /)', () => false, 'Returns true if the object has been already finalized by the GC.'),
    method(
      'get_referrers',
      '(*objs)',
      () => list([]),
      "Return the list of objects that directly refer to any of 'objs'.",
    ),
    method(
      'get_referents',
      '(*objs)',
      () => list([]),
      "Return the list of objects that are directly referred to by 'objs'.",
    ),
    method('freeze', '()', () => None, 'Freeze all current tracked objects and ignore them for future collections.'),
    method('unfreeze', '()', () => None, 'Unfreeze all objects in the permanent generation.'),
    method('get_freeze_count', '()', () => int(0), 'Return the number of objects in the permanent generation.'),
  ],
  attrs: () => ({
    garbage: list([]),
    callbacks: state().callbacks,
    DEBUG_STATS: int(1),
    DEBUG_COLLECTABLE: int(2),
    DEBUG_UNCOLLECTABLE: int(4),
    DEBUG_SAVEALL: int(32),
    DEBUG_LEAK: int(38),
  }),
});
