/** find, index, count, startswith, replace, partition, split, join … shared by bytes and bytearray. */
import { typeError, valueError } from '../core/errors.ts';
import { bufferOf, hasBuffer, tryBufferOf } from '../core/buffer.ts';
import type { NativeSpec } from '../core/native.ts';
import { method } from '../core/define.ts';
import { None } from '../core/singletons.ts';
import { typeOf } from '../core/type.ts';
import type { Result, Value } from '../core/value.ts';
import { int } from '../core/value.ts';
import { list, PyList } from '../list/list.ts';
import { isTrue } from '../ops/compare.ts';
import { toArray } from '../ops/iter.ts';
import { bound, clampEnd, clampStart, count } from '../str/args.ts';
import {
  countUnits,
  endsWithUnits,
  findUnits,
  replaceUnits,
  rfindUnits,
  rsplitSpace,
  rsplitUnits,
  splitLines,
  splitSpace,
  splitUnits,
  startsWithUnits,
} from '../str/units.ts';
import type { Units } from '../str/units.ts';
import { isTuple, PyTuple, tuple } from '../tuple/tuple.ts';
import { emptySeparator, isByteSpace, needle } from './args.ts';
import type { Flavor } from './flavor.ts';

/** [start, end) of optional bounds; null = raised. */
function range(startArg: Value | undefined, endArg: Value | undefined, length: number): [number, number] | null {
  const from = bound(startArg, 0);
  const to = from === undefined ? undefined : bound(endArg, length);
  return from === undefined || to === undefined ? null : [clampStart(from, length), clampEnd(to, length)];
}

type Search = (s: Units, sub: Units, start: number, end: number) => number;

function searchMethod(f: Flavor, name: string, search: Search, missing: string | null): NativeSpec {
  return method(name, '($self, sub, start=None, end=None, /)', (self, subArg, startArg, endArg) => {
    const data = f.data(self);
    const at = range(startArg, endArg, data.length);
    const sub = at === null ? undefined : needle(subArg, false);
    if (at === null || sub === undefined) return undefined;
    const found = search(data, sub, at[0], at[1]);
    return found < 0 && missing !== null ? valueError(missing) : int(found);
  });
}

type AffixTest = (s: Units, sub: Units, start: number, end: number) => boolean;

function affixMethod(f: Flavor, name: string, parameter: string, test: AffixTest): NativeSpec {
  return method(name, `($self, ${parameter}, start=None, end=None, /)`, (self, affix, startArg, endArg) => {
    const data = f.data(self);
    const at = range(startArg, endArg, data.length);
    if (at === null) return undefined;
    if (!isTuple(affix)) {
      if (!hasBuffer(affix))
        return typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeOf(affix).name}`);
      const sub = bufferOf(affix);
      return sub === undefined ? undefined : test(data, sub, at[0], at[1]);
    }
    for (const item of affix.items) {
      const sub = bufferOf(item);
      if (sub === undefined) return undefined;
      if (test(data, sub, at[0], at[1])) return true;
    }
    return false;
  });
}

function replaceMethod(f: Flavor): NativeSpec {
  return method('replace', '($self, old, new, count=-1, /)', (self, oldArg, byArg, countArg) => {
    const old = bufferOf(oldArg);
    const by = old === undefined ? undefined : bufferOf(byArg);
    if (old === undefined || by === undefined) return undefined;
    const limit = count(countArg, -1);
    if (limit === undefined) return undefined;
    const data = f.data(self);
    const out = replaceUnits(data, old, by, limit);
    return out === data ? f.same(self) : f.make(out);
  });
}

function partitionMethod(f: Flavor, name: string, search: Search): NativeSpec {
  return method(name, '($self, sep, /)', (self, sepArg) => {
    const sep = bufferOf(sepArg);
    if (sep === undefined) return undefined;
    if (sep.length === 0) return emptySeparator();
    const data = f.data(self);
    const i = search(data, sep, 0, data.length);
    const empty = (): Value => f.make(new Uint8Array(0));
    if (i < 0)
      return name === 'partition' ? tuple([f.same(self), empty(), empty()]) : tuple([empty(), empty(), f.same(self)]);
    return tuple([
      f.make(data.slice(0, i)),
      f.name === 'bytes' ? sepArg : f.make(sep.slice()),
      f.make(data.slice(i + sep.length)),
    ]);
  });
}

function pieces(f: Flavor, data: Uint8Array, ends: readonly number[]): Value {
  const out: Value[] = [];
  for (let i = 0; i < ends.length; i += 2) out.push(f.make(data.slice(ends[i], ends[i + 1])));
  return list(out);
}

type SpaceSplit = typeof splitSpace;
type Split = typeof splitUnits;

function splitMethod(f: Flavor, name: string, space: SpaceSplit, split: Split): NativeSpec {
  return method(name, '($self, /, sep=None, maxsplit=-1)', (self, sepArg, maxArg) => {
    const limit = count(maxArg, -1);
    if (limit === undefined) return undefined;
    if (sepArg === undefined || sepArg === None) {
      const data = f.data(self);
      return pieces(f, data, space(data, isByteSpace, limit));
    }
    const sep = bufferOf(sepArg);
    if (sep === undefined) return undefined;
    if (sep.length === 0) return emptySeparator();
    const data = f.data(self);
    return pieces(f, data, split(data, sep, limit));
  });
}

function isByteLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function splitlinesMethod(f: Flavor): NativeSpec {
  return method('splitlines', '($self, /, keepends=False)', (self, keepArg) => {
    const keep = keepArg === undefined ? false : isTrue(keepArg);
    if (keep === undefined) return undefined;
    const data = f.data(self);
    return pieces(f, data, splitLines(data, isByteLineBreak, keep));
  });
}

/** `sep.join(items)` as bytes. */
export function joinBytes(sep: Uint8Array, items: readonly Value[]): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let i = 0; i < items.length; i++) {
    const part = tryBufferOf(items[i]);
    if (part === undefined) return undefined;
    if (part === null)
      return typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(items[i]).name} found`);
    parts.push(part);
    total += part.length;
  }
  const out = new Uint8Array(total + sep.length * Math.max(0, items.length - 1));
  let to = 0;
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) {
      out.set(sep, to);
      to += sep.length;
    }
    out.set(parts[i], to);
    to += parts[i].length;
  }
  return out;
}

function joinMethod(f: Flavor): NativeSpec {
  return method('join', '($self, iterable_of_bytes, /)', (self, iterable): Result => {
    let items: readonly Value[] | undefined;
    if (iterable instanceof PyList || iterable instanceof PyTuple) items = iterable.items;
    else {
      const { slots } = typeOf(iterable);
      if (slots.iter === null && slots.getitem === null) return typeError('can only join an iterable');
      items = toArray(iterable);
      if (items === undefined) return undefined;
    }
    if (items.length === 1 && f.name === 'bytes' && typeOf(items[0]).name === 'bytes') return items[0];
    const out = joinBytes(f.data(self), items);
    return out === undefined ? undefined : f.make(out);
  });
}

function removeAffix(f: Flavor, name: string, test: AffixTest): NativeSpec {
  return method(name, `($self, ${name === 'removeprefix' ? 'prefix' : 'suffix'}, /)`, (self, arg) => {
    const affix = bufferOf(arg);
    if (affix === undefined) return undefined;
    const data = f.data(self);
    if (affix.length === 0 || !test(data, affix, 0, data.length)) return f.same(self);
    return f.make(name === 'removeprefix' ? data.slice(affix.length) : data.slice(0, data.length - affix.length));
  });
}

export function searchMethods(f: Flavor): NativeSpec[] {
  return [
    searchMethod(f, 'find', findUnits, null),
    searchMethod(f, 'rfind', rfindUnits, null),
    searchMethod(f, 'index', findUnits, 'subsection not found'),
    searchMethod(f, 'rindex', rfindUnits, 'subsection not found'),
    searchMethod(f, 'count', countUnits, null),
    affixMethod(f, 'startswith', 'prefix', startsWithUnits),
    affixMethod(f, 'endswith', 'suffix', endsWithUnits),
    replaceMethod(f),
    partitionMethod(f, 'partition', findUnits),
    partitionMethod(f, 'rpartition', rfindUnits),
    splitMethod(f, 'split', splitSpace, splitUnits),
    splitMethod(f, 'rsplit', rsplitSpace, rsplitUnits),
    splitlinesMethod(f),
    joinMethod(f),
    removeAffix(f, 'removeprefix', startsWithUnits),
    removeAffix(f, 'removesuffix', endsWithUnits),
  ];
}
