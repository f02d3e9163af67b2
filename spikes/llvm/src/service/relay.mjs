// The relay thread: owns the compile service's process, makes WebAssembly modules of what it sends, tells the program by a flag.
// The program's thread may be in a synchronous loop for ever; this one has an event loop. When the process dies, the
// request that killed it has failed, and a new process takes the next ones.

import { fork } from 'node:child_process';
import { workerData } from 'node:worker_threads';

const { port, flag, engine, service } = workerData;
const queue = [];
let current = null;
let child = null;
let ready = false;

function answer(message) {
  current = null;
  port.postMessage(message);
  Atomics.add(flag, 0, 1);
  Atomics.notify(flag, 0);
  next();
}

function onMessage(message) {
  if ('ready' in message) {
    ready = true;
    next();
    return;
  }
  const { bytes, ...rest } = message;
  if (bytes === undefined) return answer(rest);
  try {
    answer({ ...rest, module: new WebAssembly.Module(bytes) });
  } catch (error) {
    answer({ id: message.id, error: error.message });
  }
}

function start() {
  ready = false;
  child = fork(service, [], {
    execPath: engine,
    execArgv: ['--no-warnings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', onMessage);
  child.on('exit', (code, signal) => {
    child = null;
    const failed = current;
    if (failed !== null) answer({ id: failed.id, error: `the compile service died of ${signal ?? `code ${code}`}` });
  });
  child.on('error', () => {});
}

function next() {
  if (current !== null || queue.length === 0) return;
  if (child === null) start();
  if (!ready) return;
  current = queue.shift();
  child.send(current);
}

port.on('message', (request) => {
  queue.push(request);
  next();
});
