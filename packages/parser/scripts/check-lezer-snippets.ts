/**
 * Compares a parser with CPython's verdicts on small programs (digest_snippets.py): what CPython rejects or
 * warns of must be declined, what is handled must have CPython's AST. `--parse` checks `parse()` instead of the
 * lowering of lezer's tree, and there a valid program that is refused is reported as well.
 *
 * Usage: $PYSTON_ORACLE scripts/digest_snippets.py .cache/snippets.jsonl [--rejected .cache/rejected.jsonl] [--mutants N]
 *        node --conditions=pyston-source scripts/check-lezer-snippets.ts [--parse] [FILE]
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
const file = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? join(dirname(fileURLToPath(import.meta.url)), '../.cache/snippets.jsonl');
const counts = { valid: 0, handled: 0, invalid: 0, accepted: 0, different: 0 };

/** The AST, or null for what the parser refuses or warns of. */
function parsed(source: string, mode: 'exec' | 'eval'): AstNode | null {
  if (!throughParse) return lowerModule(source, { mode });
  let warned = false;
  try {
    const tree = parse(source, { mode, onWarning: () => (warned = true) });
    return warned ? null : tree;
  } catch (error) {
    if (error instanceof PySyntaxError) return null;
    console.log(`not a syntax error (${mode}): ${JSON.stringify(source)}: ${String(error)}`);
    return null;
  }
}

function check(source: string, mode: 'exec' | 'eval', digest: string | null): void {
  counts[digest === null ? 'invalid' : 'valid']++;
  const tree = parsed(source, mode);
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
