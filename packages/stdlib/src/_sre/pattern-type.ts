/** The types re.Pattern and the scanner; `_sre.compile`. */
import type { Result, StrValue, Value } from '@pyston/objects';
import {
  call1,
  CLASS_GETITEM,
  asSsize,
  defineType,
  E,
  eq,
  getset,
  getAttr,
  hash,
  int,
  isBytes,
  isDict,
  isInt,
  isList,
  isTuple,
  list,
  mappingProxy,
  method,
  None,
  NotImplemented,
  PyCallableIter,
  raise,
  repr,
  str,
  strConcat,
  strLen,
  strOrUndefined,
  strSlice,
  T,
  tuple,
  typeError,
  TypeFlag,
  intOrUndefined,
  typeOf,
} from '@pyston/objects';
import { Flag, Op } from './opcodes.ts';
import { matchOf, newSearch, PyPattern, PyScanner } from './pattern.ts';
import type { Search } from './pattern.ts';
import { Program } from './program.ts';
import { compileTemplate, expandTemplate, joinPieces, PyTemplate } from './template.ts';
import { empty, slice, subjectOf } from './text.ts';

type Step = (search: Search) => boolean;

function matching(name: string, step: Step) {
  return method(
    name,
    '($self, /, string, pos=0, endpos=sys.maxsize)',
    (p: PyPattern, string: Value, pos?: Value, endpos?: Value) => {
      const search = newSearch(p, string, pos, endpos);
      if (search === undefined) return undefined;
      return step(search) ? matchOf(search) : None;
    },
  );
}

function fullMatch(search: Search): boolean {
  search.matcher.matchAll = true;
  return search.matcher.matchAt(search.start);
}

/** What findall collects for the match just found. */
function found(search: Search): Value {
  const { matcher, pattern, subject } = search;
  if (pattern.groups === 0) return slice(subject, matcher.from, matcher.ptr);
  const groups: Value[] = [];
  for (let g = 0; g < pattern.groups; g++) groups.push(groupOr(search, g, empty(subject)));
  return groups.length === 1 ? groups[0] : tuple(groups);
}

/** Text of group g + 1, or `fallback`. */
function groupOr(search: Search, g: number, fallback: Value): Value {
  const start = search.matcher.marks[g * 2];
  const end = search.matcher.marks[g * 2 + 1];
  return start < 0 || end < 0 ? fallback : slice(search.subject, start, end);
}

function findallImpl(p: PyPattern, string: Value, pos?: Value, endpos?: Value): Result {
  const search = newSearch(p, string, pos, endpos);
  if (search === undefined) return undefined;
  const out: Value[] = [];
  while (search.next()) out.push(found(search));
  return list(out);
}

function splitImpl(p: PyPattern, string: Value, maxArg?: Value): Result {
  const max = maxArg === undefined ? 0 : asSsize(maxArg);
  const search = max === undefined ? undefined : newSearch(p, string);
  if (search === undefined || max === undefined) return undefined;
  const out: Value[] = [];
  let last = 0;
  for (let n = 0; max === 0 || n < max; n++) {
    if (!search.next()) break;
    out.push(slice(search.subject, last, search.matcher.from));
    for (let g = 0; g < p.groups; g++) out.push(groupOr(search, g, None));
    last = search.start;
  }
  out.push(slice(search.subject, last, search.endpos));
  return list(out);
}

/** The replacement as a template, a callable or a literal. */
function replacement(p: PyPattern, repl: Value): Result {
  if (typeOf(repl).slots.call !== null) return repl;
  const text = strOrUndefined(repl);
  if (text !== undefined ? !hasBackslash(text) : isBytes(repl) && !repl.bytes.includes(92)) return repl;
  const compiled = compileTemplate(p, repl);
  return compiled instanceof PyTemplate && compiled.parts.length === 0 ? compiled.literal : compiled;
}

function hasBackslash(s: StrValue): boolean {
  return typeof s === 'string' ? s.includes('\\') : s.cps.includes(92);
}

function replaceAll(p: PyPattern, repl: Value, string: Value, countArg: Value | undefined, wantCount: boolean): Result {
  const limit = countArg === undefined ? 0 : asSsize(countArg);
  if (limit === undefined) return undefined;
  const isCall = typeOf(repl).slots.call !== null;
  const by = replacement(p, repl);
  const search = by === undefined ? undefined : newSearch(p, string);
  if (by === undefined || search === undefined) return undefined;
  const out: Value[] = [];
  let last = 0;
  let n = 0;
  while ((limit === 0 || n < limit) && search.next()) {
    const { matcher, subject } = search;
    if (last < matcher.from) out.push(slice(subject, last, matcher.from));
    last = search.start;
    const item = isCall
      ? call1(by, matchOf(search))
      : by instanceof PyTemplate
        ? expandTemplate(by, matchOf(search))
        : by;
    if (item === undefined) return undefined;
    if (item !== None) out.push(item);
    n++;
  }
  if (last < search.endpos) out.push(slice(search.subject, last, search.endpos));
  const text = out.length === 0 ? empty(search.subject) : joinPieces(search.subject.data !== null, out);
  if (text === undefined) return undefined;
  return wantCount ? tuple([text, int(n)]) : text;
}

function scannerImpl(p: PyPattern, string: Value, pos?: Value, endpos?: Value): PyScanner | undefined {
  const search = newSearch(p, string, pos, endpos);
  if (search === undefined) return undefined;
  const scanner = new PyScanner();
  scanner.pattern = p;
  scanner.search = search;
  return scanner;
}

function finditerImpl(p: PyPattern, string: Value, pos?: Value, endpos?: Value): Result {
  const scanner = scannerImpl(p, string, pos, endpos);
  if (scanner === undefined) return undefined;
  const next = getAttr(scanner, 'search');
  return next === undefined ? undefined : new PyCallableIter(next, None);
}

function scan(step: Step) {
  return (scanner: PyScanner): Result => {
    const { search } = scanner;
    if (search === null) return None;
    if (step(search)) return matchOf(search);
    scanner.search = null;
    return None;
  };
}

const FLAG_NAMES: readonly [string, number][] = [
  ['re.IGNORECASE', Flag.IGNORECASE],
  ['re.LOCALE', Flag.LOCALE],
  ['re.MULTILINE', Flag.MULTILINE],
  ['re.DOTALL', Flag.DOTALL],
  ['re.UNICODE', Flag.UNICODE],
  ['re.VERBOSE', Flag.VERBOSE],
  ['re.DEBUG', Flag.DEBUG],
  ['re.ASCII', Flag.ASCII],
];

function flagText(p: PyPattern): string {
  let { flags } = p;
  if (p.isBytes === false && (flags & (Flag.LOCALE | Flag.UNICODE | Flag.ASCII)) === Flag.UNICODE)
    flags &= ~Flag.UNICODE;
  const names: string[] = [];
  for (const [name, bit] of FLAG_NAMES) {
    if (flags & bit) names.push(name);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  return names.length === 0 ? '' : `, ${names.join('|')}`;
}

function patternRepr(p: PyPattern): Result {
  let shown = repr(p.pattern);
  if (shown === undefined) return undefined;
  if (strLen(shown) > 200) shown = strSlice(shown, 0, 200);
  return strConcat(strConcat(str('re.compile('), shown), str(`${flagText(p)})`));
}

function sameCode(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

function equal(p: PyPattern, other: Value): boolean | undefined | null {
  if (!(other instanceof PyPattern)) return null;
  if (p === other) return true;
  if (p.flags !== other.flags || p.isBytes !== other.isBytes || !sameCode(p.program.code, other.program.code))
    return false;
  return eq(p.pattern, other.pattern);
}

function patternHash(p: PyPattern) {
  const h = hash(p.pattern);
  if (h === undefined) return undefined;
  const mixed = BigInt.asIntN(62, BigInt(h) ^ BigInt(p.flags * 31 + p.groups));
  return int(Number(BigInt.asIntN(52, mixed)));
}

T['re.Pattern'] = defineType({
  name: 'Pattern',
  module: 're',
  longName: true,
  instanceClass: PyPattern,
  doc: 'A compiled regular expression.',
  hasWeakRef: true,
  flags: TypeFlag.NoNew,
  slots: {
    repr: patternRepr,
    hash: patternHash,
    eq: (p: PyPattern, other) => {
      const same = equal(p, other);
      return same === null ? NotImplemented : same;
    },
    ne: (p: PyPattern, other) => {
      const same = equal(p, other);
      return same === null ? NotImplemented : same === undefined ? undefined : !same;
    },
  },
  getset: [
    getset('pattern', (p: PyPattern) => p.pattern),
    getset('flags', (p: PyPattern) => int(p.flags)),
    getset('groups', (p: PyPattern) => int(p.groups)),
    getset('groupindex', (p: PyPattern) => mappingProxy(p.groupIndex)),
  ],
  methods: [
    matching('match', (s) => s.nextHere()),
    matching('fullmatch', fullMatch),
    matching('search', (s) => s.next()),
    method('findall', '($self, /, string, pos=0, endpos=sys.maxsize)', findallImpl),
    method('finditer', '($self, /, string, pos=0, endpos=sys.maxsize)', finditerImpl),
    method('scanner', '($self, /, string, pos=0, endpos=sys.maxsize)', scannerImpl),
    method('split', '($self, /, string, maxsplit=0)', splitImpl),
    method('sub', '($self, /, repl, string, count=0)', (p, repl, string, n) => replaceAll(p, repl, string, n, false)),
    method('subn', '($self, /, repl, string, count=0)', (p, repl, string, n) => replaceAll(p, repl, string, n, true)),
    method('__copy__', '($self, /)', (p: PyPattern) => p),
    method('__deepcopy__', '($self, memo, /)', (p: PyPattern) => p),
  ],
  classMethods: [CLASS_GETITEM],
});

T['_sre.SRE_Scanner'] = defineType({
  name: 'SRE_Scanner',
  module: '_sre',
  instanceClass: PyScanner,
  flags: TypeFlag.NoNew,
  methods: [
    method(
      'match',
      '($self, /)',
      scan((s) => s.nextHere()),
    ),
    method(
      'search',
      '($self, /)',
      scan((s) => s.next()),
    ),
  ],
  getset: [getset('pattern', (s: PyScanner) => s.pattern)],
});

function codeWords(code: Value): Int32Array | undefined {
  if (!isList(code)) return typeError(`compile() argument 'code' must be list, not ${typeOf(code).name}`);
  const out = new Int32Array(code.items.length);
  for (let i = 0; i < out.length; i++) {
    const word = code.items[i];
    const n = isInt(word) ? intOrUndefined(word) : undefined;
    if (n === undefined) return typeError('an integer is required');
    if (n < 0 || n > 4294967295) return raise(E.OverflowError, 'regular expression code size limit exceeded');
    out[i] = Number(n) | 0;
  }
  if (out.length === 0 || out[out.length - 1] !== Op.SUCCESS) return raise(E.RuntimeError, 'invalid SRE code');
  return out;
}

/** `_sre.compile(pattern, flags, code, groups, groupindex, indexgroup)`. */
export function compileImpl(
  pattern: Value,
  flagsArg: Value,
  codeArg: Value,
  groupsArg: Value,
  groupindex: Value,
  indexgroup: Value,
): Result {
  const flags = asSsize(flagsArg);
  const groups = flags === undefined ? undefined : asSsize(groupsArg);
  if (flags === undefined || groups === undefined) return undefined;
  const code = codeWords(codeArg);
  if (code === undefined) return undefined;
  if (!isDict(groupindex))
    return typeError(`compile() argument 'groupindex' must be dict, not ${typeOf(groupindex).name}`);
  if (!isTuple(indexgroup))
    return typeError(`compile() argument 'indexgroup' must be tuple, not ${typeOf(indexgroup).name}`);
  const subject = pattern === None ? null : subjectOf(pattern, null);
  if (subject === undefined) return undefined;
  const p = new PyPattern();
  p.pattern = pattern;
  p.flags = flags;
  p.groups = groups;
  p.groupIndex = groupindex;
  p.indexGroup = indexgroup.items;
  p.program = new Program(code, groups);
  p.isBytes = subject === null ? null : subject.data !== null;
  return p;
}
