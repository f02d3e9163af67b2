/** Module grp: the group database. */
import type { HostGroup } from '@pyston/host';
import type { ModuleSpec, PyType, Value } from '@pyston/objects';
import { defineModule, int, list, makeStructSequence, method, strFromJs, structSequence } from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { entryByName, entryByNumber } from '../user-lookup.ts';

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

function find(key: string | number): Value | undefined {
  const found = hostOf().users.group(key);
  return found === undefined ? undefined : entry(found);
}

export const grpModule: ModuleSpec = defineModule({
  name: 'grp',
  doc: 'The group database.',
  types: [StructGroup],
  functions: [
    method('getgrgid', '(id)', (n: Value) => entryByNumber('getgrgid', 'gid', n, find)),
    method('getgrnam', '(name)', (name: Value) => entryByName('getgrnam', "argument 'name'", name, find)),
    method('getgrall', '()', () => list(hostOf().users.groups().map(entry))),
  ],
});
