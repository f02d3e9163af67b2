/** HostUsers through the addon. */
import type { HostGroup, HostUser, HostUsers } from '../../contract/users.ts';
import { orThrow } from '../errors.ts';
import type { Addon } from './load.ts';

export function createAddonUsers(addon: Addon): HostUsers {
  const native = addon.group('users');
  return {
    user: (key) => user(native.user(key)),
    group: (key) => group(native.group(key)),
    users: () => native.users().map((row) => user(row) as HostUser),
    groups: () => native.groups().map((row) => group(row) as HostGroup),
    login: () => orThrow(native.login(), 'getlogin'),
  };
}

function user(row: [string, string, number, number, string, string, string] | undefined): HostUser | undefined {
  if (row === undefined) return undefined;
  const [name, password, uid, gid, gecos, home, shell] = row;
  return { name, password, uid, gid, gecos, home, shell };
}

function group(row: [string, string, number, string[]] | undefined): HostGroup | undefined {
  if (row === undefined) return undefined;
  const [name, password, gid, members] = row;
  return { name, password, gid, members };
}
