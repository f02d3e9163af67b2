/** The record that write_stat() of native/src/fs.cc leaves. */
import type { HostStat } from '../../stat.ts';

const LARGEST_EXACT = 2 ** 53;
const RAW_INO = 16;

export function readStat(record: Float64Array, out: HostStat): number {
  const ino = record[0];
  out.ino = ino > LARGEST_EXACT ? new BigUint64Array(record.buffer)[RAW_INO] : ino;
  out.mode = record[1];
  out.dev = record[2];
  out.nlink = record[3];
  out.uid = record[4];
  out.gid = record[5];
  out.rdev = record[6];
  out.size = record[7];
  out.blksize = record[8];
  out.blocks = record[9];
  out.atimeSec = record[10];
  out.atimeNsec = record[11];
  out.mtimeSec = record[12];
  out.mtimeNsec = record[13];
  out.ctimeSec = record[14];
  out.ctimeNsec = record[15];
  return 0;
}
