/** Module resource: limits and use of resources. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asIndex, big, defineModule, E, int, method, None, raise, toArray, tuple, valueError } from '@pyston/objects';
import { HostError } from '@pyston/host';
import { hostOf, osError } from '../os-error.ts';
import { cInt } from '../posix/args.ts';
import { rusageValue, StructRusage } from './rusage.ts';

const EINVAL = 22;
const RLIM_NLIMITS = 16;

/** Runs a host call; `invalid`: message of ValueError for EINVAL. */
function calling<R>(call: () => R, invalid: string): R | undefined {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.errno === EINVAL ? valueError(invalid) : osError(-error.errno, null);
  }
}

function getrusage(whoArg: Value): Result {
  const who = cInt(whoArg);
  const usage = who === undefined ? undefined : calling(() => hostOf().process.getrusage(who), 'invalid who parameter');
  return usage === undefined ? undefined : rusageValue(usage);
}

function resourceArg(v: Value): number | undefined {
  const n = cInt(v);
  if (n === undefined) return undefined;
  return n < 0 || n >= RLIM_NLIMITS ? valueError('invalid resource specified') : n;
}

function limits(pair: readonly [number, number]): Value {
  return tuple(pair.map((n) => big(BigInt(n))));
}

function getrlimit(v: Value): Result {
  const resource = resourceArg(v);
  const pair =
    resource === undefined
      ? undefined
      : calling(() => hostOf().process.getrlimit(resource), 'invalid resource specified');
  return pair === undefined ? undefined : limits(pair);
}

function setrlimit(v: Value, limitsArg: Value): Result {
  const resource = resourceArg(v);
  const items = resource === undefined ? undefined : toArray(limitsArg);
  if (items === undefined) return undefined;
  if (items.length !== 2) return valueError('expected a tuple of 2 integers');
  const soft = asIndex(items[0]!);
  const hard = soft === undefined ? undefined : asIndex(items[1]!);
  if (hard === undefined) return undefined;
  const r = hostOf().process.setrlimit(resource!, soft!, hard);
  if (r === -EINVAL) return valueError('current limit exceeds maximum limit');
  if (r === -1) return valueError('not allowed to raise maximum limit');
  return r < 0 ? osError(r, null) : None;
}

/** The limits of this process only: the host has no call for another one's. */
function prlimit(pidArg: Value, resource: Value, limitsArg?: Value): Result {
  const pid = cInt(pidArg);
  if (pid === undefined) return undefined;
  if (pid !== 0 && pid !== hostOf().process.getpid())
    return raise(E.PermissionError!, 'limits of another process cannot be read here');
  const old = getrlimit(resource);
  if (old === undefined || limitsArg === undefined || limitsArg === None) return old;
  return setrlimit(resource, limitsArg) === undefined ? undefined : old;
}

function attributes(): Record<string, Value> {
  const out: Record<string, Value> = { error: E.OSError! };
  for (const [name, n] of Object.entries(hostOf().platform.constants))
    if (/^(RLIMIT_|RLIM_INFINITY|RUSAGE_)/.test(name)) out[name] = int(n);
  return out;
}

export const resourceModule: ModuleSpec = defineModule({
  name: 'resource',
  doc: 'Limits and use of resources.',
  types: [StructRusage],
  functions: [
    method('getrusage', '(who, /)', getrusage),
    method('getrlimit', '(resource, /)', getrlimit),
    method('setrlimit', '(resource, limits, /)', setrlimit),
    method('prlimit', '(pid, resource, limits=None, /)', prlimit),
    method('getpagesize', '()', () => int(hostOf().platform.constants['PAGESIZE'] ?? 4096)),
  ],
  attrs: attributes,
});
