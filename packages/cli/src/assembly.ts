/** Putting a runtime together out of its parts: what the command and createRuntime() share. */
import type { Host } from '@pyston/host';
import type { CompileOptions, FrozenSource, RuntimeConfig } from '@pyston/interp';
import { parseSource, symtableSource, setPoll, startRuntime } from '@pyston/interp';
import type { Runtime } from '@pyston/objects';
import { handlePoll, setParseService, setSymtableService, startSignals } from '@pyston/stdlib';

/** A started runtime, made current; `undefined` = it could not start, and an exception may be pending. */
export function assemble(config: RuntimeConfig, frozen: FrozenSource): Runtime | undefined {
  setParseService((source, options) => parseSource(source, options as CompileOptions));
  setSymtableService((source, options) => symtableSource(source, options as CompileOptions));
  const runtime = startRuntime(config, frozen);
  if (runtime !== undefined) attachPoll(config.host);
  return runtime;
}

/** Lets the interpreter look at the poll word of this host. */
export function attachPoll(host: Host): void {
  setPoll(host.threads.words, handlePoll);
}

/** The process belongs to the program: children inherit its streams, Ctrl-C is KeyboardInterrupt. */
export function takeProcess(host: Host): void {
  // the engine marks the streams that it was given as not inheritable
  for (const fd of [0, 1, 2]) host.fd.setInheritable(fd, true);
  startSignals();
}
