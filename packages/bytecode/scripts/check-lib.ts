/**
 * Compiles and verifies every Python file under the given folders; prints failures and the figures.
 * Run: node --conditions=pyston-source packages/bytecode/scripts/check-lib.ts DIR…
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { parse } from '@pyston/parser';
import type { ast } from '@pyston/parser';
import { compileModule } from '../src/compile.ts';
import { verify } from '../src/verify.ts';

function files(path: string, out: string[]): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) files(`${path}/${name}`, out);
  else if (path.endsWith('.py')) out.push(path);
}

const paths: string[] = [];
for (const dir of process.argv.slice(2)) files(dir, paths);
let [compiled, bytes, failures, seconds] = [0, 0, 0, 0];
for (const path of paths) {
  const source = readFileSync(path);
  let tree: ast.ModNode;
  try {
    tree = parse(source, { filename: path, mode: 'exec' });
  } catch {
    continue;
  }
  try {
    const start = performance.now();
    const code = compileModule(tree, { filename: path });
    seconds += (performance.now() - start) / 1000;
    compiled++;
    bytes += source.length;
    const problems = verify(code);
    failures += problems.length === 0 ? 0 : 1;
    for (const p of problems.slice(0, 3)) console.log(p);
  } catch (e) {
    failures++;
    console.log(
      `${path}: ${(e as { lineno?: number }).lineno ?? ''} ${(e as Error).stack!.split('\n').slice(0, 4).join(' | ')}`,
    );
  }
}
console.log(
  `${compiled} files compiled, ${failures} failed, ${(bytes / 1e6).toFixed(1)} MB at ${(bytes / 1e6 / seconds).toFixed(2)} MB/s (AST to code)`,
);
