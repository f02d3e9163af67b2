/** Users, groups, sessions and scheduling of the process, and facts of the system. */
import type { PyStructSequence, PyType, Result, Value } from '@pyston/objects';
import {
  asSsize,
  big,
  bindNew,
  bytes,
  DONE,
  E,
  float,
  getIter,
  index,
  int,
  isInt,
  iterNext,
  list,
  makeStructSequence,
  method,
  newSet,
  None,
  overflowError,
  PyMethodDescriptor,
  raise,
  setAdd,
  strFromJs,
  structSequence,
  toArray,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { guarded, hostOf, osError } from '../os-error.ts';
import { fsPath } from '../fs-path.ts';
import { cInt, done, idArg, number } from './args.ts';

const bindPriority = bindNew('sched_param', '(sched_priority)');

export const SchedParam: PyType = makeStructSequence({
  name: 'sched_param',
  module: 'posix',
  doc: 'Scheduling parameters.',
  fields: [{ name: 'sched_priority', doc: 'the scheduling priority' }],
});

const newSequence = SchedParam.slots.new!;

/** `sched_param(priority)`: the one field itself, not a sequence. */
SchedParam.slots.new = (cls, args, kwnames) => {
  const bound = bindPriority(args, kwnames);
  return bound === undefined ? undefined : newSequence(cls, [tuple([bound[0] as Value])], null);
};

const REDUCE = method(
  '__reduce__',
  '($self, /)',
  (self: PyStructSequence): Result => tuple([SchedParam, tuple(self.items)]),
);
SchedParam.attrs.set('__reduce__', new PyMethodDescriptor(REDUCE, SchedParam));

/** One C int argument, None as result. */
function setOne(call: (n: number) => number, what: 'uid' | 'gid') {
  return (v: Value): Result => {
    const n = idArg(v, what);
    return n === undefined ? undefined : done(call(n));
  };
}

/** Several ids at once. */
function setMany(call: (...ids: number[]) => number, what: 'uid' | 'gid') {
  return (...args: Value[]): Result => {
    const ids: number[] = [];
    for (const v of args) {
      const n = idArg(v, what);
      if (n === undefined) return undefined;
      ids.push(n);
    }
    return done(call(...ids));
  };
}

/** C int arguments, int result. */
function ints(call: (...n: number[]) => number) {
  return (...args: Value[]): Result => {
    const numbers = cInts(args);
    return numbers === undefined ? undefined : number(call(...numbers));
  };
}

/** C int arguments, None as result. */
function act(call: (...n: number[]) => number) {
  return (...args: Value[]): Result => {
    const numbers = cInts(args);
    return numbers === undefined ? undefined : done(call(...numbers));
  };
}

function cInts(args: readonly Value[]): number[] | undefined {
  const out: number[] = [];
  for (const v of args) {
    const n = cInt(v);
    if (n === undefined) return undefined;
    out.push(n);
  }
  return out;
}

function triple(read: () => readonly number[]) {
  return (): Result => {
    const r = guarded(read, null);
    return r === undefined ? undefined : tuple(r.map((n) => int(n)));
  };
}

function getgroups(): Result {
  const groups = guarded(() => hostOf().process.getgroups(), null);
  return groups === undefined ? undefined : list(groups.map((n) => int(n)));
}

function setgroups(groups: Value): Result {
  const { slots } = typeOf(groups);
  if (slots.getitem === null || slots.len === null) return typeError('setgroups argument must be a sequence');
  const items = toArray(groups);
  if (items === undefined) return undefined;
  const ids: number[] = [];
  for (const item of items) {
    if (!isInt(item)) return typeError('groups must be integers');
    const n = idArg(item, 'gid');
    if (n === undefined) return undefined;
    ids.push(n);
  }
  return done(hostOf().posix.setgroups(ids));
}

function getgrouplist(user: Value, group: Value): Result {
  const name = fsPath(user);
  const gid = name === undefined ? undefined : idArg(group, 'gid');
  if (gid === undefined) return undefined;
  const groups = guarded(() => hostOf().posix.getgrouplist(name!, gid), null);
  return groups === undefined ? undefined : list(groups.map((n) => int(n)));
}

function initgroups(user: Value, group: Value): Result {
  const name = fsPath(user);
  const gid = name === undefined ? undefined : idArg(group, 'gid');
  return gid === undefined ? undefined : done(hostOf().posix.initgroups(name!, gid));
}

function getlogin(): Result {
  const name = guarded(() => hostOf().users.login(), null);
  return name === undefined ? undefined : strFromJs(name);
}

function nice(increment: Value): Result {
  const n = cInt(increment);
  const r = n === undefined ? undefined : guarded(() => hostOf().process.nice(n), null);
  return r === undefined ? undefined : int(r);
}

function getpriority(whichArg: Value, whoArg: Value): Result {
  const which = cInt(whichArg);
  const who = which === undefined ? undefined : cInt(whoArg);
  const r = who === undefined ? undefined : guarded(() => hostOf().process.getpriority(which!, who), null);
  return r === undefined ? undefined : int(r);
}

function getloadavg(): Result {
  const r = guarded(() => hostOf().process.getloadavg(), null);
  return r === undefined ? raise(E.OSError!, 'Load averages are unobtainable') : tuple(r.map((n) => float(n)));
}

/** -X cpu_count overrides; None when unknown. */
function cpuCount(): Result {
  const config = ts.runtime.extras.get('config') as { xOptions?: ReadonlyMap<string, string | true> } | undefined;
  const forced = Number(config?.xOptions?.get('cpu_count') ?? 'none');
  if (forced > 0) return int(forced);
  const n = hostOf().process.cpuCount();
  return n < 1 ? None : int(n);
}

function getaffinity(pidArg: Value): Result {
  const pid = cInt(pidArg);
  const cpus = pid === undefined ? undefined : guarded(() => hostOf().process.getAffinity(pid), null);
  if (cpus === undefined) return undefined;
  const s = newSet();
  for (const cpu of cpus) if (setAdd(s, int(cpu)) === undefined) return undefined;
  return s;
}

function setaffinity(pidArg: Value, mask: Value): Result {
  const pid = cInt(pidArg);
  const it = pid === undefined ? undefined : getIter(mask);
  if (it === undefined) return undefined;
  const cpus: number[] = [];
  for (;;) {
    const item = iterNext(it);
    if (item === undefined) return undefined;
    if (item === DONE) break;
    if (!isInt(item))
      return typeError(`expected an iterator of ints, but iterator yielded <class '${typeOf(item).name}'>`);
    const cpu = cInt(item);
    if (cpu === undefined) return undefined;
    if (cpu < 0) return valueError('negative CPU number');
    cpus.push(cpu);
  }
  return done(hostOf().process.setAffinity(pid!, cpus));
}

function priorityOf(param: Value): number | undefined {
  if (typeOf(param) !== SchedParam) return typeError('must have a sched_param object');
  return cInt((param as PyStructSequence).items[0]!);
}

function getparam(pidArg: Value): Result {
  const pid = cInt(pidArg);
  if (pid === undefined) return undefined;
  const r = hostOf().posix.schedGetParam(pid);
  return r < 0 ? osError(r, null) : structSequence(SchedParam, [int(r)]);
}

function setparam(pidArg: Value, param: Value): Result {
  const pid = cInt(pidArg);
  const priority = pid === undefined ? undefined : priorityOf(param);
  return priority === undefined ? undefined : done(hostOf().posix.schedSetParam(pid!, priority));
}

function setscheduler(pidArg: Value, policyArg: Value, param: Value): Result {
  const pid = cInt(pidArg);
  const policy = pid === undefined ? undefined : cInt(policyArg);
  const priority = policy === undefined ? undefined : priorityOf(param);
  return priority === undefined ? undefined : done(hostOf().posix.schedSetScheduler(pid!, policy!, priority));
}

function rrInterval(pidArg: Value): Result {
  const pid = cInt(pidArg);
  const r = pid === undefined ? undefined : guarded(() => hostOf().posix.schedInterval(pid), null);
  return r === undefined ? undefined : float(r);
}

function urandom(sizeArg: Value): Result {
  const n = asSsize(sizeArg);
  if (n === undefined) return undefined;
  if (n < 0) return valueError('negative argument not allowed');
  const out = new Uint8Array(n);
  hostOf().random.fill(out);
  return bytes(out);
}

function getrandom(sizeArg: Value, flagsArg?: Value): Result {
  const n = asSsize(sizeArg);
  const flags = n === undefined ? undefined : flagsArg === undefined ? 0 : cInt(flagsArg);
  if (flags === undefined) return undefined;
  if (n! < 0) return osError(-22, null);
  const out = new Uint8Array(n!);
  const got = hostOf().random.getrandom(out, flags);
  return got < 0 ? osError(got, null) : bytes(got === n ? out : out.slice(0, got));
}

function strerror(codeArg: Value): Result {
  const code = cInt(codeArg);
  return code === undefined ? undefined : strFromJs(hostOf().platform.strerror(code));
}

/** dev_t as glibc packs it. */
const UNSIGNED_INT = 0xffffffffn;

/** An unsigned number of so many bits; -1 is the largest one. */
function unsignedArg(v: Value, bits: number): bigint | undefined {
  const n = index(v);
  if (n === undefined) return undefined;
  const b = BigInt(n);
  if (b < -1n) return overflowError("can't convert negative int to unsigned");
  if (b >= 1n << 64n) return overflowError('int too big to convert');
  return b >= 1n << BigInt(bits)
    ? overflowError('Python int too large to convert to C unsigned int')
    : BigInt.asUintN(bits, b);
}

/** The largest number means no device: -1. */
function devicePart(part: bigint): Value {
  return big(part === UNSIGNED_INT ? -1n : part);
}

function major(v: Value): Result {
  const d = unsignedArg(v, 64);
  return d === undefined ? undefined : devicePart(((d >> 8n) & 0xfffn) | ((d >> 32n) & 0xfffff000n));
}

function minor(v: Value): Result {
  const d = unsignedArg(v, 64);
  return d === undefined ? undefined : devicePart((d & 0xffn) | ((d >> 12n) & 0xffffff00n));
}

function makedev(majorArg: Value, minorArg: Value): Result {
  const a = unsignedArg(majorArg, 32);
  const b = a === undefined ? undefined : unsignedArg(minorArg, 32);
  if (b === undefined) return undefined;
  const device = ((a! & 0xfffn) << 8n) | ((a! & 0xfffff000n) << 32n) | (b & 0xffn) | ((b & 0xffffff00n) << 12n);
  return big(device === NO_DEVICE ? -1n : device);
}

const NO_DEVICE = 0xffffffffffffffffn;

/** Functions that fork would run; kept so that modules can register, though there is no fork. */
function registerAtFork(before?: Value, child?: Value, parent?: Value): Result {
  if (before === undefined && child === undefined && parent === undefined)
    return typeError('At least one argument is required.');
  for (const [name, v] of [
    ['before', before],
    ['after_in_child', child],
    ['after_in_parent', parent],
  ] as const) {
    if (v !== undefined && typeOf(v).slots.call === null)
      return typeError(`'${name}' must be callable, not ${typeOf(v).name}`);
  }
  return None;
}

const proc = () => hostOf().process;
const px = () => hostOf().posix;

export const ID_FUNCTIONS = [
  method('getpid', '()', () => int(proc().getpid())),
  method('getppid', '()', () => int(proc().getppid())),
  method('getuid', '()', () => int(proc().getuid())),
  method('geteuid', '()', () => int(proc().geteuid())),
  method('getgid', '()', () => int(proc().getgid())),
  method('getegid', '()', () => int(proc().getegid())),
  method(
    'setuid',
    '(uid, /)',
    setOne((n) => proc().setuid(n), 'uid'),
  ),
  method(
    'seteuid',
    '(euid, /)',
    setOne((n) => proc().seteuid(n), 'uid'),
  ),
  method(
    'setgid',
    '(gid, /)',
    setOne((n) => proc().setgid(n), 'gid'),
  ),
  method(
    'setegid',
    '(egid, /)',
    setOne((n) => proc().setegid(n), 'gid'),
  ),
  method(
    'setreuid',
    '(ruid, euid, /)',
    setMany((a, b) => px().setreuid(a!, b!), 'uid'),
  ),
  method(
    'setregid',
    '(rgid, egid, /)',
    setMany((a, b) => px().setregid(a!, b!), 'gid'),
  ),
  method(
    'setresuid',
    '(ruid, euid, suid, /)',
    setMany((a, b, c) => px().setresuid(a!, b!, c!), 'uid'),
  ),
  method(
    'setresgid',
    '(rgid, egid, sgid, /)',
    setMany((a, b, c) => px().setresgid(a!, b!, c!), 'gid'),
  ),
  method(
    'getresuid',
    '()',
    triple(() => px().getresuid()),
  ),
  method(
    'getresgid',
    '()',
    triple(() => px().getresgid()),
  ),
  method('getgroups', '()', getgroups),
  method('setgroups', '(groups, /)', setgroups),
  method('getgrouplist', '(user, group, /)', getgrouplist),
  method('initgroups', '(username, gid, /)', initgroups),
  method('getlogin', '()', getlogin),
  method(
    'getpgid',
    '(pid)',
    ints((pid) => proc().getpgid(pid!)),
  ),
  method('getpgrp', '()', () => number(proc().getpgid(0))),
  method(
    'setpgid',
    '(pid, pgrp, /)',
    act((pid, group) => proc().setpgid(pid!, group!)),
  ),
  method('setpgrp', '()', () => done(proc().setpgid(0, 0))),
  method(
    'getsid',
    '(pid, /)',
    ints((pid) => proc().getsid(pid!)),
  ),
  method('setsid', '()', () => done(Math.min(proc().setsid(), 0))),
  method('nice', '(increment, /)', nice),
  method('getpriority', '(which, who)', getpriority),
  method(
    'setpriority',
    '(which, who, priority)',
    act((which, who, priority) => proc().setpriority(which!, who!, priority!)),
  ),
  method('getloadavg', '()', getloadavg),
  method('cpu_count', '()', cpuCount),
  method('sched_getaffinity', '(pid, /)', getaffinity),
  method('sched_setaffinity', '(pid, mask, /)', setaffinity),
  method('sched_yield', '()', () => done(proc().schedYield())),
  method(
    'sched_get_priority_max',
    '(policy)',
    ints((policy) => px().schedPriorityMax(policy!)),
  ),
  method(
    'sched_get_priority_min',
    '(policy)',
    ints((policy) => px().schedPriorityMin(policy!)),
  ),
  method(
    'sched_getscheduler',
    '(pid, /)',
    ints((pid) => px().schedGetScheduler(pid!)),
  ),
  method('sched_setscheduler', '(pid, policy, param, /)', setscheduler),
  method('sched_getparam', '(pid, /)', getparam),
  method('sched_setparam', '(pid, param, /)', setparam),
  method('sched_rr_get_interval', '(pid, /)', rrInterval),
  method('urandom', '(size, /)', urandom),
  method('getrandom', '(size, flags=0)', getrandom),
  method('strerror', '(code, /)', strerror),
  method('major', '(device, /)', major),
  method('minor', '(device, /)', minor),
  method('makedev', '(major, minor, /)', makedev),
  method(
    'register_at_fork',
    '(*, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)',
    registerAtFork,
  ),
  method('_inputhook', '()', () => None),
  method('_is_inputhook_installed', '()', () => false),
];
