// No file above 800 lines; generated files and the one long function, the dispatch loop, are left out.

import { finding } from '../lib/findings.mjs';

export const title = 'File size';

const LIMIT = 800;

const LONG = /\/generated\/|\/interp\/src\/loop\.ts$/;

export function* check(project) {
  for (const source of project.sources) {
    if (LONG.test(source.fileName)) continue;
    const lines = source.getLineStarts().length - 1;
    if (lines > LIMIT) yield finding(source, source.endOfFileToken, `${lines} lines, at most ${LIMIT} are allowed`);
  }
}
