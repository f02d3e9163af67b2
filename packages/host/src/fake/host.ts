/** The fake host: a whole operating system in memory, for tests. The second implementation of every contract. */
import type { Host } from '../contract/host.ts';
import { absentMemory, absentNet, absentPosix } from '../absent.ts';
import { PlainLocale } from '../plain-locale.ts';
import { UserFiles } from '../user-files.ts';
import { FakeClock } from './clock.ts';
import { FakeFd, FakePoll } from './fd.ts';
import { FakeFs } from './fs.ts';
import { S_IFCHR } from './inode.ts';
import { FakePlatform } from './platform.ts';
import { FakeEnv, FakeProcess, type FakeProgram, FakeRandom } from './process.ts';
import { FakeSignals } from './signals.ts';
import { FakeEngine, FakeThreads } from './threads.ts';
import { CapturedOutput, FakeTty, ScriptedInput } from './tty.ts';

export interface FakeHostOptions {
  /** Files by absolute path. */
  files?: Record<string, string | Uint8Array>;
  env?: Record<string, string>;
  /** Programs that `spawn` finds, by absolute path. */
  programs?: Record<string, FakeProgram>;
  /** What reads of descriptor 0 return, one element each; then the end of the file. */
  stdin?: readonly (string | Uint8Array)[];
  /** Descriptors 0 to 2 are terminals. Default false. */
  isTerminal?: boolean;
  /** Nanoseconds since 1970. Default: the start of 2026. */
  startNs?: bigint;
  /** Default true: every poll finds a request to park. */
  parkAlways?: boolean;
}

export interface FakeHost extends Host {
  readonly fs: FakeFs;
  readonly fd: FakeFd;
  readonly clock: FakeClock;
  readonly process: FakeProcess;
  readonly signals: FakeSignals;
  readonly threads: FakeThreads;
  readonly stdout: CapturedOutput;
  readonly stderr: CapturedOutput;
}

const O_WRONLY = 1;

export function createFakeHost(options: FakeHostOptions = {}): FakeHost {
  const { files = {}, env = {}, programs = {}, stdin = [], isTerminal = false, parkAlways = true } = options;
  const clock = new FakeClock(options.startNs);
  const fd = new FakeFd(clock);
  const stdout = new CapturedOutput(isTerminal);
  const stderr = new CapturedOutput(isTerminal);
  const mode = S_IFCHR | 0o620;
  fd.openDevice(new ScriptedInput(stdin, isTerminal), 0, mode);
  fd.openDevice(stdout, O_WRONLY, mode);
  fd.openDevice(stderr, O_WRONLY, mode);
  for (const standard of [0, 1, 2]) fd.setInheritable(standard, true);
  const fs = new FakeFs(clock, fd);
  fs.mkdir('/tmp', 0o777);
  for (const [path, content] of Object.entries(files)) fs.put(path, content);
  const threads = new FakeThreads(parkAlways);
  const signals = new FakeSignals(threads.words);
  clock.interrupt = () => signals.takesEffect();
  const process = new FakeProcess(clock, signals);
  for (const [path, program] of Object.entries(programs)) process.programs.set(path, program);
  return {
    kind: 'fake',
    platform: new FakePlatform(),
    fs,
    fd,
    poll: new FakePoll(fd, clock),
    clock,
    tty: new FakeTty(fd),
    env: new FakeEnv(env),
    process,
    signals,
    threads,
    engine: new FakeEngine(),
    random: new FakeRandom(),
    net: absentNet(),
    memory: absentMemory,
    posix: absentPosix,
    users: new UserFiles((path) => fs.text(path)),
    locale: new PlainLocale(),
    stdout,
    stderr,
  };
}
