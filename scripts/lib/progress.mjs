// Progress for people: one line that rewrites itself on a terminal, nothing in pipes (CI and scripts stay clean).

const stream = process.stderr;
const live = stream.isTTY === true && !process.env.CI;
const started = Date.now();

/** Shows `text` as the current activity. */
export function progress(text) {
  if (!live) return;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  stream.write(`\r\x1b[K[${seconds}s] ${text}`.slice(0, (stream.columns || 80) + 4));
}

/** Removes the progress line. */
export function progressDone() {
  if (live) stream.write('\r\x1b[K');
}

/** One line that stays, on terminals and in pipes alike. */
export function note(text) {
  progressDone();
  stream.write(`${text}\n`);
}
