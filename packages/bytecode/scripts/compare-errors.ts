/**
 * Compares our errors with CPython's over the sources that its test suite hands to compile, exec, eval and ast.parse and that it
 * rejects: type, message and the four positions, in the parser and in the compiler behind it.
 *
 *     node --conditions=pyston-source packages/bytecode/scripts/compare-errors.ts [--record] [--all]
 *
 * record_rejected.py asks the oracle, which takes ten minutes; what it found is kept in .cache/rejected.jsonl. Differences that
 * are known stand in known-errors.txt with the sources' digests; a new one fails, and so does one that is none any more.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { PySyntaxError, parse } from '@pyston/parser';
import { compileModule } from '../src/compile.ts';

interface Row {
  readonly test: string;
  /** base64 of its UTF-8 (lone surrogates included) or, with `bytes`, of itself. */
  readonly source: string;
  readonly bytes: boolean;
  readonly mode: 'exec' | 'eval' | 'single' | 'func_type';
  readonly flags: number;
  readonly _feature_version?: number;
  readonly stage: 'parser' | 'compiler' | 'warning';
  readonly type: string;
  readonly msg: string;
  readonly lineno?: number | null;
  readonly offset?: number | null;
  readonly end_lineno?: number | null;
  readonly end_offset?: number | null;
  readonly text?: string | null;
}

const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const RECORDED = place('../.cache/rejected.jsonl');
const KNOWN = place('known-errors.txt');

/** UTF-8 in which lone surrogates were passed on. */
function decodeLenient(bytes: Buffer): string {
  if (!bytes.toString('utf8').includes('\ufffd')) return bytes.toString('utf8');
  const surrogates = /\xed([\xa0-\xbf])([\x80-\xbf])/g;
  return bytes
    .toString('latin1')
    .replace(surrogates, (_, a: string, b: string) =>
      String.fromCharCode(0xd000 | ((a.charCodeAt(0) & 63) << 6) | (b.charCodeAt(0) & 63)),
    );
}

const describe = (kind: string, msg: string, at: readonly (number | null | undefined)[]): string =>
  `${kind}: ${msg} @ ${at.map((n) => n ?? null).join(',')}`;

const wanted = (row: Row): string =>
  describe(row.type, row.msg, [row.lineno, row.offset, row.end_lineno, row.end_offset]);

function outcome(row: Row): string {
  const bytes = Buffer.from(row.source, 'base64');
  const version = row._feature_version === undefined ? {} : { featureVersion: row._feature_version };
  try {
    const tree = parse(row.bytes ? bytes : decodeLenient(bytes), { mode: row.mode, flags: row.flags, ...version });
    if (row.stage === 'compiler' && tree.nodeType !== 'FunctionType')
      compileModule(tree, { filename: '<rejected>', flags: row.flags });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof PySyntaxError)) return String(error instanceof Error ? error.stack : error);
    return describe(error.kind, error.msg, [error.lineno, error.offset, error.endLineno, error.endOffset]);
  }
}

/** Is the line that CPython shows one of the source? Else it took it, and the positions, from a file of that name. */
function showsOwnLine(row: Row): boolean {
  if (row.bytes || !row.text || !row.lineno) return true;
  const lines = decodeLenient(Buffer.from(row.source, 'base64')).split('\n');
  const [line, shown] = [lines[row.lineno - 1] ?? '', row.text.replace(/\n$/, '')];
  return shown === '' ? line === '' : line.includes(shown);
}

const digest = (row: Row): string =>
  createHash('sha256').update(`${row.mode} ${row.flags} ${row.source}`).digest('hex').slice(0, 16);

function record(): void {
  const oracle = process.env['PYSTON_ORACLE'] ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
  console.log('asking the oracle (ten minutes)');
  spawnSync(oracle, [place('record_rejected.py'), '-o', RECORDED], { stdio: 'inherit' });
}

function knownDifferences(): Set<string> {
  const lines = readFileSync(KNOWN, 'utf8').split('\n');
  return new Set(lines.filter((line) => /^[0-9a-f]{16}\b/.test(line)).map((line) => line.slice(0, 16)));
}

if (process.argv.includes('--record') || !existsSync(RECORDED)) record();
const rows = readFileSync(RECORDED, 'utf8')
  .trim()
  .split('\n')
  .map((line): Row => JSON.parse(line))
  .filter((row) => row.stage !== 'warning' && row.type !== 'RecursionError' && showsOwnLine(row));
const known = knownDifferences();
const all = process.argv.includes('--all');
const counts = { parser: [0, 0], compiler: [0, 0], warning: [0, 0] } satisfies Record<Row['stage'], [number, number]>;
let [failed, passed] = [0, 0];
for (const row of rows) {
  const [should, is] = [wanted(row), outcome(row)];
  const equal = should === is;
  counts[row.stage][equal ? 0 : 1] += 1;
  const asExpected = equal !== known.has(digest(row));
  if (asExpected) passed += 1;
  else failed += 1;
  if (asExpected && (equal || !all)) continue;
  const text = Buffer.from(row.source, 'base64')
    .toString(row.bytes ? 'latin1' : 'utf8')
    .slice(0, 300);
  console.log(`${digest(row)} ${row.test} ${row.mode} ${row.flags} ${JSON.stringify(text)}`);
  console.log(equal ? '  agrees now: take it out of known-errors.txt' : `  - ${should}\n  + ${is.slice(0, 400)}`);
}
for (const stage of ['parser', 'compiler'] as const) {
  const [equal, different] = counts[stage];
  console.log(`${stage}: ${equal} of ${equal + different} agree`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
