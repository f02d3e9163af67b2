/** Putting a runtime together out of its parts: what the command and createRuntime() share. */
import type { Host } from '@pyston/host';
import type { CompileOptions, FrozenSource, RuntimeConfig } from '@pyston/interp';
import { completeRuntime, parseSource, setPoll, startRuntime, symtableSource } from '@pyston/interp';
import type { Runtime } from '@pyston/objects';
import { setParseService, setSymtableService, startSignals } from '@pyston/stdlib';
import { pollHandler } from './stress.ts';

/** A started runtime, made current; `undefined` = it could not start, and an exception may be pending. */
export function assemble(config: RuntimeConfig, frozen: FrozenSource): Runtime | undefined {
  installServices();
  const runtime = startRuntime(config, frozen);
  if (runtime !== undefined) attachPoll(config.host);
  return runtime;
}

/** Makes the runtime that the start-up snapshot brought that of this process. */
export function assemblePrepared(config: RuntimeConfig): Runtime | undefined {
  installServices();
  const runtime = completeRuntime(config);
  if (runtime !== undefined) attachPoll(config.host);
  return runtime;
}

/** The parser as modules see it: _ast and _symtable. */
function installServices(): void {
  setParseService((source, options) => parseSource(source, options as CompileOptions));
  setSymtableService((source, options) => symtableSource(source, options as CompileOptions));
}

/** Lets the interpreter look at the poll word of this host. */
export function attachPoll(host: Host): void {
  setPoll(host.threads.words, pollHandler(host));
}

/** The process belongs to the program: children inherit its streams, Ctrl-C is KeyboardInterrupt, a full heap MemoryError. */
export function takeProcess(host: Host): void {
  // the engine marks the streams that it was given as not inheritable
  for (const fd of [0, 1, 2]) host.fd.setInheritable(fd, true);
  startSignals();
  host.engine.reportFullHeap();
}
