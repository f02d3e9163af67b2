/** HostNet through the addon. */
import type { HostAddrInfo, HostNet, HostSockAddr } from '../../contract/net.ts';
import { linuxSocketConstants } from '../../generated/sockets-linux.ts';
import { check } from '../errors.ts';
import type { Addon } from './load.ts';

const FIELDS = 5;

export function createAddonNet(addon: Addon): HostNet {
  const native = addon.group('net');
  const { record } = addon;
  const received = (status: number, out: HostSockAddr): number => {
    if (status >= 0) out.length = record[0];
    return status;
  };
  let constants: Record<string, number> | undefined;
  return {
    ...native,
    get constants() {
      return (constants ??= linuxSocketConstants());
    },
    socketpair(family, type, protocol) {
      check(native.socketpair(family, type, protocol), 'socketpair');
      return [record[0], record[1]];
    },
    accept: (fd, peer) => received(native.accept(fd, peer.bytes), peer),
    getsockname: (fd, out) => received(native.getsockname(fd, out.bytes), out),
    getpeername: (fd, out) => received(native.getpeername(fd, out.bytes), out),
    recvfrom: (fd, buffer, start, length, flags, from) =>
      received(native.recvfrom(fd, buffer, start, length, flags, from.bytes), from),
    getaddrinfo(...asked) {
      const found = native.getaddrinfo(...asked);
      return typeof found === 'number' ? found : grouped(found);
    },
  };
}

function grouped(flat: (number | string | Uint8Array)[]): HostAddrInfo[] {
  const list: HostAddrInfo[] = [];
  for (let i = 0; i < flat.length; i += FIELDS) {
    const [family, type, protocol, canonname, address] = flat.slice(i, i + FIELDS) as [
      number,
      number,
      number,
      string,
      Uint8Array,
    ];
    list.push({ family, type, protocol, canonname, address });
  }
  return list;
}
