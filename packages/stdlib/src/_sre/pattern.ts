/** Layouts of re.Pattern, re.Match and the scanner, and the searches they share. */
import type { PyDict, Value } from '@pyston/objects';
import { asSsize, MAX_SAFE, PyObject } from '@pyston/objects';
import { Matcher } from './matcher.ts';
import type { Program } from './program.ts';
import type { Subject } from './text.ts';
import { subjectOf } from './text.ts';

export class PyPattern extends PyObject {
  pattern!: Value;
  flags!: number;
  groups!: number;
  groupIndex!: PyDict;
  /** Names by group number, None where there is none. */
  indexGroup!: readonly Value[];
  program!: Program;
  /** Kind of subjects; null (pattern None): any. */
  isBytes!: boolean | null;
}

export class PyMatch extends PyObject {
  re!: PyPattern;
  subject!: Subject;
  pos!: number;
  endpos!: number;
  /** Start and end by group, the whole match first; -1 where a group took no part. */
  spans!: Int32Array;
  /** Number of the group closed last, or -1. */
  lastIndex!: number;
}

export class PyScanner extends PyObject {
  pattern!: PyPattern;
  search!: Search | null;
}

/** Repeated matching on one subject: state of findall, sub, split and scanners. */
export class Search {
  readonly pattern: PyPattern;
  readonly subject: Subject;
  readonly pos: number;
  readonly endpos: number;
  readonly matcher: Matcher;
  /** Where the next match may start. */
  start: number;
  constructor(pattern: PyPattern, subject: Subject, pos: number, endpos: number) {
    const { length } = subject.units;
    this.pattern = pattern;
    this.subject = subject;
    this.pos = Math.min(Math.max(pos, 0), length);
    this.endpos = Math.min(Math.max(endpos, 0), length);
    this.matcher = new Matcher(pattern.program, subject.units, this.endpos);
    this.start = this.pos;
  }

  /** Searches on; true: `matcher.from` and `matcher.ptr` are the match, and the next one starts behind it. */
  next(): boolean {
    const { matcher } = this;
    if (!matcher.search(this.start)) return false;
    matcher.mustAdvance = matcher.ptr === matcher.from;
    this.start = matcher.ptr;
    return true;
  }

  /** Matches at the start only. */
  nextHere(): boolean {
    const { matcher } = this;
    if (!matcher.matchAt(this.start)) return false;
    matcher.mustAdvance = matcher.ptr === matcher.from;
    this.start = matcher.ptr;
    return true;
  }
}

/** A search over arguments (string, pos, endpos); `undefined` = raised. */
export function newSearch(pattern: PyPattern, string: Value, posArg?: Value, endArg?: Value): Search | undefined {
  const pos = posArg === undefined ? 0 : asSsize(posArg);
  if (pos === undefined) return undefined;
  const endpos = endArg === undefined ? MAX_SAFE : asSsize(endArg);
  if (endpos === undefined) return undefined;
  const subject = subjectOf(string, pattern.isBytes);
  return subject === undefined ? undefined : new Search(pattern, subject, pos, endpos);
}

/** The match a search has just found. */
export function matchOf(search: Search): PyMatch {
  const { matcher, pattern } = search;
  const spans = new Int32Array((pattern.groups + 1) * 2);
  spans[0] = matcher.from;
  spans[1] = matcher.ptr;
  for (let g = 0; g < pattern.groups; g++) {
    const start = matcher.marks[g * 2];
    const end = matcher.marks[g * 2 + 1];
    const set = start >= 0 && end >= 0;
    spans[g * 2 + 2] = set ? start : -1;
    spans[g * 2 + 3] = set ? end : -1;
  }
  const m = new PyMatch();
  m.re = pattern;
  m.subject = search.subject;
  m.pos = search.pos;
  m.endpos = search.endpos;
  m.spans = spans;
  m.lastIndex = matcher.lastIndex;
  return m;
}
