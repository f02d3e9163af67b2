/** `struct sockaddr` bytes of the families in use, Linux layout. */
import { fsDecode, fsEncode } from './fscodec.ts';
import { inetNtop, inetPton } from './inet.ts';

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const UNIX_PATH_MAX = 108;
const V4_SIZE = 16;
const V6_SIZE = 28;

export type SockAddr =
  | { family: 'inet'; host: string; port: number }
  | { family: 'inet6'; host: string; port: number; flowinfo: number; scope: number }
  /** A name that begins with NUL is abstract; '' is an unnamed socket. */
  | { family: 'unix'; path: string | Uint8Array }
  | { family: number; bytes: Uint8Array };

/** Bytes for bind, connect and sendto; undefined for a host that is no numeric address or a path too long. */
export function packSockAddr(address: SockAddr): Uint8Array | undefined {
  switch (address.family) {
    case 'inet':
      return packInet(AF_INET, V4_SIZE, address.port, inetPton(address.host, 4), 4);
    case 'inet6': {
      const bytes = packInet(AF_INET6, V6_SIZE, address.port, inetPton(address.host, 6), 8);
      if (bytes === undefined) return undefined;
      const view = new DataView(bytes.buffer);
      view.setUint32(4, address.flowinfo);
      view.setUint32(24, address.scope, true);
      return bytes;
    }
    case 'unix':
      return packUnix(address.path);
    default:
      return (address as { bytes: Uint8Array }).bytes;
  }
}

export function unpackSockAddr(bytes: Uint8Array, length = bytes.length): SockAddr {
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const family = length >= 2 ? view.getUint16(0, true) : 0;
  if (family === AF_INET && length >= V4_SIZE) {
    return { family: 'inet', host: inetNtop(bytes.subarray(4, 8)), port: view.getUint16(2) };
  }
  if (family === AF_INET6 && length >= V6_SIZE) {
    const host = inetNtop(bytes.subarray(8, 24));
    return {
      family: 'inet6',
      host,
      port: view.getUint16(2),
      flowinfo: view.getUint32(4),
      scope: view.getUint32(24, true),
    };
  }
  if (family === AF_UNIX) return { family: 'unix', path: unixPath(bytes.subarray(2, length)) };
  return { family, bytes: bytes.slice(0, length) };
}

function packInet(
  family: number,
  size: number,
  port: number,
  host: Uint8Array | undefined,
  at: number,
): Uint8Array | undefined {
  if (host === undefined) return undefined;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family, true);
  view.setUint16(2, port);
  bytes.set(host, at);
  return bytes;
}

function packUnix(path: string | Uint8Array): Uint8Array | undefined {
  const name = typeof path === 'string' ? fsEncode(path) : path;
  const isAbstract = name[0] === 0;
  if (name.length > UNIX_PATH_MAX - (isAbstract ? 0 : 1)) return undefined;
  const bytes = new Uint8Array(2 + name.length + (isAbstract ? 0 : 1));
  new DataView(bytes.buffer).setUint16(0, AF_UNIX, true);
  bytes.set(name, 2);
  return bytes;
}

function unixPath(name: Uint8Array): string | Uint8Array {
  if (name[0] === 0 && name.length > 1) return name.slice();
  const end = name.indexOf(0);
  return fsDecode(end < 0 ? name : name.subarray(0, end));
}
