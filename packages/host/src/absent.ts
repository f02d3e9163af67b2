/** HostNet, HostMemory and HostPosix of hosts that have none of them: every call answers -ENOSYS. */
import type { HostMemory } from './contract/memory.ts';
import type { HostNet } from './contract/net.ts';
import type { HostPosix } from './contract/posix.ts';
import { linuxSocketConstants } from './generated/sockets-linux.ts';
import { hostError } from './host-error.ts';

const ENOSYS = 38;
const EAI_FAIL = -4;
const refuse = (): number => -ENOSYS;

export const absentMemory: HostMemory = { map: refuse, unmap: refuse, sync: refuse, advise: refuse };

export function absentNet(): HostNet {
  return {
    get constants() {
      return linuxSocketConstants();
    },
    socket: refuse,
    bind: refuse,
    connect: refuse,
    listen: refuse,
    accept: refuse,
    getsockname: refuse,
    getpeername: refuse,
    shutdown: refuse,
    send: refuse,
    recv: refuse,
    sendto: refuse,
    recvfrom: refuse,
    getsockopt: refuse,
    setsockopt: refuse,
    socketpair() {
      throw hostError(-ENOSYS, 'socketpair');
    },
    getaddrinfo: () => EAI_FAIL,
    getnameinfo: () => EAI_FAIL,
    gaiStrerror: () => 'Non-recoverable failure in name resolution',
  };
}

const refuseLoudly = (): never => {
  throw hostError(-ENOSYS, 'posix');
};

export const absentPosix: HostPosix = {
  pathconfNames: {},
  confstrNames: {},
  getxattr: refuse,
  setxattr: refuse,
  removexattr: refuse,
  listxattr: refuseLoudly,
  pathconf: refuseLoudly,
  confstr: refuseLoudly,
  chroot: refuse,
  getresuid: refuseLoudly,
  getresgid: refuseLoudly,
  setresuid: refuse,
  setresgid: refuse,
  setreuid: refuse,
  setregid: refuse,
  setgroups: refuse,
  initgroups: refuse,
  getgrouplist: refuseLoudly,
  schedGetScheduler: refuse,
  schedSetScheduler: refuse,
  schedGetParam: refuse,
  schedSetParam: refuse,
  schedPriorityMax: refuse,
  schedPriorityMin: refuse,
  schedInterval: refuseLoudly,
  waitid: refuse,
  pidfdOpen: refuse,
  readv: refuse,
  writev: refuse,
  lockf: refuse,
  splice: refuse,
  timerfdCreate: refuse,
  timerfdSettime: refuseLoudly,
  timerfdGettime: refuseLoudly,
};
