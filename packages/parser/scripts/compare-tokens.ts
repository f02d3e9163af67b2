/**
 * Compares libraryTokens() with CPython's tokenize module over its Lib.
 *
 *     node --conditions=pyston-source scripts/compare-tokens.ts [--show FILE]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { constantRepr } from '../src/ast/repr.ts';
import { strConstant } from '../src/ast/constant.ts';
import { readSource } from '../src/source.ts';
import { libraryTokens } from '../src/tokenizer/library.ts';

const oracle = process.env['PYSTON_ORACLE'] ?? homedir() + '/.cache/py-oracle/bin/python3.14';
const script = new URL('library_tokens.py', import.meta.url).pathname;

function ours(path: string): string {
  const repr = (s: string): string => constantRepr(strConstant(s));
  const { tokens } = libraryTokens(readSource(readFileSync(path), false));
  return tokens
    .map((t) => `${t.type} ${repr(t.string)} (${t.start.join(', ')}) (${t.end.join(', ')}) ${repr(t.line)}\n`)
    .join('');
}

if (process.argv[2] === '--show') {
  const theirs = execFileSync(oracle, [script, 'dump', process.argv[3]], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).split('\n');
  const mine = ours(process.argv[3]).split('\n');
  const at = theirs.findIndex((line, i) => line !== mine[i]);
  console.log(at < 0 ? 'equal' : `${theirs.slice(at - 3, at).join('\n')}\n- ${theirs[at]}\n+ ${mine[at]}`);
} else {
  const lib = execFileSync(oracle, ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
    encoding: 'utf8',
  }).trim();
  const lines = spawnSync(oracle, [script, 'digests', lib], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .stdout.trim()
    .split('\n');
  const wrong = lines.filter(
    (line) =>
      createHash('md5')
        .update(ours(line.slice(33)))
        .digest('hex') !== line.slice(0, 32),
  );
  for (const line of wrong.slice(0, 40)) console.log('differs', line.slice(33));
  console.log(`${lines.length - wrong.length} of ${lines.length} equal`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
