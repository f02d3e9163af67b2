/** The exceptions of sockets, and results of calls that wait. */
import type { HostSockAddr } from '@pyston/host';
import type { PyType } from '@pyston/objects';
import { defineType, E, hooks, int, raiseValue, strFromJs, TypeFlag } from '@pyston/objects';
import { hostOf } from '../os-error.ts';

function exception(name: string, doc: string): PyType {
  const base = E.OSError!;
  return defineType({
    name,
    module: 'socket',
    base,
    instanceClass: class extends base.instanceClass {},
    doc,
    flags: TypeFlag.Base,
    hasDict: true,
    hasWeakRef: true,
  });
}

export const herrorType: PyType = exception('herror', 'An address-related error.');
export const gaierrorType: PyType = exception('gaierror', 'An error of getaddrinfo() or getnameinfo().');

/** Raises gaierror for an EAI_* code. */
export function gaiError(code: number): undefined {
  return raiseValue(hooks.newException(gaierrorType, [int(code), strFromJs(hostOf().net.gaiStrerror(code))]));
}

/** Room for any address. */
export function newAddress(): HostSockAddr {
  return { bytes: new Uint8Array(128), length: 128 };
}
