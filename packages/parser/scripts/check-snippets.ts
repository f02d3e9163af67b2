/**
 * Compares a parser with CPython's verdicts on small programs (digest_snippets.py): what CPython rejects or
 * warns of must be declined, what is handled must have CPython's AST. `--parse` checks `parse()` instead of the
 * lowering of lezer's tree, and there a valid program that is refused is reported as well; with `--errors` also
 * an invalid one whose error differs in type, text or position, summed up by CPython's text.
 *
 * Usage: $PYSTON_ORACLE scripts/digest_snippets.py .cache/snippets.jsonl [--rejected .cache/rejected.jsonl] [--mutants N]
 *        node --conditions=pyston-source scripts/check-snippets.ts [--parse [--errors]] [FILE]
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from '../src/ast/dump.ts';
import { PySyntaxError } from '../src/errors.ts';
import type { AstNode } from '../src/generated/nodes.ts';
import { lowerModule } from '../src/lezer/lower.ts';
import { parse } from '../src/parse.ts';

const throughParse = process.argv.includes('--parse');
const file =
  process.argv.slice(2).find((arg) => !arg.startsWith('--')) ??
  join(dirname(fileURLToPath(import.meta.url)), '../.cache/snippets.jsonl');
const compareErrors = process.argv.includes('--errors');

type OracleError = [
  type: string,
  msg: string,
  lineno: number | null,
  offset: number | null,
  endLineno: number | null,
  endOffset: number | null,
];

/** CPython's text with names and quotes levelled → how often ours differs, and one example. */
const wrongErrors = new Map<string, { count: number; example: string }>();
const counts = { errors: 0, wrongErrors: 0, valid: 0, handled: 0, invalid: 0, accepted: 0, different: 0 };

function compareError(source: string, mode: string, error: PySyntaxError, expected: OracleError): void {
  const ours = [error.kind, error.msg, error.lineno, error.offset, error.endLineno, error.endOffset];
  counts.errors++;
  if (JSON.stringify(ours) === JSON.stringify(expected)) return;
  counts.wrongErrors++;
  const key = expected[1].replace(/'[^']*'/g, "'…'").replace(/[0-9]+/g, 'N');
  const known = wrongErrors.get(key);
  if (known !== undefined) known.count++;
  else
    wrongErrors.set(key, {
      count: 1,
      example: `${JSON.stringify(source)} (${mode})\n      CPython ${JSON.stringify(expected)}\n      ours    ${JSON.stringify(ours)}`,
    });
}

/** The AST, or null for what the parser refuses or warns of. */
function parsed(source: string, mode: 'exec' | 'eval', expected: OracleError | null): AstNode | null {
  if (!throughParse) return lowerModule(source, { mode });
  let warned = false;
  try {
    const tree = parse(source, { mode, onWarning: () => (warned = true) });
    return warned ? null : tree;
  } catch (error) {
    if (error instanceof PySyntaxError) {
      if (compareErrors && expected !== null) compareError(source, mode, error, expected);
      return null;
    }
    console.log(`not a syntax error (${mode}): ${JSON.stringify(source)}: ${String(error)}`);
    return null;
  }
}

function check(source: string, mode: 'exec' | 'eval', digest: string | null, error: OracleError | null): void {
  counts[digest === null ? 'invalid' : 'valid']++;
  const tree = parsed(source, mode, error);
  if (tree === null) {
    if (throughParse && digest !== null) console.log(`refused (${mode}): ${JSON.stringify(source)}`);
    return;
  }
  if (digest === null) {
    counts.accepted++;
    console.log(`accepted (${mode}): ${JSON.stringify(source)}`);
    return;
  }
  counts.handled++;
  if (
    createHash('md5')
      .update(dump(tree, { includeAttributes: true }))
      .digest('hex') === digest
  )
    return;
  counts.different++;
  console.log(`different (${mode}): ${JSON.stringify(source)}`);
}

for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line === '') continue;
  const [source, mode, digest, error] = JSON.parse(line) as [
    string,
    'exec' | 'eval',
    string | null,
    OracleError | null,
  ];
  check(source, mode, digest, error ?? null);
}
for (const [text, { count, example }] of [...wrongErrors].sort((a, b) => b[1].count - a[1].count))
  console.log(`${String(count).padStart(6)} ${text}\n      ${example}`);
if (compareErrors) console.log(`${counts.errors} errors compared, ${counts.wrongErrors} differ`);
console.log(
  `${counts.invalid} invalid programs, ${counts.accepted} accepted; ${counts.valid} valid programs, ${counts.handled} handled, ${counts.different} different`,
);
if (counts.accepted + counts.different > 0) process.exitCode = 1;
