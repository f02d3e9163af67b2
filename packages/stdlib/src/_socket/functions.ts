/** Functions of `_socket`: names, byte order, addresses as text. */
import { HostError, inetNtop, inetPton, unpackSockAddr } from '@pyston/host';
import type { NativeSpec, Result, Value } from '@pyston/objects';
import {
  asIndex,
  bufferOf,
  bytes,
  E,
  index,
  int,
  isBytes,
  isStr,
  isTuple,
  jsString,
  list,
  method,
  None,
  overflowError,
  raise,
  str,
  strFromJs,
  strValue,
  tuple,
  typeError,
  typeOf,
  valueError,
} from '@pyston/objects';
import { hostOf, osError } from '../os-error.ts';
import { addressValue, AF_INET, AF_INET6, AF_UNIX, hostName, looseIPv4, packAddress, resolve } from './address.ts';
import { gaiError } from './errors.ts';
import { defaults, type PySocket, SocketType, start, timeoutSeconds, timeoutValue } from './socket-type.ts';

/** htons and its kin: swaps the bytes of a 16- or 32-bit number. */
function swap(name: string, bits: 16 | 32): NativeSpec {
  return method(name, '(x, /)', (v: Value): Result => {
    const n = index(v);
    if (n === undefined) return undefined;
    if (n < 0) return valueError('Cannot convert negative int');
    if (n >= 2 ** bits) return overflowError(`Python int too large for C uint${bits}_t`);
    const x = Number(n);
    if (bits === 16) return int(((x & 0xff) << 8) | (x >> 8));
    return int(new DataView(Uint32Array.of(x).buffer).getUint32(0));
  });
}

function text(v: Value, name: string, position: string): string | undefined {
  return isStr(v)
    ? jsString(strValue(v))
    : typeError(`${name}() argument${position} must be str, not ${typeOf(v).name}`);
}

function inetAton(v: Value): Result {
  const s = text(v, 'inet_aton', '');
  if (s === undefined) return undefined;
  const packed = looseIPv4(s);
  return packed === undefined ? raise(E.OSError!, 'illegal IP address string passed to inet_aton') : bytes(packed);
}

function inetNtoa(v: Value): Result {
  const data = bufferOf(v);
  if (data === undefined) return undefined;
  return data.length === 4 ? str(inetNtop(data)) : raise(E.OSError!, 'packed IP wrong length for inet_ntoa');
}

function inetPtonOf(family: Value, v: Value): Result {
  const af = asIndex(family);
  const s = af === undefined ? undefined : text(v, 'inet_pton', ' 2');
  if (s === undefined) return undefined;
  if (af !== AF_INET && af !== AF_INET6) return osError(-97, null);
  const packed = inetPton(s, af === AF_INET ? 4 : 6);
  return packed === undefined ? raise(E.OSError!, 'illegal IP address string passed to inet_pton') : bytes(packed);
}

function inetNtopOf(family: Value, v: Value): Result {
  const af = asIndex(family);
  const data = af === undefined ? undefined : bufferOf(v);
  if (data === undefined) return undefined;
  if (af !== AF_INET && af !== AF_INET6) return valueError(`unknown address family ${af}`);
  return data.length === (af === AF_INET ? 4 : 16)
    ? str(inetNtop(data))
    : valueError('invalid length of packed IP address string');
}

/** The service argument of getaddrinfo: a number, a name or None. */
function serviceText(v: Value): string | null | undefined {
  if (v === None) return null;
  if (isStr(v)) return jsString(strValue(v));
  if (isBytes(v)) return String.fromCharCode(...v.bytes);
  if (typeOf(v).slots.index !== null || typeof v === 'number' || typeof v === 'bigint') {
    const n = index(v);
    return n === undefined ? undefined : String(n);
  }
  return raise(E.OSError!, 'Int or String expected');
}

function getAddrInfo(host: Value, port: Value, ...rest: (Value | undefined)[]): Result {
  let name: string | null | undefined = null;
  if (isStr(host)) name = hostName(host);
  else if (isBytes(host)) name = String.fromCharCode(...host.bytes);
  else if (host !== None) return typeError('getaddrinfo() argument 1 must be string or None');
  const service = name === undefined ? undefined : serviceText(port);
  if (name === undefined || service === undefined) return undefined;
  const numbers: number[] = [];
  for (let i = 0; i < 4; i++) {
    const n = rest[i] === undefined ? 0 : asIndex(rest[i]!);
    if (n === undefined) return undefined;
    numbers.push(n);
  }
  const [family, type, protocol, flags] = numbers as [number, number, number, number];
  const found = hostOf().net.getaddrinfo(name, service, family, type, protocol, flags);
  if (typeof found === 'number') return gaiError(found);
  return list(
    found.map((info) =>
      tuple([
        int(info.family),
        int(info.type),
        int(info.protocol),
        strFromJs(info.canonname),
        addressValue({ bytes: info.address, length: info.address.length }),
      ]),
    ),
  );
}

function getNameInfo(address: Value, flags: Value): Result {
  if (!isTuple(address)) return typeError('getnameinfo() argument 1 must be a tuple');
  const f = asIndex(flags);
  if (f === undefined) return undefined;
  const host = address.items[0];
  const family = host !== undefined && isStr(host) && jsString(strValue(host)).includes(':') ? AF_INET6 : AF_INET;
  const packed = packAddress(address, family, 'getnameinfo');
  if (packed === undefined) return undefined;
  const r = hostOf().net.getnameinfo(packed, f);
  return typeof r === 'number' ? gaiError(r) : tuple([strFromJs(r[0]), strFromJs(r[1])]);
}

function getHostByName(v: Value): Result {
  const name = hostName(v);
  const address = name === undefined ? undefined : resolve(name, AF_INET);
  return address === undefined ? undefined : str(address);
}

function getHostByNameEx(v: Value): Result {
  const name = hostName(v);
  if (name === undefined) return undefined;
  const found = hostOf().net.getaddrinfo(name, null, AF_INET, 1, 0, 0);
  if (typeof found === 'number') return gaiError(found);
  return tuple([strFromJs(name), list([]), list(found.map((info) => str(inetNtop(info.address.subarray(4, 8)))))]);
}

function getHostByAddr(v: Value): Result {
  const name = hostName(v);
  if (name === undefined) return undefined;
  const family = name.includes(':') ? AF_INET6 : AF_INET;
  const packed = packAddress(tuple([strFromJs(name), int(0)]), family, 'gethostbyaddr');
  if (packed === undefined) return undefined;
  const found = hostOf().net.getnameinfo(packed, 0);
  if (typeof found === 'number') return gaiError(found);
  const at = unpackSockAddr(packed);
  return tuple([
    strFromJs(found[0]),
    list([]),
    list([str(at.family === 'inet' || at.family === 'inet6' ? at.host : '')]),
  ]);
}

function protocolTypes(v: Value | undefined): number[] {
  const s = v === undefined || !isStr(v) ? '' : jsString(strValue(v));
  return s === 'tcp' ? [1] : s === 'udp' ? [2] : s === '' ? [1, 2] : [];
}

function getServByName(name: Value, protocol?: Value): Result {
  const s = text(name, 'getservbyname', ' 1');
  if (s === undefined) return undefined;
  for (const type of /^\d/.test(s) ? [] : protocolTypes(protocol)) {
    const found = hostOf().net.getaddrinfo(null, s, AF_INET, type, 0, 0);
    if (typeof found !== 'number' && found.length > 0)
      return int(new DataView(found[0]!.address.slice().buffer).getUint16(2));
  }
  return raise(E.OSError!, 'service/proto not found');
}

function getServByPort(port: Value, protocol?: Value): Result {
  const n = asIndex(port);
  if (n === undefined) return undefined;
  if (n < 0 || n > 0xffff) return overflowError('getservbyport: port must be 0-65535.');
  const packed = packAddress(tuple([str('127.0.0.1'), int(n)]), AF_INET, 'getservbyport')!;
  const { NI_NUMERICHOST = 1, NI_DGRAM = 16 } = hostOf().net.constants;
  for (const type of protocolTypes(protocol)) {
    const found = hostOf().net.getnameinfo(packed, NI_NUMERICHOST | (type === 2 ? NI_DGRAM : 0));
    if (typeof found !== 'number' && found[1] !== String(n)) return strFromJs(found[1]);
  }
  return raise(E.OSError!, 'port/proto not found');
}

const PROTOCOLS: Readonly<Record<string, number>> = {
  ip: 0,
  icmp: 1,
  igmp: 2,
  tcp: 6,
  egp: 8,
  pup: 12,
  udp: 17,
  idp: 22,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  sctp: 132,
  udplite: 136,
};

function getProtoByName(name: Value): Result {
  const s = text(name, 'getprotobyname', ' 1');
  if (s === undefined) return undefined;
  const n = PROTOCOLS[s.toLowerCase()];
  return n === undefined ? raise(E.OSError!, 'protocol not found') : int(n);
}

function closeFd(v: Value): Result {
  const fd = asIndex(v);
  if (fd === undefined) return undefined;
  const r = hostOf().fd.close(fd);
  return r < 0 && r !== -104 ? osError(r, null) : None;
}

function dup(v: Value): Result {
  const fd = asIndex(v);
  if (fd === undefined) return undefined;
  const r = hostOf().fd.dup(fd);
  return r < 0 ? osError(r, null) : int(r);
}

function socketPair(family?: Value, type?: Value, proto?: Value): Result {
  const af = family === undefined || family === None ? AF_UNIX : asIndex(family);
  const kind = type === undefined ? 1 : asIndex(type);
  const protocol = proto === undefined ? 0 : asIndex(proto);
  if (af === undefined || kind === undefined || protocol === undefined) return undefined;
  let pair: [number, number];
  try {
    pair = hostOf().net.socketpair(af, kind, protocol);
  } catch (error) {
    if (error instanceof HostError) return osError(-error.errno, null);
    throw error;
  }
  const ends: Value[] = [];
  for (const fd of pair) {
    const s = new SocketType.instanceClass() as PySocket;
    if (start(s, fd, af, kind, protocol) === undefined) return undefined;
    ends.push(s);
  }
  return tuple(ends);
}

function setDefaultTimeout(v: Value): Result {
  const seconds = timeoutSeconds(v);
  if (seconds === undefined) return undefined;
  defaults.timeout = seconds;
  return None;
}

export const FUNCTIONS: readonly NativeSpec[] = [
  method('close', '(fd, /)', closeFd),
  method('dup', '(fd, /)', dup),
  method('getaddrinfo', '(host, port, family=0, type=0, proto=0, flags=0)', getAddrInfo),
  method('getdefaulttimeout', '()', () => timeoutValue(defaults.timeout)),
  method('gethostbyaddr', '(host, /)', getHostByAddr),
  method('gethostbyname', '(host, /)', getHostByName),
  method('gethostbyname_ex', '(host, /)', getHostByNameEx),
  method('gethostname', '()', () => strFromJs(hostOf().process.uname().nodename)),
  method('getnameinfo', '(sockaddr, flags, /)', getNameInfo),
  method('getprotobyname', '(name, /)', getProtoByName),
  method('getservbyname', '(servicename, protocolname=None, /)', getServByName),
  method('getservbyport', '(port, protocolname=None, /)', getServByPort),
  swap('htonl', 32),
  swap('htons', 16),
  swap('ntohl', 32),
  swap('ntohs', 16),
  method('inet_aton', '(ip_addr, /)', inetAton),
  method('inet_ntoa', '(packed_ip, /)', inetNtoa),
  method('inet_ntop', '(af, packed_ip, /)', inetNtopOf),
  method('inet_pton', '(af, ip_addr, /)', inetPtonOf),
  method('setdefaulttimeout', '(timeout, /)', setDefaultTimeout),
  method('socketpair', '(family=None, type=1, proto=0, /)', socketPair),
];
