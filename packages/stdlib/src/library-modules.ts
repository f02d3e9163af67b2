/** The modules behind Lib's network, data file, compression and hash modules. */
import type { ModuleSpec } from '@pyston/objects';
import { csvModule } from './_csv/_csv.ts';
import { socketModule } from './_socket/_socket.ts';
import { symtableModule } from './_symtable/_symtable.ts';

export const libraryModules: readonly ModuleSpec[] = [csvModule, socketModule, symtableModule];
