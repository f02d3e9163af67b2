/** The host that needs nothing but Node. */
import type { Host } from '../../contract/host.ts';
import { readFileSync } from 'node:fs';
import { absentMemory, absentNet, absentPosix } from '../../absent.ts';
import { PlainLocale } from '../../plain-locale.ts';
import { UserFiles } from '../../user-files.ts';
import { PortableClock } from './clock.ts';
import { PortableEngine } from './engine.ts';
import { PortableEnv } from './env.ts';
import { PortableFd } from './fd.ts';
import { PortableFs } from './fs.ts';
import { PortablePlatform } from './platform.ts';
import { PortablePoll } from './poll.ts';
import { PortableProcess } from './process.ts';
import { PortableRandom } from './random.ts';
import { PortableSignals } from './signals.ts';
import { PortableThreads } from './threads.ts';
import { PortableTty } from './tty.ts';

export function createPortableHost(): Host {
  const clock = new PortableClock();
  const threads = new PortableThreads();
  return {
    kind: 'node',
    platform: new PortablePlatform(),
    fs: new PortableFs(),
    fd: new PortableFd(),
    poll: new PortablePoll(clock),
    clock,
    tty: new PortableTty(),
    env: new PortableEnv(),
    process: new PortableProcess(),
    signals: new PortableSignals(threads),
    threads,
    engine: new PortableEngine(),
    random: new PortableRandom(),
    net: absentNet(),
    memory: absentMemory,
    posix: absentPosix,
    users: new UserFiles((path) => readFileSync(path, 'utf8')),
    locale: new PlainLocale(),
  };
}
