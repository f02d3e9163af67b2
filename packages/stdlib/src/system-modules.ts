/** The modules of the operating system and of the runtime's own services. */
import type { ModuleSpec } from '@pyston/objects';
import { astModule } from './_ast/_ast.ts';
import { opcodeModule } from './_opcode/_opcode.ts';
import { signalModule } from './_signal/_signal.ts';
import { tokenizeModule } from './_tokenize/_tokenize.ts';
import { warningsModule } from './_warnings/_warnings.ts';
import { errnoModule } from './errno/errno.ts';
import { marshalModule } from './marshal/marshal.ts';
import { posixModule } from './posix/posix.ts';

export const systemModules: readonly ModuleSpec[] = [
  astModule,
  opcodeModule,
  signalModule,
  tokenizeModule,
  warningsModule,
  errnoModule,
  marshalModule,
  posixModule,
];
