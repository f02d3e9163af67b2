/** The modules of text. */
import type { ModuleSpec } from '@pyston/objects';
import { codecsModule } from './_codecs/codecs.ts';
import { sreModule } from './_sre/sre.ts';
import { stringModule } from './_string/string.ts';
import { unicodedataModule } from './unicodedata/unicodedata.ts';

export const textModules: readonly ModuleSpec[] = [codecsModule, sreModule, stringModule, unicodedataModule];
