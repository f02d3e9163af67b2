// Makes the start-up snapshot: node bin/make-snapshot.cjs FILE
//
// Runs in the engine that the snapshot is for. The build of a checkout calls it, and the first run of an installed command,
// in the background. The file appears by rename; snapshots of earlier bundles in its folder go.

'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

/** The flags of bin/pyston that are fixed in a snapshot: the stack's size and the semi-spaces are not. */
const FLAGS = ['--max-inlined-bytecode-size=1000', '--max-inlined-bytecode-size-cumulative=2000', '--stack-size=7168'];

/** The engine's list of code of its own modules has between so many entries. */
const SMALLEST = 100;
const LARGEST = 2000;

/** Where a list of `count` names and codes that begins at `at` would end; -1 where none can be. */
function endOfList(blob, at) {
  const count = Number(blob.readBigUInt64LE(at));
  if (count < SMALLEST || count > LARGEST) return -1;
  let end = at + 8;
  for (let i = 0; i < 2 * count; i += 1) {
    if (end + 8 > blob.length) return -1;
    end += 8 + Number(blob.readBigUInt64LE(end));
  }
  return end;
}

/**
 * A snapshot without the engine's code cache for its own modules: 4.5 MB that every start would read and none needs. The
 * engine can leave it out itself (`withoutCodeCache`), but then drops the compiled code of our functions too. It is the last
 * part of the file: u64 count, then for each module its name and its code, both as u64 length and bytes; the list is found
 * by its end, since only the right beginning leads exactly to the end of the file.
 */
function withoutEngineCode(blob) {
  for (let at = 0; at + 16 <= blob.length; at += 1) {
    if (blob[at + 2] !== 0 || blob[at + 3] !== 0 || blob[at + 7] !== 0) continue;
    if (endOfList(blob, at) === blob.length) return Buffer.concat([blob.subarray(0, at), Buffer.alloc(8)]);
  }
  return blob;
}

function removeEarlier(file) {
  const dir = path.dirname(file);
  for (const name of fs.readdirSync(dir)) {
    if (/^pyston-.*\.blob(\.lock)?$/.test(name) && name !== path.basename(file))
      fs.rmSync(path.join(dir, name), { force: true });
  }
}

function make(file) {
  const temporary = `${file}.${process.pid}`;
  const builder = path.join(__dirname, 'snapshot.cjs');
  const done = spawnSync(process.execPath, [...FLAGS, '--snapshot-blob', temporary, '--build-snapshot', builder], {
    env: {},
    encoding: 'utf8',
  });
  try {
    if (done.status !== 0) throw new Error(done.stderr.trim().split('\n').slice(-5).join('\n'));
    fs.writeFileSync(temporary, withoutEngineCode(fs.readFileSync(temporary)), { mode: 0o644 });
    fs.renameSync(temporary, file);
    fs.rmSync(`${file}.lock`, { force: true });
    removeEarlier(file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

make(process.argv[2]);
