/** Module errno: the platform's error numbers. */
import type { ModuleSpec, Value } from '@pyston/objects';
import { defineModule, dictSet, int, newDict, str } from '@pyston/objects';
import { hostOf } from '../os-error.ts';

export const errnoModule: ModuleSpec = defineModule({
  name: 'errno',
  doc: 'The error numbers of the system, by name; errorcode maps numbers to names.',
  attrs: () => {
    const out: Record<string, Value> = {};
    const { platform } = hostOf();
    const errorcode = newDict();
    for (const [name, n] of Object.entries(platform.errno)) {
      out[name] = int(n);
      void dictSet(errorcode, int(n), str(platform.errorCode(n)));
    }
    out['errorcode'] = errorcode;
    return out;
  },
});
