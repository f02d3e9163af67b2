/**
 * Compares code objects, symbol tables and warnings with CPython's over the Python files under the given folders.
 * Run: node --conditions=pyston-source packages/bytecode/scripts/compare-code.ts DIR…   (PYSTON_ORACLE: the python3.14 to ask)
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from '@pyston/parser';
import type { ast } from '@pyston/parser';
import type { CodeObject } from '../src/code.ts';
import { positionAt, instructionStarts, linesOf } from '../src/code.ts';
import { compileModule } from '../src/compile.ts';
import { OPCODES } from '../src/opcodes.ts';
import type { SymbolTableEntry } from '../src/symtable/entry.ts';
import { buildSymtable } from '../src/symtable/symtable.ts';

interface OracleCode {
  [field: string]: unknown;
  qualname: string;
  firstlineno: number;
  lines: number[];
  calls: number[][];
}
interface OracleTable {
  name: string;
  type: number;
  lineno: number;
  nested: boolean;
  symbols: Record<string, number>;
  varnames: string[];
  children: OracleTable[];
}
interface OracleFile {
  path: string;
  error?: string;
  codes: OracleCode[];
  table: OracleTable;
  warnings: [string, number][];
}

const FIELDS = [
  'flags',
  'argcount',
  'posonlyargcount',
  'kwonlyargcount',
  'varnames',
  'cellvars',
  'freevars',
  'names',
] as const;

const counts = new Map<string, [number, number]>();
const shown = new Map<string, number>();
const limit = Number(process.env['SHOW'] ?? 3);

function count(what: string, good: boolean, detail: () => string): void {
  const c = counts.get(what) ?? [0, 0];
  c[good ? 0 : 1]++;
  counts.set(what, c);
  if (good) return;
  const n = shown.get(what) ?? 0;
  shown.set(what, n + 1);
  if (n < limit) console.log(`${what}: ${detail()}`);
}

function nested(code: CodeObject, out: CodeObject[]): CodeObject[] {
  out.push(code);
  for (const c of code.consts) if (c.t === 'code') nested(c.v, out);
  return out;
}

function byPlace<T extends { qualname: string; firstlineno: number }>(list: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const c of list) {
    const key = `${c.firstlineno} ${c.qualname}`;
    const at = map.get(key);
    if (at === undefined) map.set(key, [c]);
    else at.push(c);
  }
  return map;
}

function compareCodes(path: string, ours: CodeObject[], theirs: OracleCode[]): void {
  const mine = byPlace(ours);
  for (const [key, list] of byPlace(theirs)) {
    const found = mine.get(key) ?? [];
    count('code objects', found.length === list.length, () => `${path} ${key}: ${found.length} against ${list.length}`);
    for (let i = 0; i < Math.min(found.length, list.length); i++) compareCode(`${path}:${key}`, found[i]!, list[i]!);
    mine.delete(key);
  }
  for (const key of mine.keys()) count('code objects', false, () => `${path} ${key}: only ours`);
}

function compareCode(where: string, ours: CodeObject, theirs: OracleCode): void {
  for (const f of FIELDS) {
    const [a, b] = [JSON.stringify(ours[f]), JSON.stringify(theirs[f])];
    count(f, a === b, () => `${where}: ${a} against ${b}`);
  }
  const lines = new Set(linesOf(ours).map((l) => l.line));
  const extra = [...lines].filter((l) => l > 0 && !theirs.lines.includes(l));
  count('lines', extra.length === 0, () => `${where}: lines ${extra} only ours`);
  const missing = theirs.lines.filter((l) => !lines.has(l) && l !== theirs.firstlineno);
  count('lines of CPython’s that we have', missing.length === 0, () => `${where}: no ${missing}`);
  const positions = new Set<string>();
  for (const pc of instructionStarts(ours.instructions)) {
    if (
      !/^(CALL|LOAD_ATTR|LOAD_METHOD|LOAD_SUPER|GET_|BINARY|INPLACE|COMPARE|JUMP_IF)/.test(
        OPCODES[ours.instructions[pc]!]!.name,
      )
    )
      continue;
    const p = positionAt(ours, pc);
    positions.add(`${p.line},${p.endLine},${p.col},${p.endCol}`);
  }
  for (const p of theirs.calls)
    count('positions of calls, attributes, operators', positions.has(p.join()), () => `${where}: no ${p.join()}`);
}

function compareTable(where: string, ours: SymbolTableEntry, theirs: OracleTable): void {
  const a = {
    name: ours.name,
    type: ours.type,
    lineno: ours.lineno,
    nested: ours.nested,
    symbols: Object.fromEntries([...ours.symbols].sort()),
    varnames: ours.varnames,
  };
  const b = {
    name: theirs.name,
    type: theirs.type,
    lineno: theirs.lineno,
    nested: theirs.nested,
    symbols: Object.fromEntries(Object.entries(theirs.symbols).sort()),
    varnames: theirs.varnames,
  };
  count(
    'symbol tables',
    JSON.stringify(a) === JSON.stringify(b),
    () => `${where}:\n  ${JSON.stringify(a)}\n  ${JSON.stringify(b)}`,
  );
  count(
    'symbol table children',
    ours.children.length === theirs.children.length,
    () => `${where} ${ours.name}: ${ours.children.map((c) => c.name)} against ${theirs.children.map((c) => c.name)}`,
  );
  for (let i = 0; i < Math.min(ours.children.length, theirs.children.length); i++)
    compareTable(where, ours.children[i]!, theirs.children[i]!);
}

function compareFile(o: OracleFile): void {
  const { path } = o;
  const warnings: [string, number][] = [];
  let tree: ast.ModNode;
  try {
    tree = parse(readFileSync(path), {
      filename: path,
      mode: 'exec',
      onWarning: (w) => warnings.push([w.msg, w.lineno]),
    });
  } catch (e) {
    if (o.error === undefined) count('parsed', false, () => `${path}: ${(e as Error).message}`);
    return;
  }
  try {
    const code = compileModule(tree, { filename: path, onWarning: (w) => warnings.push([w.msg, w.lineno]) });
    if (o.error !== undefined) return count('accepted', false, () => `${path}: we accept, CPython says ${o.error}`);
    compareCodes(path, nested(code, []), o.codes);
    compareTable(path, buildSymtable(tree, { filename: path }).top, o.table);
    const a = JSON.stringify([...new Set(warnings.map((w) => JSON.stringify(w)))].sort());
    const b = JSON.stringify([...new Set(o.warnings.map((w) => JSON.stringify(w)))].sort());
    count('warnings', a === b, () => `${path}: ${a} against ${b}`);
  } catch (e) {
    count('accepted', o.error !== undefined, () => `${path}: ${(e as Error).stack!.slice(0, 300)}`);
  }
}

function files(path: string, out: string[]): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) files(`${path}/${name}`, out);
  else if (path.endsWith('.py')) out.push(path);
}

const paths: string[] = [];
for (const dir of process.argv.slice(2)) files(dir, paths);
const oracle = process.env['PYSTON_ORACLE'] ?? `${homedir()}/.cache/py-oracle/bin/python3.14`;
const child = spawn(oracle, [fileURLToPath(new URL('oracle-code.py', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
child.stdin.end(paths.join('\n') + '\n');
for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity }))
  compareFile(JSON.parse(line) as OracleFile);
for (const [what, [good, bad]] of counts) console.log(`${what}: ${good} equal, ${bad} differ`);
