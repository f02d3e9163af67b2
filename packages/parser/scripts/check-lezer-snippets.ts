/**
 * Compares step one with CPython's verdicts on small programs (digest_snippets.py): what CPython rejects must
 * be declined, what step one handles must have CPython's AST.
 *
 * Usage: $PYSTON_ORACLE scripts/digest_snippets.py .cache/snippets.jsonl [--rejected .cache/rejected.jsonl] [--mutants N]
 *        node --conditions=pyston-source scripts/check-lezer-snippets.ts [FILE]
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from '../src/ast/dump.ts';
import { lowerModule } from '../src/lezer/lower.ts';

const file = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../.cache/snippets.jsonl');
const counts = { valid: 0, handled: 0, invalid: 0, accepted: 0, different: 0 };

function check(source: string, mode: 'exec' | 'eval', digest: string | null): void {
  counts[digest === null ? 'invalid' : 'valid']++;
  const tree = lowerModule(source, { mode });
  if (tree === null) return;
  if (digest === null) {
    counts.accepted++;
    console.log(`accepted (${mode}): ${JSON.stringify(source)}`);
    return;
  }
  counts.handled++;
  if (createHash('md5').update(dump(tree, { includeAttributes: true })).digest('hex') === digest) return;
  counts.different++;
  console.log(`different (${mode}): ${JSON.stringify(source)}`);
}

for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line === '') continue;
  const [source, mode, digest] = JSON.parse(line) as [string, 'exec' | 'eval', string | null];
  check(source, mode, digest);
}
console.log(
  `${counts.invalid} invalid programs, ${counts.accepted} accepted; ${counts.valid} valid programs, ${counts.handled} handled, ${counts.different} different`,
);
if (counts.accepted + counts.different > 0) process.exitCode = 1;
