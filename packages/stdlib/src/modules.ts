/** Every built-in module of this package. One line per family; a family's file lists its modules. */
import type { ModuleSpec } from '@pyston/objects';
import { ioModule } from './_io/_io.ts';
import { containerModules } from './container-modules.ts';
import { libraryModules } from './library-modules.ts';
import { numericModules } from './numeric-modules.ts';
import { systemModules } from './system-modules.ts';
import { textModules } from './text-modules.ts';

export const MODULES: readonly ModuleSpec[] = [
  ioModule,
  ...containerModules,
  ...libraryModules,
  ...numericModules,
  ...systemModules,
  ...textModules,
];
