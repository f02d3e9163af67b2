import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileModule, serialize } from '@pyston/bytecode';
import { parse } from '@pyston/parser';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LibraryCode } from '../src/frozen/library.ts';

const root = mkdtempSync(join(tmpdir(), 'pyston-library-'));
const pack = join(root, 'code.pack');
const file = join(root, 'm.py');
const SOURCE = 'def f():\n    return 1\n';

function writePack(size: number): void {
  const code = serialize(compileModule(parse(SOURCE, { filename: 'm.py', mode: 'exec' }), { filename: 'm.py' }));
  const index = Buffer.from(JSON.stringify({ 'm.py': [0, code.length, size] }));
  const head = Buffer.from('PYLC\0\0\0\0', 'latin1');
  head.writeUInt32LE(index.length, 4);
  writeFileSync(pack, Buffer.concat([head, index, code]));
}

test.before(() => {
  writeFileSync(file, SOURCE);
  writePack(SOURCE.length);
});
test.after(() => rmSync(root, { recursive: true }));

test('the code of a file carries the name of that file, nested code too', () => {
  const code = new LibraryCode(pack, root).code(file)!;
  assert.is(code.filename, file);
  const nested = code.consts.find((c) => c.t === 'code') as { v: { filename: string; name: string } };
  assert.equal([nested.v.filename, nested.v.name], [file, 'f']);
});

test('other files have no code', () => {
  const library = new LibraryCode(pack, root);
  assert.is(library.code(join(root, 'n.py')), null);
  assert.is(library.code('/elsewhere/m.py'), null);
});

test('a source that was changed after the pack came is not taken', () => {
  const later = Date.now() / 1000 + 3600;
  utimesSync(file, later, later);
  assert.is(new LibraryCode(pack, root).code(file), null);
  writeFileSync(file, SOURCE);
  assert.is.not(new LibraryCode(pack, root).code(file), null);
});

test('a source of another size is not taken', () => {
  writePack(SOURCE.length + 1);
  assert.is(new LibraryCode(pack, root).code(file), null);
});

test.run();
