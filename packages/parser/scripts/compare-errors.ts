/**
 * Compares our errors with CPython's over the sources recorded by record_rejected.py.
 *
 *     node --conditions=pyston-source scripts/compare-errors.ts [FILE] [--all]
 *
 * Prints the first differences by kind of message (all with --all) and the share that agrees in type, message and
 * all four positions.
 */
import { readFileSync } from 'node:fs';
import { PySyntaxError } from '../src/errors.ts';
import { parse } from '../src/parse.ts';

interface Row {
  test: string;
  source: string;
  bytes: boolean;
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  flags: number;
  _feature_version?: number;
  stage: string;
  type: string;
  msg: string;
  lineno?: number | null;
  offset?: number | null;
  end_lineno?: number | null;
  end_offset?: number | null;
  text?: string | null;
}

const args = process.argv.slice(2);
const all = args.includes('--all');
const file = args.find((a) => !a.startsWith('--')) ?? new URL('../.cache/rejected.jsonl', import.meta.url).pathname;
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): Row => JSON.parse(line));

function outcome(row: Row): string {
  const bytes = Buffer.from(row.source, 'base64');
  const source = row.bytes ? bytes : decodeLenient(bytes);
  try {
    parse(source, {
      mode: row.mode,
      flags: row.flags,
      ...(row._feature_version === undefined ? {} : { featureVersion: row._feature_version }),
    });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof PySyntaxError)) return String(error instanceof Error ? error.stack : error);
    return describe(error.kind, error.msg, [error.lineno, error.offset, error.endLineno, error.endOffset]);
  }
}

/** UTF-8 in which lone surrogates were passed on. */
function decodeLenient(bytes: Buffer): string {
  return bytes.toString('utf8').includes('\ufffd')
    ? bytes
        .toString('latin1')
        .replace(/\xed([\xa0-\xbf])([\x80-\xbf])/g, (_, a: string, b: string) =>
          String.fromCharCode(0xd000 | ((a.charCodeAt(0) & 63) << 6) | (b.charCodeAt(0) & 63)),
        )
    : bytes.toString('utf8');
}

function bytesOf(row: Row): Buffer {
  return Buffer.from(row.source, 'base64');
}

function describe(kind: string, msg: string, at: (number | null | undefined)[]): string {
  return `${kind}: ${msg} @ ${at.map((n) => n ?? null).join(',')}`;
}

let total = 0;
let equal = 0;
const shown = new Map<string, number>();
for (const row of rows.filter((r) => r.stage === 'parser' && r.type !== 'RecursionError')) {
  total++;
  const began = performance.now();
  const wanted = describe(row.type, row.msg, [row.lineno, row.offset, row.end_lineno, row.end_offset]);
  const got = outcome(row);
  if (performance.now() - began > 1000)
    console.log('slow', Math.round(performance.now() - began), row.test, bytesOf(row).length);
  if (got === wanted) {
    equal++;
    continue;
  }
  const key = row.msg.replace(/'[^']*'|\d+/g, '#');
  const count = (shown.get(key) ?? 0) + 1;
  shown.set(key, count);
  if (all || count <= 3) {
    const text = row.bytes
      ? Buffer.from(row.source, 'base64').toString('latin1')
      : Buffer.from(row.source, 'base64').toString('utf8');
    console.log(
      `${row.test} ${row.mode} ${row.flags} ${JSON.stringify(text.slice(0, 300))}\n  - ${wanted}\n  + ${got.slice(0, 400)}`,
    );
  }
}
for (const [key, count] of [...shown].sort((a, b) => b[1] - a[1])) console.log(String(count).padStart(5), key);
console.log(`${equal} of ${total} agree (${((100 * equal) / total).toFixed(1)} %)`);
