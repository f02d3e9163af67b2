/** StringIO: text in memory, as UTF-16; positions count code points. */
import type { PyType, Result, Value } from '@pyston/objects';
import {
  asIndex,
  asSsize,
  bindNew,
  defineType,
  DONE,
  E,
  getset,
  int,
  isDict,
  isInt,
  isStr,
  isTuple,
  jsString,
  method,
  None,
  raise,
  reprJs,
  str,
  strFromJs,
  strValue,
  tuple,
  typeError,
  TypeFlag,
  typeOf,
  valueError,
  dictUpdateMapping,
  instanceDict,
} from '@pyston/objects';
import { IOBase, TextIOBaseType, stateDict } from './base.ts';
import { NewlineDecoder, seenNewlines, translateNewlines } from './newlines.ts';

class StringIO extends IOBase {
  /** Code points, as strings of one character each only while `astral`. */
  text = '';
  points: string[] | null = null;
  pos = 0;
  /** Whether __init__ has run to its end. */
  ready = false;
  newline: string | null = '\n';
  decoder: NewlineDecoder | null = null;
  /** Pieces written at the end and not joined yet. */
  parts: string[] = [];
  /** Length of the queued pieces. */
  queued = 0;
}

const PARAMS = bindNew('StringIO', "(initial_value='', newline='\\n')");

function init(self: StringIO, args: Value[], kwnames: readonly string[] | null): Result {
  const bound = PARAMS(args, kwnames);
  if (bound === undefined) return undefined;
  const [initial, newline] = bound as (Value | undefined)[];
  if (newline !== undefined && newline !== None && !isStr(newline))
    return typeError(`newline must be str or None, not ${typeOf(newline).name}`);
  const nl = newline === undefined ? '\n' : newline === None ? null : jsString(strValue(newline as any));
  if (nl !== null && !['', '\n', '\r', '\r\n'].includes(nl))
    return valueError(`illegal newline value: ${reprJs(newline!)}`);
  if (initial !== undefined && initial !== None && !isStr(initial))
    return typeError(`initial_value must be str or None, not ${typeOf(initial).name}`);
  self.newline = nl;
  self.ready = true;
  self.closedFlag = false;
  self.decoder = null;
  if (nl === null || nl === '') {
    self.decoder = new NewlineDecoder();
    self.decoder.translate = nl === null;
  }
  self.text = '';
  self.points = null;
  self.parts = [];
  self.pos = 0;
  if (initial !== undefined && initial !== None) {
    put(self, jsString(strValue(initial as any)));
    self.pos = 0;
  }
  return None;
}

function open(self: StringIO): true | undefined {
  if (!self.ready) return raise(E.ValueError!, 'I/O operation on uninitialized object');
  return self.closedFlag ? closed() : true;
}

function closed(): undefined {
  return raise(E.ValueError!, 'I/O operation on closed file');
}

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** Joins what was appended; from then on `text` (or `points`) is all there is. */
function settle(self: StringIO): void {
  if (self.parts.length === 0) return;
  const added = self.parts.join('');
  self.parts = [];
  self.queued = 0;
  setText(self, (self.points === null ? self.text : self.points.join('')) + added);
}

function setText(self: StringIO, s: string): void {
  if (ASTRAL.test(s)) {
    self.points = [...s];
    self.text = '';
  } else {
    self.text = s;
    self.points = null;
  }
}

function length(self: StringIO): number {
  settle(self);
  return self.points === null ? self.text.length : self.points.length;
}

function slice(self: StringIO, from: number, to: number): Value {
  return self.points === null ? str(self.text.slice(from, to)) : strFromJs(self.points.slice(from, to).join(''));
}

/** Appending at the end is queued; everything else rewrites the text. */
function put(self: StringIO, given: string): void {
  let s = self.decoder === null ? given : translateNewlines(self.decoder, given, true);
  if (self.newline !== null && self.newline !== '' && self.newline !== '\n') s = s.replaceAll('\n', self.newline);
  if (s === '') return;
  if (self.points === null && !ASTRAL.test(s) && atEnd(self)) {
    self.parts.push(s);
    self.pos += s.length;
    self.queued += s.length;
    return;
  }
  settle(self);
  overwrite(self, s);
}

function atEnd(self: StringIO): boolean {
  if (self.parts.length > 0) return self.pos === self.text.length + self.queued;
  self.queued = 0;
  return self.pos === self.text.length;
}

function overwrite(self: StringIO, s: string): void {
  const old = self.points ?? [...self.text];
  const add = ASTRAL.test(s) || self.points !== null ? [...s] : s.split('');
  while (old.length < self.pos) old.push('\0');
  for (let i = 0; i < add.length; i++) old[self.pos + i] = add[i]!;
  self.pos += add.length;
  setText(self, old.join(''));
}

function write(self: StringIO, v: Value): Result {
  if (!isStr(v)) return typeError(`string argument expected, got '${typeOf(v).name}'`);
  if (open(self) === undefined) return undefined;
  const value = strValue(v);
  const n = typeof value === 'string' ? value.length : value.cps.length;
  put(self, jsString(value));
  return int(n);
}

function sizeArgument(v: Value | undefined): number | undefined {
  return v === undefined || v === None ? -1 : asIndex(v);
}

function read(self: StringIO, size?: Value): Result {
  if (open(self) === undefined) return undefined;
  const n = sizeArgument(size);
  if (n === undefined) return undefined;
  const total = length(self);
  const from = Math.min(self.pos, total);
  const to = n < 0 ? total : Math.min(from + n, total);
  if (to > self.pos) self.pos = to;
  return slice(self, from, to);
}

function lineEnd(self: StringIO): number {
  const total = length(self);
  const nl = self.newline;
  const s = self.points === null ? self.text : self.points;
  if (self.points === null && (nl === null || nl === '\n')) {
    const at = self.text.indexOf('\n', self.pos);
    return at < 0 ? total : at + 1;
  }
  for (let i = self.pos; i < total; i++) {
    const c = s[i];
    if (nl === null || nl === '\n' || nl === '') {
      if (c === '\n') return i + 1;
      if (nl === '' && c === '\r') return s[i + 1] === '\n' ? i + 2 : i + 1;
    } else if (nl === '\r' ? c === '\r' : c === '\r' && s[i + 1] === '\n') return i + nl.length;
  }
  return total;
}

function line(self: StringIO, limit: number): Value {
  const total = length(self);
  const from = Math.min(self.pos, total);
  if (self.pos >= total) return str('');
  let to = lineEnd(self);
  if (limit >= 0) to = Math.min(to, from + limit);
  self.pos = to;
  return slice(self, from, to);
}

function readline(self: StringIO, size?: Value): Result {
  if (open(self) === undefined) return undefined;
  const n = sizeArgument(size);
  return n === undefined ? undefined : line(self, n);
}

function next(self: StringIO) {
  if (open(self) === undefined) return undefined;
  const l = line(self, -1);
  return l === '' ? DONE : l;
}

function getvalue(self: StringIO): Result {
  if (open(self) === undefined) return undefined;
  return slice(self, 0, length(self));
}

function seek(self: StringIO, offset: Value, whence?: Value): Result {
  if (open(self) === undefined) return undefined;
  const o = asIndex(offset);
  const w = whence === undefined ? 0 : asIndex(whence);
  if (o === undefined || w === undefined) return undefined;
  if (w < 0 || w > 2) return valueError(`Invalid whence (${w}, should be 0, 1 or 2)`);
  if (w === 0 && o < 0) return valueError(`Negative seek position ${o}`);
  if (w !== 0 && o !== 0) return raise(E.OSError!, "Can't do nonzero cur-relative seeks");
  const total = length(self);
  if (w === 0) self.pos = o;
  else if (w === 2) self.pos = total;
  return int(self.pos);
}

function truncate(self: StringIO, size?: Value): Result {
  if (open(self) === undefined) return undefined;
  const n = size === undefined || size === None ? self.pos : asIndex(size);
  if (n === undefined) return undefined;
  if (n < 0) return valueError(`Negative size value ${n}`);
  if (n < length(self)) setText(self, self.points === null ? self.text.slice(0, n) : self.points.slice(0, n).join(''));
  return int(n);
}

function getstate(self: StringIO): Result {
  const value = getvalue(self);
  if (value === undefined) return undefined;
  return tuple([value, self.newline === null ? None : str(self.newline), int(self.pos), stateDict(self)]);
}

function setstate(self: StringIO, state: Value): Result {
  if (self.closedFlag) return closed();
  if (!isTuple(state) || state.items.length < 4)
    return typeError(`${typeOf(self).name}.__setstate__ argument should be 4-tuple, got ${typeOf(state).name}`);
  const [value, newline, pos, dict] = state.items as [Value, Value, Value, Value];
  if (value !== None && !isStr(value)) return typeError(`initial_value must be str or None, not ${typeOf(value).name}`);
  if (init(self, [str(''), newline], null) === undefined) return undefined;
  if (value !== None) setText(self, jsString(strValue(value as any)));
  if (!isInt(pos)) return typeError(`third item of state must be an integer, got ${typeOf(pos).name}`);
  const p = asSsize(pos);
  if (p === undefined) return undefined;
  if (p < 0) return valueError('position value cannot be negative');
  self.pos = p;
  if (dict !== None) {
    if (!isDict(dict)) return typeError(`fourth item of state should be a dict, got a ${typeOf(dict).name}`);
    if (dictUpdateMapping(instanceDict(self)!, dict) === undefined) return undefined;
  }
  return None;
}

function newlines(self: StringIO): Result {
  if (open(self) === undefined) return undefined;
  return self.decoder === null ? None : seenNewlines(self.decoder.seen);
}

const when =
  (v: Value) =>
  (self: StringIO): Result =>
    open(self) === undefined ? undefined : v;

export const StringIOType: PyType = defineType({
  name: 'StringIO',
  module: '_io',
  longName: true,
  base: TextIOBaseType,
  instanceClass: StringIO,
  flags: TypeFlag.Base,
  doc: 'Text I/O implementation using an in-memory buffer.',
  signature: "(initial_value='', newline='\\n')",
  slots: { init, next, iter: (self: StringIO) => (open(self) === undefined ? undefined : self) },
  methods: [
    method('write', '($self, s, /)', write),
    method('read', '($self, size=-1, /)', read),
    method('readline', '($self, size=-1, /)', readline),
    method('getvalue', '($self, /)', getvalue),
    method('seek', '($self, pos, whence=0, /)', seek),
    method('tell', '($self, /)', (self: StringIO) => (open(self) === undefined ? undefined : int(self.pos))),
    method('truncate', '($self, pos=None, /)', truncate),
    method('close', '($self, /)', (self: StringIO) => ((self.closedFlag = true), None)),
    method('seekable', '($self, /)', when(true)),
    method('readable', '($self, /)', when(true)),
    method('writable', '($self, /)', when(true)),
    method('__getstate__', '($self, /)', getstate),
    method('__setstate__', '($self, state, /)', setstate),
  ],
  getset: [
    getset('closed', (self: StringIO) => (self.ready ? self.closedFlag : open(self))),
    getset('line_buffering', when(false)),
    getset('newlines', newlines),
  ],
});
