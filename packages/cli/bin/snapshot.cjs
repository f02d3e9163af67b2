// Builds the start-up snapshot of the bundled command: node bin/make-snapshot.cjs FILE
//
// A process started with that file begins after the pure phase of a start (src/snapshot.ts). The engine refuses a snapshot
// of another version, so the file's name carries the version.

'use strict';

const fs = require('node:fs');
const { queryObjects, setFlagsFromString, startupSnapshot } = require('node:v8');

const cli = __dirname.slice(0, -'/bin'.length);
const bundle = `${cli}/dist/pyston.cjs`;

/** V8 cannot save a registry that has work waiting: registrations are noted here and made when the process starts. */
const Native = globalThis.FinalizationRegistry;
const registries = [];
class LateRegistry {
  #native = null;
  #cleanup;
  #noted = [];
  constructor(cleanup) {
    this.#cleanup = cleanup;
    registries.push(this);
  }
  register(target, held, token) {
    if (this.#native !== null) this.#native.register(target, held, token);
    else this.#noted.push([new WeakRef(target), held, token]);
  }
  unregister(token) {
    if (this.#native !== null) return this.#native.unregister(token);
    const { length } = this.#noted;
    this.#noted = this.#noted.filter((entry) => entry[2] !== token);
    return this.#noted.length < length;
  }
  start() {
    this.#native = new Native(this.#cleanup);
    for (const [target, held, token] of this.#noted) {
      const alive = target.deref();
      if (alive !== undefined) this.#native.register(alive, held, token);
    }
    this.#noted = [];
  }
}
globalThis.FinalizationRegistry = LateRegistry;

/** Drops the compiled code of all functions that are not running. Counting objects collects the garbage first. */
function dropCode() {
  setFlagsFromString('--stress-flush-code');
  queryObjects(LateRegistry, { format: 'count' });
  setFlagsFromString('--no-stress-flush-code');
}

let steps = null;
globalThis.pystonSnapshot = (...given) => {
  steps = given;
};
// The engine compiles only this file with a name; an evaluated source gets its own.
const load = (0, eval)(`${fs.readFileSync(bundle, 'latin1')}\n//# sourceURL=${bundle}`);
const module_ = { exports: {} };
load(module_.exports, require, module_, bundle, `${cli}/dist`);
Reflect.deleteProperty(globalThis, 'pystonSnapshot');

const [prepare, rehearse, main] = steps;
prepare();
// What ran only once is not worth its bytes: the code that stays is what the rehearsal runs.
dropCode();
rehearse();
globalThis.FinalizationRegistry = Native;
startupSnapshot.setDeserializeMainFunction(() => {
  for (const registry of registries) registry.start();
  main();
});
