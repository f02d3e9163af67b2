/** print() and input(), over sys.stdout and sys.stdin. */
import type { Result, Value } from '@pyston/objects';
import {
  ABSENT,
  callMethod,
  dictGetStr,
  E,
  isStr,
  isTrue,
  None,
  raise,
  str,
  strJs,
  strOf,
  ts,
  typeError,
  typeOf,
  clearIf,
  asIndex,
  jsString,
  strFromJs,
  strValue,
  call1,
} from '@pyston/objects';
import { poll, pollWord } from '../poll.ts';

function separator(v: Value | undefined, name: string, fallback: string): Value | undefined {
  if (v === undefined || v === None) return str(fallback);
  return isStr(v) ? v : typeError(`${name} must be None or a string, not ${typeOf(v).name}`);
}

/** `print(*args, sep=' ', end='\n', file=None, flush=False)`. */
export function print(args: Value[], sep?: Value, end?: Value, file?: Value, flush?: Value): Result {
  let out = file;
  if (out === undefined || out === None) {
    const stdout = dictGetStr(ts.runtime.sys, 'stdout');
    if (stdout === ABSENT) return raise(E.RuntimeError!, 'lost sys.stdout');
    if (stdout === None) return None;
    out = stdout;
  }
  const between = separator(sep, 'sep', ' ');
  const last = between === undefined ? undefined : separator(end, 'end', '\n');
  if (between === undefined || last === undefined) return undefined;
  for (let i = 0; i < args.length; i++) {
    if (i > 0 && callMethod(out, 'write', between) === undefined) return undefined;
    const text = strOf(args[i]!);
    if (text === undefined || callMethod(out, 'write', text) === undefined) return undefined;
  }
  if (callMethod(out, 'write', last) === undefined) return undefined;
  if (flush !== undefined) {
    const wanted = isTrue(flush);
    if (wanted === undefined) return undefined;
    if (wanted && callMethod(out, 'flush') === undefined) return undefined;
  }
  return None;
}

function stream(name: string): Result {
  const v = dictGetStr(ts.runtime.sys, name);
  return v === ABSENT || v === None ? raise(E.RuntimeError!, `lost sys.${name}`) : v;
}

/** `input(prompt='')`: through readline's hook on terminals, else stdin.readline(). */
export function input(prompt?: Value): Result {
  const stdin = stream('stdin');
  const stdout = stdin === undefined ? undefined : stream('stdout');
  if (stdin === undefined || stdout === undefined) return undefined;
  const stderr = dictGetStr(ts.runtime.sys, 'stderr');
  if (stderr !== ABSENT && stderr !== None && callMethod(stderr, 'flush') === undefined) clearIf(E.Exception!);
  const hook = dictGetStr(ts.runtime.sys, '_pyston_readline');
  if (hook !== ABSENT && hook !== None && isTerminal(stdin) && isTerminal(stdout)) {
    const text = prompt === undefined ? '' : strJs(prompt);
    if (text === undefined || callMethod(stdout, 'flush') === undefined) return undefined;
    return lineResult(call1(hook, strFromJs(text)));
  }
  if (prompt !== undefined) {
    const text = strOf(prompt);
    if (text === undefined || callMethod(stdout, 'write', text) === undefined) return undefined;
  }
  if (callMethod(stdout, 'flush') === undefined && !clearIf(E.Exception!)) return undefined;
  return lineResult(callMethod(stdin, 'readline'));
}

function isTerminal(file: Value): boolean {
  const fileno = callMethod(file, 'fileno');
  const fd = fileno === undefined ? undefined : asIndex(fileno);
  if (fd === undefined) {
    clearIf(E.Exception!);
    return false;
  }
  const tty = callMethod(file, 'isatty');
  if (tty === undefined) clearIf(E.Exception!);
  return tty === true;
}

function lineResult(line: Result): Result {
  if (line === undefined) return undefined;
  if (!isStr(line)) return typeError('object.readline() returned non-string');
  const text = jsString(strValue(line));
  // a signal that came while the line was awaited goes before the end of the input
  if (text === '')
    return pollWord[0] !== 0 && poll() === undefined ? undefined : raise(E.EOFError!, 'EOF when reading a line');
  return strFromJs(text.endsWith('\n') ? text.slice(0, -1) : text);
}
