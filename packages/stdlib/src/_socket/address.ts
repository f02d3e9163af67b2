/** Socket addresses: Python values to `struct sockaddr` bytes and back; host names. */
import type { HostSockAddr } from '@pyston/host';
import { fsEncode, inetPton, packSockAddr, unpackSockAddr } from '@pyston/host';
import type { Value } from '@pyston/objects';
import {
  asIndex,
  bufferOf,
  bytes,
  callMethod,
  E,
  hasBuffer,
  int,
  isBytes,
  isByteArray,
  isStr,
  isTuple,
  jsString,
  None,
  overflowError,
  raise,
  str,
  strFromJs,
  strValue,
  tuple,
  typeError,
  typeOf,
  bufferOf as contentsOf,
} from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { gaiError } from './errors.ts';

export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_INET6 = 10;
const EAI_NONAME = -2;

/** A host name as text of ASCII: other names go through IDNA. */
export function hostName(v: Value): string | undefined {
  let name: string;
  if (isStr(v)) {
    name = jsString(strValue(v));
    if (/[^\0-\x7f]/.test(name)) {
      const encoded = callMethod(v, 'encode', str('idna'));
      const data = encoded === undefined ? undefined : contentsOf(encoded);
      if (data === undefined) return undefined;
      name = latin1(data);
    }
  } else if (isBytes(v) || isByteArray(v)) name = latin1(bufferOf(v)!);
  else return typeError(`str, bytes or bytearray expected, not ${typeOf(v).name}`);
  return name.includes('\0') ? typeError('host name must not contain null character') : name;
}

function latin1(data: Uint8Array): string {
  return String.fromCharCode(...data);
}

/** The numeric address of a host name in a family; `''` is any address. */
export function resolve(name: string, family: number): string | undefined {
  if (name === '') return family === AF_INET ? '0.0.0.0' : '::';
  if (name === '255.255.255.255' || name === '<broadcast>') return '255.255.255.255';
  if (inetPton(name, family === AF_INET ? 4 : 6) !== undefined) return name;
  const found = hostOf().net.getaddrinfo(name, null, family, 0, 0, 0);
  if (typeof found === 'number') return gaiError(found);
  const first = found.find((info) => info.family === family);
  if (first === undefined) return gaiError(EAI_NONAME);
  const at = unpackSockAddr(first.address);
  return at.family === 'inet' || at.family === 'inet6' ? at.host : gaiError(EAI_NONAME);
}

/** A port, `call(): port must be 0-65535.` otherwise. */
function port(v: Value, caller: string): number | undefined {
  const n = asIndex(v);
  if (n === undefined) return undefined;
  return n < 0 || n > 0xffff ? overflowError(`${caller}(): port must be 0-65535.`) : n;
}

/** The bytes of an address argument of `caller`. */
export function packAddress(v: Value, family: number, caller: string): Uint8Array | undefined {
  if (family === AF_UNIX) return packUnixPath(v);
  if (family !== AF_INET && family !== AF_INET6) return raise(E.OSError!, `${caller}(): bad family`);
  const label = family === AF_INET ? 'AF_INET' : 'AF_INET6';
  if (!isTuple(v)) return typeError(`${caller}(): ${label} address must be tuple, not ${typeOf(v).name}`);
  const { items } = v;
  if (items.length < 2 || items.length > (family === AF_INET ? 2 : 4)) {
    return typeError(
      family === AF_INET
        ? 'AF_INET address must be a pair (host, port)'
        : 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])',
    );
  }
  const name = hostName(items[0]!);
  const host = name === undefined ? undefined : resolve(name, family);
  const number = host === undefined ? undefined : port(items[1]!, caller);
  if (host === undefined || number === undefined) return undefined;
  if (family === AF_INET) return packSockAddr({ family: 'inet', host, port: number });
  const flowinfo = items.length > 2 ? asIndex(items[2]!) : 0;
  const scope = items.length > 3 ? asIndex(items[3]!) : 0;
  if (flowinfo === undefined || scope === undefined) return undefined;
  if (flowinfo < 0 || flowinfo > 0xfffff) return overflowError(`${caller}(): flowinfo must be 0-1048575.`);
  return packSockAddr({ family: 'inet6', host, port: number, flowinfo, scope });
}

function packUnixPath(v: Value): Uint8Array | undefined {
  let path: Uint8Array | undefined;
  if (isStr(v)) path = fsEncode(jsString(strValue(v)));
  else if (hasBuffer(v)) path = bufferOf(v)?.slice();
  else return typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
  if (path === undefined) return undefined;
  return packSockAddr({ family: 'unix', path }) ?? raise(E.OSError!, 'AF_UNIX path too long');
}

/** The Python value of an address; None for no address. */
export function addressValue(address: HostSockAddr): Value {
  if (address.length === 0) return None;
  const at = unpackSockAddr(address.bytes, address.length);
  switch (at.family) {
    case 'inet':
      return tuple([str(at.host), int(at.port)]);
    case 'inet6':
      return tuple([str(at.host), int(at.port), int(at.flowinfo), int(at.scope)]);
    case 'unix':
      return typeof at.path === 'string' ? strFromJs(at.path) : bytes(at.path);
    default:
      return tuple([int(at.family), bytes((at as { bytes: Uint8Array }).bytes)]);
  }
}

/** inet_aton of the C library: one to four parts, decimal, octal or hexadecimal. */
export function looseIPv4(text: string): Uint8Array | undefined {
  const parts = text.split(/\s/, 1)[0]!.split('.');
  if (parts.length > 4) return undefined;
  const values: number[] = [];
  for (const part of parts) {
    if (!/^(?:0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(part)) return undefined;
    values.push(/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part));
  }
  const last = values.pop()!;
  if (values.some((v) => v > 255) || last >= 256 ** (4 - values.length)) return undefined;
  const out = new Uint8Array(4);
  out.set(values);
  for (let i = 3, rest = last; i >= values.length; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}
