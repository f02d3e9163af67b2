/**
 * Feedback of the inline caches: how often the instructions of each kind took their fast path, and how often they left the loop
 * for a slow one. Only the counting loop counts (generated/counting-loop.ts, the dispatch loop with counters written into it by
 * scripts/generate-loop.mjs); the loop that usually runs knows nothing of it, so counters that are off cost nothing.
 */

/** Kinds of sites; the generator's table names them in this order. */
export const FEEDBACK_KINDS = [
  'global',
  'attribute load',
  'attribute store',
  'method',
  'binary',
  'compare',
  'subscript',
  'call',
  'iteration',
  'unpack',
] as const;

export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export interface FeedbackCount {
  readonly hits: number;
  readonly slow: number;
}

/** By kind: instructions executed, and those of them that took a slow path. */
export const executed: Float64Array = new Float64Array(FEEDBACK_KINDS.length);
export const slow: Float64Array = new Float64Array(FEEDBACK_KINDS.length);

/** Counts a slow path on the way of its result. */
export function slowly<T>(kind: number, result: T): T {
  slow[kind]! += 1;
  return result;
}

export function feedbackCounts(): Record<FeedbackKind, FeedbackCount> {
  const rows = FEEDBACK_KINDS.map((kind, i) => [kind, { hits: executed[i]! - slow[i]!, slow: slow[i]! }] as const);
  return Object.fromEntries(rows) as Record<FeedbackKind, FeedbackCount>;
}

export function resetFeedback(): void {
  executed.fill(0);
  slow.fill(0);
}

/** The counts as a table, kinds that did not occur left out. */
export function feedbackReport(): string {
  const lines = [`${'site'.padEnd(16)}${'hits'.padStart(14)}${'slow paths'.padStart(14)}`];
  for (const [kind, count] of Object.entries(feedbackCounts())) {
    if (count.hits + count.slow === 0) continue;
    lines.push(`${kind.padEnd(16)}${String(count.hits).padStart(14)}${String(count.slow).padStart(14)}`);
  }
  return `${lines.join('\n')}\n`;
}
