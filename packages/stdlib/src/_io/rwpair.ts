/** BufferedRWPair: a reader and a writer as one stream. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  bindNew,
  callMethod,
  callKw,
  defineType,
  getAttr,
  getset,
  method,
  None,
  TypeFlag,
  raiseValue,
  takeException,
} from '@pyston/objects';
import { BufferedIOBaseType, IOBase, unsupported } from './base.ts';
import { BufferedReaderType, BufferedWriterType } from './buffered.ts';

class BufferedRWPair extends IOBase {
  reader: Value = None;
  writer: Value = None;
}

const PARAMS = bindNew('BufferedRWPair', '(reader, writer, buffer_size=131072, /)');

function init(self: BufferedRWPair, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [reader, writer, size] = bound as [Value, Value, Value | undefined];
  for (const [stream, need] of [
    [reader, 'readable'],
    [writer, 'writable'],
  ] as const) {
    const can = callMethod(stream, need);
    if (can === undefined) return undefined;
    if (can !== true) return unsupported(`File or stream is not ${need}.`);
  }
  const extra = size === undefined ? [] : [size];
  const r = callKw(BufferedReaderType, [reader, ...extra], null);
  const w = r === undefined ? undefined : callKw(BufferedWriterType, [writer, ...extra], null);
  if (r === undefined || w === undefined) return undefined;
  self.reader = r;
  self.writer = w;
  return None;
}

const via = (name: string, which: 'reader' | 'writer', signature: string) =>
  method(name, signature, (self: BufferedRWPair, ...args: (Value | undefined)[]) =>
    callMethod(self[which], name, ...(args.filter((a) => a !== undefined) as Value[])),
  );

function close(self: BufferedRWPair): Result {
  const w = callMethod(self.writer, 'close');
  const pending = w === undefined ? takeException() : null;
  const r = callMethod(self.reader, 'close');
  if (r === undefined) return undefined;
  return pending === null ? None : raiseValue(pending);
}

function isatty(self: BufferedRWPair): Result {
  const w = callMethod(self.writer, 'isatty');
  return w === undefined || w === true ? w : callMethod(self.reader, 'isatty');
}

export const BufferedRWPairType: PyType = defineType({
  name: 'BufferedRWPair',
  module: '_io',
  base: BufferedIOBaseType,
  instanceClass: BufferedRWPair,
  flags: TypeFlag.Base,
  doc: 'A buffered reader and writer object together.',
  slots: { init },
  methods: [
    via('read', 'reader', '($self, size=-1, /)'),
    via('peek', 'reader', '($self, size=0, /)'),
    via('read1', 'reader', '($self, size=-1, /)'),
    via('readinto', 'reader', '($self, buffer, /)'),
    via('readinto1', 'reader', '($self, buffer, /)'),
    via('write', 'writer', '($self, buffer, /)'),
    via('flush', 'writer', '($self, /)'),
    via('readable', 'reader', '($self, /)'),
    via('writable', 'writer', '($self, /)'),
    method('close', '($self, /)', close),
    method('isatty', '($self, /)', isatty),
  ],
  getset: [getset('closed', (self: BufferedRWPair) => getAttr(self.writer, 'closed'))],
});
