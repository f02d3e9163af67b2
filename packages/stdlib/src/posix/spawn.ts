/** Starting programs: exec in place of this process, posix_spawn beside it. */
import type { HostFileAction, HostSpawn } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import {
  callMethod,
  E,
  int,
  isList,
  isTrue,
  isTuple,
  method,
  None,
  toArray,
  typeError,
  typeOf,
  valueError,
  raise,
  clearIf,
} from '@pyston/objects';
import { fsPath } from '../fs-path.ts';
import { hostOf, osError } from '../os-error.ts';
import { signalNumbers } from '../_signal/signal-set.ts';
import { cInt, pathArg } from './args.ts';

/** Words of an argument vector; `what` begins messages. */
function argumentVector(v: Value, messages: { kind: string; empty: string; first: string }): string[] | undefined {
  if (!isTuple(v) && !isList(v)) return typeError(messages.kind);
  if (v.items.length === 0) return valueError(messages.empty);
  const out: string[] = [];
  for (let i = 0; i < v.items.length; i++) {
    const word = fsPath(v.items[i]!);
    if (word === undefined) return undefined;
    out.push(word);
  }
  return out[0] === '' ? valueError(messages.first) : out;
}

/** 'NAME=value' words of a mapping. */
function environmentWords(env: Value, message: string): string[] | undefined {
  if (typeOf(env).slots.getitem === null) return typeError(message);
  const keysView = callMethod(env, 'keys');
  if (keysView === undefined) return clearIf(E.AttributeError!) ? typeError(message) : undefined;
  const keys = toArray(keysView);
  const valuesView = keys === undefined ? undefined : callMethod(env, 'values');
  const values = valuesView === undefined ? undefined : toArray(valuesView);
  if (values === undefined) return undefined;
  const out: string[] = [];
  for (let i = 0; i < keys!.length; i++) {
    const name = fsPath(keys![i]!);
    const value = name === undefined ? undefined : fsPath(values[i]!);
    if (value === undefined) return undefined;
    if (name === '' || name!.includes('=')) return valueError('illegal environment variable name');
    out.push(`${name}=${value}`);
  }
  return out;
}

function currentEnvironment(): string[] {
  return hostOf()
    .env.entries()
    .map(([name, value]) => `${name}=${value}`);
}

function exec(fn: 'execv' | 'execve', path: Value, argvArg: Value, env: Value | null): Result {
  const p = pathArg(path, { fn, fd: fn === 'execve' });
  if (p === undefined) return undefined;
  const kind = fn === 'execv' ? `${fn}() arg 2 must be a tuple or list` : `${fn}: argv must be a tuple or list`;
  const empty = fn === 'execv' ? `${fn}() arg 2 must not be empty` : `${fn}: argv must not be empty`;
  const first =
    fn === 'execv' ? `${fn}() arg 2 first element cannot be empty` : `${fn}: argv first element cannot be empty`;
  const argv = argumentVector(argvArg, { kind, empty, first });
  if (argv === undefined) return undefined;
  const words =
    env === null ? currentEnvironment() : environmentWords(env, `${fn}: environment must be a mapping object`);
  if (words === undefined) return undefined;
  const file = p.isFd ? `/proc/self/fd/${p.fd}` : p.path;
  return osError(hostOf().process.execve(file, argv, words), fn === 'execv' ? null : p.object);
}

const ACTION = { OPEN: 0, CLOSE: 1, DUP2: 2, CLOSEFROM: 3 } as const;

interface Actions {
  readonly list: HostFileAction[];
  closeFrom: number | undefined;
}

/** One tuple of file_actions. False: raised. */
function readAction(item: Value, out: Actions): boolean {
  if (!isTuple(item) || item.items.length === 0)
    return typeError('Each file_actions element must be a non-empty tuple') !== undefined;
  const [tag, ...rest] = item.items;
  const code = cInt(tag!);
  if (code === undefined) return false;
  const bad = (what: string, n: number): boolean =>
    rest.length !== n && typeError(`A ${what} file_action tuple must have ${n + 1} elements`) === undefined;
  switch (code) {
    case ACTION.OPEN: {
      if (rest.length !== 4) return typeError('A open file_action tuple must have 5 elements') !== undefined;
      const fd = cInt(rest[0]!);
      const path = fd === undefined ? undefined : fsPath(rest[1]!);
      const flags = path === undefined ? undefined : cInt(rest[2]!);
      const mode = flags === undefined ? undefined : cInt(rest[3]!);
      if (mode === undefined) return false;
      out.list.push({ op: 'open', fd: fd!, path: path!, flags: flags!, mode });
      return true;
    }
    case ACTION.CLOSE: {
      if (bad('close', 1)) return false;
      const fd = cInt(rest[0]!);
      if (fd === undefined) return false;
      out.list.push({ op: 'close', fd });
      return true;
    }
    case ACTION.DUP2: {
      if (bad('dup2', 2)) return false;
      const from = cInt(rest[0]!);
      const to = from === undefined ? undefined : cInt(rest[1]!);
      if (to === undefined) return false;
      out.list.push({ op: 'dup2', from: from!, to });
      return true;
    }
    case ACTION.CLOSEFROM: {
      if (bad('closefrom', 1)) return false;
      const fd = cInt(rest[0]!);
      if (fd !== undefined) out.closeFrom = fd;
      return fd !== undefined;
    }
  }
  return typeError('Unknown file_actions identifier') !== undefined;
}

function fileActions(v: Value | undefined): Actions | undefined {
  const out: Actions = { list: [], closeFrom: undefined };
  if (v === undefined || v === None) return out;
  const { slots } = typeOf(v);
  if (slots.getitem === null && slots.iter === null) return typeError('file_actions must be a sequence or None');
  const items = toArray(v);
  if (items === undefined) return undefined;
  for (const item of items) if (!readAction(item, out)) return undefined;
  return out;
}

function posixSpawn(fn: 'posix_spawn' | 'posix_spawnp') {
  return (
    path: Value,
    argvArg: Value,
    env: Value,
    actionsArg?: Value,
    setpgroup?: Value,
    resetids?: Value,
    setsid?: Value,
    setsigmask?: Value,
    setsigdef?: Value,
    scheduler?: Value,
  ): Result => {
    const p = pathArg(path, { fn });
    if (p === undefined) return undefined;
    const argv = argumentVector(argvArg, {
      kind: `${fn}: argv must be a tuple or list`,
      empty: `${fn}: argv must not be empty`,
      first: `${fn}: argv first element cannot be empty`,
    });
    if (argv === undefined) return undefined;
    const words =
      env === None
        ? currentEnvironment()
        : environmentWords(env, `${fn}: environment must be a mapping object or None`);
    const actions = words === undefined ? undefined : fileActions(actionsArg);
    if (actions === undefined) return undefined;
    const request: HostSpawn = {
      argv,
      file: p.path,
      searchPath: fn === 'posix_spawnp',
      env: words!,
      actions: actions.list,
    };
    if (actions.closeFrom !== undefined) request.closeFrom = actions.closeFrom;
    if (spawnAttributes(fn, request, { setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler }) === undefined)
      return undefined;
    const pid = hostOf().process.spawn(request);
    return pid < 0 ? osError(pid, p.object) : int(pid);
  };
}

function spawnAttributes(fn: string, request: HostSpawn, given: Record<string, Value | undefined>): true | undefined {
  const { setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler } = given;
  if (setpgroup !== undefined && setpgroup !== None) {
    const group = cInt(setpgroup);
    if (group === undefined) return undefined;
    request.pgroup = group;
  }
  const reset = resetids === undefined ? false : isTrue(resetids);
  const session = setsid === undefined ? false : isTrue(setsid);
  if (reset === undefined || session === undefined) return undefined;
  if (session) request.setsid = true;
  if (reset) {
    request.uid = hostOf().process.getuid();
    request.gid = hostOf().process.getgid();
  }
  if (setsigmask !== undefined) {
    const signals = signalNumbers(setsigmask);
    if (signals === undefined) return undefined;
    request.sigmask = signals;
  }
  if (setsigdef !== undefined) {
    const signals = signalNumbers(setsigdef);
    if (signals === undefined) return undefined;
    request.sigdefault = signals;
  }
  if (scheduler === undefined || scheduler === None) return true;
  if (!isTuple(scheduler)) return typeError(`${fn}: scheduler must be a tuple or None`);
  return raise(E.NotImplementedError!, `${fn}: scheduler is not supported`);
}

const SPAWN =
  '(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)';

export const SPAWN_FUNCTIONS = [
  method('execv', '(path, argv, /)', (path: Value, argv: Value) => exec('execv', path, argv, null)),
  method('execve', '(path, argv, env)', (path: Value, argv: Value, env: Value) => exec('execve', path, argv, env)),
  method('posix_spawn', SPAWN, posixSpawn('posix_spawn')),
  method('posix_spawnp', SPAWN, posixSpawn('posix_spawnp')),
];
