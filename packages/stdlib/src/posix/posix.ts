/** Module posix: the system calls behind os, over the host. */
import type { ModuleSpec } from '@pyston/objects';
import { defineModule, E } from '@pyston/objects';
import { posixConstants } from './constants.ts';
import { DIR_FUNCTIONS, DirEntryType } from './dir.ts';
import { environment, ENVIRON_FUNCTIONS } from './environ.ts';
import { FD_FUNCTIONS, TerminalSize } from './fds.ts';
import { FILE_FUNCTIONS } from './files.ts';
import { ID_FUNCTIONS, SchedParam } from './ids.ts';
import { NAME_FUNCTIONS } from './names.ts';
import { PROCESS_FUNCTIONS, TimesResult, UnameResult, WaitidResult } from './process.ts';
import { SPAWN_FUNCTIONS } from './spawn.ts';
import { STAT_FUNCTIONS, StatResult, StatVfsResult } from './stat.ts';
import { XATTR_FUNCTIONS } from './xattr.ts';

export const posixModule: ModuleSpec = defineModule({
  name: 'posix',
  doc: 'System calls; import os instead.',
  functions: [
    ...NAME_FUNCTIONS,
    ...STAT_FUNCTIONS,
    ...DIR_FUNCTIONS,
    ...FILE_FUNCTIONS,
    ...FD_FUNCTIONS,
    ...ENVIRON_FUNCTIONS,
    ...PROCESS_FUNCTIONS,
    ...SPAWN_FUNCTIONS,
    ...ID_FUNCTIONS,
    ...XATTR_FUNCTIONS,
  ],
  types: [StatResult, StatVfsResult, TerminalSize, DirEntryType, UnameResult, TimesResult, WaitidResult, SchedParam],
  attrs: () => ({ ...posixConstants(), environ: environment(), error: E.OSError! }),
});
