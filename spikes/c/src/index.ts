/** The door: what talks to the core is evaluated when the core is known (addon.ts says why). */
import type { Region } from './launch.ts';
import { setLaunch } from './launch.ts';

export type { Region } from './launch.ts';
export type Capi = typeof import('./runtime.ts');

/** Loads the addon at `binary`, once per process. */
export function loadCapi(binary: string, region?: Region): Promise<Capi> {
  setLaunch({ binary, region });
  return import('./runtime.ts');
}
