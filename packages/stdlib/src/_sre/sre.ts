/** Module `_sre`: the engine below Lib/re. */
import type { ModuleSpec, Result, Value } from '@pyston/objects';
import { asSsize, CaseMap, defineModule, int, mapCase, method, str } from '@pyston/objects';
import { asciiLower, unicodeLower } from './characters.ts';
import './match-type.ts';
import { MAGIC, MAXGROUPS, MAXREPEAT } from './opcodes.ts';
import { compileImpl } from './pattern-type.ts';
import { templateImpl } from './template.ts';

function onCharacter(name: string, answer: (ch: number) => Value) {
  return method(name, '(character, /)', (character: Value): Result => {
    const ch = asSsize(character);
    if (ch === undefined) return undefined;
    // what is no code point is no letter, and its own lower case
    const valid = ch >= 0 && ch <= 0x10ffff;
    return valid ? answer(ch) : name.endsWith('iscased') ? false : character;
  });
}

function unicodeIsCased(ch: number): boolean {
  return unicodeLower(ch) !== ch || mapCase(ch, CaseMap.Upper) !== ch;
}

export const sreModule: ModuleSpec = defineModule({
  name: '_sre',
  functions: [
    method('compile', '(pattern, flags, code, groups, groupindex, indexgroup)', compileImpl),
    method('template', '(pattern, template, /)', templateImpl),
    method('getcodesize', '()', () => int(4)),
    onCharacter('ascii_iscased', (ch) => (ch >= 65 && ch <= 90) || (ch >= 97 && ch <= 122)),
    onCharacter('unicode_iscased', unicodeIsCased),
    onCharacter('ascii_tolower', (ch) => int(asciiLower(ch))),
    onCharacter('unicode_tolower', (ch) => int(unicodeLower(ch))),
  ],
  attrs: () => ({
    MAGIC: int(MAGIC),
    CODESIZE: int(4),
    MAXREPEAT: int(MAXREPEAT),
    MAXGROUPS: int(MAXGROUPS),
    copyright: str(' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '),
  }),
});
