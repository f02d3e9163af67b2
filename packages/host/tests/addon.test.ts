/** What only the addon can do: signals that interrupt, children, terminals, stacks, finalisers. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Worker } from 'node:worker_threads';
import { exitCodeOf, type HostWait, wcoredump, wifcontinued, wifsignaled, wifstopped, wstopsig } from '../src/index.ts';
import { addonHost, bytes, cleanUp, codeOf, subjects, text } from './hosts.ts';

const host = addonHost();
const SIGALRM = 14;
const EINTR = 4;
const MB = 1 << 20;

function readAll(fd: number): string {
  const buffer = new Uint8Array(100_000);
  let size = 0;
  for (let count = 1; count > 0; size += count) count = host!.fd.read(fd, buffer, size, buffer.length - size);
  return text(buffer.subarray(0, size));
}

/** Runs a child to its end; its standard output and raw status. */
function output(
  request: Omit<Parameters<NonNullable<typeof host>['process']['spawn']>[0], 'actions'>,
): [string, number] {
  const [reader, writer] = host!.fd.pipe();
  const pid = host!.process.spawn({ ...request, actions: [{ op: 'dup2', from: writer, to: 1 }] });
  assert.ok(pid > 0, `spawn: ${pid}`);
  host!.fd.close(writer);
  const shown = readAll(reader);
  host!.fd.close(reader);
  const wait: HostWait = { status: -1, rusage: null };
  assert.is(host!.process.waitpid(pid, 0, wait), pid);
  return [shown, wait.status];
}

const shell = (script: string, ...argv: string[]) => ({ file: '/bin/sh', argv: ['sh', '-c', script, ...argv] });
const depth = (): number => {
  let deep = 0;
  const dive = () => {
    deep++;
    dive();
  };
  try {
    dive();
  } catch (error) {
    assert.instance(error, RangeError);
  }
  return deep;
};

if (host !== undefined) {
  const { fd, signals, clock, poll, engine, threads } = host;

  test('a caught signal ends blocking calls with EINTR', () => {
    const [reader] = fd.pipe();
    const pid = host.process.spawn(shell('sleep 5'));
    const lock = threads.lockNew();
    threads.lockAcquire(lock, -1);
    const wait: HostWait = { status: 0, rusage: null };
    const calls: [string, () => number][] = [
      ['sleep', () => clock.sleep(5)],
      ['read', () => fd.read(reader, new Uint8Array(10), 0, 10)],
      ['poll', () => poll.poll(Int32Array.of(reader, 1, 0), 1, 5000)],
      ['waitpid', () => host.process.waitpid(pid, 0, wait)],
      ['lock', () => threads.lockAcquire(lock, 5000)],
      ['pause', () => signals.pause()],
    ];
    assert.is(signals.install(SIGALRM, 'catch'), 0);
    for (const [name, call] of calls) {
      const start = clock.seconds(1);
      signals.setitimer(0, 0.02, 0);
      assert.is(call(), -EINTR, name);
      assert.ok(clock.seconds(1) - start < 1, name);
      assert.is(signals.takePending(), SIGALRM, name);
    }
    assert.is(signals.install(SIGALRM, 'default'), 0);
    host.process.kill(pid, 9);
    assert.is(host.process.waitpid(pid, 0, wait), pid);
    assert.is(wait.status & 0x7f, 9);
    assert.is(host.process.waitpid(pid, 0, wait), -10);
  });

  test('a signal reaches an optimised loop that only polls', () => {
    const words = threads.words;
    const spin = (limit: number) => {
      let i = 0;
      while (words[0] === 0 && i < limit) i++;
      return i;
    };
    for (let k = 0; k < 50; k++) spin(10_000);
    signals.install(SIGALRM, 'catch');
    signals.setitimer(0, 0.05, 0);
    assert.ok(spin(1e12) < 1e12);
    assert.is(signals.takePending(), SIGALRM);
    signals.install(SIGALRM, 'default');
  });

  test('masks, pending, wait, wake-up descriptor', () => {
    signals.install(10, 'catch');
    const before = signals.mask(0, [10]);
    assert.not.ok(before.includes(10));
    signals.raise(10);
    assert.is(signals.takePending(), 0);
    assert.equal(signals.pending(), [10]);
    assert.is(signals.wait([10], -1), 10);
    assert.is(signals.wait([10], 5), -11);
    signals.mask(2, before);
    const [reader, writer] = fd.pipe(0o4000);
    assert.is(signals.setWakeupFd(writer), -1);
    signals.raise(10);
    const seen = new Uint8Array(4);
    assert.is(fd.read(reader, seen, 0, 4), 1);
    assert.is(seen[0], 10);
    assert.is(signals.setWakeupFd(-1), writer);
    assert.is(signals.takePending(), 10);
    signals.install(10, 'default');
    assert.is(signals.alarm(100), 0);
    assert.is(signals.alarm(0), 100);
  });

  test('children: arguments, environment, directory, descriptors', () => {
    assert.equal(output(shell('echo "$1:$2"; exit 3', 'x', 'a b', 'é\udcff')), ['a b:é\ufffd\n', 3 << 8]);
    assert.equal(output({ ...shell('pwd; echo $A $B'), cwd: '/', env: ['A=1', 'B=zwei'] }), ['/\n1 zwei\n', 0]);
    host.env.set('PYSTON_TEST', 'seen');
    assert.is(output(shell('echo $PYSTON_TEST'))[0], 'seen\n');
    host.env.unset('PYSTON_TEST');
    assert.is(output({ ...shell('umask'), umask: 0o27 })[0], '0027\n');
    assert.is(output({ file: 'printf', argv: ['printf', '%s', 'found'], searchPath: true })[0], 'found');
    assert.is(output({ file: ['/no/printf', '/usr/bin/printf'], argv: ['printf', 'second'] })[0], 'second');
    const [reader, writer] = fd.pipe();
    const [other] = fd.pipe();
    const list = { ...shell('ls /proc/self/fd'), closeFrom: 3, passFds: [reader] };
    const open = output(list)[0].split('\n').map(Number);
    assert.ok(open.includes(reader) && !open.includes(other) && !open.includes(writer), `${open}`);
  });

  test('children: session, group, signals', () => {
    const stat = 'cut -d" " -f1,5,6 /proc/$$/stat';
    const [pid, group, session] = output({ ...shell(stat), setsid: true })[0]
      .trim()
      .split(' ');
    assert.equal([group, session], [pid, pid]);
    const [own, led] = output({ ...shell(stat), pgroup: 0 })[0]
      .trim()
      .split(' ');
    assert.is(own, led);
    const status = (name: string) => ({ file: '/bin/grep', argv: ['grep', name, '/proc/self/status'] });
    const field = (shown: string) => BigInt(`0x${shown.trim().split(/\s+/)[1]}`);
    assert.is(field(output(status('SigIgn'))[0]) & (1n << 12n), 1n << 12n, 'SIGPIPE stays ignored');
    assert.is(field(output({ ...status('SigIgn'), sigdefault: [13] })[0]) & (1n << 12n), 0n);
    const blocked = field(output({ ...status('SigBlk'), sigmask: [10, 12] })[0]);
    assert.is(blocked, (1n << 9n) | (1n << 11n));
  });

  test('children that cannot be', () => {
    const missing = { file: '/no/such/program', argv: ['x'] } as Parameters<typeof host.process.spawn>[0];
    assert.is(host.process.spawn(missing), -2);
    assert.is(missing.failedAt, 'exec');
    const lost = { ...shell('true'), cwd: '/no/such' } as Parameters<typeof host.process.spawn>[0];
    assert.is(host.process.spawn(lost), -2);
    assert.is(lost.failedAt, 'cwd');
    assert.is(host.process.spawn({ file: '/etc/passwd', argv: ['x'] }), -13);
    assert.is(host.process.spawn({ ...shell('true'), passFds: [9999] }), -9);
    assert.is(host.process.spawn({ file: '/bin/true', argv: ['a\0b'] }), -22);
  });

  test('terminals', () => {
    const [master, slave] = host.tty.openpty();
    assert.is(fd.isatty(slave), 1);
    assert.is(host.tty.setWinSize(master, { rows: 33, columns: 101, xpixel: 0, ypixel: 0 }), 0);
    assert.is(host.tty.getWinSize(slave).columns, 101);
    assert.match(host.tty.ttyname(slave), /^\/dev\/pts\//);
    const attributes = host.tty.tcgetattr(slave);
    assert.is(attributes.cc.length, 32);
    attributes.lflag &= ~8;
    assert.is(host.tty.tcsetattr(slave, 0, attributes), 0);
    assert.equal(host.tty.tcgetattr(slave), attributes);
    fd.write(master, bytes('line\n'), 0, 5);
    const buffer = new Uint8Array(20);
    assert.is(text(buffer.subarray(0, fd.read(slave, buffer, 0, 20))), 'line\n');
    assert.is(
      codeOf(() => host.tty.tcgetattr(9999)),
      'EBADF',
    );
    fd.close(master);
    fd.close(slave);
  });

  test('epoll, locks of files, ioctl', () => {
    const [reader, writer] = fd.pipe();
    const epoll = poll.epollCreate(0);
    assert.is(poll.epollCtl(epoll, 1, reader, 1), 0);
    const events = new Int32Array(8);
    assert.is(poll.epollWait(epoll, events, 4, 0), 0);
    fd.write(writer, bytes('abc'), 0, 3);
    assert.is(poll.epollWait(epoll, events, 4, -1), 1);
    assert.equal([...events.subarray(0, 2)], [reader, 1]);
    const count = new Uint8Array(4);
    assert.is(fd.ioctlBuffer(reader, 0x541b, count), 0);
    assert.is(count[0], 3);
    assert.is(fd.fcntl(reader, 1, 0) & 1, 1, 'FD_CLOEXEC');
    const memory = fd.memfdCreate('x', 0);
    assert.is(fd.flock(memory, 2), 0);
    assert.is(fd.fallocate(memory, 0, 4096), 0);
    assert.is(fd.lseek(memory, 0, 2), 4096);
    for (const file of [reader, writer, epoll, memory]) fd.close(file);
  });

  test('a larger stack on a helper thread', () => {
    const small = engine.runOnBigStack(depth, 2 * MB);
    const large = engine.runOnBigStack(depth, 64 * MB);
    assert.ok(large > 20 * small, `${small} ${large}`);
    assert.ok(engine.runOnBigStack(depth, 512 * MB) > 1_000_000);
    assert.is(
      engine.runOnBigStack(() => engine.runOnBigStack(() => 'inner', MB), MB),
      'inner',
    );
    assert.is(
      engine.runOnBigStack(() => -5, MB),
      -5,
    );
    assert.throws(
      () =>
        engine.runOnBigStack(() => {
          throw new TypeError('from there');
        }, MB),
      /from there/,
    );
    const kept = [1, 2, 3];
    engine.runOnBigStack(() => {
      engine.collectGarbage();
      kept.push(4);
    }, MB);
    assert.equal(kept, [1, 2, 3, 4]);
    signals.install(SIGALRM, 'catch');
    // again and again: the first may come before the sleep on a loaded machine
    signals.setitimer(0, 0.05, 0.05);
    assert.is(
      engine.runOnBigStack(() => clock.sleep(5), MB),
      -EINTR,
      'signals go to the helper',
    );
    signals.setitimer(0, 0, 0);
    assert.is(signals.takePending(), SIGALRM);
    signals.install(SIGALRM, 'ignore');
    signals.install(SIGALRM, 'default');
    assert.ok(depth() > 5000, 'the main thread still has its own');
  });

  test('a larger stack in place', () => {
    assert.ok(engine.maxStack() > 100 * MB);
    assert.is(engine.setStackLimit(200 * MB), 200 * MB);
    assert.ok(depth() > 1_000_000);
    assert.is(output(shell('ulimit -s'))[0], '8192\n', 'children get the old limit');
    assert.is(engine.setStackLimit(4 * MB), 4 * MB);
    const shallow = depth();
    assert.ok(shallow > 10_000 && shallow < 200_000, `${shallow}`);
  });

  test('finalisers run in a synchronous program', () => {
    const seen: number[] = [];
    const registry = new FinalizationRegistry((held: number) => seen.push(held));
    const weak: WeakRef<object>[] = [];
    (() => {
      for (let i = 0; i < 50; i++) {
        const object = { i };
        registry.register(object, i);
        weak.push(new WeakRef(object));
      }
    })();
    assert.ok(engine.collectFinalizers());
    engine.collectGarbage();
    assert.ok(engine.collectFinalizers());
    assert.is(seen.length, 50);
    assert.ok(weak.every((reference) => reference.deref() === undefined));
  });

  test('a Worker gets no addon', async () => {
    const file = new URL(
      `../native/prebuilt/${process.platform}-${process.arch}-${process.versions.modules}/pyston_host.node`,
      import.meta.url,
    );
    const source = `
      const { parentPort } = require('node:worker_threads');
      try { process.dlopen({ exports: {} }, ${JSON.stringify(file.pathname)}); parentPort.postMessage('loaded'); }
      catch (error) { parentPort.postMessage(error.message); }`;
    const worker = new Worker(source, { eval: true });
    const message = await new Promise((done) => worker.once('message', done));
    assert.match(String(message), /main thread's isolate only/);
    await worker.terminate();
  });
}

test('without the addon WeakRefs let go at least', () => {
  const { engine } = subjects()[0].host;
  const weak = (() => new WeakRef({}))();
  assert.is(engine.collectFinalizers(), false);
  engine.collectGarbage();
  assert.is(weak.deref(), undefined);
});

test('wait statuses', () => {
  assert.equal([0, 3 << 8, 9, 11 | 0x80].map(exitCodeOf), [0, 3, -9, -11]);
  assert.equal(
    [exitCodeOf(0x137f), wifstopped(0x137f), wstopsig(0x137f), wifcontinued(0xffff)],
    [undefined, true, 19, true],
  );
  assert.equal([wcoredump(11 | 0x80), wifstopped(0xffff), wifsignaled(0x137f)], [true, false, false]);
});

test('without the addon a child runs to its end inside spawn', () => {
  const portable = subjects()[0].host;
  const wait: HostWait = { status: -1, rusage: null };
  const pid = portable.process.spawn({ ...shell('test "$A" = 1 && exit 7'), env: ['A=1'] });
  assert.ok(pid > 0);
  assert.is(portable.process.waitpid(-1, 0, wait), pid);
  assert.is(wait.status, 7 << 8);
  assert.is(portable.process.waitpid(pid, 0, wait), -10);
  assert.is(portable.process.spawn({ file: '/no/such/program', argv: ['x'] }), -2);
});

test.run();
process.on('exit', cleanUp);
