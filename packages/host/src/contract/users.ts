/** The user and group databases. */
export interface HostUser {
  name: string;
  password: string;
  uid: number;
  gid: number;
  gecos: string;
  home: string;
  shell: string;
}

export interface HostGroup {
  name: string;
  password: string;
  gid: number;
  members: string[];
}

export interface HostUsers {
  /** By name or number; undefined when there is none. */
  user(key: string | number): HostUser | undefined;
  group(key: string | number): HostGroup | undefined;
  users(): HostUser[];
  groups(): HostGroup[];
  /** Name of the user of the controlling terminal. Throws HostError. */
  login(): string;
}
