/** Runs a program on the toy machine and returns what it printed. */
import { compile } from '../helpers.ts';
import { currentException, items, runModule } from './machine.ts';
import { CLASSES, Raised, Tuple, repr, text } from './values.ts';
import type { Value } from './values.ts';

/** What `cm(name, suppress)` makes: a context manager that reports. */
function contextManager(print: (s: string) => void, name: Value, suppress: Value): Value {
  return {
    __enter__: () => {
      print(`enter ${text(name)}`);
      return name;
    },
    __exit__: ([, exc]: Value[]) => {
      print(`exit ${text(name)} ${exc === null ? 'None' : exc.cls.name}`);
      return suppress;
    },
  };
}

/** An exception without messages that only CPython words like that. */
function show(e: Value): Value {
  if (e === null) return null;
  return `${e.cls.name}${['ValueError', 'KeyError', 'StopIteration'].includes(e.cls.name) ? repr(e.args) : ''}`;
}

export function execute(source: string): string {
  const out: string[] = [];
  const print = (s: string): void => void out.push(s);
  const globals = new Map<string, Value>(Object.entries(CLASSES));
  globals.set('print', (args: Value[]) => (print(args.map(text).join(' ')), null));
  globals.set('range', (args: Value[]) =>
    Array.from(
      { length: args.length > 1 ? args[1] - args[0] : args[0] },
      (_, i) => i + (args.length > 1 ? args[0] : 0),
    ),
  );
  globals.set('list', ([v]: Value[]) => items(v));
  globals.set('tuple', ([v]: Value[]) => new Tuple(items(v)));
  globals.set('len', ([v]: Value[]) => items(v).length);
  globals.set('repr', ([v]: Value[]) => repr(v));
  globals.set('keep', ([g]: Value[]) => g);
  globals.set('show', ([e]: Value[]) => show(e));
  globals.set('exception', () => currentException());
  globals.set('cm', ([name, suppress]: Value[]) => contextManager(print, name, suppress ?? false));
  globals.set('next', ([g]: Value[]) => g.send(null));
  try {
    runModule(compile(source), globals);
  } catch (e) {
    if (!(e instanceof Raised)) throw e;
    print(`uncaught ${show(e.exc)}`);
  }
  return out.map((l) => `${l}\n`).join('');
}
