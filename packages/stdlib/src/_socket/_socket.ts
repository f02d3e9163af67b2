/** Module `_socket`: network calls of the host as Python functions. Constants are those of the host. */
import type { ModuleSpec, Value } from '@pyston/objects';
import { defineModule, E, int, str } from '@pyston/objects';
import { hostOf } from '../os-error.ts';
import { gaierrorType, herrorType } from './errors.ts';
import { FUNCTIONS } from './functions.ts';
import { SocketType } from './socket-type.ts';

function attrs(): Record<string, Value> {
  const out: Record<string, Value> = {
    socket: SocketType,
    SocketType,
    error: E.OSError!,
    timeout: E.TimeoutError!,
    gaierror: gaierrorType,
    herror: herrorType,
    has_ipv6: true,
    BDADDR_ANY: str('00:00:00:00:00:00'),
    BDADDR_LOCAL: str('00:00:00:FF:FF:FF'),
  };
  for (const [name, value] of Object.entries(hostOf().net.constants)) out[name] = int(value);
  return out;
}

export const socketModule: ModuleSpec = defineModule({
  name: '_socket',
  doc: 'Implementation module for socket operations.\n\nSee the socket module for documentation.',
  functions: FUNCTIONS,
  attrs,
});
