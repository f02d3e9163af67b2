/**
 * The operating system as the runtime sees it. A host knows nothing of Python.
 *
 * Failures. A method whose result is a number (SysResult) never throws: < 0 is a negated errno. A method whose result
 * is a string, array or object throws HostError. Path names are never echoed in errors: the caller has them.
 *
 * Blocking. Methods that may block release the GIL where the host has one, and stop with -EINTR when a caught signal
 * arrives; the caller decides whether to try again.
 *
 * One host per process and isolate for what is process-wide (signals, working directory, environment).
 */
import type { HostClock } from './clock.ts';
import type { HostEngine } from './engine.ts';
import type { HostEnv } from './env.ts';
import type { HostFd } from './fd.ts';
import type { HostFs } from './fs.ts';
import type { HostLocale } from './locale.ts';
import type { HostMemory } from './memory.ts';
import type { HostNet } from './net.ts';
import type { HostPlatform } from './platform.ts';
import type { HostPoll } from './poll.ts';
import type { HostPosix } from './posix.ts';
import type { HostProcess } from './process.ts';
import type { HostRandom } from './random.ts';
import type { HostSignals } from './signals.ts';
import type { HostThreads } from './threads.ts';
import type { HostTty } from './tty.ts';
import type { HostUsers } from './users.ts';

export interface Host {
  /** 'node+addon', 'node', 'fake': for diagnostics, not for decisions. */
  readonly kind: string;
  readonly platform: HostPlatform;
  readonly fs: HostFs;
  readonly fd: HostFd;
  readonly poll: HostPoll;
  readonly clock: HostClock;
  readonly tty: HostTty;
  readonly env: HostEnv;
  readonly process: HostProcess;
  readonly signals: HostSignals;
  readonly threads: HostThreads;
  readonly engine: HostEngine;
  readonly random: HostRandom;
  readonly net: HostNet;
  readonly memory: HostMemory;
  readonly users: HostUsers;
  readonly locale: HostLocale;
  readonly posix: HostPosix;
}
