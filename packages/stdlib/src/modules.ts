/** Every built-in module of this package. One line per family; a family's file lists its modules. */
import type { ModuleSpec } from '@pyston/objects';
import { ioModule } from './_io/index.ts';
import { threadModule } from './_thread/index.ts';
import { numericModules } from './numeric-modules.ts';
import { textModules } from './text-modules.ts';

export const MODULES: readonly ModuleSpec[] = [ioModule, threadModule, ...numericModules, ...textModules];
