/** Entry of the `pyston` command: what the bundle runs. bin/snapshot.cjs asks it to prepare instead. */
import { main } from './command.ts';
import { prepare, rehearse } from './snapshot.ts';

interface Builder {
  pystonSnapshot?: (prepare: () => void, rehearse: () => void, main: () => void) => void;
}

const builder = (globalThis as Builder).pystonSnapshot;
if (builder === undefined) main();
else builder(prepare, rehearse, main);
