import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fsDecode, fsEncode, HostError } from '../src/index.ts';

const SAMPLES: [bytes: number[], text: string][] = [
  [[], ''],
  [[0x61, 0x62], 'ab'],
  [[0xc3, 0xa9], 'é'],
  [[0xf0, 0x9f, 0x90, 0x8d], '🐍'],
  [[0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  [[0xff, 0x61], '\udcffa'],
  [[0x61, 0x80], 'a\udc80'],
  [[0xc3], '\udcc3'],
  [[0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  [[0xc0, 0xaf], '\udcc0\udcaf'],
  [[0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
  [[0xe2, 0x82, 0x61], '\udce2\udc82a'],
  [[0xff, 0xf0, 0x9f, 0x90, 0x8d], '\udcff🐍'],
];

test('decodes and encodes as CPython with surrogateescape', () => {
  for (const [bytes, text] of SAMPLES) {
    assert.is(fsDecode(Uint8Array.from(bytes)), text);
    assert.equal([...fsEncode(text)], bytes);
  }
});

test('refuses surrogates that stand for no byte', () => {
  for (const text of ['\ud800', 'a\udc7f', '\udd00', '\udfff\udc80']) {
    assert.throws(
      () => fsEncode(text),
      (error: unknown) => error instanceof HostError && error.code === 'EILSEQ',
    );
  }
});

test.run();
