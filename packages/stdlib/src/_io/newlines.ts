/** IncrementalNewlineDecoder: universal newlines over another incremental decoder. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  bindNew,
  bytes,
  callMethod,
  defineType,
  getset,
  int,
  isStr,
  isTrue,
  isTuple,
  jsString,
  method,
  None,
  PyObject,
  str,
  strFromJs,
  strValue,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
} from '@pyston/objects';

export class NewlineDecoder extends PyObject {
  decoder: Value = None;
  translate = false;
  pendingCr = false;
  /** 1 = \r, 2 = \n, 4 = \r\n seen. */
  seen = 0;
}

const PARAMS = bindNew('IncrementalNewlineDecoder', "(decoder, translate, errors='strict')");

function init(self: NewlineDecoder, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [decoder, translate] = bound as [Value, Value];
  const t = isTrue(translate);
  if (t === undefined) return undefined;
  self.decoder = decoder;
  self.translate = t;
  self.pendingCr = false;
  self.seen = 0;
  return None;
}

/** Text with the newlines noted and, if wanted, translated. A final lone \r waits for what follows. */
export function translateNewlines(self: NewlineDecoder, text: string, final: boolean): string {
  let s = text;
  if (self.pendingCr && (s !== '' || final)) {
    s = `\r${s}`;
    self.pendingCr = false;
  }
  if (!final && s.endsWith('\r')) {
    s = s.slice(0, -1);
    self.pendingCr = true;
  }
  if (!s.includes('\r')) {
    if (s.includes('\n')) self.seen |= 2;
    return s;
  }
  noteNewlines(self, s);
  return self.translate ? s.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : s;
}

function noteNewlines(self: NewlineDecoder, s: string): void {
  for (let i = 0; i < s.length && self.seen !== 7; i++) {
    const c = s.charCodeAt(i);
    if (c === 13) {
      if (s.charCodeAt(i + 1) === 10) {
        self.seen |= 4;
        i++;
      } else self.seen |= 1;
    } else if (c === 10) self.seen |= 2;
  }
}

function decode(self: NewlineDecoder, input: Value, final?: Value): Result {
  const last = final === undefined ? false : isTrue(final);
  if (last === undefined) return undefined;
  const text = self.decoder === None ? input : callMethod(self.decoder, 'decode', input, last);
  if (text === undefined) return undefined;
  if (!isStr(text)) return typeError(`decoder should return a string result, not '${typeOf(text).name}'`);
  return strFromJs(translateNewlines(self, jsString(strValue(text)), last));
}

function getstate(self: NewlineDecoder): Result {
  const state = self.decoder === None ? tuple([bytesEmpty(), int(0)]) : callMethod(self.decoder, 'getstate');
  if (state === undefined) return undefined;
  if (!isTuple(state)) return typeError('illegal decoder state');
  const flag = asIndex(state.items[1]!);
  return flag === undefined ? undefined : tuple([state.items[0]!, int(flag * 2 + (self.pendingCr ? 1 : 0))]);
}

function bytesEmpty(): Value {
  return bytes(new Uint8Array(0));
}

function setstate(self: NewlineDecoder, state: Value): Result {
  if (!isTuple(state)) return typeError('state argument must be a tuple');
  const flag = asIndex(state.items[1]!);
  if (flag === undefined) return undefined;
  self.pendingCr = (flag & 1) === 1;
  return self.decoder === None
    ? None
    : callMethod(self.decoder, 'setstate', tuple([state.items[0]!, int(Math.floor(flag / 2))]));
}

function reset(self: NewlineDecoder): Result {
  self.seen = 0;
  self.pendingCr = false;
  return self.decoder === None ? None : callMethod(self.decoder, 'reset');
}

const SEEN = ['', '\r', '\n', '\r\n'];

/** `newlines`: None, one kind, or a tuple of kinds. */
export function seenNewlines(seen: number): Value {
  const kinds = [1, 2, 4].filter((bit) => seen & bit).map((bit) => str(SEEN[bit === 4 ? 3 : bit]!));
  if (kinds.length === 0) return None;
  return kinds.length === 1 ? kinds[0]! : tuple(kinds);
}

export const NewlineDecoderType: PyType = defineType({
  name: 'IncrementalNewlineDecoder',
  module: '_io',
  instanceClass: NewlineDecoder,
  flags: TypeFlag.Base,
  doc: 'Codec used when reading a file in universal newlines mode.',
  slots: { new: (cls: PyType) => new cls.instanceClass(), init },
  methods: [
    method('decode', '($self, /, input, final=False)', decode),
    method('getstate', '($self, /)', getstate),
    method('setstate', '($self, state, /)', setstate),
    method('reset', '($self, /)', reset),
  ],
  getset: [getset('newlines', (self: NewlineDecoder) => seenNewlines(self.seen))],
});
