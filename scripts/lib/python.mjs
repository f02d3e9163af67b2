// Which interpreter runs our own Python tools: pyston itself as soon as it can spawn processes, else a CPython that is there.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './workspace.mjs';

/** CPython 3.14, the judge of behaviour: $PYSTON_ORACLE, or where the oracle's installer puts it; null when absent. */
export function oracle() {
  const candidates = [process.env.PYSTON_ORACLE, join(homedir(), '.cache', 'py-oracle', 'bin', 'python3.14')];
  return candidates.find((file) => file && existsSync(file)) ?? null;
}

/** PyPy beside the oracle, or null. */
export function pypy() {
  const candidates = [process.env.PYSTON_PYPY, join(homedir(), '.cache', 'py-oracle', 'bin', 'pypy3')];
  return candidates.find((file) => file && existsSync(file)) ?? null;
}

const PROBE =
  'import argparse, subprocess, sys; sys.exit(subprocess.run([sys.executable, "-c", "raise SystemExit(7)"]).returncode)';

const canRunTools = (command) => spawnSync(command, ['-c', PROBE], { stdio: 'ignore', timeout: 20_000 }).status === 7;

/** The command that runs a tool, as a list. Order: $PYSTON_TOOL_PYTHON, pyston, the oracle, python3. */
export async function pickPython() {
  const candidates = [process.env.PYSTON_TOOL_PYTHON, join(ROOT, 'pyston'), oracle(), 'python3'];
  const found = candidates.find((command) => command && canRunTools(command));
  if (!found) throw new Error('no Python can run tools/: neither ./pyston (yet) nor python3 is able to');
  return [found];
}
