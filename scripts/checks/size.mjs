// No file above 800 lines; generated files are left out.

import { finding } from '../lib/findings.mjs';

export const title = 'File size';

const LIMIT = 800;

export function* check(project) {
  for (const source of project.sources) {
    if (source.fileName.includes('/generated/')) continue;
    const lines = source.getLineStarts().length - 1;
    if (lines > LIMIT) yield finding(source, source.endOfFileToken, `${lines} lines, at most ${LIMIT} are allowed`);
  }
}
