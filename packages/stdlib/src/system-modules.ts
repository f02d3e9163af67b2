/** The modules of the operating system and of the runtime's own services. */
import type { ModuleSpec } from '@pyston/objects';
import { astModule } from './_ast/_ast.ts';
import { localeModule } from './_locale/_locale.ts';
import { opcodeModule } from './_opcode/_opcode.ts';
import { posixsubprocessModule } from './_posixsubprocess/_posixsubprocess.ts';
import { signalModule } from './_signal/_signal.ts';
import { statModule } from './_stat/_stat.ts';
import { sysconfigModules } from './_sysconfig/_sysconfig.ts';
import { tokenizeModule } from './_tokenize/_tokenize.ts';
import { warningsModule } from './_warnings/_warnings.ts';
import { errnoModule } from './errno/errno.ts';
import { faulthandlerModule } from './faulthandler/faulthandler.ts';
import { fcntlModule } from './fcntl/fcntl.ts';
import { grpModule } from './grp/grp.ts';
import { blake2Module } from './hashes/_blake2.ts';
import { md5Module, sha1Module, sha2Module, sha3Module } from './hashes/modules.ts';
import { marshalModule } from './marshal/marshal.ts';
import { posixModule } from './posix/posix.ts';
import { pwdModule } from './pwd/pwd.ts';
import { resourceModule } from './resource/resource.ts';
import { selectModule } from './select/select.ts';
import { termiosModule } from './termios/termios.ts';
import { zlibModule } from './zlib/zlib.ts';

export const systemModules: readonly ModuleSpec[] = [
  astModule,
  localeModule,
  opcodeModule,
  posixsubprocessModule,
  signalModule,
  statModule,
  ...sysconfigModules,
  tokenizeModule,
  warningsModule,
  errnoModule,
  faulthandlerModule,
  fcntlModule,
  grpModule,
  blake2Module,
  md5Module,
  sha2Module,
  sha3Module,
  sha1Module,
  marshalModule,
  posixModule,
  pwdModule,
  resourceModule,
  selectModule,
  termiosModule,
  zlibModule,
];
