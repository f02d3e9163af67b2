#!/usr/bin/env node
// Makes a checkout ready to run: dependencies from the frozen lockfile (with the pinned pnpm, fetched through npx), then
// everything the command needs. `./pyston` starts this when something is stale; `npm test` and people may too.
// Holds a lock, so that several first starts at the same time build once.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { progress, progressDone } from './lib/progress.mjs';
import { ROOT, pnpmCommand } from './lib/workspace.mjs';

const lockDir = join(ROOT, 'node_modules', '.pyston-setup');
const LOCK_IS_DEAD_AFTER_MS = 10 * 60_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The lock's holder has gone, or never wrote its id. */
function lockIsDead() {
  try {
    if (Date.now() - statSync(lockDir).mtimeMs > LOCK_IS_DEAD_AFTER_MS) return true;
    return !isAlive(Number(readFileSync(join(lockDir, 'pid'), 'utf8')));
  } catch {
    return false;
  }
}

async function lock() {
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lockDir);
      writeFileSync(join(lockDir, 'pid'), String(process.pid));
      process.once('exit', () => rmSync(lockDir, { recursive: true, force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (lockIsDead()) rmSync(lockDir, { recursive: true, force: true });
    progress('waiting for another build');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** pnpm writes this file at the end of an install. */
function installIsCurrent() {
  const mark = join(ROOT, 'node_modules', '.modules.yaml');
  const lockfile = join(ROOT, 'node_modules', '.pnpm', 'lock.yaml');
  if (!existsSync(mark) || !existsSync(lockfile)) return false;
  return readFileSync(lockfile, 'utf8') === readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
}

function install() {
  const [command, ...args] = pnpmCommand('install', '--frozen-lockfile');
  progress('installing dependencies');
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      const last = String(chunk).trim().split('\n').at(-1);
      if (last) progress(`installing dependencies: ${last.slice(0, 60)}`);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Installs and builds what is stale. `targets` are those of build.mjs. Exits the process when that fails. */
export async function setup(targets = ['command']) {
  await lock();
  if (!installIsCurrent()) {
    const { status, output } = await install();
    if (status !== 0) {
      progressDone();
      process.stderr.write(`${output.trim()}\npyston: installing the dependencies failed\n`);
      process.exit(1);
    }
  }
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), ...targets], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) process.exit(1);
  progressDone();
  rmSync(lockDir, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await setup(process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['command']);
