/** "Did you mean": the candidate closest to a wrong name (CPython's Python/suggestions.c costs and limits). */

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

function substitutionCost(a: number, b: number): number {
  if ((a & 31) !== (b & 31)) return MOVE_COST;
  if (a === b) return 0;
  const lower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);
  return lower(a) === lower(b) ? CASE_COST : MOVE_COST;
}

/** Weighted Levenshtein distance, or more than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const short = a.slice(start, endA).length < b.slice(start, endB).length ? a.slice(start, endA) : b.slice(start, endB);
  const long = short === a.slice(start, endA) ? b.slice(start, endB) : a.slice(start, endA);
  if (short.length === 0 || long.length === 0) return (short.length + long.length) * MOVE_COST;
  if (short.length > MAX_LENGTH || long.length > MAX_LENGTH) return limit + 1;
  if ((long.length - short.length) * MOVE_COST > limit) return limit + 1;
  return tableDistance(short, long, limit);
}

function tableDistance(a: string, b: string, limit: number): number {
  const row: number[] = [];
  for (let i = 0; i < a.length; i++) row.push((i + 1) * MOVE_COST);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    let diagonal = j * MOVE_COST;
    result = diagonal;
    let minimum = Infinity;
    for (let i = 0; i < a.length; i++) {
      const substitute = diagonal + substitutionCost(b.charCodeAt(j), a.charCodeAt(i));
      diagonal = row[i]!;
      result = Math.min(substitute, Math.min(result, diagonal) + MOVE_COST);
      row[i] = result;
      minimum = Math.min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}

/** The best candidate, or null if none is near enough. */
export function suggestName(wrong: string, candidates: readonly string[]): string | null {
  if (candidates.length > MAX_CANDIDATES) return null;
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate === wrong) continue;
    const limit = Math.min(Math.floor(((candidate.length + wrong.length + 3) * MOVE_COST) / 6), bestDistance - 1);
    const d = distance(wrong, candidate, limit);
    if (d <= limit && d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}
