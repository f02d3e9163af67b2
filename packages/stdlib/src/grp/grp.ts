/** Module grp: the group database. */
import type { HostGroup } from '@pyston/host';
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

const StructGroup: PyType = makeStructSequence({
  name: 'struct_group',
  module: 'grp',
  doc: 'An entry of the group database.',
  fields: [
    { name: 'gr_name', doc: 'group name' },
    { name: 'gr_passwd', doc: 'password' },
    { name: 'gr_gid', doc: 'group id' },
    { name: 'gr_mem', doc: 'group members' },
  ],
});

function entry(g: HostGroup): Value {
  return structSequence(StructGroup, [
    strFromJs(g.name),
    strFromJs(g.password),
    int(g.gid),
    list(g.members.map((m) => strFromJs(m))),
  ]);
}

function getgrgid(idArg: Value): Result {
  if (typeOf(idArg).slots.index === null) return typeError(`gid should be integer, not ${typeOf(idArg).name}`);
  const gid = index(idArg);
  if (gid === undefined) return undefined;
  const group = gid >= -1 && gid <= 0xffffffff ? hostOf().users.group(Number(gid)) : undefined;
  return group === undefined ? keyError(str(`getgrgid(): gid not found: ${gid}`)) : entry(group);
}

function getgrnam(nameArg: Value): Result {
  if (!isStr(nameArg)) return typeError(`getgrnam() argument 'name' must be str, not ${typeOf(nameArg).name}`);
  const name = jsString(strValue(nameArg));
  if (name.includes('\0')) return valueError('embedded null byte');
  const group = hostOf().users.group(name);
  if (group !== undefined) return entry(group);
  const text = reprJs(nameArg);
  return text === undefined ? undefined : keyError(strFromJs(`getgrnam(): name not found: ${text}`));
}

export const grpModule: ModuleSpec = defineModule({
  name: 'grp',
  doc: 'The group database.',
  types: [StructGroup],
  functions: [
    method('getgrgid', '(id)', getgrgid),
    method('getgrnam', '(name)', getgrnam),
    method('getgrall', '()', () => list(hostOf().users.groups().map(entry))),
  ],
});
