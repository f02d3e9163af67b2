/** The host over the addon. Interfaces are made when first used: a short program needs few of them. */
import type { Host } from '../../contract/host.ts';
import { createAddonClock } from './clock.ts';
import { createAddonEnv } from './env.ts';
import { createAddonFd, createAddonPoll } from './fd.ts';
import { createAddonFs } from './fs.ts';
import type { Addon } from './load.ts';
import { createAddonLocale } from './locale.ts';
import { createAddonNet } from './net.ts';
import { AddonPlatform, createAddonRandom } from './platform.ts';
import { createAddonPosix } from './posix.ts';
import { createAddonProcess } from './process.ts';
import { createAddonSignals } from './signals.ts';
import { createAddonEngine, createAddonThreads } from './threads.ts';
import { createAddonTty } from './tty.ts';
import { createAddonUsers } from './users.ts';

class AddonHost implements Host {
  readonly kind = 'node+addon';
  readonly threads: Host['threads'];
  readonly #addon: Addon;
  #platform: Host['platform'] | undefined;
  #fs: Host['fs'] | undefined;
  #fd: Host['fd'] | undefined;
  #poll: Host['poll'] | undefined;
  #clock: Host['clock'] | undefined;
  #tty: Host['tty'] | undefined;
  #env: Host['env'] | undefined;
  #process: Host['process'] | undefined;
  #signals: Host['signals'] | undefined;
  #engine: Host['engine'] | undefined;
  #random: Host['random'] | undefined;
  #net: Host['net'] | undefined;
  #memory: Host['memory'] | undefined;
  #users: Host['users'] | undefined;
  #locale: Host['locale'] | undefined;
  #posix: Host['posix'] | undefined;

  constructor(addon: Addon) {
    this.#addon = addon;
    this.threads = createAddonThreads(addon);
  }

  get platform(): Host['platform'] {
    return (this.#platform ??= new AddonPlatform(this.#addon));
  }

  get fs(): Host['fs'] {
    return (this.#fs ??= createAddonFs(this.#addon));
  }

  get fd(): Host['fd'] {
    return (this.#fd ??= createAddonFd(this.#addon));
  }

  get poll(): Host['poll'] {
    return (this.#poll ??= createAddonPoll(this.#addon));
  }

  get clock(): Host['clock'] {
    return (this.#clock ??= createAddonClock(this.#addon));
  }

  get tty(): Host['tty'] {
    return (this.#tty ??= createAddonTty(this.#addon));
  }

  get env(): Host['env'] {
    return (this.#env ??= createAddonEnv(this.#addon));
  }

  get process(): Host['process'] {
    return (this.#process ??= createAddonProcess(this.#addon));
  }

  get signals(): Host['signals'] {
    return (this.#signals ??= createAddonSignals(this.#addon));
  }

  get engine(): Host['engine'] {
    return (this.#engine ??= createAddonEngine(this.#addon));
  }

  get random(): Host['random'] {
    return (this.#random ??= createAddonRandom(this.#addon));
  }

  get net(): Host['net'] {
    return (this.#net ??= createAddonNet(this.#addon));
  }

  get memory(): Host['memory'] {
    return (this.#memory ??= this.#addon.group('memory'));
  }

  get users(): Host['users'] {
    return (this.#users ??= createAddonUsers(this.#addon));
  }

  get locale(): Host['locale'] {
    return (this.#locale ??= createAddonLocale(this.#addon));
  }

  get posix(): Host['posix'] {
    return (this.#posix ??= createAddonPosix(this.#addon));
  }
}

export function createAddonHost(addon: Addon): Host {
  return new AddonHost(addon);
}
