import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KIND_NAMES } from '../src/generated/kinds.ts';
import { libraryTokens } from '../src/tokenizer/library.ts';
import { tokenize } from '../src/tokenizer/tokenizer.ts';
import { lookupCharacterName } from '../src/unicode/names.ts';
import { isIdentifierPart, isIdentifierStart, isPrintable } from '../src/unicode/classes.ts';

function kinds(source: string): string {
  const stream = tokenize(source);
  return Array.from({ length: stream.count }, (_, i) => KIND_NAMES[stream.kind[i]]).join(' ');
}

test('indentation, form feed, blank lines', () => {
  assert.is(
    kinds('if x:\n\n  # c\n  y\n\fz\n'),
    'KW_IF NAME COLON NEWLINE INDENT NAME NEWLINE DEDENT NAME NEWLINE ENDMARKER',
  );
});

test('joined lines', () => {
  assert.is(kinds('x = (1,\n 2) \\\n + 3\n'), 'NAME EQUAL LPAR NUMBER COMMA NUMBER RPAR PLUS NUMBER NEWLINE ENDMARKER');
});

test('f-strings', () => {
  assert.is(
    kinds('f"a{b!r:>{c}}}}"\n'),
    'FSTRING_START FSTRING_MIDDLE LBRACE NAME EXCLAMATION NAME COLON FSTRING_MIDDLE LBRACE NAME RBRACE FSTRING_MIDDLE RBRACE FSTRING_MIDDLE FSTRING_END NEWLINE ENDMARKER',
  );
});

test('columns are UTF-8 bytes', () => {
  const stream = tokenize('é = "ü" + 𝒳\n');
  assert.equal(Array.from(stream.col.subarray(0, 5)), [0, 3, 5, 10, 12]);
  assert.is(stream.endCol[4], 16);
});

test('an error ends the stream', () => {
  const stream = tokenize('x = 1a\n');
  assert.is(kinds('x = 1a\n'), 'NAME EQUAL ERROR');
  assert.is(stream.error?.error.msg, 'invalid decimal literal');
});

test("Lib/tokenize's tokens", () => {
  const { tokens } = libraryTokens('if é:  # c\n  x');
  assert.equal(
    tokens.map((t) => [t.type, t.string, t.start, t.end, t.line]),
    [
      [1, 'if', [1, 0], [1, 2], 'if é:  # c\n'],
      [1, 'é', [1, 3], [1, 4], 'if é:  # c\n'],
      [55, ':', [1, 4], [1, 5], 'if é:  # c\n'],
      [65, '# c', [1, 7], [1, 10], 'if é:  # c\n'],
      [4, '\n', [1, 10], [1, 11], 'if é:  # c\n'],
      [5, '  ', [2, 0], [2, 2], '  x'],
      [1, 'x', [2, 2], [2, 3], '  x'],
      [4, '', [2, 3], [2, 4], '  x'],
      [6, '', [3, 0], [3, 0], ''],
      [0, '', [3, 0], [3, 0], ''],
    ],
  );
});

test('character names', () => {
  assert.equal(
    [
      'BULLET',
      'latin small letter a',
      'LINE FEED',
      'CJK UNIFIED IDEOGRAPH-4E00',
      'HANGUL SYLLABLE GAG',
      'HANGUL SYLLABLE I',
      'NO SUCH NAME',
    ].map(lookupCharacterName),
    [0x2022, 97, 10, 0x4e00, 0xac01, 0xc774, -1],
  );
});

test('character classes', () => {
  assert.equal([0x61, 0xe9, 0x30, 0x20ac].map(isIdentifierStart), [true, true, false, false]);
  assert.equal([0x30, 0x300, 0x20ac].map(isIdentifierPart), [true, true, false]);
  assert.equal([0x20, 0xa0, 0x200b, 0x1f600].map(isPrintable), [true, false, false, true]);
});

test.run();
