/** Shared by the tests: source to code, and listings without offsets. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from '@pyston/parser';
import type { PySyntaxError } from '@pyston/parser';
import type { CodeObject } from '../src/code.ts';
import { compileModule } from '../src/compile.ts';
import type { CompileOptions } from '../src/compile.ts';
import { dis } from '../src/dis.ts';
import { verify } from '../src/verify.ts';

export function compile(
  source: string,
  options: Partial<CompileOptions> & { mode?: 'exec' | 'eval' | 'single' } = {},
): CodeObject {
  const { mode = 'exec', ...rest } = options;
  const code = compileModule(parse(source, { filename: '<test>', mode }), { filename: '<test>', ...rest });
  const problems = verify(code);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return code;
}

/** The code object called `name` inside `code`. */
export function inside(code: CodeObject, name: string): CodeObject {
  for (const c of code.consts) {
    if (c.t !== 'code') continue;
    if (c.v.name === name) return c.v;
    const deeper = find(c.v, name);
    if (deeper !== null) return deeper;
  }
  throw new Error(`no code called ${name}`);
}

function find(code: CodeObject, name: string): CodeObject | null {
  try {
    return inside(code, name);
  } catch {
    return null;
  }
}

/** Instructions as text: names and operands only. */
export function listing(code: CodeObject): string[] {
  const lines = dis(code, { nested: false }).split('\n').slice(1);
  const end = lines.indexOf('ExceptionTable:');
  return lines.slice(0, end < 0 ? undefined : end).map((l) => {
    const label = /^.{5} +(L\d+:)/.exec(l);
    return `${label === null ? '' : `${label[1]} `}${l.slice(19).replace(/ +/g, ' ')}`;
  });
}

/** Listing of the function `f` of a source. */
export function functionListing(source: string): string[] {
  return listing(inside(compile(source), 'f'));
}

/** Message and place of the SyntaxError that compiling raises. */
export function errorOf(source: string, options: Partial<CompileOptions> = {}): string {
  try {
    compile(source, options);
  } catch (e) {
    const s = e as PySyntaxError;
    return `${s.msg} @${s.lineno}:${s.offset}-${s.endLineno}:${s.endOffset}`;
  }
  return 'no error';
}

/** Real CPython 3.14, or null where it is not installed. */
export function oraclePath(): string | null {
  const path = process.env['PYSTON_ORACLE'] ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
  return existsSync(path) ? path : null;
}
