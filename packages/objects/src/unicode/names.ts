/**
 * Names of characters (Unicode 16.0), as unicodedata.name and `\N{…}` use them.
 *
 * The names are one byte sequence of word codes (see the generated file); looking a name up searches its code in there.
 */
import { ALIASES, DERIVED, LOOKUP_ONLY, NAMES, SEQUENCES, SINGLE, STEPS, WORDS } from './generated/names.ts';
import { decodeVarints, fromBase64 } from './runs.ts';

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const LEADS = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TAILS = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
const HANGUL = 'HANGUL SYLLABLE ';

interface Names {
  readonly data: Uint8Array;
  /** `data` as a string of bytes, for searching. */
  readonly text: string;
  /** Sorted code points and where in `data` their names begin. */
  readonly cps: Uint32Array;
  readonly offsets: Uint32Array;
  readonly words: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
}

let loaded: Names | null = null;

function load(): Names {
  const data = fromBase64(NAMES());
  const steps = decodeVarints(fromBase64(STEPS()));
  const cps = new Uint32Array(steps.length);
  const offsets = new Uint32Array(steps.length);
  let cp = -1;
  let at = 1;
  for (let i = 0; i < steps.length; i++) {
    cp += steps[i] + 1;
    cps[i] = cp;
    offsets[i] = at;
    at = data.indexOf(0, at) + 1;
  }
  let text = '';
  for (let i = 0; i < data.length; i += 8192)
    text += String.fromCharCode.apply(null, data.subarray(i, i + 8192) as unknown as number[]);
  const words = WORDS().split(' ');
  const numbers = new Map<string, number>();
  words.forEach((word, i) => numbers.set(word, i));
  loaded = { data, text, cps, offsets, words, numbers };
  return loaded;
}

/** Index of `value` in a sorted array, or -1. */
function indexOf(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] === value) return middle;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function hex(cp: number): string {
  return cp.toString(16).toUpperCase().padStart(4, '0');
}

let derived: ReturnType<typeof DERIVED> | null = null;

/** Name of a character, or null. */
export function charName(cp: number): string | null {
  if (cp >= HANGUL_FIRST && cp <= HANGUL_LAST) return hangulName(cp);
  derived ??= DERIVED();
  for (const [first, last, prefix] of derived) if (cp >= first && cp <= last) return prefix + hex(cp);
  const names = loaded ?? load();
  const index = indexOf(names.cps, cp);
  if (index < 0) return null;
  const words: string[] = [];
  for (let i = names.offsets[index]; names.data[i] !== 0; i++) {
    const code = names.data[i];
    if (code <= SINGLE) words.push(names.words[code - 1]);
    else words.push(names.words[SINGLE + (code - SINGLE - 1) * 255 + names.data[++i] - 1]);
  }
  return words.join(' ');
}

function hangulName(cp: number): string {
  const s = cp - HANGUL_FIRST;
  return HANGUL + LEADS[Math.floor(s / 588)] + VOWELS[Math.floor((s % 588) / 28)] + TAILS[s % 28];
}

/** Longest entry that `text` starts with: [index, length]. */
function longestPrefix(text: string, list: readonly string[]): [number, number] {
  let best = -1;
  let length = -1;
  for (let i = 0; i < list.length; i++) {
    if (list[i].length > length && text.startsWith(list[i])) {
      best = i;
      length = list[i].length;
    }
  }
  return [best, length];
}

function lookupHangul(rest: string): number {
  const [lead, leadLength] = longestPrefix(rest, LEADS);
  const [vowel, vowelLength] = longestPrefix(rest.slice(leadLength), VOWELS);
  if (vowel < 0) return -1;
  const tail = TAILS.indexOf(rest.slice(leadLength + vowelLength));
  return tail < 0 ? -1 : HANGUL_FIRST + lead * 588 + vowel * 28 + tail;
}

let allDerived: ReturnType<typeof DERIVED> | null = null;

function lookupDerived(name: string): number {
  allDerived ??= [...DERIVED(), ...LOOKUP_ONLY()];
  for (const [first, last, prefix] of allDerived) {
    if (!name.startsWith(prefix)) continue;
    const digits = name.slice(prefix.length);
    if (!/^[0-9A-F]{4,6}$/.test(digits)) continue;
    const cp = Number.parseInt(digits, 16);
    if (cp >= first && cp <= last && hex(cp) === digits) return cp;
  }
  return -1;
}

/** Code of a name in the data, or null when a word is in no name. */
function encode(names: Names, name: string): string | null {
  let code = '\0';
  for (const word of name.split(' ')) {
    const i = names.numbers.get(word);
    if (i === undefined) return null;
    if (i < SINGLE) code += String.fromCharCode(i + 1);
    else code += String.fromCharCode(SINGLE + 1 + Math.floor((i - SINGLE) / 255), 1 + ((i - SINGLE) % 255));
  }
  return `${code}\0`;
}

let extra: Map<string, readonly number[]> | null = null;
let aliases: Map<string, number> | null = null;

/** Code point of a character name or (unless `allowAliases` is false) an alias, in any case; or -1. */
export function lookupName(given: string, allowAliases = true): number {
  const name = asciiUpper(given);
  if (name.startsWith(HANGUL)) {
    const cp = lookupHangul(name.slice(HANGUL.length));
    if (cp >= 0) return cp;
  }
  const made = lookupDerived(name);
  if (made >= 0) return made;
  const names = loaded ?? load();
  const code = encode(names, name);
  const at = code === null ? -1 : names.text.indexOf(code);
  if (at >= 0) return names.cps[indexOf(names.offsets, at + 1)];
  if (!allowAliases) return -1;
  aliases ??= new Map(ALIASES());
  return aliases.get(name) ?? -1;
}

/** Code points of a named sequence, or null. */
export function lookupSequence(given: string): readonly number[] | null {
  extra ??= new Map(SEQUENCES());
  return extra.get(asciiUpper(given)) ?? null;
}

/** Names are compared without regard to the case of ASCII letters. */
function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (part) => part.toUpperCase());
}
