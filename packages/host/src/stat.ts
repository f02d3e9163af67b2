/**
 * The record that stat calls fill. Callers keep one and pass it again, so that a stat allocates nothing.
 * Times are whole seconds (may be negative) plus nanoseconds 0 … 999,999,999.
 * `ino` is a bigint only beyond 2^53; every other field is an exact number.
 */
export class HostStat {
  mode = 0;
  ino: number | bigint = 0;
  dev = 0;
  nlink = 0;
  uid = 0;
  gid = 0;
  rdev = 0;
  size = 0;
  blksize = 0;
  blocks = 0;
  atimeSec = 0;
  atimeNsec = 0;
  mtimeSec = 0;
  mtimeNsec = 0;
  ctimeSec = 0;
  ctimeNsec = 0;
}
