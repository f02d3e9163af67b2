/** Chooses how the Node host is made. */
import type { Host } from '../contract/host.ts';
import { createPortableHost } from './portable/host.ts';

export interface NodeHostOptions {
  /** false: never load the addon. */
  addon?: boolean;
}

export function createNodeHost(_options: NodeHostOptions = {}): Host {
  return createPortableHost();
}
