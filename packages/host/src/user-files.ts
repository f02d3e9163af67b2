/** HostUsers out of /etc/passwd and /etc/group, for hosts without a C library at hand. */
import type { HostGroup, HostUser, HostUsers } from './contract/users.ts';
import { hostError } from './host-error.ts';

const ENXIO = 6;
const USER_FIELDS = 7;
const GROUP_FIELDS = 4;

export class UserFiles implements HostUsers {
  readonly #read: (path: string) => string;

  /** `read` returns a file's text; it may throw or return '' when there is none. */
  constructor(read: (path: string) => string) {
    this.#read = read;
  }

  user(key: string | number): HostUser | undefined {
    return this.users().find((user) => user.name === key || user.uid === key);
  }

  group(key: string | number): HostGroup | undefined {
    return this.groups().find((group) => group.name === key || group.gid === key);
  }

  users(): HostUser[] {
    return this.#rows('/etc/passwd', USER_FIELDS).map(([name, password, uid, gid, gecos, home, shell]) => ({
      name,
      password,
      uid: Number(uid),
      gid: Number(gid),
      gecos,
      home,
      shell,
    }));
  }

  groups(): HostGroup[] {
    return this.#rows('/etc/group', GROUP_FIELDS).map(([name, password, gid, members]) => ({
      name,
      password,
      gid: Number(gid),
      members: members === '' ? [] : members.split(','),
    }));
  }

  login(): string {
    throw hostError(-ENXIO, 'getlogin');
  }

  #rows(path: string, fields: number): string[][] {
    let text: string;
    try {
      text = this.#read(path);
    } catch {
      return [];
    }
    return text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.split(':'))
      .filter((row) => row.length === fields);
  }
}
