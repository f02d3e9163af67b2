/** The modules of the operating system and of the runtime's own services. */
import type { ModuleSpec } from '@pyston/objects';
import { astModule } from './_ast/_ast.ts';
import { opcodeModule } from './_opcode/_opcode.ts';
import { posixsubprocessModule } from './_posixsubprocess/_posixsubprocess.ts';
import { signalModule } from './_signal/_signal.ts';
import { statModule } from './_stat/_stat.ts';
import { tokenizeModule } from './_tokenize/_tokenize.ts';
import { warningsModule } from './_warnings/_warnings.ts';
import { errnoModule } from './errno/errno.ts';
import { fcntlModule } from './fcntl/fcntl.ts';
import { marshalModule } from './marshal/marshal.ts';
import { posixModule } from './posix/posix.ts';
import { selectModule } from './select/select.ts';

export const systemModules: readonly ModuleSpec[] = [
  astModule,
  opcodeModule,
  posixsubprocessModule,
  signalModule,
  statModule,
  tokenizeModule,
  warningsModule,
  errnoModule,
  fcntlModule,
  marshalModule,
  posixModule,
  selectModule,
];
