/** HostSignals through the addon. */
import { constants } from 'node:os';
import type { HostDisposition, HostSignals } from '../../contract/signals.ts';
import { describeSignal } from '../../signal-names.ts';
import { check, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';

const DISPOSITIONS: HostDisposition[] = ['default', 'ignore', 'catch', 'foreign'];
const NSIG = 65;

export function createAddonSignals(addon: Addon): HostSignals {
  const native = addon.group('signals');
  const { record } = addon;
  return {
    ...native,
    count: NSIG,
    numbers: constants.signals,
    disposition: (signal) => DISPOSITIONS[Math.max(native.disposition(signal), 0)],
    install: (signal, disposition) => native.install(signal, DISPOSITIONS.indexOf(disposition)),
    setitimer(which, value, interval) {
      check(native.setitimer(which, value, interval), 'setitimer');
      return [record[0], record[1]];
    },
    getitimer(which) {
      check(native.getitimer(which), 'getitimer');
      return [record[0], record[1]];
    },
    mask: (how, signals) => orThrow(native.mask(how, signals), 'pthread_sigmask'),
    pending: () => orThrow(native.pending(), 'sigpending'),
    describe: describeSignal,
  };
}
