/** The modules behind Lib's network, data file, compression and hash modules. */
import type { ModuleSpec } from '@pyston/objects';
import { socketModule } from './_socket/_socket.ts';

export const libraryModules: readonly ModuleSpec[] = [socketModule];
