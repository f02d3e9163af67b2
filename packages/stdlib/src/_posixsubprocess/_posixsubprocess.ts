/**
 * Module _posixsubprocess: fork_exec over the host's spawn, in the shape that Lib/subprocess.py expects: what fails in the child is
 * written to the error pipe as "OSError:<errno in hex>:<what>", and the result is then a pid that is no child.
 */
import type { HostFileAction, HostPath, HostSpawn } from '@pyston/host';
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import {
  defineModule,
  E,
  int,
  isBytes,
  isInt,
  isTrue,
  isTuple,
  method,
  None,
  raise,
  toArray,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { fsPath } from '../fs-path.ts';
import { hostOf } from '../os-error.ts';
import { cInt, idArg } from '../posix/args.ts';

/** Paths and words: bytes stay as they are. */
function words(v: Value): HostPath[] | undefined {
  const items = toArray(v);
  if (items === undefined) return undefined;
  const out: HostPath[] = [];
  for (const item of items) {
    const word = isBytes(item) ? item.bytes : fsPath(item);
    if (word === undefined) return undefined;
    if (typeof word !== 'string' && word.includes(0)) return valueError('embedded null byte');
    out.push(word);
  }
  return out;
}

function keptDescriptors(v: Value): number[] | undefined {
  if (!isTuple(v)) return typeError(`fork_exec() argument 4 must be tuple, not ${typeOf(v).name}`);
  const out: number[] = [];
  let last = -1;
  for (const item of v.items) {
    if (!isInt(item) || Number(item) <= last) return valueError('bad value(s) in fds_to_keep');
    last = Number(item);
    out.push(last);
  }
  return out;
}

interface Pipes {
  p2cread: number;
  p2cwrite: number;
  c2pread: number;
  c2pwrite: number;
  errread: number;
  errwrite: number;
  errpipeRead: number;
  errpipeWrite: number;
}

/** Standard streams of the child. A source that is itself a standard descriptor below its place was moved before (`moved`). */
function streamActions(pipes: Pipes): HostFileAction[] {
  const actions: HostFileAction[] = [];
  for (const fd of [pipes.p2cwrite, pipes.c2pread, pipes.errread, pipes.errpipeRead])
    if (fd >= 0) actions.push({ op: 'close', fd });
  for (const [from, to] of [
    [pipes.p2cread, 0],
    [pipes.c2pwrite, 1],
    [pipes.errwrite, 2],
  ] as const)
    if (from >= 0) actions.push({ op: 'dup2', from, to });
  return actions;
}

/** Copies of write ends that an earlier dup2 would overwrite. */
function moveAway(pipes: Pipes): number[] {
  const copies: number[] = [];
  const copy = (fd: number): number => {
    const to = hostOf().fd.dup(fd);
    if (to >= 0) copies.push(to);
    return to;
  };
  if (pipes.c2pwrite === 0) pipes.c2pwrite = copy(0);
  while (pipes.errwrite === 0 || pipes.errwrite === 1) pipes.errwrite = copy(pipes.errwrite);
  return copies;
}

function report(errpipe: number, errno: number, request: HostSpawn): void {
  const what = request.failedAt === 'cwd' ? 'noexec:chdir' : request.failedAt === 'setup' ? 'noexec' : '';
  const text = new TextEncoder().encode(`OSError:${errno.toString(16).toUpperCase()}:${what}`);
  hostOf().fd.write(errpipe, text, 0, text.length);
}

/** uid, gid and groups of the child; false: raised. */
function identity(request: HostSpawn, gid: Value, gids: Value, uid: Value): boolean {
  if (gid !== None) {
    const n = idArg(gid, 'gid');
    if (n === undefined) return false;
    request.gid = n;
  }
  if (uid !== None) {
    const n = idArg(uid, 'uid');
    if (n === undefined) return false;
    request.uid = n;
  }
  if (gids === None) return true;
  const items = toArray(gids);
  if (items === undefined) return false;
  request.groups = [];
  for (const item of items) {
    const n = idArg(item, 'gid');
    if (n === undefined) return false;
    request.groups.push(n);
  }
  return true;
}

/** Session, group, signals, umask, descriptors; false: raised. */
function setting(
  request: HostSpawn,
  closeFds: Value,
  keep: number[],
  errpipe: number,
  restoreSignals: Value,
  newSession: Value,
  group: Value,
  umask: Value,
): boolean {
  const closes = isTrue(closeFds);
  const restores = isTrue(restoreSignals);
  const session = isTrue(newSession);
  const pgroup = cInt(group);
  const mask = cInt(umask);
  if (
    closes === undefined ||
    restores === undefined ||
    session === undefined ||
    pgroup === undefined ||
    mask === undefined
  )
    return false;
  if (closes && errpipe < 3) return valueError('errpipe_write must be >= 3') !== undefined;
  request.passFds = keep.filter((fd) => fd !== errpipe);
  if (closes) request.closeFrom = 3;
  if (session) request.setsid = true;
  if (pgroup >= 0) request.pgroup = pgroup;
  if (mask >= 0) request.umask = mask;
  const { SIGPIPE, SIGXFSZ } = hostOf().signals.numbers;
  if (restores) request.sigdefault = [SIGPIPE, SIGXFSZ].filter((n) => n !== undefined);
  return true;
}

function forkExec(...args: Value[]): Result {
  const [
    argv,
    executables,
    closeFds,
    fdsToKeep,
    cwd,
    env,
    p2cr,
    p2cw,
    c2pr,
    c2pw,
    er,
    ew,
    epr,
    epw,
    restoreSignals,
    newSession,
    group,
    gid,
    gids,
    uid,
    umask,
    preexec,
  ] = args as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  if (preexec !== None)
    return raise(E.RuntimeError!, 'preexec_fn is not supported: no Python code can run between fork and exec here');
  const fds: number[] = [];
  for (const v of [p2cr, p2cw, c2pr, c2pw, er, ew, epr, epw]) {
    const fd = cInt(v);
    if (fd === undefined) return undefined;
    fds.push(fd);
  }
  const pipes: Pipes = {
    p2cread: fds[0]!,
    p2cwrite: fds[1]!,
    c2pread: fds[2]!,
    c2pwrite: fds[3]!,
    errread: fds[4]!,
    errwrite: fds[5]!,
    errpipeRead: fds[6]!,
    errpipeWrite: fds[7]!,
  };
  const keep = keptDescriptors(fdsToKeep);
  const file = keep === undefined ? undefined : words(executables);
  const line = file === undefined ? undefined : argv === None ? [] : words(argv);
  if (line === undefined) return undefined;
  const request: HostSpawn = { argv: line, file: file! };
  if (
    !setting(request, closeFds, keep!, pipes.errpipeWrite, restoreSignals, newSession, group, umask) ||
    !identity(request, gid, gids, uid)
  )
    return undefined;
  if (env !== None) {
    const list = words(env);
    if (list === undefined) return undefined;
    request.env = list;
  }
  if (cwd !== None) {
    const dir = fsPath(cwd);
    if (dir === undefined) return undefined;
    request.cwd = dir;
  }
  return start(request, pipes);
}

function start(request: HostSpawn, pipes: Pipes): Result {
  const copies = moveAway(pipes);
  request.actions = streamActions(pipes);
  const { process, fd } = hostOf();
  const pid = process.spawn(request);
  for (const copy of copies) fd.close(copy);
  if (pid >= 0) return int(pid);
  report(pipes.errpipeWrite, -pid, request);
  return int(process.getpid());
}

export const posixsubprocessModule: ModuleSpec = defineModule({
  name: '_posixsubprocess',
  doc: 'Starting child processes for module subprocess.',
  functions: [
    method(
      'fork_exec',
      '(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)',
      forkExec,
    ),
  ],
});
