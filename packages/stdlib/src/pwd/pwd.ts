/** Module pwd: the user database. */
import type { HostUser } from '@pyston/host';
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  clearIf,
  defineModule,
  E,
  int,
  keyError,
  list,
  makeStructSequence,
  method,
  str,
  strFromJs,
  structSequence,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { entryByName, entryByNumber } from '../user-lookup.ts';

const StructPasswd: PyType = makeStructSequence({
  name: 'struct_passwd',
  module: 'pwd',
  doc: 'An entry of the user database.',
  fields: [
    { name: 'pw_name', doc: 'user name' },
    { name: 'pw_passwd', doc: 'password' },
    { name: 'pw_uid', doc: 'user id' },
    { name: 'pw_gid', doc: 'group id' },
    { name: 'pw_gecos', doc: 'real name' },
    { name: 'pw_dir', doc: 'home directory' },
    { name: 'pw_shell', doc: 'shell program' },
  ],
});

function entry(u: HostUser): Value {
  return structSequence(StructPasswd, [
    strFromJs(u.name),
    strFromJs(u.password),
    int(u.uid),
    int(u.gid),
    strFromJs(u.gecos),
    strFromJs(u.home),
    strFromJs(u.shell),
  ]);
}

function find(key: string | number): Value | undefined {
  const found = hostOf().users.user(key);
  return found === undefined ? undefined : entry(found);
}

/** A number that no uid can be is just not found. */
function getpwuid(uid: Value): Result {
  const found = entryByNumber('getpwuid', 'uid', uid, find);
  return found === undefined && clearIf(E.OverflowError!) ? keyError(str('getpwuid(): uid not found')) : found;
}

export const pwdModule: ModuleSpec = defineModule({
  name: 'pwd',
  doc: 'The user database.',
  types: [StructPasswd],
  functions: [
    method('getpwuid', '(uidobj, /)', getpwuid),
    method('getpwnam', '(name, /)', (name: Value) => entryByName('getpwnam', 'argument', name, find)),
    method('getpwall', '()', () => list(hostOf().users.users().map(entry))),
  ],
});
