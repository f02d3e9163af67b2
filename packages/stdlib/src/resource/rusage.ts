/** resource.struct_rusage, which os.wait3 and os.wait4 give too. */
import type { HostRusage } from '@pyston/host';
import type { PyType, Value } from '@pyston/objects';
import { float, int, makeStructSequence, structSequence } from '@pyston/objects';

const FIELDS = [
  ['utime', 'user time used'],
  ['stime', 'system time used'],
  ['maxrss', 'max. resident set size'],
  ['ixrss', 'shared memory size'],
  ['idrss', 'unshared data size'],
  ['isrss', 'unshared stack size'],
  ['minflt', 'page faults not requiring I/O'],
  ['majflt', 'page faults requiring I/O'],
  ['nswap', 'number of swap outs'],
  ['inblock', 'block input operations'],
  ['oublock', 'block output operations'],
  ['msgsnd', 'IPC messages sent'],
  ['msgrcv', 'IPC messages received'],
  ['nsignals', 'signals received'],
  ['nvcsw', 'voluntary context switches'],
  ['nivcsw', 'involuntary context switches'],
] as const;

export const StructRusage: PyType = makeStructSequence({
  name: 'struct_rusage',
  module: 'resource',
  doc: 'Resources that a process used.',
  fields: FIELDS.map(([name, doc]) => ({ name: `ru_${name}`, doc })),
});

export function rusageValue(u: HostRusage | null): Value {
  return structSequence(
    StructRusage,
    FIELDS.map(([name], i) => (i < 2 ? float(u?.[name] ?? 0) : int(u?.[name] ?? 0))),
  );
}
