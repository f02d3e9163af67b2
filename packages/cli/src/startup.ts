/**
 * `-X pyston.startup`: how long each part of the start took, on stderr.
 *
 *   engine   the process until V8 runs, and what Node.js does before our code
 *   bundle   our own code: from the start-up snapshot, or read and run through the code cache
 *   host     the addon, options, the runtime with its streams
 *   site     module site
 *   parse, compile   the program's source (not of what it imports)
 *   run      the program, its end included
 */
import type { Host } from '@pyston/host';
import { performance } from 'node:perf_hooks';

let parts: [name: string, ms: number][] | null = null;
let last = 0;

/** Begins to measure; `prepared`: this process came from a start-up snapshot. */
export function measureStart(prepared: boolean): void {
  const { v8Start, environment, bootstrapComplete } = performance.nodeTiming;
  last = performance.now();
  // a snapshot is read while V8 and the environment are set up, the bundle after all of that
  const bundle = prepared ? environment - v8Start : last - bootstrapComplete;
  parts = [
    ['engine', last - bundle],
    ['bundle', bundle],
  ];
}

/** What ran since the last mark was `part`. */
export function mark(part: string): void {
  if (parts === null) return;
  const now = performance.now();
  parts.push([part, now - last]);
  last = now;
}

export function reportStart(host: Host): void {
  if (parts === null) return;
  mark('run');
  const total = parts.reduce((sum, [, ms]) => sum + ms, 0);
  const line = ([name, ms]: [string, number]): string => `${name.padEnd(8)}${ms.toFixed(1).padStart(7)} ms\n`;
  const data = new TextEncoder().encode([...parts, ['total', total] as [string, number]].map(line).join(''));
  host.fd.write(2, data, 0, data.length);
}
