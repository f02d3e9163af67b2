/** `-X importtime`: what each import takes, on descriptor 2 (CPython's import_find_and_load). */
import type { Host } from '@pyston/host';
import { CLOCK } from '@pyston/host';
import type { Result, Value } from '@pyston/objects';
import { isStr, jsString, strValue, ts } from '@pyston/objects';
import { writeDescriptor } from '../sys/hooks.ts';

/** 0 says nothing, 1 shows imports, 2 also those that find the module imported. */
export let importTime = 0;

export function setImportTime(level: number): void {
  importTime = level;
}

let headed = false;
let depth = 0;
/** Microseconds of the imports below the one that runs. */
let inner = 0;

function nameOf(name: Value): string {
  const text = isStr(name) ? jsString(strValue(name)) : '';
  return text.replace(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}

function show(self: string, cumulative: string, name: Value, level: number): void {
  if (!headed) writeDescriptor(2, 'import time: self [us] | cumulative | imported package\n');
  headed = true;
  writeDescriptor(2, `import time: ${self} | ${cumulative} | ${' '.repeat(level * 2)}${nameOf(name)}\n`);
}

export function showCached(name: Value): void {
  show('cached   ', 'cached    ', name, 0);
}

function microseconds(): number {
  return (ts.runtime.host as Host).clock.seconds(CLOCK.MONOTONIC) * 1e6;
}

/** Runs an import and shows what it took. */
export function timed(name: Value, load: () => Result): Result {
  const outer = inner;
  inner = 0;
  depth++;
  const start = microseconds();
  const module = load();
  const cumulative = microseconds() - start;
  depth--;
  show(String(Math.round(cumulative - inner)).padStart(9), String(Math.round(cumulative)).padStart(10), name, depth);
  inner = outer + cumulative;
  return module;
}
