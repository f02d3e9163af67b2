/** Chooses how the Node host is made: over the addon where it can be loaded, over node: modules otherwise. */
import type { Host } from '../contract/host.ts';
import { createAddonHost } from './addon/host.ts';
import { addonProblem, loadAddon } from './addon/load.ts';
import { createPortableHost } from './portable/host.ts';

export interface NodeHostOptions {
  /** false: never load the addon. Default: unless the environment has PYSTON_NO_ADDON. */
  addon?: boolean;
}

export interface NodeHost extends Host {
  /** Why there is no addon; '' when there is one or none was wanted. */
  readonly addonProblem: string;
}

export function createNodeHost(options: NodeHostOptions = {}): NodeHost {
  const wanted = options.addon ?? process.env.PYSTON_NO_ADDON === undefined;
  const addon = wanted ? loadAddon() : undefined;
  const host = addon === undefined ? createPortableHost() : createAddonHost(addon);
  return Object.assign(host, { addonProblem: wanted ? addonProblem() : '' });
}
