/** Entry of the `pyston` command: what the bundle runs. */
import { main } from './command.ts';

main();
