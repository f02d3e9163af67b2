import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FakeHost } from '../src/fake/index.ts';
import { codeOf, subjects } from './hosts.ts';

for (const { name, host } of subjects()) {
  const test = suite(`system over ${name}`);

  test('environment', () => {
    const { env } = host;
    assert.is(env.set('PYSTON_TEST', 'ä=1'), 0);
    assert.is(env.get('PYSTON_TEST'), 'ä=1');
    assert.ok(env.entries().some(([key, value]) => key === 'PYSTON_TEST' && value === 'ä=1'));
    assert.is(env.unset('PYSTON_TEST'), 0);
    assert.is(env.get('PYSTON_TEST'), undefined);
    assert.is(env.set('', 'x'), -22);
    assert.is(env.set('A=B', 'x'), -22);
    assert.is(env.set('A', 'x\0'), -22);
    if (name !== 'addon') return;
    env.set('PYSTON_TEST', '\udcff');
    assert.is(env.get('PYSTON_TEST'), '\udcff');
    env.unset('PYSTON_TEST');
  });

  test('errors and constants', () => {
    const { platform } = host;
    assert.is(platform.strerror(2), 'No such file or directory');
    assert.is(platform.strerror(4711), 'Unknown error 4711');
    assert.is(platform.errorCode(17), 'EEXIST');
    assert.is(platform.errno.ENOTEMPTY, 39);
    assert.is(platform.constants.O_RDWR, 2);
    assert.is(platform.constants.WNOHANG, 1);
    assert.is(platform.constants.SIGTERM, 15);
    assert.ok(platform.sysconf('SC_NPROCESSORS_ONLN') >= 1);
    assert.is(
      codeOf(() => platform.sysconf('SC_NONSENSE')),
      'EINVAL',
    );
  });

  test('this process', () => {
    const own = host.process;
    assert.ok(own.getpid() > 0 && own.getppid() >= 0);
    assert.is(own.uname().sysname, 'Linux');
    assert.ok(own.cpuCount() >= 1);
    assert.ok(own.getAffinity(0).length >= 1);
    assert.is(own.getloadavg().length, 3);
    assert.ok(own.times().elapsed >= 0);
    assert.ok(own.getrusage(0).utime >= 0);
    assert.is(
      codeOf(() => own.getrusage(5)),
      'EINVAL',
    );
    assert.type(own.getpriority(0, 0), 'number');
    assert.is(own.nice(0), own.getpriority(0, 0));
  });

  test('users and groups', () => {
    const { users } = host;
    if (name === 'fake') {
      assert.is(users.user(0), undefined);
      (host as FakeHost).fs.put('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n# no\nbad:line\n');
      (host as FakeHost).fs.put('/etc/group', 'root:x:0:\nwheel:x:10:root,me\n');
      assert.equal(users.group('wheel')?.members, ['root', 'me']);
    }
    assert.is(users.user('root')?.uid, 0);
    assert.is(users.user(0)?.name, 'root');
    assert.is(users.group(0)?.name, 'root');
    assert.is(users.user('nobody-of-that-name'), undefined);
    assert.equal(
      users.users().find((user) => user.name === 'root'),
      users.user('root'),
    );
    assert.equal(
      users.groups().find((group) => group.gid === 0),
      users.group('root'),
    );
  });

  test('locale', () => {
    const { locale } = host;
    const { LC_ALL, LC_NUMERIC, CODESET, DAY_1, ABMON_3, D_FMT, RADIXCHAR } = locale.constants;
    assert.is(locale.setlocale(LC_ALL, null), 'C');
    assert.is(locale.setlocale(LC_NUMERIC, 'C'), 'C');
    assert.is(locale.setlocale(LC_ALL, 'xx_YY.nothing'), undefined);
    assert.equal(
      [DAY_1, ABMON_3, D_FMT, RADIXCHAR].map((item) => locale.nlLanginfo(item)),
      ['Sunday', 'Mar', '%m/%d/%y', '.'],
    );
    assert.ok(locale.nlLanginfo(CODESET).length > 0);
    const conventions = locale.localeconv();
    assert.equal([conventions.decimal_point, conventions.grouping, conventions.frac_digits], ['.', [], 127]);
    assert.ok(locale.strcoll('a', 'b') < 0 && locale.strcoll('b', 'a') > 0 && locale.strcoll('a', 'a') === 0);
    assert.is(locale.strxfrm('abc'), 'abc');
  });

  test('randomness', () => {
    const one = new Uint8Array(100_000);
    host.random.fill(one);
    assert.ok(new Set(one).size === 256);
    assert.is(host.random.getrandom(new Uint8Array(10), 0), 10);
  });

  test('locks', () => {
    const { threads } = host;
    const lock = threads.lockNew();
    assert.is(threads.lockAcquire(lock, -1), 1);
    assert.is(threads.lockAcquire(lock, 0), 0);
    assert.is(threads.lockAcquire(lock, 5), 0);
    assert.is(threads.lockRelease(lock), 0);
    assert.is(threads.lockAcquire(lock, 0), 1);
    threads.lockFree(lock);
  });

  test('signals that the program sends itself', () => {
    const { signals, threads } = host;
    const SIGUSR1 = 10;
    assert.is(signals.install(SIGUSR1, 'catch'), 0);
    assert.is(signals.disposition(SIGUSR1), 'catch');
    assert.is(signals.takePending(), 0);
    assert.is(signals.raise(SIGUSR1), 0);
    assert.is(threads.words[0] & 2, 2);
    assert.is(signals.takePending(), SIGUSR1);
    assert.is(threads.words[0] & 2, 0);
    signals.simulate(12);
    signals.simulate(2);
    assert.equal([signals.takePending(), signals.takePending(), signals.takePending()], [2, 12, 0]);
    assert.is(signals.install(SIGUSR1, 'ignore'), 0);
    assert.is(signals.raise(SIGUSR1), 0);
    assert.is(signals.takePending(), 0);
    assert.is(signals.install(9, 'catch'), -22);
    assert.is(signals.install(99, 'ignore'), -22);
    assert.is(signals.disposition(13), 'ignore');
    assert.is(signals.describe(2), 'Interrupt');
    assert.is(signals.describe(99), undefined);
    assert.is(host.process.kill(host.process.getpid(), 0), 0);
    signals.install(SIGUSR1, 'default');
  });

  test.run();
}
