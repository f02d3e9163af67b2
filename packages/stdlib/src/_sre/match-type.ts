/** The type re.Match. */
import type { GetSetSpec, Result, Value } from '@pyston/objects';
import {
  ABSENT,
  asIndex,
  asSsize,
  CLASS_GETITEM,
  defineType,
  dictCursor,
  dictGet,
  dictSet,
  getset,
  indexError,
  int,
  isBytes,
  isInt,
  method,
  newDict,
  None,
  repr,
  strConcat,
  str,
  T,
  tryBufferOf,
  tuple,
  TypeFlag,
  typeOf,
} from '@pyston/objects';
import { PyMatch } from './pattern.ts';
import { compileTemplate, expandTemplate, PyTemplate } from './template.ts';
import type { Subject } from './text.ts';
import { slice } from './text.ts';

/** Text of a group, or `fallback` where it took no part. */
function groupText(m: PyMatch, group: number, fallback: Value): Value {
  const start = m.spans[group * 2];
  return start < 0 ? fallback : slice(current(m.subject), start, m.spans[group * 2 + 1]);
}

/** The subject as it is now: a bytearray may have changed since the match. */
function current(s: Subject): Subject {
  if (s.data === null || isBytes(s.value)) return s;
  const data = tryBufferOf(s.value);
  return data === undefined || data === null ? s : { ...s, data };
}

/** Group number of a number or name; -1 (IndexError raised) when there is none. */
function groupNumber(m: PyMatch, key: Value): number {
  let n: number | undefined = -1;
  if (isInt(key) || (typeof key !== 'string' && typeOf(key).slots.index !== null)) {
    n = asIndex(key);
    if (n === undefined) return -1;
  } else {
    const found = dictGet(m.re.groupIndex, key);
    if (found === undefined) return -1;
    if (found !== ABSENT && isInt(found)) n = asSsize(found);
  }
  if (n !== undefined && n >= 0 && n <= m.re.groups) return n;
  indexError('no such group');
  return -1;
}

function group(m: PyMatch, key: Value): Result {
  const n = groupNumber(m, key);
  return n < 0 ? undefined : groupText(m, n, None);
}

function groupImpl(m: PyMatch, keys: Value[]): Result {
  if (keys.length === 0) return groupText(m, 0, None);
  if (keys.length === 1) return group(m, keys[0]);
  const out: Value[] = [];
  for (const key of keys) {
    const text = group(m, key);
    if (text === undefined) return undefined;
    out.push(text);
  }
  return tuple(out);
}

function groupsImpl(m: PyMatch, fallback: Value | undefined): Result {
  const out: Value[] = [];
  for (let g = 1; g <= m.re.groups; g++) out.push(groupText(m, g, fallback ?? None));
  return tuple(out);
}

function groupdictImpl(m: PyMatch, fallback: Value | undefined): Result {
  const out = newDict();
  const cursor = dictCursor(m.re.groupIndex);
  while (cursor.advance()) {
    const text = groupText(m, asSsize(cursor.value) ?? 0, fallback ?? None);
    if (dictSet(out, cursor.key, text) === undefined) return undefined;
  }
  return out;
}

function bound(which: 0 | 1) {
  return (m: PyMatch, key: Value | undefined): Result => {
    const n = key === undefined ? 0 : groupNumber(m, key);
    return n < 0 ? undefined : int(m.spans[n * 2 + which]);
  };
}

function span(m: PyMatch, n: number): Value {
  return tuple([int(m.spans[n * 2]), int(m.spans[n * 2 + 1])]);
}

function spanImpl(m: PyMatch, key: Value | undefined): Result {
  const n = key === undefined ? 0 : groupNumber(m, key);
  return n < 0 ? undefined : span(m, n);
}

function expandImpl(m: PyMatch, template: Value): Result {
  const compiled = compileTemplate(m.re, template);
  return compiled instanceof PyTemplate ? expandTemplate(compiled, m) : compiled;
}

function reprImpl(m: PyMatch): Result {
  const shown = repr(groupText(m, 0, None));
  if (shown === undefined) return undefined;
  const head = str(`<re.Match object; span=(${m.spans[0]}, ${m.spans[1]}), match=`);
  return strConcat(strConcat(head, shown), str('>'));
}

const FIELDS: readonly GetSetSpec[] = [
  getset('string', (m: PyMatch) => m.subject.value),
  getset('re', (m: PyMatch) => m.re),
  getset('pos', (m: PyMatch) => int(m.pos)),
  getset('endpos', (m: PyMatch) => int(m.endpos)),
  getset('lastindex', (m: PyMatch) => (m.lastIndex > 0 ? int(m.lastIndex) : None)),
  getset('lastgroup', (m: PyMatch) => (m.lastIndex > 0 ? (m.re.indexGroup[m.lastIndex] ?? None) : None)),
  getset('regs', (m: PyMatch) => tuple(Array.from({ length: m.re.groups + 1 }, (_, g) => span(m, g)))),
];

T['re.Match'] = defineType({
  name: 'Match',
  module: 're',
  longName: true,
  instanceClass: PyMatch,
  doc: 'The result of a successful match.',
  flags: TypeFlag.NoNew | TypeFlag.NoSequence,
  slots: { repr: reprImpl, getitem: group },
  getset: FIELDS,
  methods: [
    method('group', '($self, *args)', groupImpl),
    method('groups', '($self, /, default=None)', groupsImpl),
    method('groupdict', '($self, /, default=None)', groupdictImpl),
    method('start', '($self, group=0, /)', bound(0)),
    method('end', '($self, group=0, /)', bound(1)),
    method('span', '($self, group=0, /)', spanImpl),
    method('expand', '($self, /, template)', expandImpl),
    method('__copy__', '($self, /)', (m: PyMatch) => m),
    method('__deepcopy__', '($self, memo, /)', (m: PyMatch) => m),
  ],
  classMethods: [CLASS_GETITEM],
});
