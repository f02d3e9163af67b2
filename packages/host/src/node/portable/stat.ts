/** Node's stat record into ours. */
import type { BigIntStats } from 'node:fs';
import type { HostStat } from '../../stat.ts';

const NS_PER_SEC = 1_000_000_000n;

export function fillStat(out: HostStat, from: BigIntStats): number {
  out.mode = Number(from.mode);
  out.ino = from.ino > BigInt(Number.MAX_SAFE_INTEGER) ? from.ino : Number(from.ino);
  out.dev = Number(from.dev);
  out.nlink = Number(from.nlink);
  out.uid = Number(from.uid);
  out.gid = Number(from.gid);
  out.rdev = Number(from.rdev);
  out.size = Number(from.size);
  out.blksize = Number(from.blksize);
  out.blocks = Number(from.blocks);
  out.atimeSec = floorSeconds(from.atimeNs);
  out.atimeNsec = Number(from.atimeNs - BigInt(out.atimeSec) * NS_PER_SEC);
  out.mtimeSec = floorSeconds(from.mtimeNs);
  out.mtimeNsec = Number(from.mtimeNs - BigInt(out.mtimeSec) * NS_PER_SEC);
  out.ctimeSec = floorSeconds(from.ctimeNs);
  out.ctimeNsec = Number(from.ctimeNs - BigInt(out.ctimeSec) * NS_PER_SEC);
  return 0;
}

function floorSeconds(ns: bigint): number {
  const seconds = ns / NS_PER_SEC;
  return Number(ns < 0n && seconds * NS_PER_SEC !== ns ? seconds - 1n : seconds);
}
