/**
 * Sockets. A socket is a descriptor: read, write, close, poll, setBlocking of HostFd and HostPoll work on it. All results are
 * SysResult unless said otherwise; calls that may block release the GIL and return -EINTR on a caught signal.
 * Addresses are the system's `struct sockaddr` bytes; sockaddr.ts makes and reads them.
 */
import type { HostPath, SysResult } from './types.ts';

/** Receives an address: the first `length` bytes of `bytes`. */
export interface HostSockAddr {
  readonly bytes: Uint8Array;
  length: number;
}

export interface HostAddrInfo {
  family: number;
  type: number;
  protocol: number;
  canonname: string;
  address: Uint8Array;
}

export interface HostNet {
  /** AF_*, SOCK_*, SO_*, IPPROTO_*, MSG_*, EAI_*, NI_* … of this platform. */
  readonly constants: Readonly<Record<string, number>>;
  socket(family: number, type: number, protocol: number): SysResult;
  /** Throws HostError. */
  socketpair(family: number, type: number, protocol: number): [number, number];
  bind(fd: number, address: Uint8Array): SysResult;
  connect(fd: number, address: Uint8Array): SysResult;
  listen(fd: number, backlog: number): SysResult;
  /** The new descriptor; fills `peer`. */
  accept(fd: number, peer: HostSockAddr): SysResult;
  getsockname(fd: number, out: HostSockAddr): SysResult;
  getpeername(fd: number, out: HostSockAddr): SysResult;
  /** how: 0 reading, 1 writing, 2 both. */
  shutdown(fd: number, how: number): SysResult;
  send(fd: number, buffer: Uint8Array, start: number, length: number, flags: number): SysResult;
  recv(fd: number, buffer: Uint8Array, start: number, length: number, flags: number): SysResult;
  sendto(fd: number, buffer: Uint8Array, start: number, length: number, flags: number, to: Uint8Array): SysResult;
  recvfrom(fd: number, buffer: Uint8Array, start: number, length: number, flags: number, from: HostSockAddr): SysResult;
  /** Fills `value`, returns its length. */
  getsockopt(fd: number, level: number, option: number, value: Uint8Array): SysResult;
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): SysResult;
  /** A negative number is an EAI_* code, not an errno. */
  getaddrinfo(
    node: HostPath | null,
    service: HostPath | null,
    family: number,
    type: number,
    protocol: number,
    flags: number,
  ): HostAddrInfo[] | number;
  /** A negative number is an EAI_* code. */
  getnameinfo(address: Uint8Array, flags: number): [host: string, service: string] | number;
  /** Message of an EAI_* code. */
  gaiStrerror(code: number): string;
}
