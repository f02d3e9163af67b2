/** Module `time`, over the host's clock. */
import type { Host, HostTm } from '@pyston/host';
import { CLOCK, HostError } from '@pyston/host';
import type { ModuleSpec, NativeSpec, PyInt, PyModule, Result, Value } from '@pyston/objects';
import {
  asFloat,
  big,
  call2,
  callKw,
  defineModule,
  dictSetStr,
  E,
  float,
  getAttr,
  hooks,
  int,
  isFloat,
  index,
  intOrUndefined,
  jsString,
  method,
  None,
  overflowError,
  PyNative,
  raiseWith,
  str,
  strFromJs,
  strOrUndefined,
  ts,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { asctimeText, checkTm, structTime, structTimeType, tmArgument } from './struct-time.ts';

function host(): Host {
  return ts.runtime.host as Host;
}

function osError(errno: number): undefined {
  return raiseWith(E.OSError!, int(errno), strFromJs(host().platform.strerror(errno)));
}

/** What `fn` gives; a failed system call as OSError. */
function guarded<R>(fn: () => R): R | undefined {
  try {
    return fn();
  } catch (error) {
    if (error instanceof HostError) return osError(error.errno);
    throw error;
  }
}

function invalidNan(): undefined {
  return valueError('Invalid value NaN (not a number)');
}

/** Whole seconds since 1970 of an argument, rounded down; now if absent. */
function timestamp(v: Value | undefined): number | undefined {
  if (v === undefined || v === None) return Math.floor(host().clock.seconds(CLOCK.REALTIME));
  if (isFloat(v)) {
    if (v.v !== v.v) return invalidNan();
    const n = Math.floor(v.v);
    return Math.abs(n) < 2 ** 63 ? n : overflowError('timestamp out of range for platform time_t');
  }
  const n = index(v);
  if (n === undefined) return undefined;
  if (n > 0x7fffffffffffffffn || n < -0x8000000000000000n)
    return overflowError('timestamp out of range for platform time_t');
  return Number(n);
}

function brokenDown(v: Value | undefined, local: boolean): HostTm | undefined {
  const seconds = timestamp(v);
  if (seconds === undefined) return undefined;
  const { clock } = host();
  return guarded(() => (local ? clock.localtime(seconds) : clock.gmtime(seconds)));
}

function gmtime(v: Value | undefined): Result {
  const tm = brokenDown(v, false);
  return tm === undefined ? undefined : structTime(tm);
}

function localtime(v: Value | undefined): Result {
  const tm = brokenDown(v, true);
  return tm === undefined ? undefined : structTime(tm);
}

function ctime(v: Value | undefined): Result {
  const tm = brokenDown(v, true);
  return tm === undefined ? undefined : asctimeText(tm);
}

function asctime(v: Value | undefined): Result {
  if (v === undefined) return ctime(undefined);
  const tm = tmArgument(v, 'asctime');
  return tm === undefined || !checkTm(tm) ? undefined : asctimeText(tm);
}

function mktime(v: Value): Result {
  const tm = tmArgument(v, 'mktime');
  if (tm === undefined) return undefined;
  try {
    return float(host().clock.mktime(tm));
  } catch (error) {
    if (error instanceof HostError) return overflowError('mktime argument out of range');
    throw error;
  }
}

function strftime(format: Value, t: Value | undefined): Result {
  const s = strOrUndefined(format);
  if (s === undefined) return typeError(`strftime() argument 1 must be str, not ${typeOf(format).name}`);
  const tm = t === undefined ? brokenDown(None, true) : tmArgument(t, 'strftime');
  if (tm === undefined || !checkTm(tm)) return undefined;
  const { clock } = host();
  tm.isdst = Math.sign(tm.isdst);
  let text = '';
  for (const [, directives = '', plain = ''] of jsString(s).matchAll(STRFTIME_PART))
    text += (directives === '' ? '' : clock.strftime(directives, tm)) + plain;
  return strFromJs(text);
}

/** The C library is shown ASCII without NULs only; from any other character on, text is taken over as far as the next `%`. */
const STRFTIME_PART = /([\x01-\x7f]*)((?:[^\x01-\x7f][^%]*)?)/g;

/** Implemented in Python, by module _strptime. */
function strptime(text: Value, format: Value | undefined): Result {
  const module = hooks.importModule('_strptime');
  const fn = module === undefined ? undefined : getAttr(module, '_strptime_time');
  return fn === undefined ? undefined : call2(fn, text, format ?? str('%a %b %d %H:%M:%S %Y'));
}

/** Nanoseconds of a duration argument, rounded away from zero. */
function sleepSeconds(v: Value): number | undefined {
  let seconds: number | undefined;
  if (isFloat(v)) {
    if (v.v !== v.v) return invalidNan();
    seconds = v.v;
  } else {
    const n =
      intOrUndefined(v) ??
      (typeOf(v).slots.index === null
        ? typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer or float`)
        : index(v));
    seconds = n === undefined ? undefined : asFloat(n);
  }
  if (seconds === undefined) return undefined;
  if (Math.abs(seconds) >= 9223372036.854776) return overflowError('timestamp out of range for C PyTime_t');
  return seconds < 0 ? valueError('sleep length must be non-negative') : seconds;
}

/** Sleeps until the deadline, also when signals are handled meanwhile (PEP 475). */
function sleep(v: Value): Result {
  const seconds = sleepSeconds(v);
  if (seconds === undefined) return undefined;
  const { clock, platform } = host();
  const deadline = clock.seconds(CLOCK.MONOTONIC) + seconds;
  for (let left = seconds; ; left = Math.max(0, deadline - clock.seconds(CLOCK.MONOTONIC))) {
    // a signal that came before the wait does not end it
    const r = hooks.handleSignals() === undefined ? undefined : clock.sleep(left);
    if (r === undefined) return undefined;
    if (r >= 0) return hooks.handleSignals();
    if (-r !== platform.errno.EINTR) return osError(-r);
    if (hooks.handleSignals() === undefined) return undefined;
  }
}

function seconds(name: string, clock: number, doc: string): NativeSpec {
  return method(name, '()', () => float(host().clock.seconds(clock)), doc);
}

function nanoseconds(name: string, clock: number, doc: string): NativeSpec {
  return method(name, '()', () => big(host().clock.nanoseconds(clock)), doc);
}

function clockId(v: Value): number | undefined {
  const n = intOrUndefined(v);
  return n === undefined ? typeError(`clk_id should be integer, not ${typeOf(v).name}`) : Number(n);
}

function clockGettime(id: Value): Result {
  const clock = clockId(id);
  if (clock === undefined) return undefined;
  const t = host().clock.seconds(clock);
  return t !== t ? osError(host().platform.errno.EINVAL!) : float(t);
}

function clockGettimeNs(id: Value): Result {
  const clock = clockId(id);
  if (clock === undefined) return undefined;
  const t = guarded(() => host().clock.nanoseconds(clock));
  return t === undefined ? undefined : big(t);
}

function clockGetres(id: Value): Result {
  const clock = clockId(id);
  if (clock === undefined) return undefined;
  const t = host().clock.resolution(clock);
  return t !== t ? osError(host().platform.errno.EINVAL!) : float(t);
}

function setClock(clock: number, nanos: bigint): Result {
  const whole = nanos / 1000000000n;
  const r = host().clock.setTime(clock, Number(whole), Number(nanos - whole * 1000000000n));
  return r < 0 ? osError(-r) : None;
}

function clockSettime(id: Value, t: Value): Result {
  const clock = clockId(id);
  const x = clock === undefined ? undefined : asFloat(t);
  if (x === undefined) return undefined;
  return x !== x ? invalidNan() : setClock(clock!, BigInt(Math.floor(x * 1e9)));
}

function clockSettimeNs(id: Value, t: Value): Result {
  const clock = clockId(id);
  const n: PyInt | undefined = clock === undefined ? undefined : index(t);
  return n === undefined ? undefined : setClock(clock!, BigInt(n));
}

const CLOCKS: ReadonlyMap<string, readonly [number, string, boolean, boolean]> = new Map([
  ['time', [CLOCK.REALTIME, 'CLOCK_REALTIME', false, true]],
  ['monotonic', [CLOCK.MONOTONIC, 'CLOCK_MONOTONIC', true, false]],
  ['perf_counter', [CLOCK.MONOTONIC, 'CLOCK_MONOTONIC', true, false]],
  ['process_time', [CLOCK.PROCESS_CPUTIME_ID, 'CLOCK_PROCESS_CPUTIME_ID', true, false]],
  ['thread_time', [CLOCK.THREAD_CPUTIME_ID, 'CLOCK_THREAD_CPUTIME_ID', true, false]],
]);

function getClockInfo(name: Value): Result {
  const s = strOrUndefined(name);
  if (s === undefined) return typeError(`get_clock_info() argument 1 must be str, not ${typeOf(name).name}`);
  const info = CLOCKS.get(jsString(s));
  if (info === undefined) return valueError('unknown clock');
  const [clock, id, monotonic, adjustable] = info;
  const types = hooks.importModule('types');
  const namespace = types === undefined ? undefined : getAttr(types, 'SimpleNamespace');
  if (namespace === undefined) return undefined;
  const values: Value[] = [str(`clock_gettime(${id})`), monotonic, adjustable, float(host().clock.resolution(clock))];
  return callKw(namespace, values, ['implementation', 'monotonic', 'adjustable', 'resolution']);
}

/** tzname, timezone, altzone, daylight. */
function zoneAttributes(): Record<string, Value> {
  const zone = host().clock.zone();
  return {
    timezone: int(zone.timezone),
    altzone: int(zone.altzone),
    daylight: int(zone.daylight),
    tzname: tuple([strFromJs(zone.standardName), strFromJs(zone.summerName)]),
  };
}

function newTzset(module: PyModule): PyNative {
  const impl = (): Result => {
    host().clock.tzset();
    for (const [name, value] of Object.entries(zoneAttributes())) dictSetStr(module.dict, name, value);
    return None;
  };
  return new PyNative(
    method('tzset', '()', impl, 'Reads the time zone of the environment again.'),
    undefined,
    str('time'),
  );
}

function clockConstants(): Record<string, Value> {
  return {
    CLOCK_REALTIME: int(CLOCK.REALTIME),
    CLOCK_MONOTONIC: int(CLOCK.MONOTONIC),
    CLOCK_MONOTONIC_RAW: int(CLOCK.MONOTONIC_RAW),
    CLOCK_PROCESS_CPUTIME_ID: int(CLOCK.PROCESS_CPUTIME_ID),
    CLOCK_THREAD_CPUTIME_ID: int(CLOCK.THREAD_CPUTIME_ID),
    CLOCK_BOOTTIME: int(CLOCK.BOOTTIME),
    CLOCK_TAI: int(CLOCK.TAI),
    _STRUCT_TM_ITEMS: int(11),
  };
}

export const timeModule: ModuleSpec = defineModule({
  name: 'time',
  doc: 'Clocks, and conversions of time values.',
  types: [structTimeType],
  functions: [
    seconds('time', CLOCK.REALTIME, 'Seconds since 1970.'),
    nanoseconds('time_ns', CLOCK.REALTIME, 'Nanoseconds since 1970.'),
    seconds('monotonic', CLOCK.MONOTONIC, 'Clock that never goes back, in seconds.'),
    nanoseconds('monotonic_ns', CLOCK.MONOTONIC, 'Clock that never goes back, in nanoseconds.'),
    seconds('perf_counter', CLOCK.MONOTONIC, 'Clock for measuring, in seconds.'),
    nanoseconds('perf_counter_ns', CLOCK.MONOTONIC, 'Clock for measuring, in nanoseconds.'),
    seconds('process_time', CLOCK.PROCESS_CPUTIME_ID, 'CPU time of the process in seconds.'),
    nanoseconds('process_time_ns', CLOCK.PROCESS_CPUTIME_ID, 'CPU time of the process in nanoseconds.'),
    seconds('thread_time', CLOCK.THREAD_CPUTIME_ID, 'CPU time of the thread in seconds.'),
    nanoseconds('thread_time_ns', CLOCK.THREAD_CPUTIME_ID, 'CPU time of the thread in nanoseconds.'),
    method('clock_gettime', '(clk_id, /)', clockGettime, 'Time of a clock in seconds.'),
    method('clock_gettime_ns', '(clk_id, /)', clockGettimeNs, 'Time of a clock in nanoseconds.'),
    method('clock_getres', '(clk_id, /)', clockGetres, 'Resolution of a clock in seconds.'),
    method('clock_settime', '(clk_id, time, /)', clockSettime, 'Sets a clock.'),
    method('clock_settime_ns', '(clk_id, time, /)', clockSettimeNs, 'Sets a clock, in nanoseconds.'),
    method('sleep', '(seconds, /)', sleep, 'Waits.'),
    method('gmtime', '(seconds=None, /)', gmtime, 'A timestamp as a time tuple in UTC.'),
    method('localtime', '(seconds=None, /)', localtime, 'A timestamp as a time tuple in local time.'),
    method('ctime', '(seconds=None, /)', ctime, 'A timestamp as text in local time.'),
    method('asctime', '(tuple=None, /)', asctime, 'A time tuple as text.'),
    method('mktime', '(tuple, /)', mktime, 'The timestamp of a time tuple in local time.'),
    method('strftime', '(format, tuple=None, /)', strftime, 'A time tuple as text by a format.'),
    method('strptime', "(string, format='%a %b %d %H:%M:%S %Y', /)", strptime, 'Reads a time tuple by a format.'),
    method('get_clock_info', '(name, /)', getClockInfo, 'What is known of a clock.'),
  ],
  attrs: () => ({ ...clockConstants(), ...zoneAttributes() }),
  init: (module) => {
    dictSetStr(module.dict, 'tzset', newTzset(module));
  },
});
