/** Module pwd: the user database. */
import type { HostUser } from '@pyston/host';
import type { ModuleSpec, PyType, Result, Value } from '@pyston/objects';
import {
  defineModule,
  index,
  int,
  isStr,
  jsString,
  keyError,
  list,
  makeStructSequence,
  method,
  reprJs,
  str,
  strFromJs,
  strValue,
  structSequence,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';

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

function getpwuid(uidArg: Value): Result {
  if (typeOf(uidArg).slots.index === null) return typeError(`uid should be integer, not ${typeOf(uidArg).name}`);
  const uid = index(uidArg);
  if (uid === undefined) return undefined;
  const user = uid >= -1 && uid <= 0xffffffff ? hostOf().users.user(Number(uid)) : undefined;
  return user === undefined ? keyError(str(`getpwuid(): uid not found: ${uid}`)) : entry(user);
}

function getpwnam(nameArg: Value): Result {
  if (!isStr(nameArg)) return typeError(`getpwnam() argument must be str, not ${typeOf(nameArg).name}`);
  const name = jsString(strValue(nameArg));
  if (name.includes('\0')) return valueError('embedded null byte');
  const user = hostOf().users.user(name);
  if (user !== undefined) return entry(user);
  const text = reprJs(nameArg);
  return text === undefined ? undefined : keyError(strFromJs(`getpwnam(): name not found: ${text}`));
}

export const pwdModule: ModuleSpec = defineModule({
  name: 'pwd',
  doc: 'The user database.',
  types: [StructPasswd],
  functions: [
    method('getpwuid', '(uidobj, /)', getpwuid),
    method('getpwnam', '(name, /)', getpwnam),
    method('getpwall', '()', () => list(hostOf().users.users().map(entry))),
  ],
});
