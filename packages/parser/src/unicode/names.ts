/**
 * Characters by name, for \N{…} (Unicode 16.0).
 *
 * The generated table holds each name as numbers of words; it is decoded into a map at the first look-up.
 */
import { ALIASES, DERIVED, DIGITS, NAMES, ONE, RUNS, TWO, WORDS } from '../generated/unicode-names.ts';

const LEADS = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TAILS = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
const HANGUL = 'HANGUL SYLLABLE ';
const HANGUL_FIRST = 0xac00;

let byName: Map<string, number> | null = null;

/** Code point of a name or alias (in any case), or -1. */
export function lookupCharacterName(given: string): number {
  const name = given.toUpperCase();
  byName ??= decode();
  return byName.get(name) ?? (name.startsWith(HANGUL) ? hangul(name.slice(HANGUL.length)) : derived(name));
}

function decode(): Map<string, number> {
  const words = WORDS().split(' ');
  const names = NAMES().split(' ');
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const map = new Map<string, number>();
  let next = 0;
  for (const run of RUNS().split(' ')) {
    const [first, length] = run.split(',').map((n) => parseInt(n, 16));
    for (let i = 0; i < length; i++) map.set(decodeName(names[next++], words, values), first + i);
  }
  for (const alias of ALIASES().split(';')) {
    const [name, cp] = alias.split('=');
    map.set(name, parseInt(cp, 16));
  }
  return map;
}

function decodeName(code: string, words: string[], values: Uint8Array): string {
  let name = '';
  const base = DIGITS.length;
  for (let i = 0; i < code.length; i++) {
    let word = values[code.charCodeAt(i)];
    if (word >= TWO)
      word =
        ONE +
        (TWO - ONE) * base +
        ((word - TWO) * base + values[code.charCodeAt(++i)]) * base +
        values[code.charCodeAt(++i)];
    else if (word >= ONE) word = ONE + (word - ONE) * base + values[code.charCodeAt(++i)];
    name += name === '' ? words[word] : ' ' + words[word];
  }
  return name;
}

/** Names that are a prefix and the code point. */
function derived(name: string): number {
  const dash = name.lastIndexOf('-');
  const hex = name.slice(dash + 1);
  if (dash < 0 || !/^[0-9A-F]{4,5}$/.test(hex)) return -1;
  const cp = parseInt(hex, 16);
  for (const entry of DERIVED().split(';')) {
    const [prefix, ranges] = entry.split('=');
    if (prefix === name.slice(0, dash + 1) && ranges.split(',').some((r) => inRange(cp, r))) return cp;
  }
  return -1;
}

function inRange(cp: number, range: string): boolean {
  const [first, last] = range.split('-').map((n) => parseInt(n, 16));
  return cp >= first && cp <= last;
}

/** Hangul syllables are named by their letters: lead, vowel, tail. */
function hangul(letters: string): number {
  const match = /^([BCDGHJKMNPRST]*)([AEIOUWY]+)([BCDGHJKLMNPST]*)$/.exec(letters);
  if (match === null) return -1;
  const [lead, vowel, tail] = [LEADS.indexOf(match[1]), VOWELS.indexOf(match[2]), TAILS.indexOf(match[3])];
  return lead < 0 || vowel < 0 || tail < 0 ? -1 : HANGUL_FIRST + (lead * VOWELS.length + vowel) * TAILS.length + tail;
}
