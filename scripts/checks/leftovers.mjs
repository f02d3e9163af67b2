// What is unfinished goes into an issue, not into a comment; and no file names a place of one machine.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/workspace.mjs';

export const title = 'Leftovers';

const RULES = [
  { pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b(?=[:( ]|$)/, text: 'an unfinished place: say it in an issue' },
  { pattern: /(?<![\w.~)}])\/(?:root|home\/\w+|Users\/\w+|work\/\w+)\//, text: 'a path of one machine' },
];

const SKIPPED = /\/generated\/|\/fixtures\/|^pnpm-lock\.yaml$|\.(png|zip|node)$/;

/** Files under version control; none where git or its folder is missing, as in a tarball. */
function trackedFiles() {
  try {
    return execFileSync('git', ['ls-files', '-z'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).split('\0');
  } catch {
    return [];
  }
}

export function* check() {
  for (const name of trackedFiles()) {
    const file = join(ROOT, name);
    if (name === '' || SKIPPED.test(name) || !existsSync(file)) continue;
    const lines = readFileSync(file, 'latin1').split('\n');
    for (const [index, line] of lines.entries()) {
      for (const { pattern, text } of RULES) if (pattern.test(line)) yield { file, line: index + 1, text };
    }
  }
}
