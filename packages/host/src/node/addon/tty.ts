/** HostTty through the addon. */
import type { HostTty } from '../../contract/tty.ts';
import { check, orThrow } from '../errors.ts';
import type { Addon } from './load.ts';

const NCCS = 32;

export function createAddonTty(addon: Addon): HostTty {
  const native = addon.group('tty');
  const { record } = addon;
  return {
    ...native,
    getWinSize(fd) {
      check(native.getWinSize(fd), 'ioctl');
      const [rows, columns, xpixel, ypixel] = record;
      return { rows, columns, xpixel, ypixel };
    },
    setWinSize: (fd, size) => native.setWinSize(fd, size.rows, size.columns, size.xpixel, size.ypixel),
    ttyname: (fd) => orThrow(native.ttyname(fd), 'ttyname'),
    tcgetattr(fd) {
      const cc = new Uint8Array(NCCS);
      check(native.tcgetattr(fd, cc), 'tcgetattr');
      const [iflag, oflag, cflag, lflag, ispeed, ospeed] = record;
      return { iflag, oflag, cflag, lflag, ispeed, ospeed, cc };
    },
    tcsetattr: (fd, when, t) =>
      native.tcsetattr(fd, when, t.cc, t.iflag, t.oflag, t.cflag, t.lflag, t.ispeed, t.ospeed),
    openpty() {
      check(native.openpty(), 'openpty');
      return [record[0], record[1]];
    },
  };
}
