/**
 * The backtracking matcher: runs CPython's regular expression code with explicit stacks, so that neither long texts nor
 * nested repeats use the host's stack.
 *
 * State of a run: instruction `pc`, position `ptr`, the innermost unfinished repeat (`rep`, immutable records), group marks.
 * `choices` holds what is still to be tried, five numbers each: pc, ptr, kind, height of the trail, extra. `trail` undoes marks.
 * Lookarounds, atomic groups and possessive repeats are frames: their part ends at SUCCESS, which drops the choices made in it.
 */
import { hooks, must } from '@pyston/objects';
import { asciiLower, inCharset, isAsciiWord, isUnicodeWord, unicodeLower } from './characters.ts';
import { At, NO_LIMIT, Op } from './opcodes.ts';
import type { Program } from './program.ts';
import { matchesItem } from './program.ts';
import type { Units } from './text.ts';

class Rep {
  readonly prev: Rep | null;
  /** Instruction of the REPEAT. */
  readonly pc: number;
  readonly count: number;
  /** Where the last optional iteration began: an empty one ends the repeat. */
  readonly last: number;
  constructor(prev: Rep | null, pc: number, count: number, last: number) {
    this.prev = prev;
    this.pc = pc;
    this.count = count;
    this.last = last;
  }
}

interface Part {
  readonly op: number;
  readonly pc: number;
  readonly ptr: number;
  readonly rep: Rep | null;
  /** Height of the choices below this part's own. */
  readonly base: number;
  /** Iterations done, of a possessive repeat. */
  readonly count: number;
}

/** Kinds of choices; 0 and above: a greedy run whose shortest end is that position. */
const SIMPLE = -1;
const LAZY = -2;
const BARRIER = -3;
/** Further alternatives of a BRANCH: `pc` is the position of the next skip. */
const ALTERNATIVES = -4;
const WIDTH = 5;
/** Signals are handled each time so many choices have failed (a mask), since hopeless searches take for ever. */
const STEPS_BETWEEN_SIGNALS = 0xffff;

export class Matcher {
  readonly program: Program;
  readonly units: Units;
  /** End of the text that may be used. */
  readonly end: number;
  readonly marks: Int32Array;
  lastIndex = -1;
  /** Start of the match (for `mustAdvance`) and its end. */
  from = 0;
  ptr = 0;
  matchAll = false;
  private steps = 0;
  mustAdvance = false;

  private choices = new Int32Array(64 * WIDTH);
  private height = 0;
  private readonly reps: (Rep | null)[] = [];
  private trail = new Int32Array(96);
  private trailTop = 0;
  private readonly parts: Part[] = [];
  private rep: Rep | null = null;

  constructor(program: Program, units: Units, end: number) {
    this.program = program;
    this.units = units;
    this.end = end;
    this.marks = new Int32Array(program.groups * 2).fill(-1);
  }

  /** Tries to match at `from`; true: `ptr` is the end. */
  matchAt(from: number): boolean {
    const { minWidth } = this.program;
    if (minWidth > 0 && this.end - from < minWidth) return false;
    this.reset();
    this.from = from;
    return this.run(this.program.start, from);
  }

  /** Finds the first match at or after `from`. */
  search(from: number): boolean {
    const { program, end } = this;
    const last = program.atBeginning ? Math.min(0, end - program.minWidth) : end - program.minWidth;
    for (let at = from; at <= last; at++) {
      at = this.candidate(at, last);
      if (at < 0) return false;
      this.reset();
      this.from = at;
      if (this.run(program.start, at)) return true;
      this.mustAdvance = false;
    }
    return false;
  }

  /** Next position where a match can start, or -1. */
  private candidate(at: number, last: number): number {
    const { program, units } = this;
    const { prefix } = program;
    if (prefix !== '') {
      if (typeof units === 'string') {
        const found = units.indexOf(prefix, at);
        return found > last ? -1 : found;
      }
      const first = prefix.codePointAt(0)!;
      while (at <= last && units.charCodeAt(at) !== first) at++;
      return at > last ? -1 : at;
    }
    if (!program.hasFirst) return at;
    const table = program.firstTable;
    for (; at <= last; at++) {
      const ch = units.charCodeAt(at);
      if (ch < 256 ? table[ch] === 1 : program.canStart(ch)) return at;
    }
    return -1;
  }

  private reset(): void {
    if (this.trailTop > 0) this.marks.fill(-1);
    this.trailTop = 0;
    this.height = 0;
    if (this.parts.length > 0) this.parts.length = 0;
    this.rep = null;
    this.lastIndex = -1;
  }

  private push(pc: number, ptr: number, kind: number, extra: number): void {
    let h = this.height;
    if (h + WIDTH > this.choices.length) {
      const grown = new Int32Array(this.choices.length * 2);
      grown.set(this.choices);
      this.choices = grown;
    }
    const { choices } = this;
    this.reps[h / WIDTH] = this.rep;
    choices[h++] = pc;
    choices[h++] = ptr;
    choices[h++] = kind;
    choices[h++] = this.trailTop;
    choices[h++] = extra;
    this.height = h;
  }

  private mark(i: number, ptr: number): void {
    const top = this.trailTop;
    if (top + 3 > this.trail.length) {
      const grown = new Int32Array(this.trail.length * 2);
      grown.set(this.trail);
      this.trail = grown;
    }
    this.trail[top] = i;
    this.trail[top + 1] = this.marks[i];
    this.trail[top + 2] = this.lastIndex;
    this.trailTop = top + 3;
    this.marks[i] = ptr;
    if (i & 1) this.lastIndex = (i >> 1) + 1;
  }

  private undo(to: number): void {
    let top = this.trailTop;
    while (top > to) {
      top -= 3;
      this.marks[this.trail[top]] = this.trail[top + 1];
      this.lastIndex = this.trail[top + 2];
    }
    this.trailTop = top;
  }

  private run(startPc: number, startPtr: number): boolean {
    const { program, units, end } = this;
    const { code } = program;
    let pc = startPc;
    let ptr = startPtr;
    for (;;) {
      let ok = true;
      switch (code[pc]) {
        case Op.LITERAL:
          if (ptr < end && units.charCodeAt(ptr) === code[pc + 1]) {
            ptr++;
            pc += 2;
          } else ok = false;
          break;
        case Op.NOT_LITERAL:
          if (ptr < end && units.charCodeAt(ptr) !== code[pc + 1]) {
            ptr++;
            pc += 2;
          } else ok = false;
          break;
        case Op.IN:
          if (ptr < end && program.has(pc + 2, units.charCodeAt(ptr))) {
            ptr++;
            pc += 1 + code[pc + 1];
          } else ok = false;
          break;
        case Op.ANY:
          if (ptr < end && units.charCodeAt(ptr) !== 10) {
            ptr++;
            pc++;
          } else ok = false;
          break;
        case Op.ANY_ALL:
          if (ptr < end) {
            ptr++;
            pc++;
          } else ok = false;
          break;
        case Op.MARK:
          this.mark(code[pc + 1], ptr);
          pc += 2;
          break;
        case Op.AT:
          if (this.at(code[pc + 1], ptr)) pc += 2;
          else ok = false;
          break;
        case Op.JUMP:
        case Op.INFO:
          pc += 1 + code[pc + 1];
          break;
        case Op.BRANCH:
          pc = this.branch(pc + 1, ptr);
          ok = pc >= 0;
          break;
        case Op.REPEAT_ONE: {
          const tail = pc + 1 + code[pc + 1];
          const low = ptr + code[pc + 2];
          if (low > end) {
            ok = false;
            break;
          }
          let at = ptr + this.count(pc + 4, ptr, code[pc + 3]);
          const literal = code[tail] === Op.LITERAL ? code[tail + 1] : -1;
          if (literal >= 0) while (at >= low && (at >= end || units.charCodeAt(at) !== literal)) at--;
          if (at < low) ok = false;
          else {
            if (at > low) this.push(tail, at, low, literal);
            ptr = at;
            pc = tail;
          }
          break;
        }
        case Op.MIN_REPEAT_ONE: {
          const min = code[pc + 2];
          if (ptr + min > end || (min > 0 && this.count(pc + 4, ptr, min) < min)) ok = false;
          else {
            ptr += min;
            this.push(pc, ptr, LAZY, min);
            pc += 1 + code[pc + 1];
          }
          break;
        }
        case Op.POSSESSIVE_REPEAT_ONE: {
          const n = this.count(pc + 4, ptr, code[pc + 3]);
          if (n < code[pc + 2] || ptr > end) ok = false;
          else {
            ptr += n;
            pc += 1 + code[pc + 1];
          }
          break;
        }
        case Op.REPEAT:
          this.rep = new Rep(this.rep, pc, -1, -1);
          pc += 1 + code[pc + 1];
          break;
        case Op.MAX_UNTIL:
          pc = this.maxUntil(pc, ptr);
          break;
        case Op.MIN_UNTIL:
          pc = this.minUntil(pc, ptr);
          break;
        case Op.ASSERT:
        case Op.ASSERT_NOT:
          if (ptr < code[pc + 2]) {
            ok = code[pc] === Op.ASSERT_NOT;
            pc += 1 + code[pc + 1];
          } else {
            this.enter(pc, ptr, 0);
            ptr -= code[pc + 2];
            pc += 3;
          }
          break;
        case Op.ATOMIC_GROUP:
          this.enter(pc, ptr, 0);
          pc += 2;
          break;
        case Op.POSSESSIVE_REPEAT:
          if (code[pc + 3] === 0) pc += 2 + code[pc + 1];
          else {
            this.enter(pc, ptr, 0);
            pc += 4;
          }
          break;
        case Op.SUCCESS:
          if (this.parts.length > 0) {
            pc = this.leave(ptr);
            ok = pc >= 0;
            ptr = this.ptr;
          } else if ((this.matchAll && ptr !== end) || (this.mustAdvance && ptr === this.from)) ok = false;
          else {
            this.ptr = ptr;
            return true;
          }
          break;
        case Op.GROUPREF_EXISTS:
          pc += this.isSet(code[pc + 1]) ? 3 : 1 + code[pc + 2];
          break;
        case Op.GROUPREF:
        case Op.GROUPREF_IGNORE:
        case Op.GROUPREF_LOC_IGNORE:
        case Op.GROUPREF_UNI_IGNORE:
          ptr = this.groupRef(code[pc], code[pc + 1], ptr);
          ok = ptr >= 0;
          pc += 2;
          break;
        case Op.FAILURE:
          ok = false;
          break;
        default:
          if (ptr < end && matchesItem(program, pc, units.charCodeAt(ptr))) {
            ptr++;
            pc += isSetOp(code[pc]) ? 1 + code[pc + 1] : 2;
          } else ok = false;
      }
      if (ok) continue;
      if ((++this.steps & STEPS_BETWEEN_SIGNALS) === 0) must(hooks.handleSignals());
      pc = this.backtrack();
      if (pc < 0) return false;
      ptr = this.ptr;
    }
  }

  /** Takes the next choice: its instruction (`ptr` set), or -1. */
  private backtrack(): number {
    const { choices, units } = this;
    while (this.height > 0) {
      const h = this.height - WIDTH;
      const kind = choices[h + 2];
      this.undo(choices[h + 3]);
      this.rep = this.reps[h / WIDTH];
      if (kind === SIMPLE) {
        this.height = h;
        this.ptr = choices[h + 1];
        return choices[h];
      }
      if (kind >= 0) {
        const literal = choices[h + 4];
        let at = choices[h + 1] - 1;
        if (literal >= 0) while (at >= kind && units.charCodeAt(at) !== literal) at--;
        if (at <= kind) this.height = h;
        else choices[h + 1] = at;
        if (at < kind) continue;
        this.ptr = at;
        return choices[h];
      }
      const pc = kind === ALTERNATIVES ? this.alternatives(h) : kind === LAZY ? this.lazy(h) : this.barrier(h);
      if (pc >= 0) return pc;
    }
    return -1;
  }

  private alternatives(h: number): number {
    this.height = h;
    this.ptr = this.choices[h + 1];
    return this.branch(this.choices[h], this.ptr);
  }

  /** One more character of a lazy single-character repeat. */
  private lazy(h: number): number {
    const { choices, program } = this;
    const { code } = program;
    const pc = choices[h];
    const at = choices[h + 1];
    const max = code[pc + 3];
    if ((max !== NO_LIMIT && choices[h + 4] >= max) || this.count(pc + 4, at, 1) === 0) {
      this.height = h;
      return -1;
    }
    choices[h + 1] = at + 1;
    choices[h + 4]++;
    this.ptr = at + 1;
    return pc + 1 + code[pc + 1];
  }

  /** A part failed for good. */
  private barrier(h: number): number {
    const part = this.parts.pop()!;
    const { code } = this.program;
    this.height = h;
    this.rep = part.rep;
    this.ptr = part.ptr;
    if (part.op === Op.ASSERT_NOT) return part.pc + 1 + code[part.pc + 1];
    if (part.op === Op.POSSESSIVE_REPEAT && part.count >= code[part.pc + 2]) return part.pc + 2 + code[part.pc + 1];
    return -1;
  }

  private enter(pc: number, ptr: number, count: number): void {
    const base = this.height;
    this.push(pc, ptr, BARRIER, 0);
    this.parts.push({ op: this.program.code[pc], pc, ptr, rep: this.rep, base, count });
  }

  /** A part succeeded, at `ptr`: the instruction to go on with (`this.ptr` set), or -1 = fail. */
  private leave(ptr: number): number {
    const part = this.parts.pop()!;
    const { code } = this.program;
    this.rep = part.rep;
    const { pc } = part;
    if (part.op === Op.ASSERT_NOT) {
      this.undo(this.choices[part.base + 3]);
      this.height = part.base;
      return -1;
    }
    this.height = part.base;
    this.ptr = part.op === Op.ASSERT ? part.ptr : ptr;
    if (part.op !== Op.POSSESSIVE_REPEAT) return pc + 1 + code[pc + 1];
    const count = part.count + 1;
    const max = code[pc + 3];
    if (count < code[pc + 2] || ((max === NO_LIMIT || count < max) && ptr !== part.ptr)) {
      this.enter(pc, ptr, count);
      return pc + 4;
    }
    return pc + 2 + code[pc + 1];
  }

  /** Chooses the first alternative that can start here, leaving the others as choices. `i`: the first skip. */
  private branch(i: number, ptr: number): number {
    const { code } = this.program;
    while (code[i] !== 0) {
      const next = i + code[i];
      if (this.canStart(i + 1, ptr)) {
        if (code[next] !== 0) this.push(next, ptr, ALTERNATIVES, 0);
        return i + 1;
      }
      i = next;
    }
    return -1;
  }

  /** Looks one character ahead at an alternative. */
  private canStart(pc: number, ptr: number): boolean {
    const { code } = this.program;
    if (code[pc] === Op.LITERAL) return ptr < this.end && this.units.charCodeAt(ptr) === code[pc + 1];
    if (code[pc] === Op.IN) return ptr < this.end && this.program.has(pc + 2, this.units.charCodeAt(ptr));
    return true;
  }

  private maxUntil(until: number, ptr: number): number {
    const rep = this.rep!;
    const { code } = this.program;
    const count = rep.count + 1;
    const { pc } = rep;
    if (count < code[pc + 2]) {
      this.rep = new Rep(rep.prev, pc, count, rep.last);
      return pc + 4;
    }
    const max = code[pc + 3];
    this.rep = rep.prev;
    if ((max === NO_LIMIT || count < max) && ptr !== rep.last) {
      this.push(until + 1, ptr, SIMPLE, 0);
      this.rep = new Rep(rep.prev, pc, count, ptr);
      return pc + 4;
    }
    return until + 1;
  }

  private minUntil(until: number, ptr: number): number {
    const rep = this.rep!;
    const { code } = this.program;
    const count = rep.count + 1;
    const { pc } = rep;
    const more = new Rep(rep.prev, pc, count, count < code[pc + 2] ? rep.last : ptr);
    if (count < code[pc + 2]) {
      this.rep = more;
      return pc + 4;
    }
    const max = code[pc + 3];
    if ((max === NO_LIMIT || count < max) && ptr !== rep.last) {
      this.rep = more;
      this.push(pc + 4, ptr, SIMPLE, 0);
    }
    this.rep = rep.prev;
    return until + 1;
  }

  private isSet(group: number): boolean {
    const start = this.marks[group * 2];
    return start >= 0 && this.marks[group * 2 + 1] >= start;
  }

  /** Position after a repetition of the group's text, or -1. */
  private groupRef(op: number, group: number, ptr: number): number {
    if (!this.isSet(group)) return -1;
    const { units } = this;
    const from = this.marks[group * 2];
    const length = this.marks[group * 2 + 1] - from;
    if (this.end - ptr < length) return -1;
    const fold = op === Op.GROUPREF ? null : op === Op.GROUPREF_UNI_IGNORE ? unicodeLower : asciiLower;
    for (let k = 0; k < length; k++) {
      const a = units.charCodeAt(from + k);
      const b = units.charCodeAt(ptr + k);
      if (a !== b && (fold === null || fold(a) !== fold(b))) return -1;
    }
    return ptr + length;
  }

  private at(where: number, ptr: number): boolean {
    const { units, end } = this;
    switch (where) {
      case At.BEGINNING:
      case At.BEGINNING_STRING:
        return ptr === 0;
      case At.BEGINNING_LINE:
        return ptr === 0 || units.charCodeAt(ptr - 1) === 10;
      case At.END:
        return ptr === end || (ptr + 1 === end && units.charCodeAt(ptr) === 10);
      case At.END_LINE:
        return ptr === end || units.charCodeAt(ptr) === 10;
      case At.END_STRING:
        return ptr === end;
      case At.BOUNDARY:
      case At.LOC_BOUNDARY:
        return this.boundary(ptr, isAsciiWord);
      case At.NON_BOUNDARY:
      case At.LOC_NON_BOUNDARY:
        return !this.boundary(ptr, isAsciiWord);
      case At.UNI_BOUNDARY:
        return this.boundary(ptr, isUnicodeWord);
      default:
        return !this.boundary(ptr, isUnicodeWord);
    }
  }

  private boundary(ptr: number, isWord: (ch: number) => boolean): boolean {
    const before = ptr > 0 && isWord(this.units.charCodeAt(ptr - 1));
    const after = ptr < this.end && isWord(this.units.charCodeAt(ptr));
    return before !== after;
  }

  /** Matches of the single-character item at `pc` from `ptr`, at most `max`. */
  private count(pc: number, ptr: number, max: number): number {
    const { program, units } = this;
    const { code } = program;
    const stop = max === NO_LIMIT || max > this.end - ptr ? this.end : ptr + max;
    let at = ptr;
    switch (code[pc]) {
      case Op.ANY_ALL:
        return stop - ptr < 0 ? 0 : stop - ptr;
      case Op.ANY:
        while (at < stop && units.charCodeAt(at) !== 10) at++;
        break;
      case Op.LITERAL: {
        const literal = code[pc + 1];
        while (at < stop && units.charCodeAt(at) === literal) at++;
        break;
      }
      case Op.NOT_LITERAL: {
        const literal = code[pc + 1];
        while (at < stop && units.charCodeAt(at) !== literal) at++;
        break;
      }
      case Op.IN: {
        const table = program.table(pc + 2);
        for (; at < stop; at++) {
          const ch = units.charCodeAt(at);
          if (ch < 256 ? table[ch] === 0 : !inCharset(code, pc + 2, ch)) break;
        }
        break;
      }
      default:
        while (at < stop && matchesItem(program, pc, units.charCodeAt(at))) at++;
    }
    return at - ptr;
  }
}

function isSetOp(op: number): boolean {
  return op === Op.IN_IGNORE || op === Op.IN_UNI_IGNORE || op === Op.IN_LOC_IGNORE;
}
